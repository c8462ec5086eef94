"""What each kind of layer declares and computes, by PyTorch's own operations. Values are channels last, and tensors have GenNet's layouts."""

import math
import zlib

import torch
from torch.nn import functional

from make_goldens import ACTIVATIONS, KINKS

COUPLED = {"Softmax": lambda z: torch.softmax(z, dim=-1), "LogSoftmax": lambda z: torch.log_softmax(z, dim=-1)}
NUMBERS = {"LeakyReLU": "Slope", "ELU": "Alpha", "CELU": "Alpha", "Softplus": "Beta", "Sine": "Frequency"}
METHODS = {
    "nameof(Functions.Bend)": lambda z: z / (1 + z * z),
    "nameof(Functions.Wave)": lambda z: z + torch.sin(2 * z),
}


class Layer:
    """A layer as it is declared: the name of its attribute, its arguments, and its named arguments."""

    def __init__(self, kind, *arguments, **named):
        self.kind, self.arguments, self.named = kind, arguments, named

    @property
    def activation(self):
        """The name of the activation that the attribute says."""
        return next((a for a in self.arguments if isinstance(a, str)), "Linear") if self.kind in TAKES_ACTIVATION else None

    @property
    def sizes(self):
        return [a for a in self.arguments if not isinstance(a, str)]

    def get(self, name, default=None):
        return self.named.get(name, default)

    def __str__(self):
        quoted = self.kind in ("Add", "Multiply", "Concat")
        arguments = [f'"{a}"' if quoted else str(a) for a in self.arguments]
        arguments += [f"{name} = {self.text(name, value)}" for name, value in self.named.items()]
        return f"[{self.kind}]" if not arguments else f"[{self.kind}({', '.join(arguments)})]"

    @staticmethod
    def text(name, value):
        if isinstance(value, bool):
            return str(value).lower()
        return f'"{value}"' if name in ("Name", "From") else str(value)


TAKES_ACTIVATION = ("Layer", "Activate", "Conv1D", "Conv2D", "ConvTranspose1D", "ConvTranspose2D")


class Run:
    """One pass through a network, and how near it came to a kink."""

    def __init__(self, tensors, state, training, learns=False):
        self.tensors, self.state, self.training, self.learns = tensors, state, training, learns
        self.nearest = float("inf")
        self.z = None

    def near(self, distances):
        """Exact ties are no matter of rounding: the first takes the gradient."""
        distances = distances[torch.isfinite(distances) & (distances != 0)]
        if distances.numel():
            self.nearest = min(self.nearest, distances.abs().min().item())

    def next(self):
        return next(self.tensors)

    def activate(self, layer, z):
        name = layer.activation
        self.z = z
        for kink in KINKS.get(name, ()):
            self.nearest = min(self.nearest, (z.detach() - kink).abs().min().item())
        if name in COUPLED:
            return COUPLED[name](z)
        if name in METHODS:
            return METHODS[name](z)
        if name == "PReLU":
            return functional.prelu(z.movedim(-1, 1), self.next()).movedim(1, -1)
        number = layer.get(NUMBERS.get(name))
        return ACTIVATIONS[name](z) if number is None else ACTIVATIONS[name](z, number)


def channels_first(x):
    return x.movedim(-1, 1)


def channels_last(x):
    return x.movedim(1, -1)


def both(layer, name, default):
    """An argument for height and width: of both axes, or of each."""
    value = layer.get(name, default)
    return [layer.get(f"{name}Height", value), layer.get(f"{name}Width", value)]


def convolution_axes(layer, dimensions):
    if dimensions == 1:
        kernel = [layer.sizes[1]]
        stride, dilation, padding = [layer.get("Stride", 1)], [layer.get("Dilation", 1)], [layer.get("Padding", 0)]
    else:
        kernel = layer.sizes[1:3] if len(layer.sizes) == 3 else [layer.sizes[1]] * 2
        stride, dilation, padding = both(layer, "Stride", 1), both(layer, "Dilation", 1), both(layer, "Padding", 0)
    return kernel, stride, dilation, padding


def convolution_tensors(layer, shape, dimensions):
    kernel = convolution_axes(layer, dimensions)[0]
    inputs = shape[-1] // layer.get("Groups", 1)
    yield "kernel", [*kernel, inputs, layer.sizes[0]], (inputs * math.prod(kernel)) ** -0.5
    if layer.get("Bias", True):
        yield "bias", [layer.sizes[0]], 0.5


def convolve(run, layer, x, dimensions):
    kernel, stride, dilation, padding = convolution_axes(layer, dimensions)
    weights = run.next()
    weights = weights.permute(dimensions + 1, dimensions, *range(dimensions)).contiguous()
    bias = run.next() if layer.get("Bias", True) else None
    x = channels_first(x)
    if layer.get("Same") or layer.get("Causal"):
        pads = []
        for size, k, s, d in zip(x.shape[2:], kernel, stride, dilation):
            if layer.get("Causal"):
                pads.insert(0, (d * (k - 1), 0))
            else:
                total = max((-(-size // s) - 1) * s + d * (k - 1) + 1 - size, 0)
                pads.insert(0, (total // 2, total - total // 2))
        x = functional.pad(x, [p for pair in pads for p in pair])
    operation = functional.conv1d if dimensions == 1 else functional.conv2d
    z = operation(x, weights, bias, stride=stride, padding=padding, dilation=dilation, groups=layer.get("Groups", 1))
    return run.activate(layer, channels_last(z))


def transposed_tensors(layer, shape, dimensions):
    kernel = convolution_axes(layer, dimensions)[0]
    yield "kernel", [*kernel, shape[-1], layer.sizes[0]], (shape[-1] * math.prod(kernel)) ** -0.5
    if layer.get("Bias", True):
        yield "bias", [layer.sizes[0]], 0.5


def transpose(run, layer, x, dimensions):
    _, stride, _, padding = convolution_axes(layer, dimensions)
    weights = run.next()
    weights = weights.permute(dimensions, dimensions + 1, *range(dimensions)).contiguous()
    bias = run.next() if layer.get("Bias", True) else None
    operation = functional.conv_transpose1d if dimensions == 1 else functional.conv_transpose2d
    return run.activate(layer, channels_last(operation(channels_first(x), weights, bias, stride=stride, padding=padding)))


def pool(run, layer, x, dimensions):
    size, padding = layer.sizes[0], layer.get("Padding", 0)
    stride = layer.get("Stride", size)
    x = channels_first(x)
    if layer.kind.startswith("Average"):
        operation = functional.avg_pool1d if dimensions == 1 else functional.avg_pool2d
        return channels_last(operation(x, size, stride, padding, count_include_pad=False))
    if size > 1:
        windows = functional.pad(x.detach(), [padding, padding] * dimensions, value=-math.inf)
        for axis in range(dimensions):
            windows = windows.unfold(2 + axis, size, stride)
        top = windows.flatten(2 + dimensions).topk(2).values
        run.near(top[..., 0] - top[..., 1])
    operation = functional.max_pool1d if dimensions == 1 else functional.max_pool2d
    return channels_last(operation(x, size, stride, padding))


def global_max(run, x):
    rows = channels_first(x).flatten(2)
    if rows.shape[-1] > 1:
        top = rows.detach().topk(2).values
        run.near(top[..., 0] - top[..., 1])
    return functional.adaptive_max_pool1d(rows, 1).squeeze(-1)


def batch_norm(run, layer, x):
    gamma, beta = run.next(), run.next()
    mean, variance = next(run.state)
    if not run.learns:
        mean, variance = mean.clone(), variance.clone()
    y = functional.batch_norm(
        channels_first(x), mean, variance, gamma, beta, run.training, layer.get("Momentum", 0.1), layer.get("Epsilon", 1e-5))
    return channels_last(y)


GATES = {"Rnn": 1, "Gru": 3, "Lstm": 4}


def recurrent_tensors(layer, shape):
    units, gates = layer.sizes[0], GATES[layer.kind]
    for direction in ("forward", "backward") if layer.get("Bidirectional") else ("",):
        name = f"{direction}_" if direction else ""
        yield f"{name}kernel", [shape[-1], gates * units], shape[-1] ** -0.5
        yield f"{name}recurrent_kernel", [units, gates * units], units ** -0.5
        if layer.get("Bias", True):
            yield f"{name}bias", [gates * units], 0.5
            if layer.kind == "Gru":
                yield f"{name}recurrent_bias", [units], 0.5


def recur(run, layer, x):
    units, has_bias, bidirectional = layer.sizes[0], layer.get("Bias", True), layer.get("Bidirectional", False)
    weights = []
    for _ in range(2 if bidirectional else 1):
        weights += [run.next().T.contiguous(), run.next().T.contiguous()]
        if has_bias:
            bias = run.next()
            recurrent = torch.zeros_like(bias)
            if layer.kind == "Gru":
                recurrent = torch.cat([recurrent[:2 * units], run.next()])
            weights += [bias, recurrent]
    start = x.new_zeros(2 if bidirectional else 1, x.shape[0], units)
    arguments = (weights, has_bias, 1, 0.0, False, bidirectional, True)
    if layer.kind == "Lstm":
        steps, last, _ = torch._VF.lstm(x, (start, start), *arguments)
    else:
        steps, last = (torch._VF.gru if layer.kind == "Gru" else torch._VF.rnn_tanh)(x, start, *arguments)
    return steps if layer.get("Sequences") else torch.cat(list(last), dim=-1)


def attention_tensors(layer, shape):
    for part in "qkvo":
        yield f"{part}_kernel", [shape[-1], shape[-1]], shape[-1] ** -0.5
        if layer.get("Bias", True):
            yield f"{part}_bias", [shape[-1]], 0.5


def attend(run, layer, x):
    weights, biases = [], []
    for _ in "qkvo":
        weights.append(run.next().T)
        biases.append(run.next() if layer.get("Bias", True) else None)
    x = x.transpose(0, 1)
    steps, _, features = x.shape
    mask = torch.full((steps, steps), -math.inf, dtype=x.dtype).triu(1) if layer.get("Causal") else None
    y, _ = functional.multi_head_attention_forward(
        x, x, x, features, layer.sizes[0], torch.cat(weights[:3]), None if biases[0] is None else torch.cat(biases[:3]), None, None, False,
        0.0, weights[3], biases[3], training=False, need_weights=False, attn_mask=mask)
    return y.transpose(0, 1)


def dense(run, layer, x):
    z = x @ run.next()
    return run.activate(layer, z + run.next() if layer.get("Bias", True) else z)


def dense_tensors(layer, shape):
    outputs = layer.sizes[-1]
    yield "kernel", [shape[-1], outputs], shape[-1] ** -0.5
    if layer.get("Bias", True):
        yield "bias", [outputs], 0.5


def norm_tensors(layer, shape):
    yield "gamma", [shape[-1]], 0.25
    yield "beta", [shape[-1]], 0.25


def no_tensors(layer, shape):
    return ()


def product(values):
    result = values[0]
    for value in values[1:]:
        result = result * value
    return result


# Each kind: its tensors from its declaration and the shape of its input, and what it computes of a run and of its inputs.
KINDS = {
    "Layer": (dense_tensors, lambda run, layer, x: dense(run, layer, x)),
    "Activate": (no_tensors, lambda run, layer, x: run.activate(layer, x)),
    "Flatten": (no_tensors, lambda run, layer, x: x.reshape(x.shape[0], -1)),
    "Reshape": (no_tensors, lambda run, layer, x: x.reshape(x.shape[0], *layer.sizes)),
    "LayerNorm": (norm_tensors, lambda run, layer, x: functional.layer_norm(
        x, x.shape[-1:], run.next(), run.next(), layer.get("Epsilon", 1e-5))),
    "Add": (no_tensors, lambda run, layer, *x: sum(x[1:], x[0])),
    "Multiply": (no_tensors, lambda run, layer, *x: product(x)),
    "Concat": (no_tensors, lambda run, layer, *x: torch.cat(x, dim=-1)),
    "Conv1D": (lambda layer, shape: convolution_tensors(layer, shape, 1), lambda run, layer, x: convolve(run, layer, x, 1)),
    "Conv2D": (lambda layer, shape: convolution_tensors(layer, shape, 2), lambda run, layer, x: convolve(run, layer, x, 2)),
    "ConvTranspose1D": (lambda layer, shape: transposed_tensors(layer, shape, 1), lambda run, layer, x: transpose(run, layer, x, 1)),
    "ConvTranspose2D": (lambda layer, shape: transposed_tensors(layer, shape, 2), lambda run, layer, x: transpose(run, layer, x, 2)),
    "MaxPool1D": (no_tensors, lambda run, layer, x: pool(run, layer, x, 1)),
    "MaxPool2D": (no_tensors, lambda run, layer, x: pool(run, layer, x, 2)),
    "AveragePool1D": (no_tensors, lambda run, layer, x: pool(run, layer, x, 1)),
    "AveragePool2D": (no_tensors, lambda run, layer, x: pool(run, layer, x, 2)),
    "GlobalAveragePool": (no_tensors, lambda run, layer, x: x.flatten(1, -2).mean(1)),
    "GlobalMaxPool": (no_tensors, lambda run, layer, x: global_max(run, x)),
    "BatchNorm": (norm_tensors, batch_norm),
    "Dropout": (no_tensors, lambda run, layer, x: x),
    "GaussianNoise": (no_tensors, lambda run, layer, x: x),
    "Embedding": (
        lambda layer, shape: [("embedding", layer.sizes, 1.0)], lambda run, layer, x: functional.embedding(x, run.next())),
    "Rnn": (recurrent_tensors, recur),
    "Gru": (recurrent_tensors, recur),
    "Lstm": (recurrent_tensors, recur),
    "SelfAttention": (attention_tensors, attend),
}


# Each takes the last pre-activation and the outputs, and yields the loss of each sample, summed over its rows.
def rows(losses):
    return losses.flatten(1).sum(1)


LOSSES = {
    "HalfSquaredError": lambda z, a, t: rows(0.5 * (a - t) ** 2),
    "SquaredError": lambda z, a, t: rows((a - t) ** 2),
    "MeanSquaredError": lambda z, a, t: ((a - t) ** 2).flatten(1).mean(1),
    "BinaryCrossEntropy": lambda z, a, t: rows(functional.binary_cross_entropy_with_logits(z, t, reduction="none")),
    "CrossEntropy": lambda z, a, t: rows(-(t * torch.log_softmax(z, dim=-1))),
}


class Network:
    def __init__(self, name, shape, layers, loss="HalfSquaredError", reduction="Mean", samples=None, has_input=True):
        self.name, self.shape, self.layers, self.loss, self.reduction = name, list(shape), layers, loss, reduction
        self.has_input = has_input
        self.samples = samples or (1, 2, 7)[zlib.crc32(name.encode()) % 3]
        if any(layer.kind == "BatchNorm" for layer in layers) and samples is None:
            self.samples = max(self.samples, 2)

    @property
    def takes_indices(self):
        return self.layers[0].kind == "Embedding"

    @property
    def draws_noise(self):
        """Whether a step of training is another one in every library."""
        return any(layer.kind in ("Dropout", "GaussianNoise") for layer in self.layers)

    @property
    def declaration(self):
        return [f"[Input({', '.join(map(str, self.shape))})]"] * self.has_input + [str(layer) for layer in self.layers]

    def forward(self, run, x):
        values, current = {}, x
        for layer in self.layers:
            current, inputs = self.inputs(layer, values, current)
            current = KINDS[layer.kind][1](run, layer, *inputs, current)
            values[layer.get("Name")] = current
        return current

    @staticmethod
    def inputs(layer, values, current):
        """What a layer takes: the current value, and those that it names."""
        named = [values[name] for name in layer.arguments] if layer.kind in ("Add", "Multiply", "Concat") else []
        return values[layer.get("From")] if layer.get("From") else current, named

    def describe_tensors(self):
        """Of every tensor its name, its shape, how large its numbers are, what they lie around and whether it is frozen; the running values of
        every batch normalization; and the shape of a sample's outputs. Shapes are found by running."""
        described, states, values = [], [], {}
        x = torch.zeros(2, *self.shape, dtype=torch.int64 if self.takes_indices else torch.float64)
        for number, layer in enumerate(self.layers, 1):
            x, inputs = self.inputs(layer, values, x)
            own = [
                (name, shape, scale, 1.0 if name == "gamma" else 0.0) for name, shape, scale in KINDS[layer.kind][0](layer, list(x.shape[1:]))]
            if layer.activation == "PReLU":
                features = layer.sizes[0 if layer.kind.startswith("Conv") else -1] if layer.sizes else x.shape[-1]
                own.append(("slope", [features if layer.get("PerChannel") else 1], 0.125, 0.25))
            described += [(f"layer{number}.{name}", *rest, layer.get("Frozen", False)) for name, *rest in own]
            if layer.kind == "BatchNorm":
                states.append((f"layer{number}", x.shape[-1]))
            state = (torch.zeros(x.shape[-1]), torch.ones(x.shape[-1]))
            x = KINDS[layer.kind][1](Run(iter([torch.ones(shape) for _, shape, *_ in own]), iter([state]), False), layer, *inputs, x)
            values[layer.get("Name")] = x
        return described, states, list(x.shape[1:])
