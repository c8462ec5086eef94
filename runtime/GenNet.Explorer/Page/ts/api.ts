// What the server knows, and how to ask it.

import { drawSoon, Sight, whenDrawn } from "./frames.js";

export interface Layer {
    number: number;
    name: string;
    kind: string;
    title: string;
    formula: string;
    sources: number[];
    inputShape: number[];
    outputShape: number[];
    parameters: number;
    multiplyAdds: number;
}

export interface Tensor {
    name: string;
    shape: number[];
    layer: number;
    role: "Trainable" | "Frozen" | "State";
}

export interface Facts {
    token: string;
    name: string;
    summary: string;
    declaration: string;
    start: string;
    precision: string;
    loss: string;
    isExplored: boolean;
    checksGradients: boolean;
    inputShape: number[];
    inputs: number;
    vocabulary: number;
    outputs: number;
    targets: number;
    parameters: number;
    samples: number;
    validationSamples: number;
    evaluatedSamples: number;
    evaluatedValidationSamples: number;
    batches: number;
    batchSize: number;
    seed: number;
    classes: number;
    classNames: string[];
    optimizers: string[];
    plane?: [number, number, number, number];
    layers: Layer[];
    tensors: Tensor[];
}

export interface Points {
    all: boolean;
    points: (number | null)[][];
}

export interface Status {
    /** Which stream of updates this is one of, and which one. */
    stream: number;
    update: number;
    running: boolean;
    step: number;
    epoch: number;
    batch: number;
    loss: number | null;
    speed: number;
    pace: number | null;
    optimizer: string;
    rate: number;
    lastRemembered: number;
    rememberedEvery: number;
    version: number;
    message: string | null;
    losses: Points;
    evaluations: Points;
}

async function ask(path: string, method: string): Promise<Response> {
    const response = await fetch(path, { method });
    if (!response.ok) {
        throw new Error((await response.text()).trim());
    }

    return response;
}

export async function getJson<T>(path: string): Promise<T> {
    return await (await ask(path, "GET")).json() as T;
}

export async function getNumbers(path: string): Promise<Float32Array> {
    return new Float32Array(await (await ask(path, "GET")).arrayBuffer());
}

export async function postJson<T>(path: string): Promise<T> {
    return await (await ask(path, "POST")).json() as T;
}

export async function post(path: string): Promise<void> {
    await ask(path, "POST");
}

/** A question is asked so much less often than it takes to answer, that most of the time is left for others. */
const timesBreak = 4;

/**
 * Asks for a picture again whenever there is something new and the picture is in sight: never before the last one has been drawn, never more often than so
 * many milliseconds, and the less often the longer the answer takes.
 */
export class Feed<T> {
    private seen = "";
    private isBusy = false;
    private last = -Infinity;
    private took = 0;
    private wanted = "";
    private readonly sight: Sight;

    constructor(
        element: Element,
        private readonly interval: number,
        private readonly ask: () => Promise<T>,
        private readonly draw: (picture: T) => void | Generator<void>) {
        this.sight = new Sight(element, () => this.go());
    }

    /** Says what there is now; anything that changes when the picture does. */
    update(key: string | number): void {
        this.wanted = String(key);
        this.go();
    }

    private go(): void {
        if (!this.isBusy && this.wanted !== this.seen && this.sight.isWanted) {
            this.isBusy = true;
            const wait = Math.max(0, this.last + Math.max(this.interval, timesBreak * this.took) - performance.now());
            setTimeout(() => void this.take(), wait);
        }
    }

    private async take(): Promise<void> {
        const key = this.wanted;
        this.last = performance.now();
        try {
            const picture = await this.ask();
            this.took = performance.now() - this.last;
            this.seen = key;
            drawSoon(this, () => this.draw(picture));
            whenDrawn(() => this.end());
        } catch {
            // The explorer is gone or the question has become wrong: the connection's state says so.
            this.seen = key;
            this.end();
        }
    }

    private end(): void {
        this.isBusy = false;
        this.go();
    }
}
