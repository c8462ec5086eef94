// Curves, and what the network makes of the samples meanwhile.

import { Boundary } from "./boundary.js";
import { Chart, lossNumber, type Line } from "./chart.js";
import { el, panel } from "./dom.js";
import { count, percent } from "./format.js";
import { column, type Model } from "./model.js";
import { offer } from "./export.js";
import { NetworkPicture } from "./graph.js";
import { Answers } from "./answers.js";

export class TrainView {
    readonly element = el("div", { class: "view-grid train" });
    private readonly loss = new Chart({ label: "Loss over epochs", logarithmic: true, format: lossNumber });
    private readonly accuracy = new Chart({ label: "Accuracy over epochs", logarithmic: false, format: value => percent(value), fixed: [0, 1] });
    private readonly boundary: Boundary | null;
    private readonly picture: NetworkPicture | null;
    private readonly answers: Answers | null;
    private readonly hasAccuracy: boolean;

    constructor(model: Model) {
        const { facts } = model;
        this.hasAccuracy = facts.classes > 0;
        const scale = el("button", {
            type: "button", class: "quiet", "aria-pressed": "true", text: "Logarithmic",
            click: (event: Event) => {
                const button = event.currentTarget as HTMLElement;
                const isOn = button.getAttribute("aria-pressed") !== "true";
                button.setAttribute("aria-pressed", String(isOn));
                this.loss.logarithmic = isOn;
            },
        });
        const about = facts.validationSamples > 0
            ? `Batches as they are learnt, and after them ${count(facts.evaluatedSamples)} samples of the training and ${count(facts.evaluatedValidationSamples)} of the validation. Mean of a sample.`
            : `Batches as they are learnt, and after them ${count(facts.evaluatedSamples)} samples. Mean of a sample.`;
        const curves = el("div", { class: "column" }, panel("Loss", about, scale, this.loss.element));
        if (this.hasAccuracy) {
            curves.append(panel("Accuracy", "", this.accuracy.element));
        }

        const side = el("div", { class: "column" });
        this.boundary = facts.plane ? new Boundary(facts) : null;
        if (this.boundary) {
            side.append(panel("Decision", "What it answers at each point of the plane of its two inputs. Dots are the samples.", this.boundary.element));
        }

        this.picture = NetworkPicture.fits(facts) ? new NetworkPicture(facts) : null;
        if (this.picture) {
            (facts.plane ? curves : side).append(panel("Network", "Every weight is a line: blue above zero, orange below, as thick as it is large.", this.picture.element));
        }

        this.answers = facts.plane ? null : new Answers(facts);
        if (this.answers) {
            side.append(panel(
                "Answers",
                facts.classes > 0 ? "Samples that it has not learnt from where there are any, and what it takes them for." : "What it yields, beside what it should.",
                this.answers.element));
        }

        this.element.append(curves, side);
        offer("Loss", () => this.loss.svg);
        if (this.hasAccuracy) {
            offer("Accuracy", () => this.accuracy.svg);
        }

        if (this.boundary) {
            offer("Decision", () => this.boundary!.canvas);
        }

        if (this.picture) {
            offer("Network", () => this.picture!.whole());
        }
    }

    update(model: Model): void {
        const now = model.status.step / model.facts.batches;
        const lines: Line[] = [{ label: "batches", className: "batches", points: model.losses }];
        lines.push({ label: "training", className: "training", points: column(model.evaluations, 1) });
        if (model.facts.validationSamples > 0) {
            lines.push({ label: "validation", className: "validation", points: column(model.evaluations, 3) });
        }

        this.loss.show(lines, now);
        if (this.hasAccuracy) {
            const accuracy: Line[] = [{ label: "training", className: "training", points: column(model.evaluations, 2) }];
            if (model.facts.validationSamples > 0) {
                accuracy.push({ label: "validation", className: "validation", points: column(model.evaluations, 4) });
            }

            this.accuracy.show(accuracy, now);
        }

        this.boundary?.update(model);
        this.picture?.update(model);
        this.answers?.update(model);
    }
}
