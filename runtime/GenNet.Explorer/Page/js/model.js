// What the page knows by now, for every view.
export function take(curve, points) {
    if (points.all) {
        curve.length = 0;
    }
    curve.push(...points.points);
}
/** One of the evaluations' numbers as a line: 1 loss, 2 accuracy, 3 and 4 the same of the validation. */
export function column(evaluations, index) {
    const line = [];
    for (const point of evaluations) {
        if (point[index] !== null && point[index] !== undefined) {
            line.push([point[0], point[index]]);
        }
    }
    return line;
}
/** The furthest epoch that training has been at, which can be gone to. */
export function furthest(model) {
    const losses = model.losses;
    return Math.max(model.status.epoch, model.status.lastRemembered, losses.length > 0 ? Math.floor(losses[losses.length - 1][0]) : 0);
}
export function className(facts, index) {
    return facts.classNames[index] ?? String(index);
}
/** How an input is to be drawn: height, width and channels; null where it is no image. */
export function imageShape(facts) {
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
