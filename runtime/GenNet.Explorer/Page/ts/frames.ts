// Shares frames among pictures: some milliseconds of drawing in each, whatever comes, so that the page answers meanwhile.

/** How much of a frame's 16 milliseconds is for drawing; the browser lays out and paints in the rest. */
const budget = 8;

/** A picture that takes long is drawn in steps, and yields between them. */
type Drawing = () => void | Generator<void>;

/** What decides which pictures are wanted. */
export const attention = {
    /** Whether the network is learning: meanwhile only what is in sight is kept new. */
    isLearning: false,
    /** Whether pictures are wanted that are not on the page at all, to be taken away. */
    wantsAll: false,
};

const waiting = new Map<object, Drawing>();
let underWay: Generator<void> | null = null;
let isAsked = false;

/** Draws something in one of the next frames; of several drawings of the same picture that wait, the last. */
export function drawSoon(picture: object, drawing: Drawing): void {
    waiting.set(picture, drawing);
    ask();
}

/** Calls once all that waits now has been drawn. */
export function whenDrawn(then: () => void): void {
    drawSoon({}, then);
}

function ask(): void {
    if (!isAsked) {
        isAsked = true;
        requestAnimationFrame(drawFrame);
    }
}

function drawFrame(): void {
    isAsked = false;
    const began = performance.now();
    do {
        if (underWay) {
            if (underWay.next().done) {
                underWay = null;
            }
        } else {
            const next = waiting.entries().next().value;
            if (!next) {
                break;
            }

            waiting.delete(next[0]);
            underWay = next[1]() || null;
        }
    } while (performance.now() - began < budget);
    performance.measure("draw", { start: began, end: performance.now() });
    performance.clearMeasures("draw");
    if (underWay || waiting.size > 0) {
        ask();
    }
}

// An element may have several pictures in it, that are asked for by themselves.
const seers = new WeakMap<Element, Sight[]>();
const observer = new IntersectionObserver(entries => {
    for (const entry of entries) {
        seers.get(entry.target)?.forEach(sight => sight.see(entry.isIntersecting));
    }
}, { rootMargin: "100px" });

/** Whether a picture is in sight, or nearly. */
export class Sight {
    private isSeen = false;

    constructor(element: Element, private readonly onSeen: () => void) {
        seers.set(element, [...seers.get(element) ?? [], this]);
        // Whoever observes anew is told at once, also of what is in sight already.
        observer.unobserve(element);
        observer.observe(element);
    }

    /** Whether it is worth drawing. */
    get isWanted(): boolean {
        return this.isSeen || attention.wantsAll || !attention.isLearning;
    }

    see(isSeen: boolean): void {
        if (isSeen !== this.isSeen) {
            this.isSeen = isSeen;
            if (isSeen) {
                this.onSeen();
            }
        }
    }
}
