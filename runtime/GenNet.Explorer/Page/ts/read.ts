// The generated code: its lines, its formulas and its picture belong together, and a traced pass is stepped through, statement by statement.

import { Feed, getJson, getNumbers, postJson } from "./api.js";
import { table } from "./distributions.js";
import { el, panel } from "./dom.js";
import { count, number, plural, shape, short } from "./format.js";
import { NetworkPicture } from "./graph.js";
import type { Model } from "./model.js";
import { SamplePicker, tensorPicture } from "./sample.js";

interface Value {
    name: string;
    layer: number;
    role: string;
    ofBatch: boolean;
    shape: number[];
    unit: number;
    source: number;
    tensor: number;
    gradients: number[];
}

interface Statement {
    pass: "Forward" | "Backward" | "Gradient";
    layer: number;
    formula: string;
    places: number[];
    makes: number[];
    reads: number[];
    multiplyAdds: number;
    bytes: number;
}

interface Code {
    files: { name: string; lines: string[][] }[];
    values: Value[];
    statements: Statement[];
}

interface Trace {
    loss: number;
    samples: number;
    made: number[][];
    given: number[];
    microseconds: number[];
    numbers: Float32Array;
}

const kinds: Record<string, string> = { k: "code-keyword", t: "code-type", n: "code-number", s: "code-string", c: "code-comment", f: "code-call", v: "code-name" };
const passes = { Forward: "forward", Backward: "backward", Gradient: "gradient" };
const mostInline = 3;

export class ReadView {
    readonly element = el("div", { class: "view-grid read" });
    private body: Reader | null = null;
    private wanted: string | null = null;

    constructor(model: Model) {
        if (!model.facts.isExplored) {
            this.element.append(panel("The code is not here", "", el("div", { class: "prose" },
                el("p", { text: `${model.facts.name} carries neither its generated text nor a traced pass, so that it is no larger and no slower than it must be. Ask for both where it is declared:` }),
                el("pre", { class: "snippet", tabindex: 0 }, el("code", { text: `[Network(Explore = true)]\n…\npartial class ${model.facts.name};` })),
                el("p", { text: "Then this view shows the files that the compiler reads, and steps through a forward and a backward pass." }))));
            return;
        }

        this.element.append(el("p", { class: "about", text: "Reading the code …" }));
        getJson<Code>("/api/code").then(code => {
            this.body = new Reader(code, model);
            this.element.replaceChildren(this.body.left, this.body.right);
            this.body.update(model);
            if (this.wanted) {
                this.body.goToValue(this.wanted);
            }
        }, (error: Error) => this.element.replaceChildren(el("p", { text: error.message })));
    }

    update(model: Model): void {
        this.body?.update(model);
    }

    /** Shows the statement that makes a value, from another view. */
    goTo(valueName: string): void {
        this.wanted = valueName;
        this.body?.goToValue(valueName);
    }
}

class Reader {
    readonly left = el("div", { class: "column" });
    readonly right = el("div", { class: "column sticky" });
    private readonly files: HTMLElement;
    private readonly listing = el("div", { class: "listing", tabindex: 0, role: "region", "aria-label": "Generated code" });
    private readonly place = el("input", { type: "range", min: 0, value: 0, step: 1, id: "statement", "aria-label": "Statement" });
    private readonly placeText = el("output", { class: "soft", id: "statement-text", for: "statement" });
    private readonly card = el("div", { class: "statement-card" });
    private readonly formulas = el("ul", { class: "formulas" });
    private readonly cost = el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Cost of each statement" });
    private readonly samples: HTMLSelectElement;
    private readonly picker: SamplePicker;
    private readonly picture: NetworkPicture | null;
    private readonly feed: Feed<Trace>;
    private readonly chips: HTMLElement | null;
    private file = 0;
    private rows: HTMLElement[] = [];
    private notes: (HTMLElement | null)[] = [];
    private ofLine: number[][] = [];
    private trace: Trace | null = null;
    private done = 0;
    private version = -1;
    private isFirstTrace = true;

    constructor(private readonly code: Code, model: Model) {
        const { facts } = model;
        this.files = el("div", { class: "files", role: "group", "aria-label": "Files" }, ...code.files.map((file, i) => el("button", {
            type: "button", class: "quiet", "aria-pressed": String(i === 0), text: file.name, click: () => this.open(i),
        })));
        this.picker = new SamplePicker(facts);
        const sizes = [...new Set([1, Math.min(4, facts.evaluatedSamples), Math.min(facts.batchSize, facts.evaluatedSamples, 32)])].sort((a, b) => a - b);
        this.samples = el("select", { "aria-label": "Samples in the pass" }, ...sizes.map(size =>
            el("option", { value: size, text: size === 1 ? "one sample" : `a batch of ${size}` })));
        this.picker.element.append(this.samples);
        const button = (text: string, label: string, id: string, to: () => number): HTMLButtonElement =>
            el("button", { type: "button", id, "aria-label": label, text, click: () => this.go(to(), true) });
        const most = code.statements.length;
        this.place.max = String(most);
        this.place.addEventListener("input", () => this.go(Number(this.place.value), true));
        const controls = el("div", { class: "stepper" },
            button("|◀", "Before the first statement", "first", () => 0),
            button("◀", "One statement back", "back", () => this.done - 1),
            button("▶", "One statement on", "forward", () => this.done + 1),
            button("▶|", "After the last statement", "last", () => most),
            this.place, this.placeText);
        this.left.append(el("section", { class: "panel code-panel" },
            el("header", { class: "code-head" }, this.picker.element, controls, this.files), this.listing));
        this.picture = NetworkPicture.fits(facts) ? new NetworkPicture(facts, (layer, unit, source) => this.hoverUnit(layer, unit, source)) : null;
        this.chips = this.picture ? null : el("ol", { class: "layer-chips" }, ...facts.layers.map(layer =>
            el("li", {}, el("button", {
                type: "button", "data-layer": layer.number, text: `${layer.number} ${layer.kind}`,
                pointerenter: () => this.hoverLayer(layer.number), pointerleave: () => this.light([]), focus: () => this.hoverLayer(layer.number), blur: () => this.light([]),
                click: () => this.goToLayer(layer.number),
            }))));
        for (const formula of distinct(code.statements.map(statement => statement.formula))) {
            const ids = this.where(statement => statement.formula === formula);
            this.formulas.append(el("li", {}, el("button", {
                type: "button", class: "formula-button", "data-formula": formula, text: formula,
                pointerenter: () => this.light(ids), pointerleave: () => this.light([]), focus: () => this.light(ids), blur: () => this.light([]),
                click: () => this.go(ids[0] + 1, true),
            })));
        }

        this.right.append(
            panel("Statement", "", this.card),
            panel("Picture", "Point at a unit, a formula or a line: all that belongs to it lights up.", this.picture?.element ?? this.chips!),
            panel("Formulas", "", this.formulas),
            panel("Cost", "Of one sample; the time is that of the traced pass.", this.cost));
        this.feed = new Feed<Trace>(
            this.listing,
            300,
            async () => {
                const index = Math.min(this.picker.value, this.picker.count - Number(this.samples.value));
                const of = this.picker.of.value === "validation" ? "&of=validation" : "";
                const trace = await postJson<Trace>(`/api/trace?index=${index}${of}&samples=${this.samples.value}`);
                trace.numbers = await getNumbers("/api/trace/numbers");
                return trace;
            },
            trace => this.show(trace));
        this.picker.onChange(() => this.refresh());
        this.samples.addEventListener("change", () => this.refresh());
        this.listing.addEventListener("pointerover", event => this.hoverLine(event));
        this.listing.addEventListener("pointerleave", () => this.light([]));
        this.listing.addEventListener("click", event => {
            const ids = this.ofEvent(event);
            if (ids.length > 0) {
                this.go(ids[ids.length - 1] + 1, false);
            }
        });
        this.open(0);
    }

    update(model: Model): void {
        this.version = model.status.version;
        this.refresh();
        this.picture?.update(model);
    }

    goToValue(name: string): void {
        // In tiled code the gradients of a tensor's parameters are one value: dw1_0_2 is a part of dw1.
        let value = this.code.values.findIndex(candidate => candidate.name === name);
        if (value < 0) {
            const symbol = name.split("_")[0].toLowerCase();
            value = this.code.values.findIndex(candidate => candidate.role === "ParameterGradient" && candidate.name.toLowerCase() === symbol);
        }

        const statement = this.code.statements.findIndex(candidate => candidate.makes.includes(value));
        if (statement >= 0) {
            this.isFirstTrace = false;
            this.go(statement + 1, true);
        }
    }

    private refresh(): void {
        this.feed.update(`${this.version} ${this.picker.query} ${this.samples.value}`);
    }

    private where(condition: (statement: Statement) => boolean): number[] {
        const ids: number[] = [];
        this.code.statements.forEach((statement, i) => {
            if (condition(statement)) {
                ids.push(i);
            }
        });
        return ids;
    }

    private open(file: number): void {
        this.file = file;
        [...this.files.children].forEach((button, i) => button.setAttribute("aria-pressed", String(i === file)));
        const lines = this.code.files[file].lines;
        this.ofLine = lines.map(() => []);
        this.notes = this.code.statements.map(() => null);
        this.code.statements.forEach((statement, id) => {
            for (const [first, last] of placesIn(statement, file)) {
                for (let line = first; line <= last; line++) {
                    this.ofLine[line - 1]?.push(id);
                }
            }
        });
        this.rows = lines.map((tokens, i) => {
            const row = el("div", { class: this.ofLine[i].length > 0 ? "row is-statement" : tokens[tokens.length - 1]?.endsWith("──") ? "row is-rule" : "row", "data-line": i + 1 },
                el("span", { class: "line-number", text: String(i + 1) }),
                el("code", {}, ...indented(tokens)));
            return row;
        });
        this.code.statements.forEach((statement, id) => {
            const places = placesIn(statement, file);
            if (places.length > 0) {
                const note = el("span", { class: "note" });
                this.rows[places[0][1] - 1]?.append(note);
                this.notes[id] = note;
            }
        });
        this.listing.replaceChildren(...this.rows);
        this.go(this.done, false);
    }

    private show(trace: Trace): void {
        this.trace = trace;
        if (this.isFirstTrace) {
            // At first everything has been done, so that the listing shows all values.
            this.isFirstTrace = false;
            this.done = this.code.statements.length;
            const first = this.code.statements[0]?.places[1];
            const row = first ? this.rows[first - 1] : undefined;
            if (row) {
                this.listing.scrollTop += row.getBoundingClientRect().top - this.listing.getBoundingClientRect().top - 60;
            }
        }

        this.drawCost();
        this.go(this.done, false);
    }

    /** Goes to where so many statements have been done. */
    private go(done: number, isScrolled: boolean): void {
        this.done = Math.max(0, Math.min(this.code.statements.length, done));
        this.place.value = String(this.done);
        const current = this.done - 1;
        const statement = this.code.statements[current];
        this.placeText.textContent = `${count(this.done)} of ${count(this.code.statements.length)}`;
        this.place.setAttribute("aria-valuetext", statement
            ? `${count(this.done)} of ${count(this.code.statements.length)}: ${statement.makes.map(value => this.code.values[value].name).join(", ")}`
            : "before the first statement");
        if (isScrolled && statement && placesIn(statement, this.file).length === 0 && statement.places.length > 0) {
            this.open(statement.places[0]);
            return this.go(done, isScrolled);
        }

        this.notes.forEach((note, id) => {
            if (note) {
                const text = id < this.done ? this.note(id) : "";
                if (note.textContent !== text) {
                    note.textContent = text;
                }
            }
        });
        for (const row of this.listing.querySelectorAll(".row.is-current")) {
            row.classList.remove("is-current");
        }

        if (statement) {
            for (const [first, last] of placesIn(statement, this.file)) {
                for (let line = first; line <= last; line++) {
                    this.rows[line - 1]?.classList.add("is-current");
                }
            }

            if (isScrolled) {
                const place = placesIn(statement, this.file)[0];
                const row = place && this.rows[place[0] - 1];
                if (row) {
                    const box = this.listing.getBoundingClientRect();
                    const at = row.getBoundingClientRect();
                    if (at.top < box.top + 40 || at.bottom > box.bottom - 40) {
                        this.listing.scrollTop += at.top - box.top - box.height / 3;
                    }
                }
            }
        }

        this.drawCard(current);
        this.mark(current >= 0 ? [current] : [], "is-marked");
    }

    /** What stands behind a line that has been done. */
    private note(id: number): string {
        if (!this.trace) {
            return "";
        }

        const parts: string[] = [];
        this.code.statements[id].makes.forEach((value, i) => {
            const made = this.madeBy(id, i);
            parts.push(inline(made, this.code.values[value]));
            const gradient = this.gradientOf(value);
            if (gradient && made.length <= mostInline) {
                parts.push(`∂ ${inline(gradient, this.code.values[value])}`);
            }
        });
        return parts.filter(part => part).join("   ");
    }

    private madeBy(statement: number, make: number): Float32Array {
        const place = this.trace!.made[statement];
        return this.trace!.numbers.subarray(place[2 * make], place[2 * make] + place[2 * make + 1]);
    }

    /** What a value is now: as the last statement left it that has been done. */
    private now(value: number): Float32Array | null {
        for (let id = this.done - 1; id >= 0; id--) {
            const make = this.code.statements[id].makes.indexOf(value);
            if (make >= 0) {
                return this.madeBy(id, make);
            }
        }

        const given = this.trace!.given;
        for (let i = 0; i < given.length; i += 3) {
            if (given[i] === value) {
                return this.trace!.numbers.subarray(given[i + 1], given[i + 1] + given[i + 2]);
            }
        }

        return null;
    }

    /** ∂L/∂ a value, if all that it is the sum of has been computed by now. */
    private gradientOf(value: number): Float32Array | null {
        const terms = this.code.values[value].gradients.map(term => this.isComplete(term) ? this.now(term) : null);
        if (terms.length === 0 || terms.some(term => !term || term.length === 0)) {
            return null;
        }

        return terms.slice(1).reduce((sum, term) => sum!.map((element, i) => element + term![i]), terms[0]);
    }

    private isComplete(value: number): boolean {
        for (let id = this.code.statements.length - 1; id >= 0; id--) {
            if (this.code.statements[id].makes.includes(value)) {
                return id < this.done;
            }
        }

        return true;
    }

    private drawCard(current: number): void {
        const statement = this.code.statements[current];
        if (!statement || !this.trace) {
            this.card.replaceChildren(el("p", { class: "about", text: "Before the first statement: inputs, targets and parameters are there." }));
            return;
        }

        const parts: HTMLElement[] = [el("p", { class: "statement-head" },
            el("span", { class: `pass ${statement.pass.toLowerCase()}`, text: passes[statement.pass] }),
            ...(statement.layer > 0 ? [` layer ${statement.layer}`] : []))];
        if (statement.formula) {
            parts.push(el("p", { class: "formula", text: statement.formula }));
        }

        statement.makes.forEach((value, i) => parts.push(this.valueCard(value, this.madeBy(current, i))));
        const reads = statement.reads.slice(0, 12);
        if (reads.length > 0) {
            parts.push(el("dl", { class: "reads" }, ...reads.map(value => {
                const facts = this.code.values[value];
                const at = this.now(value);
                return el("div", {}, el("dt", { text: facts.name }), el("dd", { text: at && at.length > 0 ? inline(at, facts) : shape(facts.shape) }));
            })));
        }

        this.card.replaceChildren(...parts);
    }

    private valueCard(value: number, made: Float32Array): HTMLElement {
        const facts = this.code.values[value];
        const gradient = this.gradientOf(value);
        const box = el("div", {
            class: "value-card", "data-name": facts.name, "data-numbers": [...made.subarray(0, 16)].join(" "), "data-gradients": gradient ? [...gradient.subarray(0, 16)].join(" ") : null,
        }, el("p", { class: "value-name" }, el("strong", { text: facts.name }), el("span", { class: "soft", text: ` ${roleName(facts.role)}${facts.shape.length > 0 ? `, ${shape(facts.shape)}` : ""}` })));
        const length = facts.shape.reduce((a, b) => a * b, 1);
        const samples = facts.ofBatch ? 1 : this.trace!.samples;
        if (length === 1) {
            const list = (numbers: Float32Array): string => [...numbers.subarray(0, 8)].map(number).join(", ") + (numbers.length > 8 ? ", …" : "");
            box.append(el("p", { class: "value-number", text: list(made) }));
            if (gradient) {
                box.append(el("p", { class: "value-gradient", text: `∂L/∂${facts.name} = ${list(gradient)}` }));
            }
        } else {
            const dimensions = samples > 1 ? [samples, length] : facts.shape;
            box.append(tensorPicture(made, dimensions, facts.name));
            if (gradient) {
                box.append(el("p", { class: "soft", text: `∂L/∂${facts.name}` }), tensorPicture(gradient, dimensions, `Gradient of ${facts.name}`));
            }
        }

        return box;
    }

    private drawCost(): void {
        const time = this.trace!.microseconds.reduce((a, b) => a + b, 0);
        const hasTime = time > 20;
        const order = this.code.statements.map((_, i) => i).sort((a, b) => hasTime
            ? this.trace!.microseconds[b] - this.trace!.microseconds[a]
            : this.code.statements[b].multiplyAdds - this.code.statements[a].multiplyAdds || a - b);
        const rows = order.slice(0, 24).map(id => {
            const statement = this.code.statements[id];
            return el("tr", {},
                el("th", { scope: "row" }, el("button", {
                    type: "button", class: "link", text: statement.makes.map(value => this.code.values[value].name).join(", ") || statement.pass.toLowerCase(), click: () => this.go(id + 1, true),
                })),
                el("td", { text: short(statement.multiplyAdds) }),
                el("td", { text: short(statement.bytes) }),
                ...(hasTime ? [el("td", { text: `${(100 * this.trace!.microseconds[id] / time).toFixed(1)} %` })] : []));
        });
        this.cost.replaceChildren(table(["Makes", "Multiply-adds", "Bytes", ...(hasTime ? ["Time"] : [])], rows),
            el("p", { class: "soft", text: `${plural(this.code.statements.length, "statement", "statements")}${hasTime ? "" : "; one of them takes less time than the clock can tell"}.` }));
    }

    // What lights up together.

    private ofEvent(event: Event): number[] {
        const row = (event.target as Element).closest<HTMLElement>("[data-line]");
        return row ? this.ofLine[Number(row.dataset.line) - 1] : [];
    }

    private hoverLine(event: Event): void {
        const row = (event.target as Element).closest<HTMLElement>("[data-line]");
        if (!row) {
            return;
        }

        const line = Number(row.dataset.line);
        let ids = this.ofLine[line - 1];
        if (ids.length === 0) {
            // A comment with the formula of the statements under it.
            const text = row.textContent ?? "";
            const formula = distinct(this.code.statements.map(statement => statement.formula)).find(candidate => candidate && text.includes(candidate));
            ids = formula ? this.where(statement => statement.formula === formula) : [];
        }

        this.light(ids);
    }

    private hoverUnit(layer: number, unit: number, source: number): void {
        this.light(layer < 0 ? [] : this.where(statement => statement.makes.some(made => {
            const value = this.code.values[made];
            return value.layer === layer && value.unit === unit && (source < 0 || value.source === source);
        })));
    }

    private hoverLayer(layer: number): void {
        this.light(this.where(statement => statement.layer === layer));
    }

    private goToLayer(layer: number): void {
        const first = this.code.statements.findIndex(statement => statement.layer === layer);
        if (first >= 0) {
            this.go(first + 1, true);
        }
    }

    private light(ids: number[]): void {
        this.mark(ids, "is-lit");
        const formulas = new Set(ids.map(id => this.code.statements[id].formula).filter(formula => formula));
        const lines = new Set<number>();
        for (const id of ids) {
            for (const [first, last] of placesIn(this.code.statements[id], this.file)) {
                for (let line = first; line <= last; line++) {
                    lines.add(line);
                }
            }
        }

        this.rows.forEach((row, i) => {
            const isLit = lines.has(i + 1) || (formulas.size > 0 && row.querySelector(".code-comment") !== null && [...formulas].some(formula => row.textContent!.includes(formula)));
            row.classList.toggle("is-lit", isLit);
        });
        for (const button of this.formulas.querySelectorAll<HTMLElement>("[data-formula]")) {
            button.classList.toggle("is-lit", formulas.has(button.dataset.formula!));
        }
    }

    /** Marks units, weights and layers of the picture. */
    private mark(ids: number[], className: string): void {
        const units = new Set<string>();
        const weights = new Set<string>();
        const layers = new Set<number>();
        for (const id of ids) {
            const statement = this.code.statements[id];
            layers.add(statement.layer);

            // What makes nothing of a unit's own, a loss for example, is about the units that it reads.
            const own = statement.makes.some(made => this.code.values[made].unit >= 0);
            for (const made of own ? statement.makes : statement.reads) {
                const value = this.code.values[made];
                if (value.source >= 0) {
                    weights.add(`w${value.layer}_${value.source}_${value.unit}`);
                } else if (value.unit >= 0) {
                    units.add(value.layer === 0 ? `x_${value.unit}` : `a${value.layer}_${value.unit}`);
                }
            }
        }

        this.picture?.mark(units, weights, className);
        for (const chip of this.chips?.querySelectorAll<HTMLElement>("[data-layer]") ?? []) {
            chip.classList.toggle(className, layers.has(Number(chip.dataset.layer)));
        }
    }
}

function placesIn(statement: Statement, file: number): [number, number][] {
    const places: [number, number][] = [];
    for (let i = 0; i < statement.places.length; i += 3) {
        if (statement.places[i] === file) {
            places.push([statement.places[i + 1], statement.places[i + 2]]);
        }
    }

    return places;
}

function distinct(texts: string[]): string[] {
    return [...new Set(texts)].filter(text => text);
}

function roleName(role: string): string {
    return role.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().replace("pre activation", "before the activation");
}

function inline(values: Float32Array, value: Value): string {
    if (values.length === 0) {
        return "";
    }

    if (values.length <= mostInline) {
        return [...values].map(number).join(", ");
    }

    if (value.shape.length === 0) {
        return `${[...values.subarray(0, mostInline)].map(number).join(", ")}, …`;
    }

    let squares = 0;
    values.forEach(element => squares += element * element);
    return `${shape(value.shape)}, rms ${number(Math.sqrt(squares / values.length))}`;
}

/** The pieces of a line. Its indentation is one by itself, so that a narrow page can make less of it. */
function indented(tokens: string[]): (Node | string)[] {
    const pieces = tokens.map(token => kinds[token[0]] ? el("span", { class: kinds[token[0]], text: token.slice(1) }) : token.slice(1));
    const first = pieces[0];
    if (typeof first === "string") {
        const text = first.trimStart();
        pieces.splice(0, 1, el("span", { class: "indent", text: first.slice(0, first.length - text.length) }), text);
    }

    return pieces;
}
