"""What the peers written in Python share: the data, the parameters all start from, and how a measurement is reported."""
import os
import pathlib
import time

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


def load_noise(shape, start):
    noise = np.fromfile(_DIRECTORY / "noise.f32", np.float32)
    return np.resize(np.roll(noise, -start), np.prod(shape)).reshape(shape)


def report_check(value):
    print(f"check {value:.9g}", flush=True)


def report(epoch, milliseconds, loss):
    print(f"sample {milliseconds:.6f}", flush=True)
    if epoch == 0:
        report_check(loss)


def measure(call, blocks):
    """How long a call takes, in nanoseconds, in blocks of about 10 ms or of one call that takes longer."""
    for _ in range(3):
        call()
    times, elapsed = 1, 0
    while elapsed < 5e6:
        times *= 2 if elapsed else 1
        start = time.perf_counter_ns()
        for _ in range(times):
            call()
        elapsed = time.perf_counter_ns() - start
    times = int(times * 10e6 / elapsed) + 1
    for _ in range(blocks):
        start = time.perf_counter_ns()
        for _ in range(times):
            call()
        print(f"sample {(time.perf_counter_ns() - start) / times:.3f}", flush=True)
