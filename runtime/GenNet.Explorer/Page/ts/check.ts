// The gradient check: of a part of the parameters at once, of all of them in the background; as pictures, and worst first.

import { getJson, getNumbers, post, type Facts } from "./api.js";
import { table } from "./distributions.js";
import { byId, el, panel, setText } from "./dom.js";
import { ExcessPicture, off, scaleOf, type Checked } from "./excess.js";
import { count, plural, power } from "./format.js";
import type { Model } from "./model.js";
import { onTheme } from "./palette.js";

interface State {
    state: "None" | "Running" | "Done" | "Stopped" | "Failed";
    number: number;
    epoch: number;
    samples: number;
    seconds: number;
    secondsLeft: number;
    secondsOfAll: number;
    share: number;
    current: number;
    /** How often each parameter is looked at, with one sample after the other. */
    looks: number;
    worstCount: number;
    loss: number | null;
    exactLoss: number | null;
    lossCorrect: boolean;
    tensors: Checked[];
}

interface Worst {
    tensor: number;
    name: string;
    backward: number | null;
    dual: number | null;
    central: number | null;
    excess: number | null;
    atKink: boolean;
}

/** Of each tensor so many are checked at once. */
const mostOfSome = 256;
const rowsAtATime = 60;
const interval = 250;

export class CheckView {
    readonly element = el("div", { class: "view-grid check" });
    private readonly some: HTMLButtonElement;
    private readonly all: HTMLButtonElement;
    private readonly stop = el("button", { type: "button", id: "stop-check", text: "Stop", hidden: true, click: () => void this.ask("/api/check/stop") });
    private readonly bar = el("progress", { max: 1, value: 0, "aria-label": "How much has been checked" });
    private readonly progress = el("div", { class: "check-progress", hidden: true });
    private readonly progressText = el("p", { class: "soft", id: "check-progress" });
    private readonly problem = el("p", { class: "warning", role: "alert", hidden: true });
    private readonly verdict = el("p", { class: "check-verdict", role: "status", id: "check-verdict" });
    private readonly numbers = el("p", { class: "soft" });
    private readonly pictures = el("div", { class: "check-pictures" });
    private readonly rows = el("tbody");
    private readonly more = el("button", { type: "button", id: "more-worst", hidden: true, click: () => void this.addRows() });
    private readonly result: HTMLElement;
    private readonly drawn = new Map<number, ExcessPicture>();
    private readonly hasAllAtOnce: boolean;
    private readonly facts: Facts;
    private check = 0;
    private shown = 0;
    private isAsking = false;
    private isRunning = false;
    private rowsOf = "";

    constructor(model: Model, private readonly goTo: (valueName: string) => void) {
        const { facts } = model;
        this.facts = facts;
        const trainable = facts.tensors.filter(tensor => tensor.role === "Trainable").map(tensor => tensor.shape.reduce((a, b) => a * b, 1));
        const total = trainable.reduce((a, b) => a + b, 0);
        this.hasAllAtOnce = trainable.every(length => length <= mostOfSome);
        this.some = el("button", {
            type: "button", class: "primary", id: "run-check", click: () => void this.ask(`/api/check/start?most=${mostOfSome}`),
            text: this.hasAllAtOnce ? "Check all gradients" : `Check ${mostOfSome} of each tensor`,
        });
        this.all = el("button", {
            type: "button", id: "check-all", hidden: this.hasAllAtOnce, text: `Check all ${count(total)}`, click: () => void this.ask("/api/check/start?most=2147483647"),
        });
        this.result = el("div", { class: "column", hidden: true });
        if (!facts.checksGradients) {
            this.element.append(panel("Gradients are not checked", "", el("div", { class: "prose" },
                el("p", { text: `${facts.name} carries nothing that its gradients could be checked by, so that it is no larger than it must be. Ask for it where it is declared:` }),
                el("pre", { class: "snippet", tabindex: 0 }, el("code", { text: `[Network(CheckGradients = true)]\n…\npartial class ${facts.name};` })))));
            return;
        }

        this.progress.append(this.bar, this.progressText);
        this.element.append(
            panel(
                "Gradient check",
                "The gradient of the generated backward pass, beside the derivative that dual numbers carry along and the central difference of the loss, both in double precision. Training and the page go on meanwhile.",
                el("div", { class: "check-buttons" }, this.some, this.all, this.stop), this.progress, this.problem),
            this.result);
        const worst = table(["Parameter", "Backward", "Dual numbers", "Central difference", "Off"], []);
        worst.querySelector("tbody")!.replaceWith(this.rows);
        this.result.append(
            el("section", { class: "panel" }, this.verdict, this.numbers, scaleOf(), this.pictures),
            panel("Worst first", "Off is the distance from what is expected, as a share of what rounding allows; above 100 % a gradient is wrong. At a kink, where a maximum has no derivative, every slope between those of both sides is right. A name leads to the statement that computes it.",
                el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Parameters, worst first" }, worst), this.more));
        onTheme(() => this.drawn.forEach(picture => picture.draw()));
        void this.look();
    }

    update(_model: Model): void {
        // What was checked stays until it is checked again; a check that another page has begun is seen here, too.
        if (!this.isRunning && this.facts.checksGradients) {
            void this.look();
        }
    }

    private async ask(path: string): Promise<void> {
        this.problem.hidden = true;
        try {
            await post(path);
        } catch (error) {
            this.problem.textContent = (error as Error).message;
            this.problem.hidden = false;
        }

        await this.look();
    }

    /** Asks how far the check is, and goes on asking while it is under way. */
    private async look(): Promise<void> {
        if (this.isAsking) {
            return;
        }

        this.isAsking = true;
        try {
            const state = await getJson<State>("/api/check");
            await this.show(state);
        } catch {
            // The explorer is gone, and the page says so; or another check has begun, which is seen next time.
        } finally {
            this.isAsking = false;
        }

        if (this.isRunning) {
            setTimeout(() => void this.look(), document.hidden ? 4 * interval : interval);
        }
    }

    private async show(state: State): Promise<void> {
        const wasRunning = this.isRunning;
        this.isRunning = state.state === "Running";
        if (state.state === "None") {
            return;
        }

        if (state.number !== this.check) {
            this.check = state.number;
            this.drawn.clear();
            this.pictures.replaceChildren();
            this.rows.replaceChildren();
            this.shown = 0;
            this.rowsOf = "";
        }

        this.showProgress(state, wasRunning);
        this.showVerdict(state);
        for (const [index, tensor] of state.tensors.entries()) {
            if (tensor.isDone && !this.drawn.has(index)) {
                const excess = await getNumbers(`/api/check/excess?check=${state.number}&index=${index}`);
                const picture = new ExcessPicture(tensor, this.facts.tensors[tensor.tensor].shape, excess, this.goTo);
                this.drawn.set(index, picture);
                this.pictures.append(picture.element);
                picture.draw();
            }
        }

        const rowsOf = `${state.number} ${state.tensors.filter(tensor => tensor.isDone).length}`;
        if (rowsOf !== this.rowsOf && state.worstCount > 0) {
            this.rowsOf = rowsOf;
            await this.readRows(0, Math.max(this.shown, rowsAtATime), state.worstCount);
        }
    }

    private showProgress(state: State, wasRunning: boolean): void {
        this.some.disabled = this.all.disabled = this.isRunning;
        if (this.isRunning !== !this.stop.hidden) {
            // Who has just pressed a button that goes away finds another one in its place.
            const isHere = this.element.contains(document.activeElement);
            this.stop.hidden = this.progress.hidden = !this.isRunning;
            if (isHere) {
                (this.isRunning ? this.stop : this.hasAllAtOnce ? this.some : this.all).focus();
            }
        }

        if (!this.hasAllAtOnce && state.secondsOfAll > 0 && !this.isRunning) {
            const total = state.tensors.reduce((sum, tensor) => sum + tensor.parameters, 0);
            setText(this.all, `Check all ${count(total)}, ${duration(state.secondsOfAll)}`);
        }

        this.bar.value = state.share;
        const tensor = state.tensors[state.current];
        setText(this.progressText, tensor
            ? `${tensor.name}, ${plural(tensor.count, "parameter", "parameters")}: ${Math.floor(100 * tensor.looks / (tensor.count * state.looks))} % · ${Math.floor(100 * state.share)} % of all · ${duration(state.secondsLeft)} left`
            : "It is being found out how long it takes.");
        if (wasRunning !== this.isRunning) {
            byId("announce").textContent = this.isRunning ? "The gradient check has begun." : "The gradient check has ended.";
        }
    }

    private showVerdict(state: State): void {
        const done = state.tensors.filter(tensor => tensor.isDone);
        const all = done.reduce((sum, tensor) => sum + tensor.count, 0);
        const wrong = done.reduce((sum, tensor) => sum + tensor.wrong, 0);
        this.result.hidden = done.length === 0 && state.state === "Running";
        const ending = state.state === "Stopped" ? "Stopped. " : state.state === "Failed" ? "The check met an error. " : "";
        const found = !state.lossCorrect
            ? "The loss is wrong."
            : wrong > 0
                ? `${count(wrong)} of ${count(all)} gradients are wrong.`
                : all > 0 ? `All ${count(all)} gradients that were checked are correct.` : "No tensor was checked.";
        // Only what it comes to is said aloud, not every tensor on the way.
        this.verdict.classList.toggle("right", wrong === 0 && state.lossCorrect);
        this.verdict.classList.toggle("wrong", wrong > 0 || !state.lossCorrect);
        setText(this.verdict, this.isRunning ? `${done.length} of ${state.tensors.length} tensors are checked.` : ending + found);
        setText(this.numbers, `After epoch ${count(state.epoch)}, of ${plural(state.samples, "sample", "samples")}: loss ${full(state.loss)}, over dual numbers ${full(state.exactLoss)}.`
            + (this.isRunning ? "" : ` It took ${duration(state.seconds)}.`));
    }

    private async addRows(): Promise<void> {
        const state = await getJson<State>("/api/check");
        await this.readRows(this.shown, rowsAtATime, state.worstCount);
    }

    private async readRows(from: number, most: number, of: number): Promise<void> {
        const { parameters } = await getJson<{ parameters: Worst[] }>(`/api/check/worst?check=${this.check}&from=${from}&count=${most}`);
        const rows = parameters.map(parameter => this.row(parameter));
        if (from === 0) {
            this.rows.replaceChildren(...rows);
        } else {
            this.rows.append(...rows);
            rows[0]?.querySelector("button")?.focus();
        }

        this.shown = from + rows.length;
        this.more.hidden = this.shown >= of;
        setText(this.more, `Show ${Math.min(rowsAtATime, of - this.shown)} more of the ${count(of)} worst`);
    }

    private row(parameter: Worst): HTMLElement {
        const excess = parameter.excess ?? Infinity;
        return el("tr", { class: excess > 1 ? "is-wrong" : "" },
            el("th", { scope: "row" }, el("button", { type: "button", class: "link", text: parameter.name, click: () => this.goTo(`d${parameter.name}`) })),
            el("td", { text: full(parameter.backward) }),
            el("td", { text: full(parameter.dual) }),
            el("td", { text: full(parameter.central) }),
            el("td", { text: off(excess) + (parameter.atKink ? ", at a kink" : "") }));
    }
}

function duration(seconds: number): string {
    return seconds < 1 ? "less than a second" : seconds < 100 ? `about ${Math.round(seconds)} s` : seconds < 5400 ? `about ${Math.round(seconds / 60)} min` : `about ${Math.round(seconds / 3600)} h`;
}

function full(value: number | null): string {
    return value === null ? "–" : value === 0 ? "0" : power(value, 7);
}
