// The layers below each other, and an arrow to each from those that it reads.

import type { Facts, Layer, Tensor } from "./api.js";
import { el, svg } from "./dom.js";
import { number, plural, shape, short } from "./format.js";

/** Between two cards, with an arrow in it. */
const gap = 22;
/** Between two arrows that go past layers, beside each other. */
const laneWidth = 12;
/** More arrows than there is room for on a telephone stand closer. */
const mostGutter = 72;
const arrowLength = 7;
const arrowWidth = 4;
const corner = 6;
/** Where an arrow to the next layer stands, from the left of the cards. */
const inset = 26;

interface Edge {
    from: number;
    to: number;
    /** How far out it goes past other layers; −1 for one to the next layer. */
    lane: number;
}

/** Every layer as a card, with arrows from those that it reads: straight to the next, around on the left past others. */
export function layerGraph(facts: Facts): HTMLElement {
    const list = el("ol", { class: "layers" });
    list.append(card("Input", facts.vocabulary > 0 ? `${facts.vocabulary} indices` : "", shape(facts.inputShape), null, [], 0));
    const most = Math.max(1, ...facts.layers.map(layer => layer.multiplyAdds));
    for (const layer of facts.layers) {
        const tensors = facts.tensors.filter(tensor => tensor.layer === layer.number);
        const previous = layer.sources.length === 1 && layer.sources[0] === layer.number - 1;
        const from = previous ? "" : `reads ${layer.sources.map(source => source === 0 ? "the input" : facts.layers[source - 1].name).join(" and ")}`;
        // What follows is said again below, with the shapes of the tensors.
        const title = layer.title.replace(/, [\d,]+ parameters?$/, "");
        list.append(card(title || layer.name, from, shape(layer.outputShape), layer, tensors, layer.multiplyAdds / most));
    }

    const edges = edgesOf(facts.layers);
    const lanes = Math.max(0, ...edges.map(edge => edge.lane + 1));
    const arrows = svg("svg", { class: "layer-arrows", "aria-hidden": "true" });
    const graph = el("div", { class: "layer-graph" }, arrows, list);
    const lane = Math.min(laneWidth, mostGutter / Math.max(lanes, 1));
    const gutter = lanes === 0 ? 0 : arrowLength + 8 + lanes * lane;
    graph.style.setProperty("--gutter", `${gutter}px`);
    graph.style.setProperty("--gap", `${gap}px`);
    new ResizeObserver(() => draw(arrows, [...list.children] as HTMLElement[], edges, gutter, lane)).observe(graph);
    return graph;
}

/** The arrows, each that goes past layers as far in as no other is in its way. */
export function edgesOf(layers: { number: number; sources: number[] }[]): Edge[] {
    const edges = layers.flatMap(layer => [...new Set(layer.sources)].map(from => ({ from, to: layer.number, lane: -1 })));
    const around = edges.filter(edge => edge.to - edge.from > 1).sort((a, b) => (a.to - a.from) - (b.to - b.from) || a.from - b.from);
    for (const edge of around) {
        const taken = new Set(around.filter(other => other.lane >= 0 && other.from < edge.to && edge.from < other.to).map(other => other.lane));
        edge.lane = 0;
        while (taken.has(edge.lane)) {
            edge.lane++;
        }
    }

    return edges;
}

function draw(arrows: SVGSVGElement, cards: HTMLElement[], edges: Edge[], gutter: number, lane: number): void {
    const last = cards[cards.length - 1];
    arrows.setAttribute("width", String(gutter + inset + arrowWidth));
    arrows.setAttribute("height", String(last.offsetTop + last.offsetHeight));
    arrows.replaceChildren(...edges.map(({ from, to, lane: out }) => {
        const group = svg("g", { class: "layer-arrow", "data-from": from, "data-to": to });
        const source = cards[from];
        const target = cards[to];
        if (out < 0) {
            const x = gutter + inset;
            const end = target.offsetTop;
            group.append(
                svg("path", { d: `M${x},${source.offsetTop + source.offsetHeight}V${end - arrowLength}` }),
                svg("path", { class: "head", d: `M${x - arrowWidth},${end - arrowLength}h${2 * arrowWidth}l${-arrowWidth},${arrowLength}z` }));
            return group;
        }

        // Out below the middle of one card, in above the middle of another: what leaves and what arrives are told apart.
        const x = gutter - arrowLength - 8 - out * lane;
        const start = source.offsetTop + source.offsetHeight * 0.7;
        const end = target.offsetTop + target.offsetHeight * 0.3;
        group.append(
            svg("path", { d: `M${gutter},${start}H${x + corner}q${-corner},0,${-corner},${corner}V${end - corner}q0,${corner},${corner},${corner}H${gutter - arrowLength}` }),
            svg("path", { class: "head", d: `M${gutter - arrowLength},${end - arrowWidth}v${2 * arrowWidth}l${arrowLength},${-arrowWidth}z` }));
        return group;
    }));
}

function card(title: string, about: string, dimensions: string, layer: Layer | null, tensors: Tensor[], share: number): HTMLElement {
    const item = el("li", { class: "layer-card" },
        el("div", { class: "layer-head" },
            ...(layer ? [el("span", { class: "layer-number", text: String(layer.number) })] : []),
            el("strong", { text: title })),
        ...(about ? [el("p", { class: "about", text: about })] : []),
        ...(layer?.formula ? [el("p", { class: "formula", text: layer.formula })] : []));
    const facts = el("dl", { class: "layer-facts" });
    const fact = (name: string, value: string): void => void facts.append(el("div", {}, el("dt", { text: name }), el("dd", { text: value })));
    if (dimensions) {
        fact(layer ? "yields" : "shape", dimensions);
    }

    if (layer) {
        fact("parameters", layer.parameters > 0 ? `${short(layer.parameters)} (${tensors.map(tensor => shape(tensor.shape)).join(", ")})` : "none");
        fact("multiply-adds", layer.multiplyAdds > 0 ? short(layer.multiplyAdds) : "none");
    }

    item.append(facts);
    if (share > 0) {
        const bar = el("div", { class: "cost", role: "img", "aria-label": `${number(100 * share)} % of the largest layer's multiply-adds` }, el("span"));
        (bar.firstElementChild as HTMLElement).style.width = `${100 * share}%`;
        item.append(bar);
    }

    return item;
}

export function countsText(facts: Facts): string {
    const total = facts.layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0);
    return `${plural(facts.layers.length, "layer", "layers")}, ${plural(facts.parameters, "parameter", "parameters")}`
        + (total > 0 ? `, ${short(total)} multiply-adds a sample.` : ".");
}
