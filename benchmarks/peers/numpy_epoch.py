"""Epochs of MNIST through 784-64-10 in NumPy, as a tutorial writes it: numpy_epoch.py BATCH COUNT."""
import sys
import time

import numpy as np

from mnist import LEARNING_RATE, load_mnist, load_parameters, report

x_all, t_all = load_mnist()
w1, b1, w2, b2 = load_parameters()
batch = int(sys.argv[1])
rate = np.float32(LEARNING_RATE)

for epoch in range(int(sys.argv[2])):
    start = time.perf_counter()
    loss = 0.0
    for first in range(0, len(x_all), batch):
        x, t = x_all[first:first + batch], t_all[first:first + batch]
        a1 = 1 / (1 + np.exp(-(x @ w1 + b1)))
        z2 = a1 @ w2 + b2
        z2 -= z2.max(axis=1, keepdims=True)
        e2 = np.exp(z2)
        sum2 = e2.sum(axis=1, keepdims=True)
        loss += float(np.sum(np.log(sum2)) - np.sum(t * z2)) / len(x)
        d2 = (e2 / sum2 - t) / np.float32(len(x))
        d1 = (d2 @ w2.T) * a1 * (1 - a1)
        w2 -= rate * (a1.T @ d2)
        b2 -= rate * d2.sum(axis=0)
        w1 -= rate * (x.T @ d1)
        b1 -= rate * d1.sum(axis=0)
    report(epoch, (time.perf_counter() - start) * 1000, loss / -(-len(x_all) // batch))
