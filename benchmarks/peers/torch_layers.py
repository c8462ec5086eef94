"""Rows about kinds of layers in PyTorch, with autograd: torch_layers.py ROW FORMAT COUNT.

FORMAT is how images lie in memory, channels-first or channels-last, which convolutions are faster with as it comes; other rows take no notice.
"""
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from make_data import tensors_of
from mnist import LEARNING_RATE, load_mnist, load_noise, measure, report, report_check

torch.set_num_threads(1)
row, layout, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
memory = torch.channels_last if layout == "channels-last" else torch.contiguous_format


def take(parameter, values):
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)))


def convolution(kernel, bias, **options):
    """PyTorch's kernels are [filters, channels, height, width]."""
    layer = nn.Conv2d(kernel.shape[2], kernel.shape[3], kernel.shape[:2], **options)
    take(layer.weight, kernel.transpose(3, 2, 0, 1))
    take(layer.bias, bias)
    return layer


def dense(weights, bias, image=None):
    """Its dense layers are transposed, and behind an image read it channel by channel."""
    if image is not None:
        weights = weights.reshape(*image, -1).transpose(2, 0, 1, 3).reshape(weights.shape)
    layer = nn.Linear(*weights.shape)
    take(layer.weight, weights.T)
    take(layer.bias, bias)
    return layer


def small_convolution():
    t = tensors_of("convolution")
    return nn.Sequential(
        convolution(*t[0:2]), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), dense(*t[2:4], (13, 13, 8)), nn.ReLU(), dense(*t[4:6]),
    ).to(memory_format=memory)


def lenet():
    t = tensors_of("lenet")
    return nn.Sequential(
        convolution(*t[0:2], padding=2), nn.ReLU(), nn.MaxPool2d(2), convolution(*t[2:4]), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        dense(*t[4:6], (5, 5, 16)), nn.ReLU(), dense(*t[6:8]), nn.ReLU(), dense(*t[8:10]),
    ).to(memory_format=memory)


class Lstm(nn.Module):
    def __init__(self, units):
        super().__init__()
        w, u, b, out, out_bias = tensors_of(f"lstm{units}")
        self.lstm = nn.LSTM(28, units, batch_first=True)
        take(self.lstm.weight_ih_l0, w.T)
        take(self.lstm.weight_hh_l0, u.T)
        take(self.lstm.bias_ih_l0, b)
        take(self.lstm.bias_hh_l0, np.zeros_like(b))
        self.dense = dense(out, out_bias)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])


class Attention(nn.Module):
    """One product for queries, keys and values, which is faster than three."""

    def __init__(self, heads):
        super().__init__()
        t = tensors_of("attention")
        self.heads = heads
        self.all = dense(np.concatenate([t[0], t[2], t[4]], 1), np.concatenate([t[1], t[3], t[5]]))
        self.out = dense(t[6], t[7])

    def forward(self, x):
        samples, steps, features = x.shape
        q, k, v = (part.view(samples, steps, self.heads, -1).transpose(1, 2) for part in self.all(x).chunk(3, dim=2))
        p = torch.softmax(q @ k.transpose(2, 3) * (features // self.heads) ** -0.5, dim=3)
        return self.out((p @ v).transpose(1, 2).reshape(samples, steps, features))


def images(x):
    return torch.from_numpy(x).view(-1, 1, 28, 28).contiguous(memory_format=memory)


def epochs(network, batch=128):
    x, t = load_mnist()
    x, labels = images(x), torch.from_numpy(t.argmax(1))
    sgd = torch.optim.SGD(network.parameters(), LEARNING_RATE)
    for epoch in range(count):
        start = time.perf_counter()
        total = 0.0
        for first in range(0, len(x), batch):
            sgd.zero_grad(set_to_none=True)
            loss = functional.cross_entropy(network(x[first:first + batch]), labels[first:first + batch])
            loss.backward()
            sgd.step()
            total += float(loss)
        report(epoch, (time.perf_counter() - start) * 1000, total / -(-len(x) // batch))


def steps(network, x, loss_of):
    sgd = torch.optim.SGD(network.parameters(), 1e-6)

    def step():
        sgd.zero_grad(set_to_none=True)
        loss = loss_of(network(x))
        loss.backward()
        sgd.step()
        return loss

    report_check(float(step()))
    measure(step, count)


def steps_of_rows(units, batch):
    x, t = load_mnist()
    labels = torch.from_numpy(t[:batch].argmax(1))
    steps(Lstm(units), torch.from_numpy(x[:batch]).view(batch, 28, 28), lambda z: functional.cross_entropy(z, labels))


def steps_of_attention(heads, batch=32):
    shape = (batch, 128, 64)
    t = torch.from_numpy(load_noise(shape, 1000))
    steps(Attention(heads), torch.from_numpy(load_noise(shape, 0)), lambda a: functional.mse_loss(a, t))


def predictions(samples):
    network = lenet().eval()
    x = images(load_mnist()[0][:samples])
    with torch.no_grad():
        y = torch.softmax(network(x), 1)[0].double()
        report_check(float((y * torch.arange(1, 11)).sum()))
        measure(lambda: torch.softmax(network(x), 1), count)


def product(kind, batch=32):
    """One of a convolution's three products by itself."""
    layer = convolution(*tensors_of("convolution32"), padding=1).to(memory_format=memory)
    shape = (batch, 28, 28, 32)
    x, d = (torch.from_numpy(load_noise(shape, start)).permute(0, 3, 1, 2).contiguous(memory_format=memory) for start in (0, 1000))

    def forward():
        return functional.conv2d(x, layer.weight, layer.bias, padding=1)

    def backward():
        asks = [kind == "inputs", kind == "weights", kind == "weights"]
        return torch.ops.aten.convolution_backward(d, x, layer.weight, [32], [1, 1], [1, 1], [1, 1], False, [0, 0], 1, asks)[kind == "weights"]

    with torch.no_grad():
        result = forward() if kind == "forward" else backward()
        values = result[0, :, 0, 0] if kind != "weights" else result[:, 0, 0, 0]
        report_check(float((values.double() * torch.arange(1, 33)).sum()))
        measure(forward if kind == "forward" else backward, count)


match row.split("-"):
    case ["convolution", _]:
        epochs(small_convolution())
    case ["lenet", _]:
        epochs(lenet())
    case ["predict", name]:
        predictions(256 if name.endswith("x256") else 1)
    case ["step", "lstm64"]:
        steps_of_rows(64, 128)
    case ["step", "lstm256"]:
        steps_of_rows(256, 64)
    case ["step", name] if name.startswith("attention"):
        steps_of_attention(int(name[len("attention"):]))
    case ["convolution32", kind]:
        product(kind)
    case _:
        sys.exit(f"torch_layers knows no row {row}")
