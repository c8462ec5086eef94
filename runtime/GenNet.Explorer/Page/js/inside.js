// What happens inside a layer: gates, memory and output of a recurrent one over time, who looks at whom in self-attention.
import { Feed, getJson, getNumbers, postJson } from "./api.js";
import { el } from "./dom.js";
import { shape } from "./format.js";
import { drawHeat, sizeOf } from "./heat.js";
import { onTheme } from "./palette.js";
import { tensorPicture } from "./sample.js";
const roles = ["Gate", "AttentionWeight"];
export class Inside {
    facts;
    picker;
    element = el("div", { class: "sample" });
    feed;
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
        this.feed = new Feed(300, async () => {
            this.code ??= await getJson("/api/code");
            const trace = await postJson(`/api/trace?${this.picker.query}&samples=1`);
            return { code: this.code, made: trace.made, numbers: await getNumbers("/api/trace/numbers") };
        }, traced => this.draw(traced));
        picker.onChange(() => this.refresh());
        onTheme(() => this.last && this.draw(this.last));
    }
    update(model) {
        this.version = model.status.version;
        this.refresh();
    }
    refresh() {
        this.feed.update(`${this.version} ${this.picker.query}`);
    }
    draw(traced) {
        this.last = traced;
        const parts = [];
        const seen = new Set();
        traced.code.statements.forEach((statement, id) => statement.makes.forEach((index, i) => {
            const value = traced.code.values[index];
            const layer = this.facts.layers[value.layer - 1];
            const kept = keptBy(layer?.kind ?? "", value.name);
            if (!(roles.includes(value.role) || kept) || seen.has(index)) {
                return;
            }
            seen.add(index);
            const numbers = traced.numbers.subarray(traced.made[id][2 * i], traced.made[id][2 * i] + traced.made[id][2 * i + 1]);
            if (numbers.length === 0) {
                return;
            }
            const figure = (name, about, picture) => el("figure", { class: "activation", "data-inside": value.name }, el("figcaption", {}, el("strong", { text: name }), el("span", { class: "soft", text: about })), picture);
            if (value.role === "AttentionWeight") {
                parts.push(figure(value.name, `${layer?.name ?? ""}, ${shape(value.shape)}`, attention(numbers, value)));
                return;
            }
            if (kept) {
                const [steps, units] = value.shape;
                parts.push(figure(kept, `${layer.name}, ${steps} steps to the right, ${units} units down`, tensorPicture(numbers, value.shape, kept)));
                return;
            }
            const names = gatesOf(layer?.kind ?? "");
            const width = value.shape[value.shape.length - 1];
            const units = width / names.length;
            if (units !== Math.round(units)) {
                parts.push(figure(value.name, shape(value.shape), tensorPicture(numbers, value.shape, value.name)));
                return;
            }
            names.forEach((name, gate) => {
                const own = new Float32Array(numbers.length / names.length);
                for (let i = 0; i < own.length; i++) {
                    own[i] = numbers[Math.floor(i / units) * width + gate * units + i % units];
                }
                const steps = own.length / units;
                parts.push(figure(name, `${layer?.name ?? ""}, ${steps} steps to the right, ${units} units down`, tensorPicture(own, [steps, units], `Gate ${name}`, Math.max(1, sizeOf(own)))));
            });
        }));
        this.element.replaceChildren(...parts);
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
/** A map for each head: a row for each step that looks, a column for each that is looked at. */
function attention(numbers, value) {
    const width = value.shape[value.shape.length - 1];
    const height = value.shape.length > 1 ? value.shape[value.shape.length - 2] : 1;
    const heads = Math.max(1, Math.round(numbers.length / (width * height)));
    const tiles = el("div", { class: "tiles heads", role: "img", "aria-label": `${value.name}: who looks at whom, a map for each of ${heads} heads` });
    for (let head = 0; head < heads; head++) {
        const canvas = el("canvas", { class: "pixels" });
        drawHeat(canvas, numbers, width, height, 1, head * width * height);
        tiles.append(canvas);
    }
    return tiles;
}
