#!/usr/bin/env python3
"""Makes the golden files in the folder Layers beside this script: networks of every kind of layer that PyTorch ran and differentiated.

    apt-get install python3-torch
    python3 make_layer_goldens.py [NAME ...]

With names it makes those files alone. Each network is drawn from a seed of its own, so that adding one changes no other.

Each file holds a declaration as it is written in C#, the tensors in GenNet's order and layout with the gradient of each, inputs and targets
channels last, what PyTorch predicts, and the loss, all in double precision. PyTorch's own operations compute it; the tensors that are
differentiated have GenNet's layouts and are permuted to PyTorch's on the way, so that the gradients come back in GenNet's. A network
with batch normalization, and without noise, is also trained for three steps of gradient descent, and the file holds what it predicts then and its running values.

Parameters, inputs and targets are multiples of 1/256, which single precision holds exactly, and written as such: 128 is 0.5. Networks are drawn again while a value lies near
a kink, where rounding decides, and while PyTorch in single precision errs by more than a third of what the tests allow. What is computed
has 17 digits where it needs them; its last bits depend on PyTorch's version and the machine. The committed files are from PyTorch 1.13.
"""

import json
import pathlib
import sys
import zlib

import torch
from torch.nn import functional

from layer_kinds import LOSSES, Run
from layer_networks import networks

SEED = 20261129
GRID = 256
STEPS, LEARNING_RATE = 3, 0.0625
SINGLE_ERROR = 2e-5 / 3


def on_grid(tensor):
    return torch.round(tensor * GRID) / GRID


def draw_targets(network, shape):
    samples = network.samples
    if network.loss == "CrossEntropy":
        return functional.one_hot(torch.randint(0, shape[-1], (samples, *shape[:-1])), shape[-1]).to(torch.float64)
    if network.loss == "BinaryCrossEntropy":
        return torch.randint(0, 2, (samples, *shape)).to(torch.float64)
    return on_grid(torch.randn(samples, *shape))


def evaluate(network, tensors, state, x, targets, learns=False):
    """The run that learns, its loss, and the gradient of each tensor, 0 for frozen ones."""
    run = Run(iter(tensors), iter(state), True, learns)
    a = network.forward(run, x)
    losses = LOSSES[network.loss](run.z, a, targets)
    loss = losses.mean() if network.reduction == "Mean" else losses.sum()
    learned = [t for t in tensors if t.requires_grad]
    gradients = iter(torch.autograd.grad(loss, learned)) if learned else iter(())
    return run, loss.detach(), [next(gradients) if t.requires_grad else torch.zeros_like(t) for t in tensors]


def predict(network, tensors, state, x):
    return network.forward(Run(iter(tensors), iter(state), False), x).detach()


def largest_error(expected, actual, overall=0.0):
    """As a share of the largest magnitude that is expected, or of the whole gradient's where this one vanishes but for rounding."""
    largest = expected.abs().max().item()
    largest = largest if largest > 1e-12 * overall else overall
    return 0.0 if largest == 0 else (expected - actual.to(torch.float64)).abs().max().item() / largest


def make(network):
    torch.manual_seed(SEED + zlib.crc32(network.name.encode()))
    described, states, output_shape = network.describe_tensors()
    for attempt in range(2000):
        tensors = [
            on_grid(center + scale * torch.randn(shape)).requires_grad_(not frozen) for _, shape, scale, center, frozen in described]
        if network.takes_indices:
            x = torch.randint(0, network.layers[0].sizes[0], (network.samples, *network.shape))
        else:
            x = on_grid(torch.randn(network.samples, *network.shape))
        targets = draw_targets(network, output_shape)
        state = [(torch.zeros(size), torch.ones(size)) for _, size in states]
        run, loss, gradients = evaluate(network, tensors, state, x, targets)
        outputs = predict(network, tensors, state, x)
        prediction = Run(iter(tensors), iter(state), False)
        network.forward(prediction, x)
        if min(run.nearest, prediction.nearest) < 1e-4:
            continue

        single = [t.detach().to(torch.float32).requires_grad_(t.requires_grad) for t in tensors]
        single_state = [(m.to(torch.float32), v.to(torch.float32)) for m, v in state]
        single_x = x if network.takes_indices else x.to(torch.float32)
        _, single_loss, single_gradients = evaluate(network, single, single_state, single_x, targets.to(torch.float32))
        overall = max([g.abs().max().item() for g in gradients], default=0.0)
        errors = [largest_error(g, s, overall) for g, s in zip(gradients, single_gradients)]
        errors += [largest_error(loss, single_loss), largest_error(outputs, predict(network, single, single_state, single_x))]
        steps = single_steps = None
        if states and not network.draws_noise:
            steps = train(network, tensors, states, x, targets)
            single_steps = train(network, single, states, single_x, targets.to(torch.float32))
            errors += [largest_error(s["values"], t["values"]) for s, t in zip(steps["state"], single_steps["state"])]
            errors += [largest_error(steps[name], single_steps[name]) for name in ("losses", "expectedOutputs")]
        if max(errors) < SINGLE_ERROR and loss.item() != 0:
            break
    else:
        raise ValueError(f"{network.name}: no draw is far from every kink and well conditioned.")

    golden = {
        "name": network.name,
        "declaration": network.declaration,
        "loss": network.loss,
        "reduction": network.reduction,
        "samples": network.samples,
        "inputs": x.reshape(-1) if network.takes_indices else x.reshape(-1) * GRID,
        "targets": targets.reshape(-1) * GRID,
        "tensors": [
            {"name": d[0], "values": t.detach().reshape(-1) * GRID, "gradient": g.reshape(-1)}
            for d, t, g in zip(described, tensors, gradients)],
        "expectedOutputs": outputs.reshape(-1),
        "expectedLoss": loss.reshape(-1),
    }
    if steps:
        golden["steps"] = steps
    return golden


def train(network, tensors, states, x, targets):
    """Steps of gradient descent, which update the running values; then the network predicts."""
    tensors = [t.detach().clone().requires_grad_(t.requires_grad) for t in tensors]
    state = [(torch.zeros(size, dtype=tensors[0].dtype), torch.ones(size, dtype=tensors[0].dtype)) for _, size in states]
    losses = []
    for _ in range(STEPS):
        _, loss, gradients = evaluate(network, tensors, state, x, targets, learns=True)
        losses.append(loss.item())
        with torch.no_grad():
            for tensor, gradient in zip(tensors, gradients):
                tensor -= LEARNING_RATE * gradient
    return {
        "learningRate": LEARNING_RATE,
        "losses": torch.tensor(losses),
        "state": [
            {"name": f"{name}.running_{part}", "values": values}
            for (name, _), pair in zip(states, state) for part, values in zip(("mean", "variance"), pair)],
        "expectedOutputs": predict(network, tensors, state, x).reshape(-1),
    }


def text(number):
    return str(int(number)) if number == int(number) and abs(number) < 1e9 else repr(number)


def write_value(value, indent):
    if isinstance(value, torch.Tensor):
        numbers = [text(number) for number in value.tolist()]
        lines, line = [], ""
        for number in numbers:
            if line and len(line) + len(number) > 140:
                lines.append(line)
                line = ""
            line += (", " if line else "") + number
        return "[" + f",\n{indent}  ".join(lines + [line]) + "]"
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f'{indent}  "{k}": {write_value(v, indent + "  ")}' for k, v in value.items()) + f"\n{indent}}}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"{indent}  {write_value(v, indent + '  ')}" for v in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)

    # oneDNN, which Debian's PyTorch 1.13 uses in single precision, gives wrong gradients of some grouped convolutions over few channels.
    torch.backends.mkldnn.enabled = False
    folder = pathlib.Path(__file__).parent / "Layers"
    folder.mkdir(exist_ok=True)
    names = set()
    for network in networks():
        assert network.name not in names, network.name
        names.add(network.name)
        if len(sys.argv) == 1 or network.name in sys.argv[1:]:
            path = folder / f"{network.name}.json"
            path.write_text(write_value(make(network), "") + "\n", encoding="utf-8", newline="\n")
    if len(sys.argv) == 1:
        for path in folder.glob("*.json"):
            if path.stem not in names:
                path.unlink()


if __name__ == "__main__":
    main()
