#!/usr/bin/env python3
"""Makes Curves.json beside this script: the losses of 200 steps that PyTorch takes, in eight configurations, with data, first parameters and order.

    apt-get install python3-torch
    /usr/bin/python3 make_curve_goldens.py

The committed file is from PyTorch 1.13, in double precision. Parameters stand as GenNet copies them: weights [inputs × outputs], then biases, layer by layer.
"""

import json
import pathlib

import torch
from torch import nn, optim
from torch.optim import lr_scheduler

STEPS = 200
BATCH = 12
torch.set_default_dtype(torch.float64)
torch.manual_seed(5)


def rounded(values):
    """What a single holds, so that both precisions see the same data."""
    return values.to(torch.float32).to(torch.float64)


inputs = rounded(torch.randn(60, 4))
labels = (inputs[:, 0] * inputs[:, 1] + inputs[:, 2] > 0).long() + (inputs[:, 3] > 0.5).long()
numbers = rounded((torch.sin(inputs[:, :1]) + inputs[:, 1:2] * inputs[:, 2:3]))
first = [rounded(torch.randn(4, 8) * 0.5), rounded(torch.randn(8) * 0.1), rounded(torch.randn(8, 3) * 0.4), rounded(torch.randn(3) * 0.1)]


def model(outputs):
    net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, outputs))
    with torch.no_grad():
        net[0].weight.copy_(first[0].T)
        net[0].bias.copy_(first[1])
        net[2].weight.copy_(first[2][:, :outputs].T)
        net[2].bias.copy_(first[3][:outputs])
    return net


CONFIGURATIONS = {
    "classes, Sgd": (3, lambda p: optim.SGD(p, 0.3), None, None),
    "classes, Momentum with Nesterov and decay": (3, lambda p: optim.SGD(p, 0.05, momentum=0.9, nesterov=True, weight_decay=0.001), None, None),
    "classes, Adam": (3, lambda p: optim.Adam(p, 0.01), None, None),
    "classes, AdamW with cosine": (3, lambda p: optim.AdamW(p, 0.02, weight_decay=0.05), lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS), None),
    "classes, RmsProp clipped": (3, lambda p: optim.RMSprop(p, 0.005), None, 0.5),
    "numbers, Adam with AMSGrad": (1, lambda p: optim.Adam(p, 0.01, amsgrad=True), None, None),
    # Over lists of tensors: over single ones PyTorch 1.13 multiplies by one factor twice, against its own formula.
    "numbers, NAdam": (1, lambda p: optim.NAdam(p, 0.01, foreach=True), None, None),
    "numbers, AdaGrad": (1, lambda p: optim.Adagrad(p, 0.1), None, None),
}

curves = {}
for name, (outputs, make, schedule, clip) in CONFIGURATIONS.items():
    net = model(outputs)
    optimizer = make(net.parameters())
    scheduler = schedule(optimizer) if schedule else None
    loss_of = nn.CrossEntropyLoss() if outputs == 3 else nn.MSELoss()
    losses = []
    for step in range(STEPS):
        rows = slice(step * BATCH % 60, step * BATCH % 60 + BATCH)
        optimizer.zero_grad()
        loss = loss_of(net(inputs[rows]), labels[rows] if outputs == 3 else numbers[rows])
        loss.backward()
        if clip:
            nn.utils.clip_grad_norm_(net.parameters(), clip)
        optimizer.step()
        if scheduler:
            scheduler.step()
        losses.append(round(loss.item(), 12))
    curves[name] = losses

golden = {
    "inputs": inputs.flatten().tolist(),
    "labels": labels.tolist(),
    "numbers": numbers.flatten().tolist(),
    "classes": torch.cat([t.flatten() for t in first]).tolist(),
    "regression": torch.cat([first[0].flatten(), first[1], first[2][:, 0], first[3][:1]]).tolist(),
    "curves": curves,
}
(pathlib.Path(__file__).parent / "Curves.json").write_text(json.dumps(golden) + "\n")
