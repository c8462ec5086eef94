#!/usr/bin/env python3
"""Makes Optimizers.json beside this script: twenty steps of each optimizer as PyTorch takes them.

    apt-get install python3-torch
    /usr/bin/python3 make_optimizer_goldens.py

Every optimizer starts from the same parameters and is given the same twenty gradients, some of whose components are 0, in double
precision. The file holds both, and for each optimizer the parameters after every fifth step. Parameters and gradients are
rounded to single precision first, so that a network of either precision starts from the very same numbers. Lion, which PyTorch 1.13 does not
have, follows its paper: X. Chen et al., NeurIPS 2023, algorithm 2. The committed file is from PyTorch 1.13.
"""

import json
import pathlib

import torch

SEED = 20261129
PARAMETERS = 20
STEPS = 20
EVERY = 5


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of the paper."""

    def __init__(self, params, lr, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                update = torch.sign(beta1 * m + (1 - beta1) * p.grad)
                p.sub_(group["lr"] * (update + group["weight_decay"] * p))
                m.mul_(beta2).add_(p.grad, alpha=1 - beta2)


def rounded(tensor):
    return tensor.to(torch.float32).to(torch.float64)


# NAdam takes its way over lists of tensors: that over single ones multiplies by one factor twice in PyTorch 1.13, against its own
# documentation and later versions.
# For each name, whose settings the test repeats: the optimizer of PyTorch, and what is clipped before, value and norm.
CASES = {
    "Sgd": (lambda p: torch.optim.SGD(p, lr=0.1), None, None),
    "Sgd, decay": (lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.2), None, None),
    "Sgd, clip norm": (lambda p: torch.optim.SGD(p, lr=0.1), None, 1.5),
    "Sgd, clip value": (lambda p: torch.optim.SGD(p, lr=0.1), 0.4, None),
    "Sgd, clip both, decay": (lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.2), 0.9, 1.5),
    "Momentum": (lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9), None, None),
    "Momentum, Nesterov, decay": (lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.1), None, None),
    "AdaGrad": (lambda p: torch.optim.Adagrad(p), None, None),
    "AdaGrad, all settings": (
        lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.3, eps=1e-3), None, None),
    "AdaDelta": (lambda p: torch.optim.Adadelta(p), None, None),
    "AdaDelta, all settings": (lambda p: torch.optim.Adadelta(p, lr=0.7, rho=0.8, eps=1e-3, weight_decay=0.1), None, None),
    "RmsProp": (lambda p: torch.optim.RMSprop(p), None, None),
    "RmsProp, centered": (lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-2, centered=True, weight_decay=0.1), None, None),
    "RmsProp, momentum": (lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-2, momentum=0.7), None, None),
    "RmsProp, centered, momentum": (
        lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-2, centered=True, momentum=0.7), None, None),
    "Adam": (lambda p: torch.optim.Adam(p), None, None),
    "Adam, all settings": (lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1), None, None),
    "Adam, AMSGrad, clip norm": (lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.6), amsgrad=True), None, 1.0),
    "AdamW": (lambda p: torch.optim.AdamW(p), None, None),
    "AdamW, AMSGrad, decay": (lambda p: torch.optim.AdamW(p, lr=0.05, betas=(0.8, 0.6), eps=1e-3, weight_decay=0.3, amsgrad=True), None, None),
    "NAdam": (lambda p: torch.optim.NAdam(p, foreach=True), None, None),
    "NAdam, all settings": (
        lambda p: torch.optim.NAdam(p, lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1, momentum_decay=0.02, foreach=True), None, None),
    "RProp": (lambda p: torch.optim.Rprop(p), None, None),
    "RProp, all settings": (lambda p: torch.optim.Rprop(p, lr=0.2, etas=(0.4, 1.5), step_sizes=(0.05, 0.4)), None, None),
    "Lion": (lambda p: Lion(p, lr=1e-4), None, None),
    "Lion, all settings": (lambda p: Lion(p, lr=0.02, betas=(0.8, 0.95), weight_decay=0.3), None, None),
}


def main():
    # The state of NAdam is of the default type.
    torch.set_default_dtype(torch.float64)
    generator = torch.Generator().manual_seed(SEED)
    start = rounded(torch.randn(PARAMETERS, dtype=torch.float64, generator=generator))
    gradients = torch.randn(STEPS, PARAMETERS, dtype=torch.float64, generator=generator)
    gradients *= torch.logspace(-2, 0.5, PARAMETERS, dtype=torch.float64)
    gradients = rounded(gradients * (torch.rand(STEPS, PARAMETERS, generator=generator) < 0.85))
    cases = {}
    for name, (make, clip_value, clip_norm) in CASES.items():
        parameter = torch.nn.Parameter(start.clone())
        optimizer = make([parameter])
        after = []
        for step, gradient in enumerate(gradients, 1):
            parameter.grad = gradient.clone()
            if clip_value is not None:
                torch.nn.utils.clip_grad_value_([parameter], clip_value)
            if clip_norm is not None:
                torch.nn.utils.clip_grad_norm_([parameter], clip_norm)
            optimizer.step()
            if step % EVERY == 0:
                after.append(parameter.tolist())
        cases[name] = after
    file = {"start": start.tolist(), "gradients": gradients.tolist(), "after": cases}
    text = json.dumps(file, ensure_ascii=False).replace("], [", "],\n[").replace("]], \"", "]],\n\"")
    (pathlib.Path(__file__).parent / "Optimizers.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
