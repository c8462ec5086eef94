#!/usr/bin/env python3
"""Makes Lbfgs.json beside this script: twenty steps of PyTorch's LBFGS with its strong Wolfe line search.

    apt-get install python3-torch
    /usr/bin/python3 make_lbfgs_goldens.py

The loss is Rosenbrock's function of twenty parameters, the sum of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2, in double precision. For each case
the file holds the loss that each step returns, and the parameters after it. The committed file is from PyTorch 1.13.
"""

import json
import pathlib

import torch

STEPS = 20

CASES = {
    "one iteration a step": {"max_iter": 1},
    "three iterations a step": {"max_iter": 3, "history_size": 4},
    "small rate": {"lr": 0.5, "max_iter": 2, "history_size": 3},
    "decay": {"max_iter": 2},
}


def main():
    torch.set_default_dtype(torch.float64)
    start = [-1.25 + 0.125 * (i % 5) for i in range(20)]
    cases = {}
    for name, settings in CASES.items():
        x = torch.nn.Parameter(torch.tensor(start))
        optimizer = torch.optim.LBFGS([x], line_search_fn="strong_wolfe", **settings)
        decay = 0.5 if name == "decay" else 0.0

        def loss():
            return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()

        def closure():
            optimizer.zero_grad()
            value = loss() + decay / 2 * (x ** 2).sum()
            value.backward()
            return value

        losses, after = [], []
        for _ in range(STEPS):
            losses.append(loss().item())
            optimizer.step(closure)
            after.append(x.tolist())
        cases[name] = {"losses": losses, "after": after}
    text = json.dumps({"start": start, "cases": cases}).replace("], [", "],\n[")
    (pathlib.Path(__file__).parent / "Lbfgs.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
