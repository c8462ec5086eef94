#!/usr/bin/env python3
"""Makes the golden files beside this script: networks that PyTorch ran and differentiated.

    apt-get install python3-torch
    python3 make_goldens.py

Each file holds one network: its layers, loss and reduction; parameters, inputs and targets; and the outputs, the loss and the
gradient that PyTorch's automatic differentiation found, in double precision. Parameters are in GenNet's order: layer by layer,
weights row-major [inputs x outputs], then biases [outputs].

Parameters, inputs and targets are rounded to single precision first, so that a network of either precision can start from the very
same numbers. Everything is printed with 17 digits, from which a double is read back exactly. The numbers depend on the seed below,
and what PyTorch computes depends in its last bits on its version, the machine and where memory happens to lie: a second run differs
by some 1e-16. The committed files are from PyTorch 1.13.
"""

import json
import pathlib

import torch
from torch.nn import functional

SEED = 20260101

ACTIVATIONS = {
    "Linear": lambda z: z,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "ReLU": torch.relu,
    "Softmax": lambda z: torch.softmax(z, dim=1),
}

# Each takes the last layer's z and a and the targets, and yields one loss for each sample. The cross-entropies are computed from z.
LOSSES = {
    "HalfSquaredError": lambda z, a, t: 0.5 * ((a - t) ** 2).sum(1),
    "SquaredError": lambda z, a, t: ((a - t) ** 2).sum(1),
    "MeanSquaredError": lambda z, a, t: ((a - t) ** 2).mean(1),
    "BinaryCrossEntropy": lambda z, a, t: functional.binary_cross_entropy_with_logits(z, t, reduction="none").sum(1),
    "CrossEntropy": lambda z, a, t: -(t * functional.log_softmax(z, dim=1)).sum(1),
}


def layer(inputs, outputs, activation, bias=True):
    return {"inputs": inputs, "outputs": outputs, "activation": activation, "bias": bias}


def networks():
    """Name, layers, loss, reduction, number of samples, kind of targets."""
    squared = ("HalfSquaredError", "SquaredError", "MeanSquaredError")
    hidden = ("Tanh", "ReLU", "Sigmoid", "Linear")
    for i, activation in enumerate(ACTIVATIONS):
        for j, loss in enumerate(squared):
            layers = [
                layer(4, 7, hidden[(i + j) % 4]),
                layer(7, 5, hidden[(i + j + 1) % 4], bias=j != 1),
                layer(5, 3, activation, bias=i != 3),
            ]
            kind = "real" if activation in ("Linear", "Tanh", "ReLU") else "soft"
            yield f"{activation}{loss}", layers, loss, ("Mean", "Sum")[(i + j) % 2], 6, kind

    binary = [layer(6, 9, "ReLU"), layer(9, 2, "Sigmoid")]
    yield "BinaryCrossEntropyLabels", binary, "BinaryCrossEntropy", "Mean", 11, "labels"
    yield "BinaryCrossEntropySoft", binary, "BinaryCrossEntropy", "Sum", 5, "soft"
    classes = [layer(5, 8, "Tanh"), layer(8, 4, "Softmax")]
    yield "CrossEntropyOneHot", classes, "CrossEntropy", "Mean", 13, "one-hot"
    yield "CrossEntropyProbabilities", classes, "CrossEntropy", "Mean", 4, "probabilities"
    yield "CrossEntropyUnnormalised", classes, "CrossEntropy", "Sum", 4, "soft"
    yield "Xor", [layer(2, 3, "Sigmoid"), layer(3, 1, "Sigmoid")], "HalfSquaredError", "Sum", 4, "labels"
    wide = [layer(33, 40, "ReLU"), layer(40, 19, "Tanh", bias=False), layer(19, 10, "Softmax")]
    yield "Wide", wide, "CrossEntropy", "Mean", 21, "one-hot"
    deep = [layer(3, 17, "Tanh"), layer(17, 17, "ReLU"), layer(17, 17, "Sigmoid"), layer(17, 17, "Linear"), layer(17, 1, "Sigmoid")]
    yield "Deep", deep, "BinaryCrossEntropy", "Mean", 18, "labels"


def to_single(tensor):
    return tensor.to(torch.float32).to(torch.float64)


def draw_targets(kind, samples, outputs):
    if kind == "real":
        return torch.randn(samples, outputs)
    if kind == "soft":
        return torch.rand(samples, outputs)
    if kind == "labels":
        return torch.randint(0, 2, (samples, outputs)).to(torch.float64)
    if kind == "one-hot":
        return functional.one_hot(torch.randint(0, outputs, (samples,)), outputs).to(torch.float64)
    return torch.softmax(torch.randn(samples, outputs), dim=1)


def make(name, layers, loss, reduction, samples, kind):
    """Draws a network and a batch, again until no ReLU lies near its kink, and runs forward and backward."""
    while True:
        tensors = []
        for l in layers:
            tensors.append(to_single(torch.randn(l["inputs"], l["outputs"]) / l["inputs"] ** 0.5).requires_grad_())
            if l["bias"]:
                tensors.append(to_single(0.5 * torch.randn(l["outputs"])).requires_grad_())

        inputs = to_single(torch.randn(samples, layers[0]["inputs"]))
        targets = to_single(draw_targets(kind, samples, layers[-1]["outputs"]))
        a = inputs
        nearest = float("inf")
        remaining = iter(tensors)
        for l in layers:
            z = a @ next(remaining)
            z = z + next(remaining) if l["bias"] else z
            a = ACTIVATIONS[l["activation"]](z)
            if l["activation"] == "ReLU":
                nearest = min(nearest, z.detach().abs().min().item())
        if nearest > 1e-4:
            break

    losses = LOSSES[loss](z, a, targets)
    total = losses.mean() if reduction == "Mean" else losses.sum()
    gradients = torch.autograd.grad(total, tensors)
    return {
        "name": name,
        "loss": loss,
        "reduction": reduction,
        "layers": layers,
        "parameters": torch.cat([t.detach().reshape(-1) for t in tensors]),
        "inputs": inputs.reshape(-1),
        "targets": targets.reshape(-1),
        "expectedOutputs": a.detach().reshape(-1),
        "expectedLoss": total.detach().reshape(-1),
        "expectedGradient": torch.cat([g.reshape(-1) for g in gradients]),
    }


def write(golden, folder):
    lines = []
    for key, value in golden.items():
        if isinstance(value, torch.Tensor):
            numbers = [format(number, ".17g") for number in value.tolist()]
            rows = [", ".join(numbers[i:i + 5]) for i in range(0, len(numbers), 5)]
            lines.append(f'  "{key}": [\n    ' + ",\n    ".join(rows) + "\n  ]")
        elif key == "layers":
            rows = [json.dumps(l) for l in value]
            lines.append('  "layers": [\n    ' + ",\n    ".join(rows) + "\n  ]")
        else:
            lines.append(f'  "{key}": {json.dumps(value)}')
    (folder / f"{golden['name']}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")


def main():
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    folder = pathlib.Path(__file__).parent
    for network in networks():
        write(make(*network), folder)


if __name__ == "__main__":
    main()
