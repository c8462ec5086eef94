// Some samples and what the network makes of them.

import { Feed, getJson, getNumbers, type Facts } from "./api.js";
import { el, svg } from "./dom.js";
import { drawImage } from "./heat.js";
import { className, imageShape, type Model } from "./model.js";
import { minus, number } from "./format.js";
import { onTheme } from "./palette.js";

interface Confusion {
    validation: boolean;
    samples: number;
    classes: number;
    counts?: number[];
    cells?: number[][];
    points?: (number | null)[][];
}

const shown = 24;

export class Answers {
    readonly element = el("div", { class: "answers" });
    private readonly feed: Feed<Confusion>;
    private readonly images = new Map<number, Float32Array>();
    private last: Confusion | null = null;

    constructor(private readonly facts: Facts) {
        this.feed = new Feed(400, () => getJson<Confusion>("/api/confusion"), confusion => void this.show(confusion));
        onTheme(() => this.last && void this.show(this.last));
    }

    update(model: Model): void {
        this.feed.update(model.status.version);
    }

    private async show(confusion: Confusion): Promise<void> {
        this.last = confusion;
        if (confusion.points) {
            this.element.replaceChildren(scatter(confusion.points));
            return;
        }

        const shape = imageShape(this.facts);
        // The same samples every time, so that one sees them change; what it takes them for comes from the cells they are in.
        const answers = new Map<number, [number, number]>();
        confusion.cells!.forEach((cell, index) => cell.forEach(sample =>
            answers.set(sample, [Math.floor(index / confusion.classes), index % confusion.classes])));
        const samples = [...answers.keys()].sort((a, b) => a - b);
        const wrong = samples.filter(sample => answers.get(sample)![0] !== answers.get(sample)![1]);
        const few = [...wrong.slice(0, shown / 2), ...samples.filter(sample => !wrong.includes(sample))].slice(0, shown);
        const missing = few.filter(sample => !this.images.has(sample));
        if (missing.length > 0 && shape) {
            const of = confusion.validation ? "&of=validation" : "";
            const values = await getNumbers(`/api/samples?indices=${missing.join()}${of}`);
            missing.forEach((sample, i) => this.images.set(sample, values.slice(i * this.facts.inputs, (i + 1) * this.facts.inputs)));
        }

        this.element.replaceChildren(el("ul", { class: "thumbs" }, ...few.map(sample => {
            const [target, answer] = answers.get(sample)!;
            const right = target === answer;
            const text = right
                ? className(this.facts, answer)
                : `${className(this.facts, answer)}, not ${className(this.facts, target)}`;
            const item = el("li", { class: right ? "thumb" : "thumb wrong" });
            if (shape) {
                const canvas = el("canvas", { class: "pixels", role: "img", "aria-label": `Sample ${sample}: a ${className(this.facts, target)}` });
                drawImage(canvas, this.images.get(sample)!, shape[1], shape[0], shape[2]);
                item.append(canvas);
            }

            item.append(el("span", { text: shape ? text : `Sample ${sample}: ${text}` }));
            return item;
        })));
    }
}

/** Outputs over targets: on the line where both are the same. */
export function scatter(points: (number | null)[][]): SVGSVGElement {
    const values = points.flatMap(point => [point[1] ?? 0, point[2] ?? 0]);
    const least = Math.min(...values);
    const most = Math.max(...values, least + 1e-6);
    const at = (value: number): number => 44 + (value - least) / (most - least) * 344;
    const up = (value: number): number => 400 - at(value);
    const picture = svg("svg", {
        class: "scatter", viewBox: "0 0 400 400", role: "img", "aria-label": "Outputs over targets; on the diagonal both are the same.",
    });
    picture.append(svg("line", { class: "diagonal", x1: at(least), y1: up(least), x2: at(most), y2: up(most) }));
    for (const [, target, output] of points) {
        if (target !== null && output !== null) {
            picture.append(svg("circle", { class: "dot", cx: at(target).toFixed(1), cy: up(output).toFixed(1), r: 3 }));
        }
    }

    for (const value of [least, most]) {
        picture.append(
            svg("text", { x: at(value), y: 388, "text-anchor": "middle", text: minus(number(value)) }),
            svg("text", { x: 36, y: up(value), "text-anchor": "end", "dominant-baseline": "middle", text: minus(number(value)) }));
    }

    picture.append(
        svg("text", { x: 216, y: 388, "text-anchor": "middle", text: "target" }),
        svg("text", { x: 20, y: 184, "text-anchor": "middle", transform: "rotate(-90 20 184)", text: "output" }));
    return picture;
}
