// Pictures to take away: what is on the page as a file, with the colours that are on.

import { el, svg } from "./dom.js";

type Source = () => SVGSVGElement | HTMLCanvasElement;

const sources = new Map<string, Source>();
const properties = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-size", "font-family", "font-weight", "text-anchor", "dominant-baseline"];

/** Offers a picture under a name; a later one of the same name takes its place. */
export function offer(name: string, source: Source): void {
    sources.set(name, source);
}

export function offered(): string[] {
    return [...sources.keys()];
}

export function isDrawn(name: string): boolean {
    return sources.get(name)!() instanceof SVGSVGElement;
}

export async function download(name: string, fileName: string, isSvg: boolean): Promise<void> {
    const picture = sources.get(name)!();
    const blob = picture instanceof HTMLCanvasElement ? await png(enlarge(picture)) : isSvg ? svgBlob(picture) : await rasterize(picture);
    const link = el("a", { href: URL.createObjectURL(blob), download: fileName });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Styles come from the page's sheet, which a file has not: they are written into its elements. */
function standalone(picture: SVGSVGElement): SVGSVGElement {
    const copy = picture.cloneNode(true) as SVGSVGElement;
    const box = picture.viewBox.baseVal;
    const width = box && box.width > 0 ? box.width : picture.clientWidth || Number(picture.dataset.width) || 640;
    const height = box && box.height > 0 ? box.height : picture.clientHeight || Number(picture.dataset.height) || 240;
    const stage = el("div", { class: "export-stage", "aria-hidden": "true" }, copy);
    document.body.append(stage);
    for (const element of copy.querySelectorAll<SVGElement>("*")) {
        const style = getComputedStyle(element);
        for (const property of properties) {
            element.setAttribute(property, style.getPropertyValue(property));
        }

        element.removeAttribute("class");
    }

    stage.remove();
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
    copy.setAttribute("width", String(width));
    copy.setAttribute("height", String(height));
    copy.prepend(svg("rect", { width, height, fill: getComputedStyle(document.documentElement).getPropertyValue("--card").trim() }));
    return copy;
}

function svgBlob(picture: SVGSVGElement): Blob {
    return new Blob([new XMLSerializer().serializeToString(standalone(picture))], { type: "image/svg+xml" });
}

async function rasterize(picture: SVGSVGElement): Promise<Blob> {
    const copy = standalone(picture);
    const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = el("canvas", { width: 2 * Number(copy.getAttribute("width")), height: 2 * Number(copy.getAttribute("height")) });
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    return png(canvas);
}

/** A pixel for each number is too small a picture for most programs. */
function enlarge(canvas: HTMLCanvasElement): HTMLCanvasElement {
    const factor = Math.max(1, Math.round(512 / Math.max(canvas.width, canvas.height)));
    const large = el("canvas", { width: canvas.width * factor, height: canvas.height * factor });
    const context = large.getContext("2d")!;
    context.imageSmoothingEnabled = false;
    context.drawImage(canvas, 0, 0, large.width, large.height);
    return large;
}

function png(canvas: HTMLCanvasElement): Promise<Blob> {
    return new Promise((resolve, reject) => canvas.toBlob(blob => blob ? resolve(blob) : reject(new Error("The picture is empty.")), "image/png"));
}

/** Several canvases side by side, as one. */
export function sheet(canvases: HTMLCanvasElement[], columns: number): HTMLCanvasElement {
    const [width, height] = [canvases[0]?.width ?? 1, canvases[0]?.height ?? 1];
    const rows = Math.ceil(canvases.length / columns);
    const whole = el("canvas", { width: columns * (width + 1) - 1, height: rows * (height + 1) - 1 });
    const context = whole.getContext("2d")!;
    canvases.forEach((canvas, i) => context.drawImage(canvas, i % columns * (width + 1), Math.floor(i / columns) * (height + 1)));
    return whole;
}
