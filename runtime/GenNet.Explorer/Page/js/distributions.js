// How weights, gradients and activations are distributed, and what is wrong with them.
import { Feed, getJson } from "./api.js";
import { el, setText, svg } from "./dom.js";
import { brief, count, number, power, shape } from "./format.js";
/** Gradients this much smaller than the weights that they change will change nothing in single precision. */
const vanishing = 1e-8;
const exploding = 1e3;
const manyDead = 0.25;
const barsWidth = 164;
export class Distributions {
    facts;
    element = el("div", { class: "distributions" });
    tensors = [];
    layers = [];
    feed;
    constructor(facts) {
        this.facts = facts;
        this.feed = new Feed(this.element, 300, () => getJson("/api/histograms"), picture => this.show(picture));
    }
    update(model) {
        this.feed.update(model.status.version);
    }
    *show(picture) {
        if (this.tensors.length === 0) {
            this.build(picture);
        }
        for (const [i, { values, gradient }] of picture.tensors.entries()) {
            const row = this.tensors[i];
            row.values.show(values);
            if (gradient) {
                row.gradient?.show(gradient);
            }
            row.verdict(verdict(values, gradient));
            yield;
        }
        for (const [i, { values, dead, units }] of picture.layers.entries()) {
            const row = this.layers[i];
            row.values.show(values);
            row.verdict(activity(values, dead, units));
            yield;
        }
    }
    build(picture) {
        const head = (name, dimensions) => el("th", { scope: "row" }, el("span", { class: "tensor-name", text: name }), el("span", { class: "soft", text: shape(dimensions) }));
        const rows = picture.tensors.map(tensor => {
            const row = new Row(new Bars("weights"), tensor.gradient ? new Bars("gradient") : null);
            this.tensors.push(row);
            return el("tr", {}, head(tensor.name, this.facts.tensors.find(candidate => candidate.name === tensor.name).shape), el("td", {}, row.values.element), el("td", {}, row.gradient?.element ?? "–"), row.cell);
        });
        const layers = picture.layers.map(layer => {
            const row = new Row(new Bars("activations"), null);
            this.layers.push(row);
            const { name, outputShape } = this.facts.layers[layer.layer - 1];
            return el("tr", {}, head(name, outputShape), el("td", {}, row.values.element), row.cell);
        });
        this.element.replaceChildren(el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Weights and gradients" }, table(["Tensor", "Values", `Gradient of ${count(picture.samples)} samples`, ""], rows)), ...(layers.length > 0 ? [el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Activations" }, table(["Layer", "Activations", ""], layers))] : []));
    }
}
/** A line of the tables: its histograms, and what is wrong with it. */
class Row {
    values;
    gradient;
    cell = el("td", { class: "verdict" });
    said = "";
    constructor(values, gradient) {
        this.values = values;
        this.gradient = gradient;
    }
    verdict(parts) {
        const text = parts.map(part => part.textContent).join();
        if (text !== this.said) {
            this.said = text;
            this.cell.replaceChildren(...parts);
        }
    }
}
export function table(heads, rows) {
    return el("table", { class: "table" }, el("thead", {}, el("tr", {}, ...heads.map(head => head ? el("th", { scope: "col", text: head }) : el("td")))), el("tbody", {}, ...rows));
}
/** A histogram: bars below zero are one path, those above another. */
class Bars {
    what;
    element;
    below = svg("path", { class: "below" });
    above = svg("path", { class: "above" });
    picture = svg("svg", { class: "bars", viewBox: `0 0 ${barsWidth} 36`, role: "img" }, this.below, this.above);
    least = el("span");
    most = el("span");
    constructor(what) {
        this.what = what;
        this.element = el("div", {}, this.picture, el("div", { class: "bars-ends" }, this.least, this.most));
    }
    show(histogram) {
        const most = Math.max(1, ...histogram.bins);
        const step = barsWidth / histogram.bins.length;
        const paths = ["", ""];
        histogram.bins.forEach((bin, i) => {
            const height = bin === 0 ? 0 : Math.max(1, 34 * bin / most);
            const middle = (histogram.least ?? 0) + (i + 0.5) / histogram.bins.length * ((histogram.most ?? 0) - (histogram.least ?? 0));
            if (height > 0) {
                paths[middle < 0 ? 0 : 1] += `M${(i * step).toFixed(2)} 36v-${height.toFixed(1)}h${(step - 0.6).toFixed(2)}V36z`;
            }
        });
        this.below.setAttribute("d", paths[0]);
        this.above.setAttribute("d", paths[1]);
        setText(this.least, brief(histogram.least));
        setText(this.most, brief(histogram.most));
        this.picture.setAttribute("aria-label", `Histogram of ${this.what}: from ${number(histogram.least)} to ${number(histogram.most)}, root mean square ${number(histogram.size)}`);
    }
}
function verdict(values, gradient) {
    if (values.notFinite > 0 || (gradient?.notFinite ?? 0) > 0) {
        return [warning("no finite numbers")];
    }
    if (!gradient) {
        return [];
    }
    if (gradient.size > exploding) {
        return [warning(`explodes: gradient ${power(gradient.size, 2)}`)];
    }
    if (gradient.size < vanishing * Math.max(values.size, 1e-3)) {
        return [warning(gradient.size === 0 ? "no gradient" : `vanishes: gradient ${power(gradient.size, 2)}`)];
    }
    return [];
}
function activity(values, dead, units) {
    if (values.notFinite > 0) {
        return [warning("no finite numbers")];
    }
    if (units > 0 && dead / units > manyDead) {
        return [warning(`${count(dead)} of ${count(units)} units are 0 for every sample`)];
    }
    return dead > 0 ? [el("span", { class: "soft", text: `${count(dead)} of ${count(units)} always 0` })] : [];
}
function warning(text) {
    return el("strong", { class: "warning", text: `⚠ ${text}` });
}
