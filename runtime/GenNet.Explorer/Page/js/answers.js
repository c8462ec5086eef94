// Some samples and what the network makes of them.
import { Feed, getJson, getNumbers } from "./api.js";
import { el, setText, svg } from "./dom.js";
import { drawImage } from "./heat.js";
import { className, imageShape } from "./model.js";
import { brief } from "./format.js";
import { onTheme } from "./palette.js";
const shown = 24;
export class Answers {
    facts;
    element = el("div", { class: "answers" });
    feed;
    images = new Map();
    thumbs = new Map();
    list = el("ul", { class: "thumbs" });
    last = null;
    constructor(facts) {
        this.facts = facts;
        this.feed = new Feed(this.element, 400, () => this.ask(), confusion => this.show(confusion));
        onTheme(() => {
            this.thumbs.clear();
            if (this.last) {
                this.show(this.last);
            }
        });
    }
    update(model) {
        this.feed.update(model.status.version);
    }
    /** What is taken for what, and the images of the samples that are to be shown. */
    async ask() {
        const confusion = await getJson("/api/confusion");
        const missing = confusion.points ? [] : this.choose(confusion).filter(([sample]) => !this.images.has(sample)).map(([sample]) => sample);
        if (missing.length > 0 && imageShape(this.facts)) {
            const of = confusion.validation ? "&of=validation" : "";
            const values = await getNumbers(`/api/samples?indices=${missing.join()}${of}`);
            missing.forEach((sample, i) => this.images.set(sample, values.slice(i * this.facts.inputs, (i + 1) * this.facts.inputs)));
        }
        return confusion;
    }
    /** The same samples every time, so that one sees them change, after some that are wrong: each with its target and its answer. */
    choose(confusion) {
        // What a sample is taken for comes from the cell that it is in.
        const answers = confusion.cells.flatMap((cell, index) => cell.map((sample) => [sample, Math.floor(index / confusion.classes), index % confusion.classes]));
        answers.sort(([a], [b]) => a - b);
        const wrong = answers.filter(([, target, answer]) => target !== answer).slice(0, shown / 2);
        return [...wrong, ...answers.filter(([, target, answer]) => target === answer)].slice(0, shown);
    }
    show(confusion) {
        this.last = confusion;
        if (confusion.points) {
            this.element.replaceChildren(scatter(confusion.points));
            return;
        }
        const thumbs = this.choose(confusion).map(([sample, target, answer]) => {
            const text = target === answer
                ? className(this.facts, answer)
                : `${className(this.facts, answer)}, not ${className(this.facts, target)}`;
            const thumb = this.thumb(sample, target);
            thumb.className = target === answer ? "thumb" : "thumb wrong";
            setText(thumb.lastElementChild, imageShape(this.facts) ? text : `Sample ${sample}: ${text}`);
            return thumb;
        });
        if (thumbs.length !== this.list.children.length || thumbs.some((thumb, i) => thumb !== this.list.children[i])) {
            this.list.replaceChildren(...thumbs);
        }
        if (this.list.parentElement !== this.element) {
            this.element.replaceChildren(this.list);
        }
    }
    thumb(sample, target) {
        let thumb = this.thumbs.get(sample);
        if (!thumb) {
            thumb = el("li");
            const shape = imageShape(this.facts);
            if (shape) {
                const canvas = el("canvas", { class: "pixels", role: "img", "aria-label": `Sample ${sample}: a ${className(this.facts, target)}` });
                drawImage(canvas, this.images.get(sample), shape[1], shape[0], shape[2]);
                thumb.append(canvas);
            }
            thumb.append(el("span"));
            this.thumbs.set(sample, thumb);
        }
        return thumb;
    }
}
/** Outputs over targets: on the line where both are the same. */
export function scatter(points) {
    const values = points.flatMap(point => [point[1] ?? 0, point[2] ?? 0]);
    const least = Math.min(...values);
    const most = Math.max(...values, least + 1e-6);
    const at = (value) => 60 + (value - least) / (most - least) * 328;
    const up = (value) => 400 - at(value);
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
        picture.append(svg("text", { x: value === most ? 396 : at(value), y: 388, "text-anchor": value === most ? "end" : "middle", text: brief(value) }), svg("text", { x: 54, y: up(value), "text-anchor": "end", "dominant-baseline": "middle", text: brief(value) }));
    }
    picture.append(svg("text", { x: 216, y: 388, "text-anchor": "middle", text: "target" }), svg("text", { x: 20, y: 184, "text-anchor": "middle", transform: "rotate(-90 20 184)", text: "output" }));
    return picture;
}
