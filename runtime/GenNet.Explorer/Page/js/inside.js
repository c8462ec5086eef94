// What happens inside a layer: gates, memory and output of a recurrent one over time, who looks at whom in self-attention.
import { Feed, getJson, getNumbers, postJson } from "./api.js";
import { el } from "./dom.js";
import { shape } from "./format.js";
import { drawSoon } from "./frames.js";
import { sizeOf } from "./heat.js";
import { onTheme } from "./palette.js";
import { TensorPicture } from "./sample.js";
export class Inside {
    facts;
    picker;
    element = el("div", { class: "sample" });
    feed;
    pictures = new Map();
    code = null;
    last = null;
    version = -1;
    /** Whether a network has layers that there is an inside of. */
    static has(facts) {
        return facts.isExplored && facts.layers.some(layer => /rnn|gru|lstm|attention/i.test(layer.kind));
    }
    constructor(facts, picker) {
        this.facts = facts;
        this.picker = picker;
        this.feed = new Feed(this.element, 300, async () => {
            this.code ??= await getJson("/api/code");
            const trace = await postJson(`/api/trace?${this.picker.query}&samples=1`);
            return { code: this.code, made: trace.made, numbers: await getNumbers("/api/trace/numbers") };
        }, traced => this.draw(traced));
        picker.onChange(() => this.refresh());
        onTheme(() => this.last && drawSoon(this, () => this.draw(this.last)));
    }
    update(model) {
        this.version = model.status.version;
        this.refresh();
    }
    refresh() {
        this.feed.update(`${this.version} ${this.picker.query}`);
    }
    *draw(traced) {
        this.last = traced;
        const seen = new Set();
        for (const [id, statement] of traced.code.statements.entries()) {
            for (const [i, index] of statement.makes.entries()) {
                const value = traced.code.values[index];
                const place = traced.made[id];
                if (!seen.has(index) && place[2 * i + 1] > 0) {
                    seen.add(index);
                    yield* this.drawValue(value, traced.numbers.subarray(place[2 * i], place[2 * i] + place[2 * i + 1]));
                }
            }
        }
    }
    *drawValue(value, numbers) {
        const layer = this.facts.layers[value.layer - 1];
        const kept = keptBy(layer?.kind ?? "", value.name);
        if (value.role === "AttentionWeight") {
            // A map for each head: a row for each step that looks, a column for each that is looked at.
            const [height, width] = value.shape.length > 1 ? value.shape.slice(-2) : [1, value.shape[0]];
            const heads = Math.max(1, Math.round(numbers.length / (width * height)));
            const label = `${value.name}: who looks at whom, a map for each of ${heads} heads`;
            yield* this.drawFigure(value, value.name, `${layer?.name ?? ""}, ${shape(value.shape)}`, numbers, () => TensorPicture.maps(width, height, heads, label), 1);
        }
        else if (kept) {
            const [steps, units] = value.shape;
            yield* this.drawFigure(value, kept, `${layer.name}, ${steps} steps to the right, ${units} units down`, numbers, () => new TensorPicture(numbers.length, value.shape, kept));
        }
        else if (value.role === "Gate") {
            const names = gatesOf(layer?.kind ?? "");
            const width = value.shape[value.shape.length - 1];
            const units = width / names.length;
            if (units !== Math.round(units)) {
                yield* this.drawFigure(value, value.name, shape(value.shape), numbers, () => new TensorPicture(numbers.length, value.shape, value.name));
                return;
            }
            for (const [gate, name] of names.entries()) {
                const own = new Float32Array(numbers.length / names.length);
                for (let i = 0; i < own.length; i++) {
                    own[i] = numbers[Math.floor(i / units) * width + gate * units + i % units];
                }
                const steps = own.length / units;
                yield* this.drawFigure(value, name, `${layer?.name ?? ""}, ${steps} steps to the right, ${units} units down`, own, () => new TensorPicture(own.length, [steps, units], `Gate ${name}`), Math.max(1, sizeOf(own)));
            }
        }
    }
    *drawFigure(value, name, about, numbers, make, scale = sizeOf(numbers)) {
        const key = `${value.name} ${name}`;
        let picture = this.pictures.get(key);
        if (!picture) {
            picture = make();
            this.pictures.set(key, picture);
            this.element.append(el("figure", { class: "activation", "data-inside": value.name }, el("figcaption", {}, el("strong", { text: name }), el("span", { class: "soft", text: about })), picture.element));
        }
        yield* picture.draw(numbers, scale);
    }
}
/** The gates of a recurrent layer, in the order in which they lie. */
function gatesOf(kind) {
    switch (kind.toLowerCase()) {
        case "lstm":
            return ["i, input", "f, forget", "g, candidate", "o, output"];
        case "gru":
            return ["r, reset", "z, update", "n, candidate"];
        default:
            return ["gates"];
    }
}
/** What a recurrent layer hands from one step to the next: what it remembers, and what it yields. */
function keptBy(kind, name) {
    return !/rnn|gru|lstm/i.test(kind) ? null : /^c\d/.test(name) ? "c, memory" : /^h\d/.test(name) ? "h, output" : null;
}
