// The network from inside.

import { Confusion } from "./confusion.js";
import { Distributions } from "./distributions.js";
import { el, panel } from "./dom.js";
import { NetworkPicture } from "./graph.js";
import { Inside } from "./inside.js";
import { countsText, layerGraph } from "./layers.js";
import type { Model } from "./model.js";
import { SampleView } from "./sample.js";
import { Weights } from "./weights.js";

export class SeeView {
    readonly element = el("div", { class: "view-grid see" });
    private readonly parts: { update(model: Model): void }[] = [];

    constructor(model: Model) {
        const { facts } = model;
        const add = <P extends { element: HTMLElement; update(model: Model): void }>(part: P): HTMLElement => {
            this.parts.push(part);
            return part.element;
        };
        const sample = new SampleView(facts);
        const confusion = new Confusion(facts, (index, isValidation) => {
            sample.picker.select(index, isValidation);
            sample.element.scrollIntoView({ block: "nearest" });
        });
        const left = el("div", { class: "column" },
            panel("Layers", countsText(facts), layerGraph(facts)),
            panel("Distributions", "How values and their gradients are spread; a sign warns where gradients vanish or explode, or units are dead.", add(new Distributions(facts))),
            panel("Decisions", facts.classes > 0 ? "Click a number to see the samples behind it." : "", add(confusion)));
        if (NetworkPicture.fits(facts)) {
            left.prepend(panel("Units and weights", facts.plane && facts.isExplored ? "Each unit shows what it yields at each point of the plane." : "", add(new NetworkPicture(facts))));
        }

        const right = el("div", { class: "column" },
            panel("One sample", "What goes in, what every layer makes of it, what comes out.", add(sample)),
            ...(Inside.has(facts)
                ? [panel("Inside the layers", "Gates, memory and output over time, to the right; in self-attention who looks at whom.", add(new Inside(facts, sample.picker)))]
                : []),
            panel("Weights", "Orange below zero, blue above.", add(new Weights(facts))));
        this.element.classList.add("two");
        this.element.append(left, right);
    }

    update(model: Model): void {
        this.parts.forEach(part => part.update(model));
    }
}
