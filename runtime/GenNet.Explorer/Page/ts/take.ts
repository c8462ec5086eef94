// What can be taken away: a link, the weights, pictures.

import { getJson } from "./api.js";
import { el, panel } from "./dom.js";
import type { Model, View } from "./model.js";

/** A link that brings the network back to where it is, in this process or in another of the same program. */
export async function linkOf(model: Model, view: View): Promise<string> {
    const { plan } = await getJson<{ plan: string }>("/api/plan");
    const { facts, status } = model;
    const fragment = new URLSearchParams({
        network: facts.declaration, start: facts.start, seed: String(facts.seed), epoch: String(status.epoch), plan, view,
    });
    return `${location.origin}/?token=${facts.token}#${fragment}`;
}

export class TakeView {
    readonly element = el("div", { class: "view-grid take" });

    constructor(private readonly model: Model) {
        const link = el("a", { class: "button", href: "/api/weights", download: `${model.facts.name}.safetensors`, text: "Weights (safetensors)" });
        this.element.append(panel("Weights", `${model.facts.name}.Load reads this file, as does every program that reads safetensors.`, link));
    }

    update(_model: Model): void {
        void this.model;
    }
}
