// Makes elements. Text goes in as text, never as markup.
function apply(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) {
            continue;
        }
        if (typeof value === "function") {
            element.addEventListener(name, value);
        }
        else if (name === "text") {
            element.textContent = String(value);
        }
        else {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
}
export function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    apply(element, attributes);
    element.append(...children);
    return element;
}
export function svg(tag, attributes = {}, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    apply(element, attributes);
    element.append(...children);
    return element;
}
/** Says what an element says: one that says it already is left as it is, with its place in the page. */
export function setText(element, text) {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}
export function byId(id) {
    return document.getElementById(id);
}
/** A part of a view: a heading, what it is about, and the picture. */
export function panel(title, about, ...children) {
    return el("section", { class: "panel" }, el("header", { class: "panel-head" }, el("h2", { text: title }), ...(about ? [el("p", { class: "about", text: about })] : [])), ...children);
}
let nextId = 0;
export function newId(prefix) {
    return `${prefix}-${++nextId}`;
}
