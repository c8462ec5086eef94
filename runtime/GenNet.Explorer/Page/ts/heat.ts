// Numbers as pixels.

import { packedColorOf, packedGreyOf } from "./palette.js";

/** The largest magnitude, which gets the full colour. */
export function sizeOf(values: ArrayLike<number>): number {
    let size = 0;
    for (let i = 0; i < values.length; i++) {
        const value = Math.abs(values[i]);
        if (value > size && value !== Infinity) {
            size = value;
        }
    }

    return size;
}

/** Draws rows of numbers, one pixel each; CSS makes them as large as they are to be. */
export function drawHeat(
    canvas: HTMLCanvasElement, values: ArrayLike<number>, width: number, height: number, scale = sizeOf(values), offset = 0, step = 1): void {
    paint(canvas, width, height, pixels => {
        const factor = scale > 0 ? 1 / scale : 0;
        for (let i = 0; i < pixels.length; i++) {
            pixels[i] = packedColorOf(values[offset + i * step] * factor);
        }
    });
}

/** Draws an image of one or three channels, from `least` to `most`. */
export function drawImage(
    canvas: HTMLCanvasElement, values: ArrayLike<number>, width: number, height: number, channels: number, least = 0, most = 1): void {
    paint(canvas, width, height, pixels => {
        const factor = most > least ? 1 / (most - least) : 0;
        for (let i = 0; i < pixels.length; i++) {
            if (channels === 1) {
                pixels[i] = packedGreyOf((values[i] - least) * factor);
            } else {
                let pixel = 255 << 24;
                for (let channel = 0; channel < 3; channel++) {
                    const value = Math.max(0, Math.min(255, Math.round(255 * (values[i * channels + channel] - least) * factor)));
                    pixel |= value << (8 * channel);
                }

                pixels[i] = pixel >>> 0;
            }
        }
    });
}

export function paint(canvas: HTMLCanvasElement, width: number, height: number, fill: (pixels: Uint32Array) => void): void {
    if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
    }

    const context = canvas.getContext("2d")!;
    const image = context.createImageData(width, height);
    fill(new Uint32Array(image.data.buffer));
    context.putImageData(image, 0, 0);
}
