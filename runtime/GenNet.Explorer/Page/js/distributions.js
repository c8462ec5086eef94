// How weights, gradients and activations are distributed, and what is wrong with them.
import { Feed, getJson } from "./api.js";
import { el, svg } from "./dom.js";
import { count, minus, number, power, shape } from "./format.js";
/** Gradients this much smaller than the weights that they change will change nothing in single precision. */
const vanishing = 1e-8;
const exploding = 1e3;
const manyDead = 0.25;
export class Distributions {
    facts;
    element = el("div", { class: "distributions" });
    feed;
    constructor(facts) {
        this.facts = facts;
        this.feed = new Feed(300, () => getJson("/api/histograms"), picture => this.show(picture));
    }
    update(model) {
        this.feed.update(model.status.version);
    }
    show(picture) {
        const rows = picture.tensors.map(tensor => {
            const facts = this.facts.tensors.find(candidate => candidate.name === tensor.name);
            return el("tr", {}, el("th", { scope: "row" }, el("span", { class: "tensor-name", text: tensor.name }), el("span", { class: "soft", text: shape(facts.shape) })), el("td", {}, bars(tensor.values, "weights")), el("td", {}, ...(tensor.gradient ? [bars(tensor.gradient, "gradient")] : ["–"])), el("td", { class: "verdict" }, ...verdict(tensor.values, tensor.gradient)));
        });
        const layers = picture.layers.map(layer => el("tr", {}, el("th", { scope: "row" }, el("span", { class: "tensor-name", text: this.facts.layers[layer.layer - 1].name }), el("span", { class: "soft", text: shape(this.facts.layers[layer.layer - 1].outputShape) })), el("td", {}, bars(layer.values, "activations")), el("td", { class: "verdict" }, ...activity(layer.values, layer.dead, layer.units))));
        this.element.replaceChildren(el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Weights and gradients" }, table(["Tensor", "Values", `Gradient of ${count(picture.samples)} samples`, ""], rows)), ...(layers.length > 0 ? [el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Activations" }, table(["Layer", "Activations", ""], layers))] : []));
    }
}
export function table(heads, rows) {
    return el("table", { class: "table" }, el("thead", {}, el("tr", {}, ...heads.map(head => head ? el("th", { scope: "col", text: head }) : el("td")))), el("tbody", {}, ...rows));
}
function bars(histogram, what) {
    const most = Math.max(1, ...histogram.bins);
    const width = 164;
    const step = width / histogram.bins.length;
    const picture = svg("svg", {
        class: "bars", viewBox: `0 0 ${width} 36`, role: "img",
        "aria-label": `Histogram of ${what}: from ${number(histogram.least)} to ${number(histogram.most)}, root mean square ${number(histogram.size)}`,
    });
    histogram.bins.forEach((bin, i) => {
        const height = bin === 0 ? 0 : Math.max(1, 34 * bin / most);
        const middle = (histogram.least ?? 0) + (i + 0.5) / histogram.bins.length * ((histogram.most ?? 0) - (histogram.least ?? 0));
        picture.append(svg("rect", { class: middle < 0 ? "below" : "above", x: (i * step).toFixed(2), y: (36 - height).toFixed(1), width: (step - 0.6).toFixed(2), height: height.toFixed(1) }));
    });
    return el("div", {}, picture, el("div", { class: "bars-ends" }, el("span", { text: end(histogram.least) }), el("span", { text: end(histogram.most) })));
}
function end(value) {
    return value === null ? "–" : value !== 0 && Math.abs(value) < 1e-2 ? power(value, 2) : minus(Number(value.toPrecision(2)).toString());
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
