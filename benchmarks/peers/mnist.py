"""What the peers written in Python share: the data, the parameters all start from, and how a measurement is reported."""
import os
import pathlib

import numpy as np

LEARNING_RATE = 0.1
_DIRECTORY = pathlib.Path(os.environ.get("PEER_DATA", "."))


def load_mnist():
    x = np.fromfile(_DIRECTORY / "images.u8", np.uint8).reshape(-1, 784).astype(np.float32) / np.float32(255)
    t = np.eye(10, dtype=np.float32)[np.fromfile(_DIRECTORY / "labels.u8", np.uint8)]
    return x, t


def load_parameters():
    flat = np.fromfile(_DIRECTORY / "digits.f32", np.float32)
    w1, b1, w2, b2 = np.split(flat, np.cumsum([784 * 64, 64, 64 * 10]))
    return w1.reshape(784, 64), b1, w2.reshape(64, 10), b2


def report(epoch, milliseconds, loss):
    print(f"sample {milliseconds:.6f}", flush=True)
    if epoch == 0:
        print(f"check {loss:.9g}", flush=True)
