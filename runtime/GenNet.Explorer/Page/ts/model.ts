// What the page knows by now, for every view.

import type { Facts, Points, Status } from "./api.js";

export type View = "train" | "see" | "read" | "check" | "take";

export interface Model {
    facts: Facts;
    status: Status;
    losses: [number, number][];
    evaluations: (number | null)[][];
    isConnected: boolean;
}

export function take(curve: (number | null)[][], points: Points): void {
    if (points.all) {
        curve.length = 0;
    }

    curve.push(...points.points);
}

/** One of the evaluations' numbers as a line: 1 loss, 2 accuracy, 3 and 4 the same of the validation. */
export function column(evaluations: (number | null)[][], index: number): [number, number][] {
    const line: [number, number][] = [];
    for (const point of evaluations) {
        if (point[index] !== null && point[index] !== undefined) {
            line.push([point[0]!, point[index]!]);
        }
    }

    return line;
}

/** The furthest epoch that training has been at, which can be gone to. */
export function furthest(model: Model): number {
    const losses = model.losses;
    return Math.max(model.status.epoch, model.status.lastRemembered, losses.length > 0 ? Math.floor(losses[losses.length - 1][0]) : 0);
}

export function className(facts: Facts, index: number): string {
    return facts.classNames[index] ?? String(index);
}

/** How an input is to be drawn: height, width and channels; null where it is no image. */
export function imageShape(facts: Facts): [number, number, number] | null {
    const shape = facts.inputShape;
    if (facts.vocabulary > 0) {
        return null;
    }

    if (shape.length === 3 && (shape[2] === 1 || shape[2] === 3) && shape[0] > 3) {
        return [shape[0], shape[1], shape[2]];
    }

    const side = Math.round(Math.sqrt(facts.inputs));
    return shape.length === 1 && side * side === facts.inputs && side >= 7 ? [side, side, 1] : null;
}
