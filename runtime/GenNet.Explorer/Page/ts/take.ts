// What can be taken away: a link, the weights, pictures.

import { getJson } from "./api.js";
import { el, panel } from "./dom.js";
import { download, isDrawn, offered } from "./export.js";
import type { Model, View } from "./model.js";
import { say } from "./transport.js";

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
    readonly element = el("div", { class: "view-grid two take" });

    constructor(model: Model, copyLink: () => void) {
        const { facts } = model;
        const pictures = el("ul", { class: "pictures" }, ...offered().map(name => {
            const file = `${facts.name}-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
            const button = (type: string): HTMLElement => el("button", {
                type: "button", "aria-label": `${name} as ${type.toUpperCase()}`, text: type.toUpperCase(),
                click: () => void download(name, `${file}.${type}`, type === "svg").catch((error: Error) => say(error.message)),
            });
            return el("li", {}, el("span", { text: name }), el("span", { class: "picture-types" }, ...(isDrawn(name) ? [button("svg")] : []), button("png")));
        }));
        this.element.append(
            el("div", { class: "column" },
                panel("A link", "Leads back to this epoch, with the same bits: here, or in another run of the same program. Whoever has it can train.",
                    el("button", { type: "button", text: "Copy link", click: copyLink })),
                panel("Weights", `${facts.name}.Load reads this file, and so does every program that reads safetensors.`,
                    el("a", { class: "button", href: "/api/weights", download: `${facts.name}.safetensors`, text: `${facts.name}.safetensors` }))),
            panel("Pictures", "As they are now, in the colours that are on.", pictures));
    }

    update(_model: Model): void {
        // Files are made when they are asked for.
    }
}
