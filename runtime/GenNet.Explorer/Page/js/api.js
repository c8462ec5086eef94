// What the server knows, and how to ask it.
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
/**
 * Asks for a picture again whenever there is something new: never before the last one has come, and never more often than so many milliseconds. What
 * comes is drawn in the next frame.
 */
export class Feed {
    interval;
    ask;
    draw;
    seen = "";
    isBusy = false;
    last = -Infinity;
    wanted = "";
    constructor(interval, ask, draw) {
        this.interval = interval;
        this.ask = ask;
        this.draw = draw;
    }
    /** Says what there is now; anything that changes when the picture does. */
    update(key) {
        this.wanted = String(key);
        if (this.isBusy || this.wanted === this.seen) {
            return;
        }
        this.isBusy = true;
        const wait = Math.max(0, this.last + this.interval - performance.now());
        setTimeout(() => void this.take(), wait);
    }
    /** Makes the next update ask again in any case. */
    forget() {
        this.seen = "";
    }
    async take() {
        const key = this.wanted;
        this.last = performance.now();
        try {
            const picture = await this.ask();
            this.seen = key;
            requestAnimationFrame(() => this.draw(picture));
        }
        catch {
            // The explorer is gone or the question has become wrong: the connection's state says so.
            this.seen = key;
        }
        finally {
            this.isBusy = false;
            if (this.wanted !== this.seen) {
                this.update(this.wanted);
            }
        }
    }
}
