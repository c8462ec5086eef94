#!/usr/bin/env python3
"""Makes the golden files beside this script: networks that PyTorch ran and differentiated.

    apt-get install python3-torch
    python3 make_goldens.py [NAME ...]

With names it makes those files alone. Each network is drawn from a seed of its own, so that adding one changes no other.

Each file holds one network: its layers, loss and reduction; parameters, inputs and targets; and the outputs, the loss and the
gradient that PyTorch's automatic differentiation found, in double precision. Parameters are in GenNet's order: layer by layer,
weights row-major [inputs x outputs], then biases [outputs], then the slope of a PReLU.

Parameters, inputs and targets are rounded to single precision first, so that a network of either precision can start from the very
same numbers. Everything is printed with 17 digits, from which a double is read back exactly. The numbers depend on the seed below and the
network's name, and what PyTorch computes depends in its last bits on its version, the machine and where memory happens to lie: a second
run differs by some 1e-16. The committed files are from PyTorch 1.13.
"""

import json
import pathlib
import sys
import zlib

import torch
from torch.nn import functional

SEED = 20260101

ACTIVATIONS = {
    "Linear": lambda z: z,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "ReLU": torch.relu,
    "Softmax": lambda z: torch.softmax(z, dim=1),
    "LogSoftmax": lambda z: torch.log_softmax(z, dim=1),
    "LeakyReLU": lambda z, slope=0.01: functional.leaky_relu(z, slope),
    "ReLU6": functional.relu6,
    "ELU": lambda z, alpha=1.0: functional.elu(z, alpha),
    "SELU": functional.selu,
    "CELU": lambda z, alpha=1.0: functional.celu(z, alpha),
    "GELU": functional.gelu,
    "GeluTanh": lambda z: functional.gelu(z, approximate="tanh"),
    "SiLU": functional.silu,
    "Mish": functional.mish,
    "Softplus": lambda z, beta=1.0: functional.softplus(z, beta, threshold=1e9),
    "Softsign": functional.softsign,
    # functional.hardsigmoid keeps 1/6 in single precision, and errs in the ninth digit.
    "HardSigmoid": lambda z: torch.clamp(z / 6 + 0.5, 0, 1),
    "HardTanh": functional.hardtanh,
    "HardSwish": functional.hardswish,
    "LogSigmoid": functional.logsigmoid,
    "Sine": lambda z, frequency=1.0: torch.sin(frequency * z),
    "Gaussian": lambda z: torch.exp(-z * z),
    "Exponential": torch.exp,
    "SquaredReLU": lambda z: torch.relu(z) ** 2,
    "PReLU": functional.prelu,
    "MeanAndVariance": lambda z: torch.cat([z[:, :z.shape[1] // 2], functional.softplus(z[:, z.shape[1] // 2:])], dim=1),
}

# Where a function or its derivative is not smooth.
KINKS = {
    **{name: (0,) for name in ("ReLU", "LeakyReLU", "ELU", "SELU", "CELU", "Softsign", "SquaredReLU", "PReLU")},
    "ReLU6": (0, 6), "HardSigmoid": (-3, 3), "HardSwish": (-3, 3), "HardTanh": (-1, 1),
}

# Each takes the last layer's z and a and the targets, and yields one loss for each sample. The cross-entropies are computed from z.
LOSSES = {
    "HalfSquaredError": lambda z, a, t: 0.5 * ((a - t) ** 2).sum(1),
    "SquaredError": lambda z, a, t: ((a - t) ** 2).sum(1),
    "MeanSquaredError": lambda z, a, t: ((a - t) ** 2).mean(1),
    "BinaryCrossEntropy": lambda z, a, t: functional.binary_cross_entropy_with_logits(z, t, reduction="none").sum(1),
    "CrossEntropy": lambda z, a, t: -(t * functional.log_softmax(z, dim=1)).sum(1),
    "MeanAbsoluteError": lambda z, a, t: functional.l1_loss(a, t, reduction="none").mean(1),
    "Huber": lambda z, a, t, delta=1.0: functional.huber_loss(a, t, reduction="none", delta=delta).mean(1),
    "LogCosh": lambda z, a, t: torch.log(torch.cosh(a - t)).mean(1),
    "Pinball": lambda z, a, t, quantile=0.5: torch.maximum(quantile * (t - a), (quantile - 1) * (t - a)).mean(1),
    "Hinge": lambda z, a, t: torch.clamp(1 - t * a, min=0).mean(1),
    "SquaredHinge": lambda z, a, t: (torch.clamp(1 - t * a, min=0) ** 2).mean(1),
    "KLDivergence": lambda z, a, t: functional.kl_div(functional.log_softmax(z, dim=1), t, reduction="none").sum(1),
    "PoissonNll": lambda z, a, t: functional.poisson_nll_loss(z, t, log_input=True, reduction="none").mean(1),
    "GaussianNll": lambda z, a, t, eps=1e-6: gaussian_nll(a, t, eps),
    "FocalLoss": lambda z, a, t, gamma=2.0: -(t * (1 - functional.softmax(z, dim=1)) ** gamma * functional.log_softmax(z, dim=1)).sum(1),
}


def gaussian_nll(a, t, eps):
    """Of outputs that are means first and then variances."""
    mean, variance = a[:, :t.shape[1]], a[:, t.shape[1]:]
    return functional.gaussian_nll_loss(mean, t, variance, eps=eps, reduction="none").mean(1)


def binary_focal(z, a, t, gamma=2.0):
    """As torchvision.ops.sigmoid_focal_loss computes it, for alpha = -1 and targets 0 and 1."""
    p = torch.sigmoid(z)
    entropy = functional.binary_cross_entropy_with_logits(z, t, reduction="none")
    return (entropy * (1 - (p * t + (1 - p) * (1 - t))) ** gamma).sum(1)


def cross_entropy(z, a, t, smoothing=0.0, weights=None):
    weight = None if weights is None else torch.tensor(weights)
    return functional.cross_entropy(z, t, weight=weight, label_smoothing=smoothing, reduction="none")


def layer(inputs, outputs, activation, bias=True, argument=None):
    described = {"inputs": inputs, "outputs": outputs, "activation": activation, "bias": bias}
    return described if argument is None else {**described, "argument": argument}


def networks():
    """Name, layers, loss, reduction, number of samples, kind of targets, and what else the loss takes."""
    squared = ("HalfSquaredError", "SquaredError", "MeanSquaredError")
    hidden = ("Tanh", "ReLU", "Sigmoid", "Linear")
    for i, activation in enumerate(list(ACTIVATIONS)[:5]):
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
    yield "BinaryCrossEntropyWeighted", [layer(4, 5, "Tanh"), layer(5, 3, "Sigmoid")], "BinaryCrossEntropy", "Mean", 8, "soft", {"weights": [3.0, 0.5, 1.0]}
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

    # Every other activation, inside and at the end, once as it is and once with another number than the usual one.
    arguments = {"LeakyReLU": 0.25, "ELU": 0.75, "CELU": 1.5, "Softplus": 2.0, "Sine": 3.0}
    for activation in list(ACTIVATIONS)[6:]:
        if activation == "MeanAndVariance":
            continue
        layers = [layer(4, 6, activation), layer(6, 3, activation, argument=arguments.get(activation))]
        yield f"Activation{activation}", layers, "HalfSquaredError", "Mean", 7, "real"

    # Every other loss.
    yield "LossMeanAbsoluteError", [layer(4, 5, "Tanh"), layer(5, 3, "Linear")], "MeanAbsoluteError", "Mean", 6, "real"
    yield "LossHuber", [layer(4, 5, "Tanh"), layer(5, 3, "Linear")], "Huber", "Mean", 8, "real"
    yield "LossHuberDelta", [layer(4, 5, "Tanh"), layer(5, 3, "Linear")], "Huber", "Sum", 8, "real", {"lossArgument": 0.5}
    yield "LossLogCosh", [layer(4, 5, "Tanh"), layer(5, 3, "Linear")], "LogCosh", "Mean", 6, "real"
    yield "LossPinball", [layer(4, 5, "Tanh"), layer(5, 3, "Linear")], "Pinball", "Mean", 6, "real", {"lossArgument": 0.9}
    yield "LossHinge", [layer(4, 5, "Tanh"), layer(5, 3, "Tanh")], "Hinge", "Mean", 6, "signs"
    yield "LossSquaredHinge", [layer(4, 5, "Tanh"), layer(5, 3, "Linear")], "SquaredHinge", "Mean", 6, "signs"
    yield "LossKLDivergence", [layer(4, 5, "Tanh"), layer(5, 3, "LogSoftmax")], "KLDivergence", "Mean", 6, "probabilities"
    yield "LossKLDivergenceSoftmax", [layer(4, 5, "Tanh"), layer(5, 3, "Softmax")], "KLDivergence", "Mean", 6, "one-hot"
    yield "LossPoissonNll", [layer(4, 5, "Tanh"), layer(5, 3, "Exponential")], "PoissonNll", "Mean", 6, "counts"
    yield "LossFocalSigmoid", [layer(4, 5, "Tanh"), layer(5, 3, "Sigmoid")], "FocalLoss", "Mean", 6, "labels"
    yield "LossFocalSigmoidHalf", [layer(4, 5, "Tanh"), layer(5, 3, "Sigmoid")], "FocalLoss", "Mean", 6, "labels", {"lossArgument": 0.5}
    yield "LossFocalSoftmaxHalf", [layer(4, 5, "Tanh"), layer(5, 3, "Softmax")], "FocalLoss", "Sum", 6, "one-hot", {"lossArgument": 0.5}
    yield "LossFocalSoftmax", [layer(4, 5, "Tanh"), layer(5, 3, "Softmax")], "FocalLoss", "Mean", 6, "one-hot", {"lossArgument": 1.5}
    yield "LossFocalLogSoftmax", [layer(4, 5, "Tanh"), layer(5, 3, "LogSoftmax")], "FocalLoss", "Mean", 6, "one-hot"
    moments = [layer(4, 5, "Tanh"), layer(5, 6, "MeanAndVariance")]
    yield "LossGaussianNll", moments, "GaussianNll", "Mean", 19, "real"
    yield "LossGaussianNllLeast", moments, "GaussianNll", "Sum", 7, "real", {"lossArgument": 0.75}
    yield "LossGaussianNllSoftplus", [layer(4, 5, "Tanh"), layer(5, 2, "Softplus", argument=2.0)], "GaussianNll", "Mean", 6, "soft"
    exponential = [layer(4, 5, "Tanh"), layer(5, 4, "Exponential", bias=False)]
    yield "LossGaussianNllExponential", exponential, "GaussianNll", "Mean", 6, "soft", {"lossArgument": 0.5}
    classes = [layer(4, 5, "Tanh"), layer(5, 4, "LogSoftmax")]
    yield "LossCrossEntropyLogSoftmax", classes, "CrossEntropy", "Mean", 6, "one-hot"
    yield "LossCrossEntropySmoothed", classes, "CrossEntropy", "Mean", 6, "one-hot", {"labelSmoothing": 0.125}
    weights = {"labelSmoothing": 0.25, "weights": [0.5, 2.0, 1.0, 0.0]}
    yield "LossCrossEntropyWeighted", [layer(4, 5, "Tanh"), layer(5, 4, "Softmax")], "CrossEntropy", "Mean", 9, "probabilities", weights


def to_single(tensor):
    return tensor.to(torch.float32).to(torch.float64)


def draw_targets(kind, samples, outputs):
    if kind == "real":
        return torch.randn(samples, outputs)
    if kind == "soft":
        return torch.rand(samples, outputs)
    if kind == "labels":
        return torch.randint(0, 2, (samples, outputs)).to(torch.float64)
    if kind == "signs":
        return 2.0 * torch.randint(0, 2, (samples, outputs)).to(torch.float64) - 1
    if kind == "counts":
        return torch.randint(0, 5, (samples, outputs)).to(torch.float64)
    if kind == "one-hot":
        return functional.one_hot(torch.randint(0, outputs, (samples,)), outputs).to(torch.float64)
    return torch.softmax(torch.randn(samples, outputs), dim=1)


def make(name, layers, loss, reduction, samples, kind, extra={}):
    """Draws a network and a batch, again until nothing lies near a kink, and runs forward and backward."""
    torch.manual_seed(SEED + zlib.crc32(name.encode()))
    while True:
        tensors = []
        for l in layers:
            tensors.append(to_single(torch.randn(l["inputs"], l["outputs"]) / l["inputs"] ** 0.5).requires_grad_())
            if l["bias"]:
                tensors.append(to_single(0.5 * torch.randn(l["outputs"])).requires_grad_())
            if l["activation"] == "PReLU":
                tensors.append(to_single(0.5 * torch.randn(1)).requires_grad_())

        inputs = to_single(torch.randn(samples, layers[0]["inputs"]))
        outputs = layers[-1]["outputs"]
        targets = to_single(draw_targets(kind, samples, outputs // 2 if loss == "GaussianNll" else outputs))
        a = inputs
        nearest = float("inf")
        remaining = iter(tensors)
        for l in layers:
            z = a @ next(remaining)
            z = z + next(remaining) if l["bias"] else z
            argument = [next(remaining)] if l["activation"] == "PReLU" else [l["argument"]] if "argument" in l else []
            a = ACTIVATIONS[l["activation"]](z, *argument)
            for kink in KINKS.get(l["activation"], ()):
                nearest = min(nearest, (z.detach() - kink).abs().min().item())
        if nearest > 1e-4:
            break

    if loss == "FocalLoss" and layers[-1]["activation"] == "Sigmoid":
        losses = binary_focal(z, a, targets, *([extra["lossArgument"]] if "lossArgument" in extra else []))
    elif loss == "BinaryCrossEntropy" and "weights" in extra:
        weights = torch.tensor(extra["weights"])
        losses = functional.binary_cross_entropy_with_logits(z, targets, reduction="none", pos_weight=weights).sum(1)
    elif "labelSmoothing" in extra:
        losses = cross_entropy(z, a, targets, extra["labelSmoothing"], extra.get("weights"))
    else:
        losses = LOSSES[loss](z, a, targets, *([extra["lossArgument"]] if "lossArgument" in extra else []))
    total = losses.mean() if reduction == "Mean" else losses.sum()
    gradients = torch.autograd.grad(total, tensors)
    return {
        "name": name,
        "loss": loss,
        "reduction": reduction,
        **extra,
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
    torch.set_num_threads(1)
    folder = pathlib.Path(__file__).parent
    for network in networks():
        if len(sys.argv) == 1 or network[0] in sys.argv[1:]:
            write(make(*network), folder)


if __name__ == "__main__":
    main()
