// How far off each parameter of a tensor is, as a picture of the tensor's matrix.

import { el, setText } from "./dom.js";
import { count, number } from "./format.js";
import { paint } from "./heat.js";
import { onTheme, packedColorOf } from "./palette.js";

/** A tensor as a check has it by now. */
export interface Checked {
    tensor: number;
    name: string;
    parameters: number;
    count: number;
    looks: number;
    isDone: boolean;
    wrong: number;
    atKink: number;
    worst: string;
}

/** Shares of what is allowed, by their powers of ten: from this one on a colour is told from the ground. */
const leastPower = -4;
const tallest = 420;
const widest = 1200;
const largestPixel = 14;
/** A matrix of more columns has a line of the page for itself. */
const wide = 320;

/**
 * A pixel for each parameter, or for a block of them where there are more than the page has room for: one is then as far off as the worst of its block, so
 * that none is lost. A pixel that is pointed at, or chosen with the arrow keys, is named, and leads to the statement.
 */
export class ExcessPicture {
    readonly element: HTMLElement;
    private readonly canvas: HTMLCanvasElement;
    private readonly about = el("span", { class: "soft" });
    private readonly readout = el("p", { class: "check-readout soft" });
    private readonly box: HTMLElement;
    private readonly columns: number;
    private readonly rows: number;
    /** A matrix that is taller than wide lies on its side: its columns are drawn as rows. */
    private readonly isTurned: boolean;
    private block = 1;
    private width = 0;
    private height = 0;
    private at = 0;

    constructor(private readonly tensor: Checked, private readonly shape: number[], private readonly excess: Float32Array, private readonly goTo: (valueName: string) => void) {
        const isWhole = excess.length === tensor.parameters;
        const columns = isWhole ? shape[shape.length - 1] : Math.ceil(Math.sqrt(2 * excess.length));
        const rows = Math.ceil(excess.length / columns);
        this.isTurned = isWhole && rows > columns;
        [this.columns, this.rows] = this.isTurned ? [rows, columns] : [columns, rows];
        this.at = excess.reduce((worst, value, i) => worseOf(value) > worseOf(excess[worst]) ? i : worst, 0);
        this.canvas = el("canvas", {
            class: "pixels", role: "slider", tabindex: 0, "aria-label": `Parameters of ${tensor.name}; Enter leads to the statement`,
            "aria-valuemin": 0, "aria-valuemax": excess.length - 1,
            pointermove: (event: PointerEvent) => this.select(this.under(event)),
            click: (event: PointerEvent) => {
                this.select(this.under(event));
                this.follow();
            },
            keydown: (event: KeyboardEvent) => this.onKey(event),
        });
        this.box = el("div", { class: "check-canvas" }, this.canvas);
        this.element = el("figure", { class: this.columns > wide ? "check-picture is-wide" : "check-picture", "data-tensor": tensor.tensor },
            el("figcaption", {}, el("strong", { text: tensor.name }), " ", this.about), this.box, this.readout);
        this.select(this.at);
        new ResizeObserver(() => this.fit()).observe(this.element);
    }

    /** Draws it again, in the colours that are on. */
    draw(): void {
        this.fit(true);
    }

    private fit(isForced = false): void {
        const room = Math.max(60, Math.min(widest, this.element.clientWidth || 300));
        const block = Math.max(1, Math.ceil(this.columns / room), Math.ceil(this.rows / tallest));
        const width = Math.ceil(this.columns / block);
        const height = Math.ceil(this.rows / block);
        // Whole pixels, so that all are of one size.
        const size = Math.max(1, Math.min(Math.floor(room / width), Math.floor(tallest / height), largestPixel));
        this.box.style.width = `${width * size}px`;
        this.box.style.height = `${height * size}px`;
        if (isForced || block !== this.block || width !== this.width) {
            [this.block, this.width, this.height] = [block, width, height];
            paint(this.canvas, width, height, pixels => this.fill(pixels));
            setText(this.about, [
                this.excess.length === this.tensor.parameters ? `all ${count(this.tensor.parameters)}` : `${count(this.excess.length)} of ${count(this.tensor.parameters)}, evenly spread`,
                ...(this.tensor.wrong > 0 ? [`${count(this.tensor.wrong)} wrong`] : []),
                ...(this.tensor.atKink > 0 ? [`${count(this.tensor.atKink)} at a kink`] : []),
                ...(this.excess.length === this.tensor.parameters && this.shape.length > 1
                    ? [this.isTurned ? "columns downwards" : "rows downwards"] : []),
                ...(block > 1 ? [`a pixel is the worst of ${block} × ${block}`] : []),
            ].join(" · "));
        }
    }

    private fill(pixels: Uint32Array): void {
        for (let y = 0; y < this.height; y++) {
            for (let x = 0; x < this.width; x++) {
                const worst = this.worstOf(x, y);
                pixels[y * this.width + x] = worst < 0 ? packedColorOf(0) : packedColorOf(shadeOf(this.excess[worst]));
            }
        }
    }

    /** The worst parameter behind a pixel; −1 where there is none. */
    private worstOf(x: number, y: number): number {
        let worst = -1;
        for (let row = y * this.block; row < Math.min((y + 1) * this.block, this.rows); row++) {
            for (let column = x * this.block; column < Math.min((x + 1) * this.block, this.columns); column++) {
                const place = this.isTurned ? column * this.rows + row : row * this.columns + column;
                if (place < this.excess.length && (worst < 0 || worseOf(this.excess[place]) > worseOf(this.excess[worst]))) {
                    worst = place;
                }
            }
        }

        return worst;
    }

    private under(event: PointerEvent): number {
        const box = this.canvas.getBoundingClientRect();
        const x = Math.min(this.width - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * this.width)));
        const y = Math.min(this.height - 1, Math.max(0, Math.floor((event.clientY - box.top) / box.height * this.height)));
        const worst = this.worstOf(x, y);
        return worst < 0 ? this.at : worst;
    }

    private select(place: number): void {
        this.at = place;
        const text = `${this.name(place)} is off by ${off(this.excess[place])}`;
        this.canvas.setAttribute("aria-valuenow", String(place));
        this.canvas.setAttribute("aria-valuetext", text);
        setText(this.readout, text);
    }

    private follow(): void {
        this.goTo(`d${this.name(this.at)}`);
    }

    private onKey(event: KeyboardEvent): void {
        const [along, across] = this.isTurned ? [this.rows, 1] : [1, this.columns];
        const steps: Record<string, number> = { ArrowRight: along, ArrowLeft: -along, ArrowDown: across, ArrowUp: -across };
        const last = this.excess.length - 1;
        if (event.key === "Enter" || event.key === " ") {
            this.follow();
        } else if (event.key === "Home" || event.key === "End") {
            this.select(event.key === "Home" ? 0 : last);
        } else if (event.key in steps) {
            this.select(Math.max(0, Math.min(last, this.at + steps[event.key])));
        } else {
            return;
        }

        event.preventDefault();
    }

    /** What generated code calls a parameter: the symbol of the tensor's worst one, with the indices of this. */
    private name(place: number): string {
        if (!this.tensor.worst.includes("_")) {
            return this.tensor.worst;
        }

        let index = Math.floor(place * this.tensor.parameters / this.excess.length);
        let name = "";
        for (let dimension = this.shape.length - 1; dimension >= 0; dimension--) {
            name = `_${index % this.shape[dimension]}${name}`;
            index = Math.floor(index / this.shape[dimension]);
        }

        return this.tensor.worst.split("_")[0] + name;
    }
}

/** What the colours mean. */
export function scaleOf(): HTMLElement {
    const canvas = el("canvas", { class: "pixels", "aria-hidden": "true" });
    const wrong = el("canvas", { class: "pixels wrong", "aria-hidden": "true" });
    const draw = (): void => {
        paint(canvas, 64, 1, pixels => pixels.forEach((_, i) => pixels[i] = packedColorOf(shadeOf(10 ** (leastPower * (1 - i / 63))))));
        paint(wrong, 1, 1, pixels => pixels[0] = packedColorOf(-1));
    };
    draw();
    onTheme(draw);
    return el("p", { class: "check-scale soft" }, "Off by 0.01 % ", canvas, " 100 % of what rounding allows ", wrong, " more: wrong");
}

/** How far off something is, in words. */
export function off(excess: number): string {
    return excess === Infinity ? "∞" : excess === 0 ? "0 %" : excess < 1e-5 ? "less than 0.001 %" : `${number(100 * excess)} %`;
}

/** Powers of ten are as far apart everywhere; beyond what is allowed is another colour. */
function shadeOf(excess: number): number {
    return !(excess <= 1) ? -1 : 0.08 + 0.92 * Math.max(0, 1 - Math.log10(Math.max(excess, 1e-30)) / leastPower);
}

function worseOf(excess: number): number {
    return Number.isNaN(excess) ? Infinity : excess;
}
