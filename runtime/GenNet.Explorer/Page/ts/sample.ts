// One sample: what goes in, what each layer makes of it, what comes out.

import { Feed, getJson, getNumbers, type Facts } from "./api.js";
import { el } from "./dom.js";
import { count, number, shape } from "./format.js";
import { drawSoon } from "./frames.js";
import { drawHeat, drawImage, sizeOf } from "./heat.js";
import { className, imageShape, type Model } from "./model.js";
import { onTheme } from "./palette.js";

interface Sample {
    inputs: (number | null)[];
    targets: (number | null)[];
    outputs: (number | null)[];
}

const mostChannels = 32;

export class SamplePicker {
    readonly element: HTMLElement;
    readonly index = el("input", { type: "number", min: 0, value: 0, step: 1, "aria-label": "Sample number" });
    readonly of: HTMLSelectElement;
    private readonly listeners: (() => void)[] = [];

    constructor(private readonly facts: Facts) {
        this.of = el("select", { "aria-label": "Samples of" }, el("option", { value: "training", text: "training" }));
        if (facts.validationSamples > 0) {
            this.of.append(el("option", { value: "validation", text: "validation" }));
            this.of.value = "validation";
        }

        this.of.hidden = facts.validationSamples === 0;
        this.element = el("div", { class: "picker" },
            el("span", { class: "soft", text: "Sample" }),
            el("button", { type: "button", class: "quiet", "aria-label": "The sample before", text: "‹", click: () => this.move(-1) }),
            this.index,
            el("button", { type: "button", class: "quiet", "aria-label": "The next sample", text: "›", click: () => this.move(1) }),
            this.of);
        this.index.addEventListener("change", () => this.move(0));
        this.of.addEventListener("change", () => this.move(0));
    }

    get value(): number {
        return Math.max(0, Math.min(this.count - 1, Math.round(Number(this.index.value)) || 0));
    }

    get query(): string {
        return `index=${this.value}${this.of.value === "validation" ? "&of=validation" : ""}`;
    }

    get count(): number {
        return this.of.value === "validation" ? this.facts.evaluatedValidationSamples : this.facts.evaluatedSamples;
    }

    select(index: number, isValidation: boolean): void {
        this.of.value = isValidation ? "validation" : "training";
        this.index.value = String(index);
        this.move(0);
    }

    onChange(listener: () => void): void {
        this.listeners.push(listener);
    }

    private move(by: number): void {
        this.index.value = String((this.value + by + this.count) % this.count);
        this.listeners.forEach(listener => listener());
    }
}

export class SampleView {
    readonly element: HTMLElement;
    readonly picker: SamplePicker;
    private readonly inside = el("div", { class: "sample" });
    private readonly feed: Feed<[Sample, Float32Array | null]>;
    private readonly ends = el("div", { class: "sample-ends" });
    private readonly layers: TensorPicture[] = [];
    private last: [Sample, Float32Array | null] | null = null;
    private version = -1;

    constructor(private readonly facts: Facts) {
        this.picker = new SamplePicker(facts);
        this.inside.append(this.ends);
        if (!facts.isExplored) {
            this.inside.append(el("p", { class: "about" }, "What the layers between yield is there for networks that are declared with ", el("code", { text: "[Network(Explore = true)]" }), "."));
        }

        this.element = el("div", {}, this.picker.element, this.inside);
        this.feed = new Feed<[Sample, Float32Array | null]>(
            this.element,
            150,
            async () => await Promise.all([
                getJson<Sample>(`/api/sample?${this.picker.query}`),
                facts.isExplored ? getNumbers(`/api/activations?${this.picker.query}`) : Promise.resolve(null),
            ]),
            picture => this.draw(picture));
        this.picker.onChange(() => this.refresh());
        onTheme(() => this.last && drawSoon(this, () => this.draw(this.last!)));
    }

    update(model: Model): void {
        this.version = model.status.version;
        this.refresh();
    }

    private refresh(): void {
        this.feed.update(`${this.version} ${this.picker.query}`);
    }

    private *draw(picture: [Sample, Float32Array | null]): Generator<void> {
        this.last = picture;
        const [sample, activations] = picture;
        this.ends.replaceChildren(inputPicture(this.facts, sample.inputs), outputBars(this.facts, sample));
        if (!activations) {
            return;
        }

        let at = 0;
        for (const [i, layer] of this.facts.layers.entries()) {
            const length = layer.outputShape.reduce((a, b) => a * b, 1);
            const values = activations.subarray(at, at + length);
            at += length;
            if (values.length !== length) {
                continue;
            }

            yield;
            if (!this.layers[i]) {
                this.layers[i] = new TensorPicture(length, layer.outputShape, `Activations of ${layer.name}`);
                this.inside.append(el("figure", { class: "activation" },
                    el("figcaption", {}, el("strong", { text: `${layer.number} ${layer.kind}` }), el("span", { class: "soft", text: shape(layer.outputShape) })),
                    this.layers[i].element));
            }

            yield* this.layers[i].draw(values);
        }
    }
}

/** A tensor of any shape as heat maps: images channel by channel, steps as a matrix, a row as a strip. */
export class TensorPicture {
    readonly element: HTMLElement;
    private readonly canvases: HTMLCanvasElement[];
    private readonly width: number;
    private readonly height: number;

    /** Where the value of a pixel lies; behind the last one where there is none. */
    private readonly place: (canvas: number, pixel: number) => number;

    /** Maps of their own, one behind the other, instead of the channels of an image. */
    static maps(width: number, height: number, maps: number, label: string): TensorPicture {
        return new TensorPicture(width * height * maps, [height, width, maps], label, true);
    }

    constructor(private readonly length: number, dimensions: number[], private readonly label: string, areMaps = false) {
        if (areMaps) {
            const [height, width, maps] = dimensions;
            [this.width, this.height] = [width, height];
            this.place = (canvas, pixel) => canvas * width * height + pixel;
            this.canvases = Array.from({ length: maps }, () => el("canvas", { class: "pixels" }));
            this.element = el("div", { class: "tiles heads", role: "img", "aria-label": label }, ...this.canvases);
            return;
        }

        if (dimensions.length === 3 && dimensions[2] <= 512) {
            const [height, width, channels] = dimensions;
            [this.width, this.height] = [width, height];
            this.place = (canvas, pixel) => canvas + pixel * channels;
            this.canvases = Array.from({ length: Math.min(channels, mostChannels) }, () => el("canvas", { class: "pixels" }));
            this.element = el("div", { class: "tiles small", role: "img", "aria-label": `${label}: ${count(channels)} channels` }, ...this.canvases);
            return;
        }

        const canvas = el("canvas", { class: "pixels", role: "img" });
        this.canvases = [canvas];
        this.element = canvas;
        if (dimensions.length >= 2) {
            // Steps go to the right, as time does.
            const columns = dimensions[dimensions.length - 1];
            const rows = length / columns;
            [this.width, this.height] = [rows, columns];
            this.place = (_, pixel) => pixel % rows * columns + Math.floor(pixel / rows);
            canvas.classList.add("matrix-pixels");
            canvas.setAttribute("aria-label", `${label}: ${count(rows)} steps to the right, ${count(columns)} units down`);
            canvas.style.setProperty("--ratio", `${Math.max(rows, 4)} / ${columns}`);
            return;
        }

        // A long row wraps, so that one can see it.
        this.width = length > 40 ? Math.ceil(Math.sqrt(length * 4)) : length;
        this.height = Math.ceil(length / this.width);
        this.place = (_, pixel) => pixel;
        canvas.classList.add("strip");
        canvas.style.setProperty("--ratio", `${this.width} / ${this.height}`);
        canvas.style.maxWidth = `${this.width * 56}px`;
    }

    /** Draws values, a canvas at a time. */
    *draw(values: ArrayLike<number>, scale = sizeOf(values)): Generator<void> {
        const pixels = new Float32Array(this.width * this.height);
        for (const [i, canvas] of this.canvases.entries()) {
            for (let pixel = 0; pixel < pixels.length; pixel++) {
                const at = this.place(i, pixel);
                pixels[pixel] = at < this.length ? values[at] : 0;
            }

            drawHeat(canvas, pixels, this.width, this.height, scale);
            if (canvas.classList.contains("strip")) {
                canvas.setAttribute("aria-label", `${this.label}: ${count(this.length)} values up to ${number(scale)}`);
            }

            yield;
        }
    }
}

/** The same, drawn at once. */
export function tensorPicture(values: ArrayLike<number>, dimensions: number[], label: string, scale = sizeOf(values)): HTMLElement {
    const picture = new TensorPicture(values.length, dimensions, label);
    for (const _ of picture.draw(values, scale)) {
        // Goes on to the next.
    }

    return picture.element;
}

export function inputPicture(facts: Facts, inputs: ArrayLike<number | null>): HTMLElement {
    const image = imageShape(facts);
    const values = Float32Array.from(inputs as ArrayLike<number>);
    if (image) {
        const canvas = el("canvas", { class: "pixels input-image", role: "img", "aria-label": "The sample's image" });
        drawImage(canvas, values, image[1], image[0], image[2]);
        return canvas;
    }

    if (values.length <= 8) {
        return el("p", { class: "formula", text: `x = (${Array.from(values, value => number(value)).join(", ")})` });
    }

    return tensorPicture(values, facts.inputShape, "The sample's inputs");
}

function outputBars(facts: Facts, sample: Sample): HTMLElement {
    const most = Math.max(1e-9, ...sample.outputs.map(value => Math.abs(value ?? 0)), ...sample.targets.map(value => Math.abs(value ?? 0)));
    const list = el("ul", { class: "outputs" });
    sample.outputs.slice(0, 30).forEach((output, i) => {
        const bar = el("span", { class: (output ?? 0) < 0 ? "bar below" : "bar" });
        bar.style.width = `${100 * Math.abs(output ?? 0) / most}%`;
        const target = sample.targets[i];
        const isTarget = facts.classes > 2 ? target === 1 : false;
        list.append(el("li", { class: isTarget ? "is-target" : "" },
            el("span", { class: "output-name", text: facts.classes > 2 ? className(facts, i) : facts.outputs > 1 ? `a${i}` : "output" }),
            el("span", { class: "bar-box" }, bar),
            el("span", { class: "output-value", text: number(output) }),
            ...(facts.classes > 2 ? [] : [el("span", { class: "soft", text: target === undefined ? "" : `target ${number(target)}` })])));
    });
    return list;
}
