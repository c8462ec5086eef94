// Colours of numbers: orange below zero, blue above, which nearly everybody can tell apart, and the page's own ground at zero.
let negative = [0, 0, 0];
let positive = [0, 0, 0];
let neutral = [0, 0, 0];
let ink = [0, 0, 0];
const table = new Uint32Array(513);
const greys = new Uint32Array(257);
const listeners = [];
/** Reads the colours of the theme that is on. */
export function readTheme() {
    const style = getComputedStyle(document.documentElement);
    negative = parse(style.getPropertyValue("--negative"));
    positive = parse(style.getPropertyValue("--positive"));
    neutral = parse(style.getPropertyValue("--neutral"));
    ink = parse(style.getPropertyValue("--ink"));
    for (let i = 0; i < table.length; i++) {
        table[i] = pack(diverging(i / 256 - 1));
    }
    for (let i = 0; i < greys.length; i++) {
        greys[i] = pack(mix(neutral, ink, i / 256));
    }
    for (const listener of listeners) {
        listener();
    }
}
export function onTheme(listener) {
    listeners.push(listener);
}
/** The colour of a number from −1 to 1, as CSS has it. */
export function colorOf(value) {
    const [r, g, b] = diverging(Math.max(-1, Math.min(1, value)));
    return `rgb(${Math.round(r)},${Math.round(g)},${Math.round(b)})`;
}
/** The same as a canvas has it. */
export function packedColorOf(value) {
    return Number.isNaN(value) ? 0xff00ff : table[Math.round((Math.max(-1, Math.min(1, value)) + 1) * 256)];
}
/** From the ground, 0, to ink, 1. */
export function packedGreyOf(value) {
    return greys[Math.round(Math.max(0, Math.min(1, value)) * 256)];
}
/** One of ten colours for classes, told apart by lightness too. */
export function classColor(index, classes) {
    if (classes === 2) {
        return index === 0 ? "var(--negative)" : "var(--positive)";
    }
    return `var(--class-${index % 10})`;
}
export function classRgb(index, classes) {
    const name = classes === 2 ? (index === 0 ? "--negative" : "--positive") : `--class-${index % 10}`;
    return parse(getComputedStyle(document.documentElement).getPropertyValue(name));
}
export function mix(a, b, share) {
    return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}
export function pack([r, g, b]) {
    return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
}
export function ground() {
    return neutral;
}
function diverging(value) {
    // A little more than linear, so that small numbers can be seen.
    const share = Math.pow(Math.abs(value), 0.8);
    return mix(neutral, value < 0 ? negative : positive, share);
}
function parse(text) {
    const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
    return match ? [parseInt(match[1], 16), parseInt(match[2], 16), parseInt(match[3], 16)] : [128, 128, 128];
}
