"""Epochs of MNIST through 784-64-10 with each of PyTorch's optimizers, by autograd: torch_optimizer.py NAME-BATCH COUNT."""
import sys
import time

import torch
from torch import optim

from mnist import LEARNING_RATE, load_mnist, load_parameters, report

OPTIMIZERS = {
    "sgd": lambda parameters: optim.SGD(parameters, LEARNING_RATE, foreach=True),
    "momentum": lambda parameters: optim.SGD(parameters, 0.01, momentum=0.9, foreach=True),
    "nesterov": lambda parameters: optim.SGD(parameters, 0.01, momentum=0.9, nesterov=True, foreach=True),
    "adagrad": lambda parameters: optim.Adagrad(parameters, foreach=True),
    "adadelta": lambda parameters: optim.Adadelta(parameters, foreach=True),
    "rmsprop": lambda parameters: optim.RMSprop(parameters, 0.001, foreach=True),
    "adam": lambda parameters: optim.Adam(parameters, foreach=True),
    "amsgrad": lambda parameters: optim.Adam(parameters, amsgrad=True, foreach=True),
    "adamw": lambda parameters: optim.AdamW(parameters, foreach=True),
    "nadam": lambda parameters: optim.NAdam(parameters, foreach=True),
    "rprop": lambda parameters: optim.Rprop(parameters, 0.0001, foreach=True),
}

torch.set_num_threads(1)
x_all, t_all = (torch.from_numpy(array) for array in load_mnist())
parameters = [torch.from_numpy(array.copy()).requires_grad_() for array in load_parameters()]
w1, b1, w2, b2 = parameters
name, batch = sys.argv[1].split("-")
batch = int(batch)
cross_entropy = torch.nn.CrossEntropyLoss()
optimizer = OPTIMIZERS[name](parameters)
for epoch in range(int(sys.argv[2])):
    start = time.perf_counter()
    total = 0.0
    for first in range(0, len(x_all), batch):
        x, t = x_all[first:first + batch], t_all[first:first + batch]
        optimizer.zero_grad(set_to_none=True)
        loss = cross_entropy(torch.addmm(b2, torch.sigmoid(torch.addmm(b1, x, w1)), w2), t)
        loss.backward()
        optimizer.step()
        total += float(loss)
    report(epoch, (time.perf_counter() - start) * 1000, total / -(-len(x_all) // batch))
