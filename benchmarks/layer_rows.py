"""What is measured of the kinds of layers: rows like those of rows.py, each with its peers, and series of growing layers."""
from dataclasses import dataclass

from rows import Peer, Point, Row, Series, _onnx


@dataclass(frozen=True)
class LayerRow(Row):
    # The share of the peak that the arithmetic should have.
    of_peak: float | None = None


@dataclass(frozen=True)
class AddedRow:
    """What a layer behind a convolution adds to a step of training, and how much of the convolution's own time that may be."""

    key: str
    title: str
    at_most: float = 0.15
    count: int = 20
    gennet: str = "{gennet} {row} {count}"


def _torch(is_image=True):
    """PyTorch in the two ways in which images can lie in memory; what has no images has one."""
    layouts = ("channels-first", "channels-last") if is_image else ("channels-first",)
    return [Peer(f"PyTorch, {layout}" if is_image else "PyTorch", f"{{python}} {{peers}}/torch_layers.py {{row}} {layout} {{count}}") for layout in layouts]


ONEDNN = [Peer("oneDNN", "{bin}/onednn {row} {count}")]
IMAGES, CLASSES = 60_000, 10

# Multiply-adds of a sample forward; each has a gradient of its weights and, but for the first layer's, of its inputs.
CONVOLUTION = 26 * 26 * 9 * 8
CONVOLUTION_DENSE = 13 * 13 * 8 * 64 + 64 * CLASSES
LENET_FIRST = 28 * 28 * 25 * 6
LENET_REST = 10 * 10 * 25 * 6 * 16 + 400 * 120 + 120 * 84 + 84 * CLASSES
CONVOLUTION32 = 28 * 28 * 9 * 32 * 32
CONVOLUTION32_BATCH = 32


def _lstm(units, steps=28, features=28, classes=CLASSES):
    """W and U of four gates at every step, and the dense layer behind the last; the gradient of the inputs of W is nobody's."""
    return 2 * steps * features * 4 * units + 3 * (steps * units * 4 * units + units * classes)


def _attention(steps=128, features=64):
    """Four matrices, of which the last hands something down, and two products of steps by steps, each with both gradients; heads change nothing."""
    return 9 * steps * features**2 + 3 * 2 * steps**2 * features


LAYER_ROWS = [
    LayerRow(
        "convolution-epoch128", "MNIST epoch, batch 128, convolution 8@3×3 – pool – 64 – 10", "ms", _torch(), 1, at_most=0.2,
        flop=2 * IMAGES * (2 * CONVOLUTION + 3 * CONVOLUTION_DENSE), of_peak=0.4, is_steady=False,
    ),
    LayerRow(
        "lenet-epoch128", "MNIST epoch, batch 128, LeNet-5", "ms", _torch(), 1, at_most=0.2,
        flop=2 * IMAGES * (2 * LENET_FIRST + 3 * LENET_REST), of_peak=0.4, is_steady=False,
        # The losses were 0.6 % apart after an epoch: rounding, which parts networks as they learn. In double precision 110 steps agree within 2e-14.
        tolerance=0.02,
    ),
    LayerRow("predict-lenet", "predict one sample, LeNet-5", "ns", _onnx() + _torch(), at_most=0.5, against="ONNX Runtime", flop=2 * (LENET_FIRST + LENET_REST)),
    LayerRow(
        "predict-lenetx256", "predict 256 samples, LeNet-5", "ns", _onnx() + _torch(), at_most=0.7, against="ONNX Runtime",
        flop=2 * 256 * (LENET_FIRST + LENET_REST),
    ),
    LayerRow(
        "step-lstm64", "train one step, rows of MNIST, Lstm(64) – 10, batch 128", "ns", _torch(is_image=False), at_most=0.3,
        flop=2 * 128 * _lstm(64), of_peak=0.55,
    ),
    LayerRow(
        "step-lstm256", "train one step, rows of MNIST, Lstm(256) – 10, batch 64", "ns", _torch(is_image=False), flop=2 * 64 * _lstm(256), of_peak=0.6,
    ),
    *(
        LayerRow(
            f"convolution32-{key}", f"convolution 3×3, 32 → 32, 28 × 28, batch 32: {words}", "ns", ONEDNN + _torch(), at_most=1.0, against="oneDNN",
            flop=2 * CONVOLUTION32_BATCH * CONVOLUTION32, of_peak=0.75,
        )
        for key, words in (("forward", "forward"), ("weights", "gradient of its weights"), ("inputs", "gradient of its inputs"))
    ),
    *(
        LayerRow(
            f"step-attention{heads}", f"train one step, self-attention with {heads} head{'s' if heads > 1 else ''}, 128 steps × 64, batch 32", "ns",
            _torch(is_image=False), flop=2 * 32 * _attention(), of_peak=0.5,
        )
        for heads in (1, 4, 8)
    ),
]

# The convolution itself comes first: what the others add is told as a share of what it adds.
ADDED_ROWS = [
    AddedRow("added-convolution", "another such convolution"),
    AddedRow("added-batchnorm", "batch normalization"),
    AddedRow("added-layernorm", "layer normalization"),
    AddedRow("added-maxpool", "max pool 2 × 2"),
    AddedRow("added-averagepool", "average pool 2 × 2"),
    AddedRow("added-dropout", "dropout"),
]

_CHANNELS = (4, 8, 16, 32, 64, 128)
_BATCHES = (1, 2, 4, 8, 16, 32, 64, 128)
_STEPS = (4, 8, 16, 32, 64, 128, 256)
_UNITS = (8, 16, 32, 64, 128, 256, 512)


def _growing_convolution(channels, batch):
    """Two of them: the second hands something down."""
    return 2 * batch * 5 * 28 * 28 * 9 * channels**2


LAYER_SERIES = [
    Series(
        "convolution-channels", "two convolutions 3×3, c → c → c, 28 × 28, batch 32", "ns",
        {"GenNet": [Point(c, f"train-channels{c}-32", _growing_convolution(c, 32)) for c in _CHANNELS]},
    ),
    Series(
        "convolution-batch", "two convolutions 3×3, 32 → 32 → 32, 28 × 28", "ns",
        {"GenNet": [Point(b, f"train-channels32-{b}", _growing_convolution(32, b)) for b in _BATCHES]},
    ),
    Series(
        "lstm-units", "Lstm(u) – 1 over 28 steps of 28, batch 64", "ns",
        {"GenNet": [Point(u, f"train-units{u}-64", 2 * 64 * _lstm(u, classes=1)) for u in _UNITS]},
    ),
    Series(
        "lstm-steps", "Lstm(64) – 1 over t steps of 28, batch 64", "ns",
        {"GenNet": [Point(t, f"train-steps{t}-64", 2 * 64 * _lstm(64, t, classes=1)) for t in _STEPS]},
    ),
    Series(
        "lstm-batch", "Lstm(64) – 1 over 32 steps of 28", "ns",
        {"GenNet": [Point(b, f"train-steps32-{b}", 2 * b * _lstm(64, 32, classes=1)) for b in _BATCHES]},
    ),
]
