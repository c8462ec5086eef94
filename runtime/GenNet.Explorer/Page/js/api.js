// What the server knows, and how to ask it.
import { drawSoon, Sight, whenDrawn } from "./frames.js";
async function ask(path, method) {
    const response = await fetch(path, { method });
    if (!response.ok) {
        throw new Error((await response.text()).trim());
    }
    return response;
}
export async function getJson(path) {
    return await (await ask(path, "GET")).json();
}
export async function getNumbers(path) {
    return new Float32Array(await (await ask(path, "GET")).arrayBuffer());
}
export async function postJson(path) {
    return await (await ask(path, "POST")).json();
}
export async function post(path) {
    await ask(path, "POST");
}
/** A question is asked so much less often than it takes to answer, that most of the time is left for others. */
const timesBreak = 4;
/**
 * Asks for a picture again whenever there is something new and the picture is in sight: never before the last one has been drawn, never more often than so
 * many milliseconds, and the less often the longer the answer takes.
 */
export class Feed {
    interval;
    ask;
    draw;
    seen = "";
    isBusy = false;
    last = -Infinity;
    took = 0;
    wanted = "";
    sight;
    constructor(element, interval, ask, draw) {
        this.interval = interval;
        this.ask = ask;
        this.draw = draw;
        this.sight = new Sight(element, () => this.go());
    }
    /** Says what there is now; anything that changes when the picture does. */
    update(key) {
        this.wanted = String(key);
        this.go();
    }
    go() {
        if (!this.isBusy && this.wanted !== this.seen && this.sight.isWanted) {
            this.isBusy = true;
            const wait = Math.max(0, this.last + Math.max(this.interval, timesBreak * this.took) - performance.now());
            setTimeout(() => void this.take(), wait);
        }
    }
    async take() {
        const key = this.wanted;
        this.last = performance.now();
        try {
            const picture = await this.ask();
            this.took = performance.now() - this.last;
            this.seen = key;
            drawSoon(this, () => this.draw(picture));
            whenDrawn(() => this.end());
        }
        catch {
            // The explorer is gone or the question has become wrong: the connection's state says so.
            this.seen = key;
            this.end();
        }
    }
    end() {
        this.isBusy = false;
        this.go();
    }
}
