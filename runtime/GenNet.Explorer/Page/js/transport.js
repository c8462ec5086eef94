// Start, pause, steps, the way back, learning rate and optimizer.
import { post } from "./api.js";
import { byId, el, setText } from "./dom.js";
import { count, number, plural, short } from "./format.js";
import { furthest } from "./model.js";
const paces = [1, 10, 100, 1000, 10000, 0];
/** How long after an answer, in milliseconds, a status may still come that was on its way before. */
const lateStatus = 1000;
export class Transport {
    start = el("button", { type: "button", class: "primary", id: "start", click: () => this.toggle() });
    batch = el("button", { type: "button", id: "step-batch", text: "Step a batch", click: () => this.do("/api/step-batch") });
    epoch = el("button", { type: "button", id: "step-epoch", text: "Step an epoch", click: () => this.do("/api/step-epoch") });
    time = el("input", { type: "range", id: "time", min: 0, max: 1, value: 0, step: 1 });
    timeText = el("output", { id: "time-text", for: "time" });
    rate = el("input", { type: "number", id: "rate", min: 0, step: "any", inputmode: "decimal" });
    optimizer = el("select", { id: "optimizer" });
    pace = el("select", { id: "pace" }, ...paces.map(steps => el("option", { value: steps, text: steps === 0 ? "all it can" : count(steps) })));
    epochs = el("dd", { id: "epochs" });
    loss = el("dd", { id: "loss" });
    speed = el("dd", { id: "speed" });
    model = null;
    isSliding = false;
    settings = Promise.resolve();
    settingsUnderWay = 0;
    settingsHeldUntil = 0;
    constructor() {
        const stat = (name, value) => el("div", { class: "stat" }, el("dt", { text: name }), value);
        byId("transport").append(el("div", { class: "buttons" }, this.start, this.batch, this.epoch), el("dl", { class: "stats" }, stat("Epoch", this.epochs), stat("Loss", this.loss), stat("Samples a second", this.speed)), el("div", { class: "field" }, el("label", { for: "optimizer", text: "Optimizer" }), this.optimizer), el("div", { class: "field" }, el("label", { for: "rate", text: "Learning rate" }), el("div", { class: "rate" }, el("button", { type: "button", class: "quiet", "aria-label": "÷3: a third of the learning rate", text: "÷3", click: () => this.scale(1 / 3) }), this.rate, el("button", { type: "button", class: "quiet", "aria-label": "×3: three times the learning rate", text: "×3", click: () => this.scale(3) }))), el("div", { class: "field" }, el("label", { for: "pace", text: "Steps a second" }), this.pace), el("div", { class: "field timeline" }, el("label", { for: "time", text: "Go to epoch" }), this.time, this.timeText));
        this.time.addEventListener("input", () => {
            this.isSliding = true;
            this.timeText.textContent = `to ${count(Number(this.time.value))}`;
        });
        this.time.addEventListener("change", () => {
            this.isSliding = false;
            this.do(`/api/go?epoch=${this.time.value}`);
        });
        this.pace.addEventListener("change", () => this.do(`/api/pace?steps=${this.pace.value}`));
        this.rate.addEventListener("change", () => this.set());
        this.optimizer.addEventListener("change", () => this.set());
    }
    show(model) {
        const isFirst = this.model === null;
        this.model = model;
        const { status, facts } = model;
        if (isFirst) {
            this.optimizer.replaceChildren(...facts.optimizers.map(name => el("option", { value: name, text: name })));
        }
        setText(this.start, status.running ? "Pause" : "Start");
        this.start.classList.toggle("is-running", status.running);
        this.batch.disabled = status.running;
        this.epoch.disabled = status.running;
        setText(this.epochs, facts.batches > 1 ? `${count(status.epoch)} + ${count(status.batch)}/${count(facts.batches)}` : count(status.epoch));
        setText(this.loss, number(status.loss));
        setText(this.speed, status.running && status.speed > 0 ? short(Math.round(status.speed)) : "–");
        if (!this.isSliding) {
            const most = Math.max(furthest(model), 1);
            this.time.max = String(most);
            this.time.value = String(status.epoch);
            setText(this.timeText, `of ${count(most)}`);
        }
        // What somebody has just chosen stays until the training has it: a status that was on its way would bring back what was before.
        const holdsSettings = this.settingsUnderWay > 0
            || (performance.now() < this.settingsHeldUntil && (status.optimizer !== this.optimizer.value || status.rate !== Number(this.rate.value)));
        if (document.activeElement !== this.rate && !holdsSettings) {
            const text = String(Number(status.rate.toPrecision(4)));
            if (this.rate.value !== text) {
                this.rate.value = text;
            }
        }
        const pace = String(status.pace ?? 0);
        if (document.activeElement !== this.pace && this.pace.value !== pace) {
            if (!paces.includes(Number(pace)) && !this.pace.querySelector(`[value="${pace}"]`)) {
                this.pace.append(el("option", { value: pace, text: count(Number(pace)) }));
            }
            this.pace.value = pace;
        }
        if (document.activeElement !== this.optimizer && !holdsSettings && this.optimizer.value !== status.optimizer) {
            this.optimizer.value = status.optimizer;
        }
    }
    toggle() {
        if (this.model) {
            this.do(this.model.status.running ? "/api/pause" : "/api/start");
        }
    }
    scale(factor) {
        const value = Number(this.rate.value) * factor;
        this.rate.value = String(Number(value.toPrecision(3)));
        this.set();
    }
    /** One after another, so that the last choice is what the training ends with. */
    set() {
        const path = `/api/settings?optimizer=${encodeURIComponent(this.optimizer.value)}&rate=${encodeURIComponent(this.rate.value)}`;
        this.settingsUnderWay++;
        this.settings = this.settings
            .then(() => post(path))
            .then(() => {
            this.settingsHeldUntil = performance.now() + lateStatus;
        }, (error) => {
            this.settingsHeldUntil = 0;
            say(error.message);
        })
            .finally(() => this.settingsUnderWay--);
    }
    do(path) {
        post(path).catch((error) => say(error.message));
    }
}
/** Says something that went wrong where everybody sees it. */
export function say(text) {
    const message = byId("message");
    if (message.textContent !== (text ?? "")) {
        message.textContent = text ?? "";
        message.hidden = !text;
    }
}
export function samplesText(value) {
    return plural(value, "sample", "samples");
}
