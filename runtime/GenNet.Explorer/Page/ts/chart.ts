// Lines over epochs, as SVG.

import { el, setText, svg } from "./dom.js";
import { power } from "./format.js";
import { drawSoon, Sight } from "./frames.js";

export interface Line {
    label: string;
    className: string;
    points: [number, number][];
}

export interface ChartOptions {
    label: string;
    logarithmic: boolean;
    format: (value: number) => string;
    fixed?: [number, number];
}

const left = 58;
const right = 14;
const top = 12;
const bottom = 30;

export class Chart {
    readonly element: HTMLElement;
    private readonly root: SVGSVGElement;
    private readonly rules = svg("g");
    private readonly labels = svg("g");
    private readonly grid = svg("g", { class: "grid" }, this.rules, this.labels);
    private readonly paths = svg("g");
    private readonly cursor = svg("line", { class: "cursor" });
    private readonly hair = svg("line", { class: "hair", visibility: "hidden" });
    private readonly readout = el("p", { class: "readout" });
    private readonly legend = el("ul", { class: "legend" });
    private lines: Line[] = [];
    private now = 0;
    private width = 640;
    private height = 240;
    private labelled = 0;
    private pointer: number | null = null;
    private most = 1;
    private readonly sight: Sight;

    constructor(private readonly options: ChartOptions) {
        this.root = svg("svg", { class: "chart", role: "img", "aria-label": options.label }, this.grid, this.cursor, this.paths, this.hair);
        this.element = el("div", { class: "chart-box" }, el("div", { class: "chart-head" }, this.legend, this.readout), this.root);
        new ResizeObserver(entries => {
            const box = entries[entries.length - 1].contentRect;
            if (box.width > 0 && (box.width !== this.width || box.height !== this.height)) {
                this.width = box.width;
                this.height = box.height;
                this.root.dataset.width = String(box.width);
                this.root.dataset.height = String(box.height);
                this.drawSoon();
            }
        }).observe(this.root);
        this.sight = new Sight(this.root, () => this.drawSoon());
        this.root.addEventListener("pointermove", event => {
            this.pointer = event.clientX - this.root.getBoundingClientRect().left;
            this.drawReadout();
        });
        this.root.addEventListener("pointerleave", () => {
            this.pointer = null;
            this.drawReadout();
        });
    }

    get svg(): SVGSVGElement {
        return this.root;
    }

    set logarithmic(value: boolean) {
        this.options.logarithmic = value;
        this.drawSoon();
    }

    /** Shows lines, and where training stands. */
    show(lines: Line[], now: number): void {
        const names = lines.map(line => line.label).join();
        if (names !== this.lines.map(line => line.label).join()) {
            this.legend.replaceChildren(...lines.map(line => el("li", { class: line.className, text: line.label })));
        }

        this.lines = lines;
        this.now = now;
        if (this.sight.isWanted) {
            this.drawSoon();
        }
    }

    private drawSoon(): void {
        drawSoon(this, () => this.draw());
    }

    private range(): [number, number, number] {
        let x = 1e-9;
        let least = Infinity;
        let most = -Infinity;
        for (const line of this.lines) {
            for (const [px, py] of line.points) {
                x = Math.max(x, px);
                if (py < least && !(this.options.logarithmic && py <= 0)) {
                    least = py;
                }

                most = Math.max(most, py);
            }
        }

        if (this.options.fixed) {
            [least, most] = this.options.fixed;
        } else if (!(most > -Infinity)) {
            [least, most] = [0.1, 1];
        } else if (this.options.logarithmic) {
            least = least === Infinity ? most / 10 : least;
            most = Math.max(most, least * 2);
        } else {
            least = Math.min(0, least);
            most = most > least ? most : least + 1;
        }

        return [Math.max(x, this.now, 1e-3), least, most];
    }

    private draw(): void {
        const [xMost, least, most] = this.range();
        this.most = xMost;
        const log = this.options.logarithmic;
        const low = log ? Math.log10(least) : least;
        const high = log ? Math.log10(most) : most;
        const pad = (high - low) * (this.options.fixed ? 0 : 0.04);
        const x = (value: number): number => left + value / xMost * (this.width - left - right);
        const y = (value: number): number => {
            const place = log ? Math.log10(Math.max(value, 1e-300)) : value;
            return this.height - bottom - (place - low + pad) / (high - low + 2 * pad) * (this.height - top - bottom);
        };
        const rules: Record<string, string>[] = [];
        const labels: Record<string, string>[] = [];
        const texts: string[] = [];
        for (const tick of log ? logTicks(least, most) : ticks(low, high, Math.max(2, Math.floor(this.height / 50)))) {
            const at = y(tick).toFixed(1);
            rules.push({ x1: String(left), x2: String(this.width - right), y1: at, y2: at });
            labels.push({ x: String(left - 8), y: at, "text-anchor": "end", "dominant-baseline": "middle" });
            texts.push(this.options.format(tick));
        }

        for (const tick of ticks(0, xMost, Math.max(2, Math.floor(this.width / 110)))) {
            labels.push({ x: x(tick).toFixed(1), y: String(this.height - 10), "text-anchor": "middle", "dominant-baseline": "auto" });
            texts.push(Number(tick.toPrecision(6)).toLocaleString("en"));
        }

        reuse(this.rules, "line", rules);
        reuse(this.labels, "text", labels).forEach((label, i) => setText(label, texts[i]));
        const cursor = x(this.now).toFixed(1);
        this.cursor.setAttribute("x1", cursor);
        this.cursor.setAttribute("x2", cursor);
        this.cursor.setAttribute("y1", String(top));
        this.cursor.setAttribute("y2", String(this.height - bottom));
        reuse(this.paths, "path", this.lines.flatMap(line => {
            let past = "";
            let future = "";
            for (const [px, py] of line.points) {
                const place = `${x(px).toFixed(1)} ${y(py).toFixed(1)}`;
                if (px <= this.now + 1e-9) {
                    past += (past ? "L" : "M") + place;
                } else {
                    future += (future ? "L" : "M") + place;
                }
            }

            const paths = [{ class: `line ${line.className}`, d: past }];
            if (future) {
                paths.push({ class: `line ahead ${line.className}`, d: future });
            }

            return paths;
        }));
        this.drawReadout();
    }

    private drawReadout(): void {
        const xMost = this.most;
        const inside = this.width - left - right;
        const at = this.pointer === null ? this.now : Math.max(0, Math.min(xMost, (this.pointer - left) / inside * xMost));
        const parts: string[] = [];
        for (const line of this.lines) {
            const point = nearest(line.points, at);
            if (point) {
                parts.push(`${line.label} ${this.options.format(point[1])}`);
            }
        }

        const where = Number(at.toPrecision(5)).toLocaleString("en");
        const text = parts.length > 0 ? `epoch ${where}: ${parts.join(", ")}` : "";
        setText(this.readout, text);
        if (this.pointer === null) {
            this.hair.setAttribute("visibility", "hidden");
        } else {
            const place = (left + at / xMost * inside).toFixed(1);
            this.hair.setAttribute("visibility", "visible");
            this.hair.setAttribute("x1", place);
            this.hair.setAttribute("x2", place);
            this.hair.setAttribute("y1", String(top));
            this.hair.setAttribute("y2", String(this.height - bottom));
        }

        // What reads the page aloud should not be told thirty times a second.
        if (performance.now() - this.labelled > 2000) {
            this.labelled = performance.now();
            this.root.setAttribute("aria-label", `${this.options.label}. ${text}`);
        }
    }
}

/** Makes the children of a group what they should be, with as few changes as there are: a new element costs more than another number in an old one. */
function reuse<K extends "line" | "text" | "path">(group: SVGGElement, tag: K, wanted: Record<string, string>[]): SVGElementTagNameMap[K][] {
    while (group.childElementCount > wanted.length) {
        group.lastElementChild!.remove();
    }

    while (group.childElementCount < wanted.length) {
        group.append(svg(tag));
    }

    const children = [...group.children] as SVGElementTagNameMap[K][];
    children.forEach((child, i) => {
        for (const [name, value] of Object.entries(wanted[i])) {
            if (child.getAttribute(name) !== value) {
                child.setAttribute(name, value);
            }
        }
    });
    return children;
}

function nearest(points: [number, number][], x: number): [number, number] | null {
    let low = 0;
    let high = points.length - 1;
    if (high < 0) {
        return null;
    }

    while (low < high) {
        const middle = (low + high) >> 1;
        if (points[middle][0] < x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }

    return low > 0 && x - points[low - 1][0] < points[low][0] - x ? points[low - 1] : points[low];
}

export function ticks(from: number, to: number, most: number): number[] {
    const rough = (to - from) / most;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough) ?? 10 * power;
    const result: number[] = [];
    for (let tick = Math.ceil(from / step - 1e-9) * step; tick <= to + step * 1e-6; tick += step) {
        result.push(Math.abs(tick) < step * 1e-6 ? 0 : tick);
    }

    return result;
}

function logTicks(least: number, most: number): number[] {
    const decades = Math.log10(most / least);
    const result: number[] = [];
    const factors = decades < 1.5 ? [1, 2, 5] : [1];
    const every = Math.max(1, Math.ceil(decades / 6));
    for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) {
        for (const factor of factors) {
            const tick = factor * Math.pow(10, power);
            if (power % every === 0 && tick >= least * 0.95 && tick <= most * 1.05) {
                result.push(tick);
            }
        }
    }

    return result.length > 0 ? result : [least, most];
}

export function lossNumber(value: number): string {
    return value !== 0 && Math.abs(value) < 1e-3 ? power(value, 3) : Number(value.toPrecision(3)).toString();
}
