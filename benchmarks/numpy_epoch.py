"""One MNIST-sized epoch of a 784-64-10 sigmoid network, batch 128, written in NumPy as the tutorial writes it.

Prints the milliseconds of each epoch, for benchmarks/compare.sh.
"""
import sys
import time

import numpy as np

SAMPLES, BATCH = 60_000, 128
rng = np.random.default_rng(1)
x_all = rng.random((SAMPLES, 784), dtype=np.float32)
x_all[rng.random((SAMPLES, 784), dtype=np.float32) < 0.8] = 0
t_all = np.zeros((SAMPLES, 10), np.float32)
t_all[np.arange(SAMPLES), rng.integers(0, 10, SAMPLES)] = 1

w1 = rng.uniform(-0.08, 0.08, (784, 64)).astype(np.float32)
b1 = np.zeros(64, np.float32)
w2 = rng.uniform(-0.28, 0.28, (64, 10)).astype(np.float32)
b2 = np.zeros(10, np.float32)
rate = np.float32(0.1)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
    start = time.perf_counter()
    loss = np.float32(0)
    for first in range(0, SAMPLES, BATCH):
        x, t = x_all[first:first + BATCH], t_all[first:first + BATCH]
        a1 = sigmoid(x @ w1 + b1)
        a2 = sigmoid(a1 @ w2 + b2)
        error = a2 - t
        loss += np.float32(0.5) * np.sum(error * error) / np.float32(len(x))
        d2 = error * a2 * (1 - a2) / np.float32(len(x))
        d1 = (d2 @ w2.T) * a1 * (1 - a1)
        w2 -= rate * (a1.T @ d2)
        b2 -= rate * d2.sum(axis=0)
        w1 -= rate * (x.T @ d1)
        b1 -= rate * d1.sum(axis=0)
    print(f"numpy {(time.perf_counter() - start) * 1000:.1f} ms, loss {loss:.3f}")
