"""Epochs of MNIST through 784-64-10 in PyTorch, its gradient by hand or by autograd: torch_epoch.py hand|autograd BATCH COUNT."""
import sys
import time

import torch

from mnist import LEARNING_RATE, load_mnist, load_parameters, report

torch.set_num_threads(1)
x_all, t_all = (torch.from_numpy(array) for array in load_mnist())
is_autograd = sys.argv[1] == "autograd"
parameters = [torch.from_numpy(array.copy()).requires_grad_(is_autograd) for array in load_parameters()]
w1, b1, w2, b2 = parameters
batch = int(sys.argv[2])
cross_entropy = torch.nn.CrossEntropyLoss()


def step_by_hand(x, t):
    a1 = torch.sigmoid(torch.addmm(b1, x, w1))
    logarithms = torch.log_softmax(torch.addmm(b2, a1, w2), dim=1)
    d2 = (logarithms.exp() - t) / len(x)
    d1 = (d2 @ w2.T) * a1 * (1 - a1)
    w2.addmm_(a1.T, d2, alpha=-LEARNING_RATE)
    b2.sub_(d2.sum(dim=0), alpha=LEARNING_RATE)
    w1.addmm_(x.T, d1, alpha=-LEARNING_RATE)
    b1.sub_(d1.sum(dim=0), alpha=LEARNING_RATE)
    return -float((logarithms * t).sum()) / len(x)


def step_by_autograd(x, t):
    for parameter in parameters:
        parameter.grad = None
    loss = cross_entropy(torch.addmm(b2, torch.sigmoid(torch.addmm(b1, x, w1)), w2), t)
    loss.backward()
    with torch.no_grad():
        for parameter in parameters:
            parameter.sub_(parameter.grad, alpha=LEARNING_RATE)
    return float(loss)


step = step_by_autograd if is_autograd else step_by_hand
for epoch in range(int(sys.argv[3])):
    start = time.perf_counter()
    total = 0.0
    for first in range(0, len(x_all), batch):
        total += step(x_all[first:first + batch], t_all[first:first + batch])
    report(epoch, (time.perf_counter() - start) * 1000, total / -(-len(x_all) // batch))
