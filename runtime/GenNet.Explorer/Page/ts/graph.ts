// The network as a picture: units and weights where there are few of them, layers where there are many.

import { Feed, getNumbers, type Facts, type Layer } from "./api.js";
import { el, svg } from "./dom.js";
import { drawHeat } from "./heat.js";
import { colorOf, onTheme } from "./palette.js";
import type { Model } from "./model.js";

const mostUnits = 16;
const unitSize = 44;
const mapSize = 24;

interface Column {
    layer: number;
    units: number;
    label: string;
}

/** Every unit and every weight, for networks of a few dense layers. */
export class NetworkPicture {
    readonly element: HTMLElement;
    private readonly edges: { line: SVGLineElement; tensor: number; index: number }[] = [];
    private readonly units: { canvas: HTMLCanvasElement; layer: number; unit: number; button: HTMLElement }[] = [];
    private readonly kernels: { tensor: number; layer: number }[] = [];
    private readonly feed: Feed<Float32Array[]>;
    private readonly maps: Feed<Float32Array> | null = null;
    private readonly columns: Column[];
    private last: Float32Array[] | null = null;
    readonly svg: SVGSVGElement;

    static fits(facts: Facts): boolean {
        return facts.inputs <= mostUnits
            && facts.vocabulary === 0
            && facts.layers.every((layer, i) => layer.kind === "dense" && width(layer, facts, i) <= mostUnits);
    }

    constructor(facts: Facts, onHover?: (layer: number, unit: number, source: number) => void) {
        this.columns = [
            { layer: 0, units: facts.inputs, label: "x" },
            ...facts.layers.map((layer, i) => ({ layer: layer.number, units: width(layer, facts, i), label: layer.name })),
        ];
        const most = Math.max(...this.columns.map(column => column.units));
        const stepX = 150;
        const stepY = Math.min(62, Math.max(30, 360 / most));
        const radius = Math.min(unitSize, stepY - 8) / 2;
        const height = most * stepY + 34;
        const total = (this.columns.length - 1) * stepX + 2 * radius + 40;
        this.svg = svg("svg", { class: "network", viewBox: `0 0 ${total} ${height}`, role: "img", "aria-label": "" });
        const place = (column: number, unit: number): [number, number] =>
            [20 + radius + column * stepX, 24 + (most - this.columns[column].units) * stepY / 2 + (unit + 0.5) * stepY];
        const lines = svg("g");
        for (let i = 1; i < this.columns.length; i++) {
            const tensor = facts.tensors.findIndex(candidate => candidate.layer === i && candidate.shape.length === 2);
            if (tensor < 0) {
                continue;
            }

            this.kernels.push({ tensor, layer: i });
            for (let from = 0; from < this.columns[i - 1].units; from++) {
                for (let to = 0; to < this.columns[i].units; to++) {
                    const [x1, y1] = place(i - 1, from);
                    const [x2, y2] = place(i, to);
                    const line = svg("line", { class: "weight", x1: x1 + radius, y1, x2: x2 - radius, y2, "data-weight": `w${i}_${from}_${to}` });
                    lines.append(line);
                    if (onHover) {
                        // A thin line is hard to hit.
                        lines.append(svg("line", {
                            class: "weight-hit", x1: x1 + radius, y1, x2: x2 - radius, y2,
                            pointerenter: () => onHover(i, to, from), pointerleave: () => onHover(-1, -1, -1),
                        }));
                    }

                    this.edges.push({ line, tensor: this.kernels.length - 1, index: from * this.columns[i].units + to });
                }
            }
        }

        this.svg.append(lines);
        const stage = el("div", { class: "network-stage" }, this.svg);
        stage.style.setProperty("--ratio", `${total} / ${height}`);
        stage.style.setProperty("--natural", `${total}px`);
        for (let i = 0; i < this.columns.length; i++) {
            this.svg.append(svg("text", { x: place(i, 0)[0], y: 14, "text-anchor": "middle", class: "column-name", text: i === 0 ? "inputs" : this.columns[i].label }));
            for (let unit = 0; unit < this.columns[i].units; unit++) {
                const [x, y] = place(i, unit);
                const name = i === 0 ? `x_${unit}` : `a${i}_${unit}`;
                const canvas = el("canvas", { "aria-hidden": "true" });
                const hover = onHover && ((): void => onHover(i, unit, -1));
                const leave = onHover && ((): void => onHover(-1, -1, -1));
                const button = el(onHover ? "button" : "span", {
                    ...(onHover ? { type: "button" } : {}), class: "unit", "data-value": name, pointerenter: hover, pointerleave: leave, focus: hover, blur: leave,
                }, canvas, el("span", { class: "unit-name", text: name }));
                button.style.left = `${100 * (x - radius) / total}%`;
                button.style.top = `${100 * (y - radius) / height}%`;
                button.style.width = `${200 * radius / total}%`;
                stage.append(button);
                this.units.push({ canvas, layer: i, unit, button });
            }
        }

        this.element = el("div", { class: "network-box" }, stage);
        this.feed = new Feed(this.element, 60, () => Promise.all(this.kernels.map(kernel => getNumbers(`/api/tensor?index=${kernel.tensor}`))), values => this.draw(values));
        if (facts.plane && facts.isExplored) {
            this.maps = new Feed(this.element, 60, () => getNumbers(`/api/maps?size=${mapSize}`), values => this.drawMaps(values));
        }

        onTheme(() => this.last && this.draw(this.last));
    }

    update(model: Model): void {
        this.feed.update(model.status.version);
        this.maps?.update(model.status.version);
    }

    /** A picture of its own, with the units in it, which stand above the lines on the page. */
    whole(): SVGSVGElement {
        const picture = this.svg.cloneNode(true) as SVGSVGElement;
        const width = picture.viewBox.baseVal.width;
        for (const { canvas, button } of this.units) {
            const side = parseFloat(button.style.width) / 100 * width;
            const x = parseFloat(button.style.left) / 100 * width;
            const y = parseFloat(button.style.top) / 100 * picture.viewBox.baseVal.height;
            picture.append(
                svg("rect", { class: "unit-frame", x, y, width: side, height: side }),
                svg("image", { x, y, width: side, height: side, href: canvas.toDataURL() }),
                svg("text", { class: "unit-label", x: x + side / 2, y: y + side + 9, "text-anchor": "middle", text: button.dataset.value! }));
        }

        return picture;
    }

    /** Marks units and weights by their names, and no others. */
    mark(units: Set<string>, weights: Set<string>, className: string): void {
        for (const { button } of this.units) {
            button.classList.toggle(className, units.has(button.dataset.value!));
        }

        for (const { line } of this.edges) {
            line.classList.toggle(className, weights.has(line.dataset.weight!));
        }
    }

    private draw(values: Float32Array[]): void {
        this.last = values;
        const largest = values.map(kernel => kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9));
        for (const { line, tensor, index } of this.edges) {
            const value = values[tensor][index];
            const share = value / largest[tensor];
            line.setAttribute("stroke", colorOf(Math.sign(share) * (0.25 + 0.75 * Math.abs(share))));
            line.setAttribute("stroke-width", (0.5 + 4.5 * Math.abs(share)).toFixed(2));
        }

        this.svg.setAttribute("aria-label", `The network: ${this.columns.map(column => column.units).join(", then ")} units, and a line for each weight.`);
    }

    private *drawMaps(values: Float32Array): Generator<void> {
        const pixels = mapSize * mapSize;
        for (const [i, { canvas }] of this.units.entries()) {
            const map = values.subarray(i * pixels, (i + 1) * pixels);
            if (map.length === pixels) {
                // Around the middle of what the unit yields, so that one sees where it changes.
                let least = Infinity;
                let most = -Infinity;
                for (const value of map) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }

                const middle = (least + most) / 2;
                drawHeat(canvas, map.map(value => value - middle), mapSize, mapSize, Math.max((most - least) / 2, 0.02));
                yield;
            }
        }
    }
}

function width(layer: Layer, facts: Facts, index: number): number {
    if (layer.outputShape.length > 0) {
        return layer.outputShape.reduce((a, b) => a * b, 1);
    }

    const kernel = facts.tensors.find(tensor => tensor.layer === index + 1 && tensor.shape.length === 2);
    return kernel ? kernel.shape[1] : facts.outputs;
}
