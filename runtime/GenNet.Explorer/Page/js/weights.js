// Weights as images: filters, what each unit of a first layer looks for, and matrices.
import { Feed, getNumbers } from "./api.js";
import { el } from "./dom.js";
import { offer, sheet } from "./export.js";
import { count, shape } from "./format.js";
import { drawSoon } from "./frames.js";
import { drawHeat, sizeOf } from "./heat.js";
import { imageShape } from "./model.js";
import { onTheme } from "./palette.js";
const mostTiles = 64;
export class Weights {
    element = el("div", { class: "weights" });
    pictures = [];
    feed;
    last = null;
    constructor(facts) {
        for (const [index, tensor] of facts.tensors.entries()) {
            const tiles = arrange(tensor, index, facts);
            if (!tiles) {
                continue;
            }
            const shown = Math.min(tiles.tiles, mostTiles);
            const canvases = Array.from({ length: shown }, (_, i) => el("canvas", {
                class: "pixels", role: "img", "aria-label": shown === 1 ? `${tensor.name} as an image` : `${tensor.name}, ${i}`, "data-tile": `${tensor.name}-${i}`,
            }));
            const grid = el("div", { class: shown === 1 ? "matrix" : "tiles" }, ...canvases);
            if (shown === 1) {
                grid.style.setProperty("--ratio", `${tiles.width} / ${tiles.height}`);
                grid.style.setProperty("--natural", `${Math.max(60, tiles.width * Math.min(12, 300 / tiles.height))}px`);
            }
            this.element.append(el("figure", { class: "weight-figure" }, el("figcaption", {}, el("h3", { text: tensor.name }), el("span", { class: "soft", text: `${shape(tensor.shape)}, ${tiles.caption}${shown < tiles.tiles ? `, the first ${count(shown)} of ${count(tiles.tiles)}` : ""}` })), grid));
            this.pictures.push({ tiles, canvases });
            offer(tensor.name, () => shown === 1 ? canvases[0] : sheet(canvases, Math.ceil(Math.sqrt(shown))));
        }
        this.feed = new Feed(this.element, 150, () => Promise.all(this.pictures.map(picture => getNumbers(`/api/tensor?index=${picture.tiles.index}`))), values => this.draw(values));
        onTheme(() => this.last && drawSoon(this, () => this.draw(this.last)));
    }
    update(model) {
        this.feed.update(model.status.version);
    }
    *draw(values) {
        this.last = values;
        for (const [i, { tiles, canvases }] of this.pictures.entries()) {
            const scale = sizeOf(values[i]);
            const pixels = new Float32Array(tiles.width * tiles.height);
            for (const [tile, canvas] of canvases.entries()) {
                for (let row = 0; row < tiles.height; row++) {
                    for (let column = 0; column < tiles.width; column++) {
                        pixels[row * tiles.width + column] = values[i][tiles.at(tile, row, column)];
                    }
                }
                drawHeat(canvas, pixels, tiles.width, tiles.height, scale);
                yield;
            }
        }
    }
}
function arrange(tensor, index, facts) {
    const dimensions = tensor.shape;
    if (dimensions.length === 4) {
        // Rows, columns, channels in, filters.
        const [height, width, channels, filters] = dimensions;
        return {
            tensor, index, width, height, tiles: channels * filters,
            at: (tile, row, column) => ((row * width + column) * channels + tile % channels) * filters + Math.floor(tile / channels),
            caption: channels === 1 ? `${filters} filters` : `${filters} filters of ${channels} channels each`,
        };
    }
    if (dimensions.length !== 2 || dimensions[0] < 2) {
        return null;
    }
    const [rows, columns] = dimensions;
    const image = imageShape(facts);
    if (tensor.layer === 1 && image && rows === image[0] * image[1] * image[2]) {
        return {
            tensor, index, width: image[1], height: image[0], tiles: columns,
            at: (tile, row, column) => (row * image[1] + column) * image[2] * columns + tile,
            caption: "what each unit looks for",
        };
    }
    return { tensor, index, width: columns, height: rows, tiles: 1, at: (_tile, row, column) => row * columns + column, caption: "a row for each input, a column for each unit" };
}
