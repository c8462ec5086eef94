// The gradient check of every parameter: as a picture, and worst first.
import { postJson } from "./api.js";
import { table } from "./distributions.js";
import { el, panel } from "./dom.js";
import { count, minus, plural } from "./format.js";
import { paint } from "./heat.js";
import { onTheme, packedColorOf } from "./palette.js";
const mostRows = 60;
export class CheckView {
    goTo;
    element = el("div", { class: "view-grid check" });
    result = el("div", { class: "column" });
    run;
    report = null;
    constructor(model, goTo) {
        this.goTo = goTo;
        const { facts } = model;
        this.run = el("button", { type: "button", class: "primary", id: "run-check", text: "Check all gradients", click: () => void this.check(facts) });
        if (!facts.checksGradients) {
            this.element.append(panel("Gradients are not checked", "", el("div", { class: "prose" }, el("p", { text: `The page calls ${facts.name}.CheckGradients, which is there for networks that are declared with it, and which the program hands on:` }), el("pre", { class: "snippet", tabindex: 0 }, el("code", {
                text: `[Network(CheckGradients = true)]\n…\nnew ExplorerOptions\n{\n    CheckGradients = samples => network.CheckGradients(samples.Inputs.Span, samples.Targets.Span),\n}`,
            })))));
            return;
        }
        this.element.append(panel("Gradient check", "The gradient of the generated backward pass, beside the derivative that dual numbers carry along and the central difference of the loss, both in double precision.", this.run), this.result);
        onTheme(() => this.report && this.show(this.report, facts));
    }
    update(_model) {
        // What was checked stays until it is checked again.
    }
    async check(facts) {
        this.run.disabled = true;
        this.run.textContent = "Checking …";
        try {
            this.report = await postJson("/api/check");
            this.show(this.report, facts);
        }
        catch (error) {
            this.result.replaceChildren(el("p", { role: "alert", text: error.message }));
        }
        finally {
            this.run.disabled = false;
            this.run.textContent = "Check again";
        }
    }
    show(report, facts) {
        const all = report.tensors.reduce((sum, tensor) => sum + tensor.checked, 0);
        const wrong = report.tensors.reduce((sum, tensor) => sum + tensor.wrong, 0);
        const verdict = el("p", { class: wrong === 0 ? "check-verdict right" : "check-verdict wrong", role: "status", id: "check-verdict" }, wrong === 0 ? `All ${count(all)} gradients that were checked are correct.` : `${count(wrong)} of ${count(all)} gradients are wrong.`);
        const numbers = el("p", { class: "soft", text: `${plural(report.samples, "sample", "samples")}, loss ${full(report.loss)}, over dual numbers ${full(report.exactLoss)}` });
        const pictures = el("div", { class: "check-pictures" }, ...report.tensors.map(tensor => this.picture(tensor, facts)));
        const rows = report.tensors
            .flatMap(tensor => tensor.index.map((index, i) => ({ tensor, index, i, excess: tensor.excess[i] ?? Infinity })))
            .sort((a, b) => b.excess - a.excess)
            .slice(0, mostRows)
            .map(({ tensor, index, i, excess }) => {
            const name = nameOf(tensor, index, facts);
            return el("tr", { class: excess > 1 ? "is-wrong" : "" }, el("th", { scope: "row" }, el("button", { type: "button", class: "link", text: name, click: () => this.goTo(`d${name}`) })), el("td", { text: full(tensor.backward[i]) }), el("td", { text: full(tensor.dual[i]) }), el("td", { text: full(tensor.central[i]) }), el("td", { text: excess === Infinity ? "∞" : `${(100 * excess).toFixed(excess < 0.1 ? 2 : 0)} %` }));
        });
        this.result.replaceChildren(el("section", { class: "panel" }, verdict, numbers, pictures), panel("Worst first", "Off is the distance from what is expected, as a share of what rounding allows; above 100 % a gradient is wrong. A name leads to the statement that computes it.", el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Parameters, worst first" }, table(["Parameter", "Backward", "Dual numbers", "Central difference", "Off"], rows))));
    }
    /** A pixel for each parameter: as far from the ground as it is off. */
    picture(tensor, facts) {
        const shape = facts.tensors[tensor.tensor].shape;
        const isWhole = tensor.checked === tensor.parameters && tensor.index.length === tensor.checked;
        const columns = isWhole ? shape[shape.length - 1] : Math.ceil(Math.sqrt(2 * tensor.index.length));
        const rows = Math.ceil(tensor.index.length / columns);
        const canvas = el("canvas", { class: "pixels", role: "img", "aria-label": `${tensor.name}: ${count(tensor.checked)} of ${count(tensor.parameters)} checked, ${count(tensor.wrong)} wrong, the worst is ${tensor.worst}` });
        paint(canvas, columns, rows, pixels => pixels.fill(packedColorOf(0)));
        paint(canvas, columns, rows, pixels => {
            for (let i = 0; i < pixels.length; i++) {
                const excess = i < tensor.excess.length ? tensor.excess[i] ?? Infinity : 0;
                pixels[i] = i < tensor.excess.length ? packedColorOf(excess > 1 ? -1 : 0.15 + 0.85 * excess) : packedColorOf(0);
            }
        });
        canvas.style.width = `${Math.min(100, Math.max(12, columns * 12))}%`;
        return el("figure", { class: "check-picture" }, el("figcaption", {}, el("strong", { text: tensor.name }), el("span", { class: "soft", text: ` ${count(tensor.checked)} of ${count(tensor.parameters)}${tensor.atKink > 0 ? `, ${count(tensor.atKink)} at a kink` : ""}` })), canvas);
    }
}
/** What generated code calls a parameter: the symbol of the tensor's worst one, with the indices of this. */
function nameOf(tensor, index, facts) {
    const symbol = tensor.worst.split("_")[0];
    const shape = facts.tensors[tensor.tensor].shape;
    if (!tensor.worst.includes("_")) {
        return symbol;
    }
    let name = "";
    for (let dimension = shape.length - 1; dimension >= 0; dimension--) {
        name = `_${index % shape[dimension]}${name}`;
        index = Math.floor(index / shape[dimension]);
    }
    return symbol + name;
}
function full(value) {
    return value === null ? "–" : minus(value.toExponential(6));
}
