// Puts the page together, and tells its views what is new, once a frame.

import { getJson, post, type Facts, type Status } from "./api.js";
import { CheckView } from "./check.js";
import { byId, el } from "./dom.js";
import { attention, drawSoon, whenDrawn } from "./frames.js";
import { plural, shape } from "./format.js";
import { take, type Model, type View } from "./model.js";
import { readTheme } from "./palette.js";
import { ReadView } from "./read.js";
import { SeeView } from "./see.js";
import { linkOf, TakeView } from "./take.js";
import { TrainView } from "./train.js";
import { say, Transport } from "./transport.js";

interface Shown {
    readonly element: HTMLElement;
    update(model: Model): void;
}

const views: [View, string, (model: Model) => Shown][] = [
    ["train", "Train", model => new TrainView(model)],
    ["see", "See", model => new SeeView(model)],
    ["read", "Read", model => new ReadView(model)],
    ["check", "Check", model => new CheckView(model, name => {
        select("read", true);
        (made.get("read") as ReadView).goTo(name);
    })],
    ["take", "Take away", model => new TakeView(model, () => void copyLink())],
];

let model: Model;
let current: View = "train";
const made = new Map<View, Shown>();
let transport: Transport;
let answered: Status;

async function begin(): Promise<void> {
    theme();
    const facts = await getJson<Facts>("/api/network");
    // The token has done its work, and need not be read over anybody's shoulder.
    const wanted = new URLSearchParams(location.hash.slice(1));
    history.replaceState(null, "", `${location.pathname}${location.hash}`);
    document.title = `${facts.name} · GenNet Explorer`;
    byId("name").textContent = facts.name;
    byId("subtitle").textContent = [
        `${shape(facts.inputShape)} → ${facts.outputs}`,
        plural(facts.layers.length, "layer", "layers"),
        plural(facts.parameters, "parameter", "parameters"),
        words(facts.loss),
        plural(facts.samples, "sample", "samples"),
    ].join(" · ");
    transport = new Transport();
    tabs();
    byId("copy-link").addEventListener("click", () => void copyLink());
    const events = new EventSource("/api/events");
    events.onmessage = event => receive(JSON.parse(event.data as string) as Status, facts, wanted);
    events.onerror = () => say("The explorer does not answer: its program has ended, or is busy. The page goes on by itself when it is back.");
    document.addEventListener("keydown", keys);
}

function receive(status: Status, facts: Facts, wanted: URLSearchParams): void {
    attention.isLearning = status.running;
    if (!model) {
        model = { facts, status, losses: [], evaluations: [], isConnected: true };
        take(model.losses, status.losses);
        take(model.evaluations, status.evaluations);
        const view = wanted.get("view") as View | null;
        select(views.some(([name]) => name === view) ? view! : "train", false);
        void restore(wanted);
        document.documentElement.dataset.ready = "true";
    } else {
        const wasRunning = model.status.running;
        model.status = status;
        take(model.losses, status.losses);
        take(model.evaluations, status.evaluations);
        if (wasRunning !== status.running) {
            byId("announce").textContent = status.running ? "Training" : `Paused at epoch ${status.epoch}`;
        }
    }

    say(status.message);
    draw();
}

function draw(): void {
    drawSoon(draw, () => {
        transport.show(model);
        made.get(current)?.update(model);
        if (model.status !== answered) {
            // The explorer sends no more than has been drawn: a page that is slow, or behind others, is not sent what nobody sees.
            const { stream, update } = answered = model.status;
            whenDrawn(() => void post(`/api/seen?stream=${stream}&update=${update}`).catch(() => undefined));
        }
    });
}

function tabs(): void {
    const bar = byId("tabs");
    for (const [name, title] of views) {
        bar.append(el("button", {
            type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "view", "aria-selected": "false", tabindex: -1, text: title,
            click: () => select(name, true),
        }));
    }

    bar.addEventListener("keydown", event => {
        const at = views.findIndex(([name]) => name === current);
        const next = event.key === "ArrowRight" ? at + 1 : event.key === "ArrowLeft" ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? views.length - 1 : -1;
        if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
            const [name] = views[(next + views.length) % views.length];
            select(name, true);
            byId(`tab-${name}`).focus();
            event.preventDefault();
        }
    });
}

function select(view: View, isChosen: boolean): void {
    current = view;
    attention.wantsAll = view === "take";
    for (const [name] of views) {
        const tab = byId(`tab-${name}`);
        tab.setAttribute("aria-selected", String(name === view));
        tab.tabIndex = name === view ? 0 : -1;
    }

    if (view === "take") {
        // What it offers comes from the other views.
        for (const other of ["train", "see"] as const) {
            if (!made.has(other)) {
                made.set(other, views.find(([name]) => name === other)![2](model));
            }

            made.get(other)!.update(model);
        }

        made.delete("take");
    }

    if (!made.has(view)) {
        made.set(view, views.find(([name]) => name === view)![2](model));
    }

    const panel = byId("view");
    panel.setAttribute("aria-labelledby", `tab-${view}`);
    panel.replaceChildren(made.get(view)!.element);
    if (isChosen) {
        const fragment = new URLSearchParams(location.hash.slice(1));
        fragment.set("view", view);
        history.replaceState(null, "", `${location.pathname}#${fragment}`);
    }

    draw();
}

/** Goes to the epoch that a link names, if it is this network's. */
async function restore(wanted: URLSearchParams): Promise<void> {
    const epoch = wanted.get("epoch");
    if (epoch === null || !wanted.has("network")) {
        return;
    }

    const { facts, status } = model;
    if (wanted.get("network") !== facts.declaration || wanted.get("start") !== facts.start || wanted.get("seed") !== String(facts.seed)) {
        say("The link is that of another network, or of one that began with other parameters or another seed. This one is where it was.");
        return;
    }

    const { plan } = await getJson<{ plan: string }>("/api/plan");
    if (plan !== wanted.get("plan")) {
        await post(`/api/replay?epoch=${encodeURIComponent(epoch)}&plan=${encodeURIComponent(wanted.get("plan") ?? "")}`);
    } else if (String(status.epoch) !== epoch) {
        await post(`/api/go?epoch=${encodeURIComponent(epoch)}`);
    }
}

async function copyLink(): Promise<void> {
    const link = await linkOf(model, current);
    history.replaceState(null, "", link.slice(link.indexOf("#")));
    try {
        await navigator.clipboard.writeText(link);
        byId("announce").textContent = "The link has been copied.";
        flash("Copied");
    } catch {
        flash("It is in the address bar");
    }
}

function flash(text: string): void {
    const button = byId("copy-link");
    button.textContent = text;
    setTimeout(() => button.textContent = "Copy link", 2000);
}

function theme(): void {
    const root = document.documentElement;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const button = byId("theme");
    const apply = (): void => {
        const chosen = localStorage.getItem("theme");
        const isDark = chosen ? chosen === "dark" : dark.matches;
        root.dataset.theme = isDark ? "dark" : "light";
        button.setAttribute("aria-pressed", String(isDark));
        readTheme();
    };
    button.addEventListener("click", () => {
        localStorage.setItem("theme", root.dataset.theme === "dark" ? "light" : "dark");
        apply();
    });
    dark.addEventListener("change", apply);
    apply();
}

function keys(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const isTyping = target.matches("input, select, textarea, button, a, summary, [role=slider], [tabindex]");
    if (event.key === " " && !isTyping && model) {
        transport.toggle();
        event.preventDefault();
    }
}

function words(name: string): string {
    return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

begin().catch((error: Error) => say(error.message));
