#!/usr/bin/env python3
"""Makes Schedules.json beside this script: the factors that PyTorch's schedulers have for forty steps, one to an epoch.

    apt-get install python3-torch
    /usr/bin/python3 make_schedule_goldens.py

For the plateaus the file holds the losses that the scheduler is told. The committed file is from PyTorch 1.13.
"""

import json
import pathlib

import torch
from torch.optim import lr_scheduler

STEPS = 40
RATE = 0.5

SCHEDULES = {
    "step": lambda o: lr_scheduler.StepLR(o, 7, 0.3),
    "exponential": lambda o: lr_scheduler.ExponentialLR(o, 0.9),
    "polynomial": lambda o: lr_scheduler.PolynomialLR(o, STEPS, 2.0),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS, RATE * 0.1),
    "restarts": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 9, 1, RATE * 0.1),
    "growing restarts": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 5, 2),
    "one cycle": lambda o: lr_scheduler.OneCycleLR(o, RATE, STEPS),
    "one cycle, all settings": lambda o: lr_scheduler.OneCycleLR(o, RATE, STEPS, pct_start=0.4, div_factor=5, final_div_factor=20),
    "warm-up": lambda o: lr_scheduler.LinearLR(o, 0.25, 1, 8),
    "warm-up and exponential": lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.LinearLR(o, 0.25, 1, 8), lr_scheduler.ExponentialLR(o, 0.9)], [8]),
}

PLATEAUS = {
    "plateau": {},
    "plateau, all settings": {"factor": 0.5, "patience": 2, "threshold": 0.05, "cooldown": 3, "min_lr": RATE * 0.2},
}


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=RATE)


def main():
    factors = {}
    for name, make in SCHEDULES.items():
        o = optimizer()
        schedule = make(o)
        factors[name] = []
        for step in range(STEPS):
            factors[name].append(o.param_groups[0]["lr"] / RATE)
            o.step()
            if step < STEPS - 1:
                schedule.step()
    generator = torch.Generator().manual_seed(20261129)
    noise = torch.rand(STEPS, generator=generator, dtype=torch.float64)
    losses = [1 / (1 + min(step, 12)) + 0.02 * noise[step].item() for step in range(STEPS)]
    for name, settings in PLATEAUS.items():
        o = optimizer()
        schedule = lr_scheduler.ReduceLROnPlateau(o, **settings)
        factors[name] = []
        for loss in losses:
            schedule.step(loss)
            factors[name].append(o.param_groups[0]["lr"] / RATE)
    text = json.dumps({"losses": losses, "factors": factors}, ensure_ascii=False).replace("], \"", "],\n\"")
    (pathlib.Path(__file__).parent / "Schedules.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
