#!/usr/bin/env python3
"""Writes the weight files that the tests load, and what the models that they are of yield.

Needs PyTorch and NumPy (Debian: python3-torch), and is not run by the tests: what it writes is committed. The models of PyTorch are PyTorch's own,
computed in double precision. Keras's are its documented names, shapes and formulas in NumPy: https://keras.io/api/layers/.
"""

import json
import os
import struct
import sys

import numpy
import torch
from torch import nn

FOLDER = os.path.dirname(os.path.abspath(__file__))
SAMPLES = 3
expected = {}


def save_safetensors(name, tensors, dtype=None, metadata=None):
    """The format by its description: the length of a header in JSON, the header, the values."""
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    # Sorted by name, as the safetensors package does.
    for key in sorted(tensors):
        values = tensors[key]
        if dtype == "BF16" and values.is_floating_point():
            kind, raw = "BF16", values.to(torch.bfloat16).view(torch.int16).numpy().tobytes()
        else:
            if dtype and values.is_floating_point():
                values = values.to({"F16": torch.float16, "F32": torch.float32, "F64": torch.float64}[dtype])
            kind = {torch.float16: "F16", torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}[values.dtype]
            raw = values.contiguous().numpy().tobytes()
        header[key] = {"dtype": kind, "shape": list(values.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def randomize(model):
    for name, values in model.state_dict().items():
        if "running_var" in name:
            values.copy_(torch.rand_like(values) + 0.5)
        elif "num_batches" in name:
            values.fill_(7)
        else:
            values.copy_(torch.randn_like(values) * 0.5)


def add(name, model, inputs, image_in=False, image_out=False):
    """A model of PyTorch, in single precision, and what it yields in double."""
    torch.manual_seed(len(expected) + 1)
    randomize(model)
    save_safetensors(f"{name}.safetensors", model.state_dict(), metadata={"format": "pt"})
    model.double().eval()
    with torch.no_grad():
        x = inputs.double() if inputs.is_floating_point() else inputs
        y = model(x)
    if image_in:
        x = x.movedim(1, -1)
    if image_out:
        y = y.movedim(1, -1)
    expected[name] = {"inputs": x.reshape(-1).tolist(), "outputs": y.reshape(-1).tolist()}
    return model.float()


def images(*shape):
    generator = torch.Generator().manual_seed(sum(shape))
    return torch.randn(SAMPLES, *shape, generator=generator).float()


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 4, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 6, 3)
        self.fc1 = nn.Linear(24, 5)
        self.fc2 = nn.Linear(5, 3)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 2)
        x = torch.relu(self.conv2(x)).flatten(1)
        return self.fc2(torch.tanh(self.fc1(x)))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 3, 5)
        self.conv2 = nn.Conv2d(3, 4, 5)
        self.fc1 = nn.Linear(4 * 4 * 4, 12)
        self.fc2 = nn.Linear(12, 8)
        self.fc3 = nn.Linear(8, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc1(x.flatten(1)))
        return torch.softmax(self.fc3(torch.relu(self.fc2(x))), 1)


class Last(nn.Module):
    """A recurrent module, of which the last step of each direction goes through a dense layer."""

    def __init__(self, rnn, features):
        super().__init__()
        self.rnn = rnn
        self.fc = nn.Linear(features, 2)

    def forward(self, x):
        _, h = self.rnn(x)
        h = h[0] if isinstance(h, tuple) else h
        h = torch.cat([h[0], h[1]], 1) if self.rnn.bidirectional else h[-1]
        return self.fc(h)


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(7, 4)
        self.out = nn.Linear(20, 3)

    def forward(self, x):
        return self.out(self.emb(x).flatten(1))


class Attending(nn.Module):
    def __init__(self):
        super().__init__()
        self.attn = nn.MultiheadAttention(8, 2, batch_first=True)
        self.norm = nn.LayerNorm(8)
        self.fc = nn.Linear(8, 2)

    def forward(self, x):
        return self.fc(self.norm(self.attn(x, x, x, need_weights=False)[0] + x))


mlp = add("mlp", nn.Sequential(nn.Linear(6, 5), nn.Sigmoid(), nn.Linear(5, 3)), images(6))
for kind in ("F16", "BF16", "F64"):
    save_safetensors(f"mlp-{kind}.safetensors", mlp.state_dict(), dtype=kind)
add("prelu", nn.Sequential(nn.Linear(4, 4), nn.PReLU(4), nn.Linear(4, 4), nn.PReLU(), nn.Linear(4, 4)), images(4))
add("cnn", Cnn(), images(2, 8, 8), image_in=True)
add("lenet", LeNet(), images(1, 28, 28), image_in=True)
add("flat", nn.Sequential(nn.Conv2d(2, 6, 3, groups=2), nn.Flatten(), nn.BatchNorm1d(24), nn.PReLU(24), nn.Linear(24, 2)), images(2, 4, 4), image_in=True)
add("series", nn.Sequential(nn.Conv1d(2, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(16, 2)), images(2, 6), image_in=True)
add(
    "decoder",
    nn.Sequential(
        nn.Linear(4, 36), nn.ReLU(), nn.Unflatten(1, (4, 3, 3)), nn.BatchNorm2d(4), nn.ConvTranspose2d(4, 2, 3, stride=2), nn.Sigmoid()),
    images(4),
    image_out=True)
add("lstm", Last(nn.LSTM(3, 4, batch_first=True), 4), images(5, 3))
add("stacked", Last(nn.LSTM(3, 4, num_layers=2, batch_first=True), 4), images(5, 3))
add("gru", Last(nn.GRU(3, 4, batch_first=True), 4), images(5, 3))
add("rnn", Last(nn.RNN(3, 4, batch_first=True), 4), images(5, 3))
add("bidirectional", Last(nn.GRU(3, 4, batch_first=True, bidirectional=True), 8), images(5, 3))
add("words", Words(), torch.tensor([[0, 6, 2, 2, 1], [5, 4, 3, 2, 1], [6, 6, 6, 0, 0]]))
add("attention", Attending(), images(5, 8))

# NumPy: the same perceptron in every form that its files have.
arrays = {key: value.numpy() for key, value in mlp.state_dict().items()}
numpy.savez(os.path.join(FOLDER, "mlp.npz"), **arrays)
numpy.savez_compressed(os.path.join(FOLDER, "mlp-compressed.npz"), **{k: v.astype(">f8") for k, v in arrays.items()})
numpy.savez(os.path.join(FOLDER, "mlp-fortran.npz"), **{k: numpy.asfortranarray(v.astype("f2")) for k, v in arrays.items()})
numpy.savez(os.path.join(FOLDER, "mlp-unnamed.npz"), *arrays.values())
plain = [arrays["0.weight"].T, arrays["0.bias"], arrays["2.weight"].T, arrays["2.bias"]]
numpy.savez(os.path.join(FOLDER, "mlp-plain.npz"), W1=plain[0], b1=plain[1], W2=plain[2], b2=plain[3])
numpy.save(os.path.join(FOLDER, "mlp-vector.npy"), numpy.concatenate([values.reshape(-1) for values in plain]))

# What is not read.
numpy.save(os.path.join(FOLDER, "pickled.npy"), numpy.array([{"a": 1}], dtype=object))
torch.save(nn.Linear(2, 1).state_dict(), os.path.join(FOLDER, "linear.pt"))
torch.save(nn.Linear(2, 1).state_dict(), os.path.join(FOLDER, "legacy.pt"), _use_new_zipfile_serialization=False)


# Keras: its names, shapes and formulas.
random = numpy.random.default_rng(1)


def draw(*shape):
    return (random.standard_normal(shape) * 0.5).astype("f4")


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


def add_keras(name, weights, formula, inputs):
    w = {key: value.astype("f8") for key, value in weights.items()}
    outputs = numpy.stack([formula(w, x.astype("f8") if x.dtype.kind == "f" else x) for x in inputs])
    expected[name] = {"inputs": inputs.reshape(-1).tolist(), "outputs": outputs.reshape(-1).tolist()}
    numpy.savez(os.path.join(FOLDER, f"{name}.npz"), **weights)


def dense(w, name, x):
    return x @ w[f"{name}/kernel"] + w[f"{name}/bias"]


def dense_weights(name, inputs, outputs):
    return {f"{name}/kernel": draw(inputs, outputs), f"{name}/bias": draw(outputs)}


def samples(*shape):
    return random.standard_normal((SAMPLES, *shape)).astype("f4")


add_keras(
    "keras-mlp",
    {**dense_weights("sequential/dense", 6, 5), **dense_weights("sequential/dense_1", 5, 3)},
    lambda w, x: dense(w, "sequential/dense_1", sigmoid(dense(w, "sequential/dense", x))),
    samples(6))


def conv2d(x, kernel, bias):
    height, width = x.shape[0] - kernel.shape[0] + 1, x.shape[1] - kernel.shape[1] + 1
    return numpy.array([
        [numpy.tensordot(x[i:i + kernel.shape[0], j:j + kernel.shape[1]], kernel, 3) + bias for j in range(width)] for i in range(height)])


def cnn(w, x):
    y = conv2d(x, w["conv2d/kernel:0"], w["conv2d/bias:0"])
    norm = (y - w["batch_normalization/moving_mean:0"]) / numpy.sqrt(w["batch_normalization/moving_variance:0"] + 1e-3)
    y = numpy.maximum(norm * w["batch_normalization/gamma:0"] + w["batch_normalization/beta:0"], 0)
    return y.reshape(-1) @ w["dense/kernel:0"] + w["dense/bias:0"]


add_keras(
    "keras-cnn",
    {
        "conv2d/kernel:0": draw(3, 3, 2, 4), "conv2d/bias:0": draw(4),
        "batch_normalization/gamma:0": draw(4), "batch_normalization/beta:0": draw(4),
        "batch_normalization/moving_mean:0": draw(4), "batch_normalization/moving_variance:0": numpy.abs(draw(4)) + numpy.float32(0.5),
        "dense/kernel:0": draw(16, 3), "dense/bias:0": draw(3),
    },
    cnn,
    samples(4, 4, 2))


def lstm(w, name, x, units):
    h = c = numpy.zeros(units)
    for step in x:
        z = step @ w[f"{name}/kernel"] + h @ w[f"{name}/recurrent_kernel"] + w[f"{name}/bias"]
        i, f, g, o = numpy.split(z, 4)
        c = sigmoid(f) * c + sigmoid(i) * numpy.tanh(g)
        h = sigmoid(o) * numpy.tanh(c)
    return h


def lstm_weights(name, inputs, units):
    return {f"{name}/kernel": draw(inputs, 4 * units), f"{name}/recurrent_kernel": draw(units, 4 * units), f"{name}/bias": draw(4 * units)}


add_keras(
    "keras-lstm",
    {**lstm_weights("lstm/lstm_cell", 3, 4), **dense_weights("dense", 4, 2)},
    lambda w, x: dense(w, "dense", lstm(w, "lstm/lstm_cell", x, 4)),
    samples(5, 3))
add_keras(
    "keras-bidirectional",
    {
        **lstm_weights("bidirectional/forward_lstm/lstm_cell", 3, 4), **lstm_weights("bidirectional/backward_lstm/lstm_cell", 3, 4),
        **dense_weights("dense", 8, 2),
    },
    lambda w, x: dense(w, "dense", numpy.concatenate([
        lstm(w, "bidirectional/forward_lstm/lstm_cell", x, 4), lstm(w, "bidirectional/backward_lstm/lstm_cell", x[::-1], 4)])),
    samples(5, 3))


def gru(w, x):
    """reset_after=True: z, r and h, a bias for x and one for h."""
    h = numpy.zeros(4)
    for step in x:
        xz, xr, xh = numpy.split(step @ w["gru/gru_cell/kernel"] + w["gru/gru_cell/bias"][0], 3)
        hz, hr, hh = numpy.split(h @ w["gru/gru_cell/recurrent_kernel"] + w["gru/gru_cell/bias"][1], 3)
        z, r = sigmoid(xz + hz), sigmoid(xr + hr)
        h = z * h + (1 - z) * numpy.tanh(xh + r * hh)
    return dense(w, "dense", h)


add_keras(
    "keras-gru",
    {
        "gru/gru_cell/kernel": draw(3, 12), "gru/gru_cell/recurrent_kernel": draw(4, 12), "gru/gru_cell/bias": draw(2, 12),
        **dense_weights("dense", 4, 2),
    },
    gru,
    samples(5, 3))


def hold_against_pytorch(name, module, yields):
    """The formulas that check_keras.js has nothing for: PyTorch's module of the same formula, with the same weights, yields the same."""
    inputs = torch.tensor(expected[name]["inputs"]).reshape(SAMPLES, 5, -1)
    with torch.no_grad():
        found = yields(module.eval(), inputs).numpy().reshape(-1)
    assert numpy.abs(found - expected[name]["outputs"]).max() < 1e-6, name


def load(*pairs):
    for parameter, values in pairs:
        parameter.data = torch.from_numpy(numpy.ascontiguousarray(values, "f4"))


def gru_of_pytorch():
    """r, z and n there."""
    w = numpy.load(os.path.join(FOLDER, "keras-gru.npz"))
    module, order = nn.GRU(3, 4, batch_first=True), [1, 0, 2]
    kernels = [numpy.concatenate([numpy.split(w[f"gru/gru_cell/{key}"], 3, 1)[gate].T for gate in order]) for key in ("kernel", "recurrent_kernel")]
    biases = [numpy.concatenate([numpy.split(bias, 3)[gate] for gate in order]) for bias in w["gru/gru_cell/bias"]]
    load((module.weight_ih_l0, kernels[0]), (module.weight_hh_l0, kernels[1]), (module.bias_ih_l0, biases[0]), (module.bias_hh_l0, biases[1]))
    hold_against_pytorch("keras-gru", module, lambda gru, x: gru(x)[0][:, -1] @ torch.from_numpy(w["dense/kernel"]) + torch.from_numpy(w["dense/bias"]))


gru_of_pytorch()


def simple_rnn(w, x):
    h = numpy.zeros(4)
    for step in x:
        h = numpy.tanh(
            step @ w["simple_rnn/simple_rnn_cell/kernel"] + h @ w["simple_rnn/simple_rnn_cell/recurrent_kernel"] + w["simple_rnn/simple_rnn_cell/bias"])
    return dense(w, "dense", h)


add_keras(
    "keras-rnn",
    {
        "simple_rnn/simple_rnn_cell/kernel": draw(3, 4), "simple_rnn/simple_rnn_cell/recurrent_kernel": draw(4, 4),
        "simple_rnn/simple_rnn_cell/bias": draw(4), **dense_weights("dense", 4, 2),
    },
    simple_rnn,
    samples(5, 3))
add_keras(
    "keras-words",
    {"embedding/embeddings": draw(7, 4), **dense_weights("dense", 20, 3)},
    lambda w, x: dense(w, "dense", w["embedding/embeddings"][x].reshape(-1)),
    numpy.array([[0, 6, 2, 2, 1], [5, 4, 3, 2, 1], [6, 6, 6, 0, 0]]))


def attention(w, x):
    name = "multi_head_attention"
    q, k, v = (numpy.einsum("sf,fhd->shd", x, w[f"{name}/{part}/kernel"]) + w[f"{name}/{part}/bias"] for part in ("query", "key", "value"))
    scores = numpy.einsum("shd,thd->hst", q, k) / numpy.sqrt(q.shape[2])
    scores = numpy.exp(scores - scores.max(-1, keepdims=True))
    scores /= scores.sum(-1, keepdims=True)
    y = numpy.einsum("hst,thd->shd", scores, v)
    y = numpy.einsum("shd,hdf->sf", y, w[f"{name}/attention_output/kernel"]) + w[f"{name}/attention_output/bias"] + x
    y = (y - y.mean(-1, keepdims=True)) / numpy.sqrt(y.var(-1, keepdims=True) + 1e-3)
    return dense(w, "dense", y * w["layer_normalization/gamma"] + w["layer_normalization/beta"])


add_keras(
    "keras-attention",
    {
        **{f"multi_head_attention/{part}/kernel": draw(8, 2, 4) for part in ("query", "key", "value")},
        **{f"multi_head_attention/{part}/bias": draw(2, 4) for part in ("query", "key", "value")},
        "multi_head_attention/attention_output/kernel": draw(2, 4, 8), "multi_head_attention/attention_output/bias": draw(8),
        "layer_normalization/gamma": draw(8), "layer_normalization/beta": draw(8), **dense_weights("dense", 8, 2),
    },
    attention,
    samples(5, 8))


def attention_of_pytorch():
    w = numpy.load(os.path.join(FOLDER, "keras-attention.npz"))
    name, module, norm = "multi_head_attention", nn.MultiheadAttention(8, 2, batch_first=True), nn.LayerNorm(8, eps=1e-3)
    load(
        (module.in_proj_weight, numpy.concatenate([w[f"{name}/{part}/kernel"].reshape(8, 8).T for part in ("query", "key", "value")])),
        (module.in_proj_bias, numpy.concatenate([w[f"{name}/{part}/bias"].reshape(8) for part in ("query", "key", "value")])),
        (module.out_proj.weight, w[f"{name}/attention_output/kernel"].reshape(8, 8).T), (module.out_proj.bias, w[f"{name}/attention_output/bias"]),
        (norm.weight, w["layer_normalization/gamma"]), (norm.bias, w["layer_normalization/beta"]))
    kernel, bias = torch.from_numpy(w["dense/kernel"]), torch.from_numpy(w["dense/bias"])
    hold_against_pytorch("keras-attention", module, lambda attend, x: norm(attend(x, x, x)[0] + x) @ kernel + bias)


attention_of_pytorch()


def transposed(w, x):
    """Each value of the input is spread over a window; kernels are [height, width, outputs, inputs]."""
    kernel = w["conv2d_transpose/kernel"]
    y = numpy.zeros((7, 7, 2)) + w["conv2d_transpose/bias"]
    for i in range(3):
        for j in range(3):
            y[2 * i:2 * i + 3, 2 * j:2 * j + 3] += kernel @ x[i, j]
    return y


add_keras("keras-transposed", {"conv2d_transpose/kernel": draw(3, 3, 2, 4), "conv2d_transpose/bias": draw(2)}, transposed, samples(3, 3, 4))

with open(os.path.join(FOLDER, "expected.json"), "w", encoding="utf-8") as file:
    file.write("{\n" + ",\n".join(f'"{name}": {json.dumps(value)}' for name, value in expected.items()) + "\n}\n")
sys.stdout.write(f"{len(expected)} models\n")
