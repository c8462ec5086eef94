// What a network of two inputs makes of the plane, and the samples in it.
import { Feed, getNumbers } from "./api.js";
import { el } from "./dom.js";
import { paint } from "./heat.js";
import { classRgb, ground, mix, onTheme, pack, packedColorOf } from "./palette.js";
import { ticks } from "./chart.js";
import { minus } from "./format.js";
const size = 72;
const mostPoints = 2000;
export class Boundary {
    facts;
    element;
    canvas = el("canvas", { class: "plane-map", role: "img" });
    dots = el("canvas", { class: "plane-dots", "aria-hidden": "true" });
    feed;
    samples = null;
    last = null;
    constructor(facts) {
        this.facts = facts;
        this.canvas.setAttribute("aria-label", `What ${facts.name} makes of each point of the plane of its two inputs, with the samples to learn from.`);
        const [fromX, toX, fromY, toY] = facts.plane;
        const axis = (from, to, className, isFlipped) => el("div", { class: className, "aria-hidden": "true" }, ...ticks(from, to, 4).map(tick => {
            const label = el("span", { text: minus(Number(tick.toPrecision(4)).toString()) });
            const share = (tick - from) / (to - from);
            label.style.setProperty(isFlipped ? "top" : "left", `${100 * (isFlipped ? 1 - share : share)}%`);
            return label;
        }));
        this.element = el("div", { class: "plane" }, axis(fromY, toY, "plane-y", true), el("div", { class: "plane-box" }, this.canvas, this.dots), axis(fromX, toX, "plane-x", false));
        this.feed = new Feed(this.canvas, 30, () => getNumbers(`/api/boundary?size=${size}`), values => this.draw(values));
        void this.load();
        onTheme(() => {
            if (this.last) {
                this.draw(this.last);
            }
            this.drawSamples();
        });
        new ResizeObserver(() => this.drawSamples()).observe(this.dots);
    }
    update(model) {
        this.feed.update(model.status.version);
    }
    async load() {
        const samples = Math.min(this.facts.evaluatedSamples, mostPoints);
        const all = [];
        const targets = [];
        for (let first = 0; first < samples; first += 128) {
            const indices = Array.from({ length: Math.min(128, samples - first) }, (_, i) => first + i);
            const values = await getNumbers(`/api/samples?indices=${indices.join()}`);
            all.push(...values.subarray(0, 2 * indices.length));
            targets.push(...values.subarray(2 * indices.length));
        }
        this.samples = new Float32Array([...all, ...targets]);
        this.drawSamples();
    }
    draw(values) {
        this.last = values;
        const { outputs, classes } = this.facts;
        if (classes > 2 && outputs > 1) {
            const colors = Array.from({ length: classes }, (_, i) => classRgb(i, classes));
            paint(this.canvas, size, size, pixels => {
                for (let i = 0; i < pixels.length; i++) {
                    let best = 0;
                    for (let k = 1; k < outputs; k++) {
                        if (values[i * outputs + k] > values[i * outputs + best]) {
                            best = k;
                        }
                    }
                    const sure = Math.max(0.15, Math.min(1, values[i * outputs + best]));
                    pixels[i] = pack(mix(ground(), colors[best], 0.75 * sure));
                }
            });
            return;
        }
        // One number a point: from 0 to 1 where it is a share, else by its size.
        const which = outputs === 2 && classes === 2 ? 1 : 0;
        const [least, most] = this.range(values, which);
        paint(this.canvas, size, size, pixels => {
            for (let i = 0; i < pixels.length; i++) {
                pixels[i] = packedColorOf(2 * (values[i * outputs + which] - least) / (most - least) - 1);
            }
        });
    }
    range(values, which) {
        let least = 0;
        let most = 1;
        for (let i = which; i < values.length; i += this.facts.outputs) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        // −1 and 1 as labels, or a regression: as far to both sides, so that the ground is 0.
        if (least < -0.05) {
            most = Math.max(most, -least);
            least = -most;
        }
        return [least, most];
    }
    drawSamples() {
        const box = this.dots.getBoundingClientRect();
        if (!this.samples || box.width === 0) {
            return;
        }
        const density = window.devicePixelRatio || 1;
        this.dots.width = Math.round(box.width * density);
        this.dots.height = Math.round(box.height * density);
        const context = this.dots.getContext("2d");
        const [fromX, toX, fromY, toY] = this.facts.plane;
        const { targets, classes } = this.facts;
        const n = this.samples.length / (2 + targets);
        const radius = (n > 400 ? 2.5 : n > 60 ? 4 : 7) * density;
        const style = getComputedStyle(document.documentElement);
        context.lineWidth = (n > 400 ? 1 : 2) * density;
        context.strokeStyle = style.getPropertyValue("--paper");
        for (let i = 0; i < n; i++) {
            const x = (this.samples[2 * i] - fromX) / (toX - fromX) * this.dots.width;
            const y = (toY - this.samples[2 * i + 1]) / (toY - fromY) * this.dots.height;
            const row = this.samples.subarray(2 * n + i * targets, 2 * n + (i + 1) * targets);
            const target = targets > 1 ? row.indexOf(Math.max(...row)) : row[0] > 0.5 ? 1 : 0;
            const [r, g, b] = classRgb(target, Math.max(classes, 2));
            context.fillStyle = `rgb(${r},${g},${b})`;
            context.beginPath();
            context.arc(x, y, radius, 0, 2 * Math.PI);
            context.fill();
            context.stroke();
        }
    }
}
