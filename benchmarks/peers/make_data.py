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
}


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
    np.random.default_rng(1).uniform(-1, 1, 4096 * 64).astype(np.float32).tofile(directory / "noise.f32")


if __name__ == "__main__":
    main()
