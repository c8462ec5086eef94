// Numbers for people.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

export function count(value: number): string {
    return whole.format(value);
}

export function short(value: number): string {
    return value < 10000 ? whole.format(value) : compact.format(value);
}

/** Two significant digits, for the ends of a scale. */
export function brief(value: number | null): string {
    return value === null ? "–" : value !== 0 && Math.abs(value) < 1e-2 ? power(value, 2) : minus(Number(value.toPrecision(2)).toString());
}

/** Four significant digits; a power of ten where a fraction would be all zeros. */
export function number(value: number | null | undefined): string {
    if (value === null || value === undefined || Number.isNaN(value)) {
        return "–";
    }

    const size = Math.abs(value);
    if (size === 0) {
        return "0";
    }

    if (size < 1e-3 || size >= 1e6) {
        return power(value, 3);
    }

    return minus(value.toPrecision(4));
}

const raised = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** A number times a power of ten: 1.25·10⁻⁷. */
export function power(value: number, digits: number): string {
    const [factor, exponent] = value.toExponential(digits - 1).split("e");
    const ten = "10" + (exponent.startsWith("-") ? "⁻" : "") + [...exponent.slice(1)].map(digit => raised[Number(digit)]).join("");
    const short = Number(factor);
    return short === 1 ? ten : `${minus(digits > 1 && short !== Math.round(short) ? factor : String(short))}·${ten}`;
}

export function percent(value: number | null | undefined): string {
    return value === null || value === undefined || Number.isNaN(value) ? "–" : `${(100 * value).toFixed(value > 0.9 && value < 1 ? 2 : 1)} %`;
}

export function minus(text: string): string {
    return text.replaceAll("-", "−");
}

export function plural(value: number, one: string, many: string): string {
    return `${count(value)} ${value === 1 ? one : many}`;
}

export function shape(dimensions: number[]): string {
    return dimensions.length === 0 ? "" : dimensions.join(" × ");
}
