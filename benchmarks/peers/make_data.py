"""Writes what every program of the comparison reads: MNIST as bytes, the parameters all start from, and noise.

Usage: make_data.py DIRECTORY [with-models]. Parameters are in GenNet's order: layer by layer, weights [inputs][outputs], then biases.
"""
import gzip
import pathlib
import sys

import numpy as np

LAYERS = {
    "xor": [2, 3, 1],
    "dense4": [4, 4],
    "dense16": [16, 16],
    "dense64": [64, 64],
    "digits": [784, 64, 10],
    "deep": [784, 256, 128, 10],
    "linear10": [784, 10],
}

# Networks of other kinds of layers: the shapes of their tensors, in GenNet's order.
TENSORS = {
    "convolution": [(3, 3, 1, 8), (8,), (13 * 13 * 8, 64), (64,), (64, 10), (10,)],
    "lenet": [(5, 5, 1, 6), (6,), (5, 5, 6, 16), (16,), (400, 120), (120,), (120, 84), (84,), (84, 10), (10,)],
    "lstm20": [(1, 4 * 20), (20, 4 * 20), (4 * 20,), (20, 1), (1,)],
    "lstm40": [(1, 4 * 40), (40, 4 * 40), (4 * 40,), (40, 1), (1,)],
    "gru16": [(1, 3 * 16), (16, 3 * 16), (3 * 16,), (16,), (16, 1), (1,)],
    "conv15": [(15, 16, 16), (16,)],
    "lstm64": [(28, 4 * 64), (64, 4 * 64), (4 * 64,), (64, 10), (10,)],
    "lstm256": [(28, 4 * 256), (256, 4 * 256), (4 * 256,), (256, 10), (10,)],
    "convolution32": [(3, 3, 32, 32), (32,)],
    "attention": [(64, 64), (64,)] * 4,
}


def tensors_of(name):
    rng = np.random.default_rng(len(name))
    limits = [np.sqrt(3 / np.prod(shape[:-1])) if len(shape) > 1 else 0.1 for shape in TENSORS[name]]
    return [rng.uniform(-limit, limit, shape).astype(np.float32) for shape, limit in zip(TENSORS[name], limits)]


def parameters_of(name):
    rng = np.random.default_rng(sum(LAYERS[name]))
    parts = []
    for inputs, outputs in zip(LAYERS[name], LAYERS[name][1:]):
        limit = np.sqrt(6 / (inputs + outputs))
        parts.append((rng.uniform(-limit, limit, (inputs, outputs)).astype(np.float32), rng.uniform(-0.1, 0.1, outputs).astype(np.float32)))
    return parts


def main():
    directory = pathlib.Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    mnist = pathlib.Path(__file__).resolve().parents[2] / "samples" / "Digits" / "data"
    (directory / "images.u8").write_bytes(gzip.decompress((mnist / "train-images-idx3-ubyte.gz").read_bytes())[16:])
    (directory / "labels.u8").write_bytes(gzip.decompress((mnist / "train-labels-idx1-ubyte.gz").read_bytes())[8:])
    for name in LAYERS:
        flat = np.concatenate([part.ravel() for layer in parameters_of(name) for part in layer])
        flat.tofile(directory / f"{name}.f32")
    for name in TENSORS:
        np.concatenate([tensor.ravel() for tensor in tensors_of(name)]).tofile(directory / f"{name}.f32")
    np.random.default_rng(1).uniform(-1, 1, 4096 * 64).astype(np.float32).tofile(directory / "noise.f32")


if __name__ == "__main__":
    main()
