// What is taken for what, and the samples behind each case.

import { Feed, getJson, getNumbers, type Facts } from "./api.js";
import { el } from "./dom.js";
import { count, percent } from "./format.js";
import { drawImage } from "./heat.js";
import { className, imageShape, type Model } from "./model.js";
import { scatter } from "./answers.js";

interface Picture {
    validation: boolean;
    samples: number;
    classes: number;
    counts?: number[];
    cells?: number[][];
    points?: (number | null)[][];
}

export class Confusion {
    readonly element = el("div", { class: "confusion" });
    private readonly matrix = el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Confusion matrix" });
    private readonly behind = el("div", { class: "behind", "aria-live": "polite" });
    private readonly feed: Feed<Picture>;
    private chosen = -1;
    private picture: Picture | null = null;
    private readonly shown: number[] = [];
    private readonly sums: number[] = [];
    private buttons: HTMLButtonElement[] = [];

    constructor(private readonly facts: Facts, private readonly choose: (sample: number, isValidation: boolean) => void) {
        this.element.append(this.matrix, this.behind);
        this.feed = new Feed(this.element, 400, () => getJson<Picture>("/api/confusion"), picture => this.show(picture));
    }

    update(model: Model): void {
        this.feed.update(model.status.version);
    }

    private show(picture: Picture): void {
        this.picture = picture;
        if (picture.points) {
            this.matrix.replaceChildren(scatter(picture.points));
            return;
        }

        const { classes } = picture;
        const counts = picture.counts!;
        if (this.buttons.length === 0) {
            this.build(classes);
        }

        for (let target = 0; target < classes; target++) {
            const row = counts.slice(target * classes, (target + 1) * classes).reduce((a, b) => a + b, 0);
            for (let output = 0; output < classes; output++) {
                const cell = target * classes + output;
                const button = this.buttons[cell];
                const share = row > 0 ? counts[cell] / row : 0;
                if (this.shown[cell] === counts[cell] && this.sums[target] === row) {
                    continue;
                }

                this.shown[cell] = counts[cell];
                button.textContent = counts[cell] > 0 ? count(counts[cell]) : "·";
                button.setAttribute("aria-label", `${count(counts[cell])} of ${className(this.facts, target)} taken for ${className(this.facts, output)}`);
                button.style.setProperty("--share", String(Math.min(1, target === output ? share : share * 4)));
                button.disabled = counts[cell] === 0;
            }

            this.sums[target] = row;
        }

        const right = counts.filter((_, i) => i % (classes + 1) === 0).reduce((a, b) => a + b, 0);
        this.matrix.querySelector("caption")!.textContent =
            `${count(right)} of ${count(picture.samples)} ${picture.validation ? "validation" : "training"} samples are right: ${percent(right / picture.samples)}`;
        if (this.chosen >= 0) {
            void this.showSamples();
        }
    }

    private build(classes: number): void {
        const head = el("tr", {}, el("td", { class: "corner" }, "is ↓ taken for →"),
            ...Array.from({ length: classes }, (_, i) => el("th", { scope: "col", text: className(this.facts, i) })));
        const rows = Array.from({ length: classes }, (_, target) => el("tr", {},
            el("th", { scope: "row", text: className(this.facts, target) }),
            ...Array.from({ length: classes }, (_, output) => {
                const cell = target * classes + output;
                const button = el("button", { type: "button", class: target === output ? "cell right" : "cell", click: () => this.select(cell) });
                this.buttons.push(button);
                return el("td", {}, button);
            })));
        this.matrix.replaceChildren(el("table", { class: "matrix-table" }, el("caption"), el("thead", {}, head), el("tbody", {}, ...rows)));
    }

    private select(cell: number): void {
        this.chosen = this.chosen === cell ? -1 : cell;
        this.buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === this.chosen)));
        if (this.chosen < 0) {
            this.behind.replaceChildren();
        } else {
            void this.showSamples();
        }
    }

    private async showSamples(): Promise<void> {
        const picture = this.picture!;
        const cell = this.chosen;
        const target = Math.floor(cell / picture.classes);
        const output = cell % picture.classes;
        const samples = picture.cells![cell].slice(0, 40);
        const image = imageShape(this.facts);
        const values = samples.length > 0 && image
            ? await getNumbers(`/api/samples?indices=${samples.join()}${picture.validation ? "&of=validation" : ""}`)
            : null;
        if (cell !== this.chosen) {
            return;
        }

        this.behind.replaceChildren(
            el("h3", { text: `${className(this.facts, target)} taken for ${className(this.facts, output)}` }),
            el("ul", { class: "thumbs" }, ...samples.map((sample, i) => {
                const button = el("button", { type: "button", class: "thumb-button", "aria-label": `Look at sample ${sample}`, click: () => this.choose(sample, picture.validation) });
                if (values && image) {
                    const canvas = el("canvas", { class: "pixels" });
                    drawImage(canvas, values.subarray(i * this.facts.inputs, (i + 1) * this.facts.inputs), image[1], image[0], image[2]);
                    button.append(canvas);
                } else {
                    button.textContent = `Sample ${sample}`;
                }

                return el("li", { class: "thumb" }, button);
            })));
    }
}
