"""The rows of the comparison: what is measured, by whom, and how far GenNet may be from the strongest peer."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Peer:
    """A program that does a row's work: its name in the tables, and its command after substitution of {row} and {count}."""

    name: str
    command: str
    # So slow that one run of one epoch says enough.
    is_slow: bool = False


@dataclass(frozen=True)
class Row:
    key: str
    title: str
    unit: str
    peers: list = field(default_factory=list)
    # Measurements a process takes.
    count: int = 6
    threads: int = 1
    at_most: float | None = None
    # Of whom `at_most` speaks, if not of the strongest peer.
    against: str | None = None
    # Multiply-adds times two, where arithmetic is what takes the time.
    flop: float | None = None
    gennet: str = "{gennet} {row} {count}"
    # How far what was computed may lie apart: 60,000 steps one after the other amplify every rounding.
    tolerance: float = 1e-4


def _c(*kinds):
    """Plain C, as gcc vectorises it with 256 and with 512 bits."""
    names = {
        "plain": "C, plain",
        "vectors": "C, vectors by hand",
        "skip": "C, skipping zeros",
        "blocked": "C, hand-blocked 8×32",
        "openblas": "C, OpenBLAS",
        "unrolled": "C, unrolled",
        "side-by-side": "C, samples side by side",
    }
    return [
        Peer(names[kind] + suffix, f"{{bin}}/{program} {{row}} {kind} {{count}}")
        for kind in kinds
        for program, suffix in (("peers", ""), ("peers-wide", ", 512"))
    ]


def _onnx(row="{row}", threads=1):
    return [Peer("ONNX Runtime", f"{{bin}}/onnx {row} {threads} {{count}}")]


def _python(batch):
    return [
        Peer("NumPy", f"{{python}} {{peers}}/numpy_epoch.py {batch} {{count}}", is_slow=batch == 1),
        Peer("PyTorch, by hand", f"{{python}} {{peers}}/torch_epoch.py hand {batch} {{count}}", is_slow=batch == 1),
        Peer("PyTorch, autograd", f"{{python}} {{peers}}/torch_epoch.py autograd {batch} {{count}}", is_slow=True),
    ]


# Forward and weight gradient of both layers, and the input gradient of the second.
EPOCH_FLOP = 2 * 60_000 * (2 * 784 * 64 + 3 * 64 * 10)

ROWS = [
    Row("epoch128", "MNIST epoch, batch 128", "ms", _c("blocked", "openblas") + _python(128), 4, at_most=0.78, flop=EPOCH_FLOP),
    Row("epoch32", "MNIST epoch, batch 32", "ms", _c("blocked", "openblas") + _python(32), 4, at_most=0.82, flop=EPOCH_FLOP),
    Row("epoch1", "MNIST epoch, batch 1, dense", "ms", _c("plain") + _python(1), 3, at_most=0.80, flop=EPOCH_FLOP, tolerance=1e-2),
    Row("epoch1-skip", "MNIST epoch, batch 1, zeros skipped", "ms", _c("skip"), 3, at_most=1.0, gennet="{gennet} epoch1 {count}", tolerance=1e-2),
    Row(
        "fit128x2", "MNIST epoch by Fit, batch 128, two threads", "ms",
        [Peer("GenNet's own Fit on one thread", "{gennet} fit128x1 {count}")], 4, threads=2, at_most=0.55,
    ),
    Row("xor", "XOR 2-3-1, 10,000 full-batch epochs", "ms", _c("unrolled", "side-by-side"), 20, at_most=1.0),
    Row("predict-2-3-1", "predict one sample, 2-3-1", "ns", _c("plain") + _onnx(), at_most=1.0),
    Row("predict-16-16", "predict one sample, 16-16 linear", "ns", _c("plain", "vectors") + _onnx(), at_most=1.0),
    Row("predict-64-64", "predict one sample, 64-64 linear", "ns", _c("plain", "vectors") + _onnx(), at_most=0.9),
    Row("predict-784-64-10", "predict one sample, 784-64-10", "ns", _c("plain", "vectors") + _onnx(), at_most=0.95),
    Row("predict-784-256-128-10", "predict one sample, 784-256-128-10", "ns", _c("plain", "vectors") + _onnx(), at_most=0.95),
    Row("predict-784-64-10x256", "predict 256 samples, 784-64-10", "ns", _onnx(), at_most=0.90, flop=2 * 256 * (784 * 64 + 640)),
    Row(
        "predict-784-64-10x256-2threads", "predict 256 samples, two threads", "ns", _onnx("predict-784-64-10x256", 2),
        threads=2, at_most=0.90,
    ),
    Row("predict-784-64-10x10000", "predict 10,000 samples, 784-64-10", "ns", _onnx(), at_most=0.90, flop=2e4 * (784 * 64 + 640)),
    Row(
        "predict-784-64-10x10000-2threads", "predict 10,000 samples, two threads", "ns", _onnx("predict-784-64-10x10000", 2),
        threads=2, at_most=0.90,
    ),
    Row("predict-2-3-1x4096", "predict 4,096 samples, 2-3-1", "ns", _c("plain") + _onnx(), at_most=1.0),
    Row(
        "sigmoid", "sigmoid over 4,096 floats", "ns",
        [Peer("TensorPrimitives.Sigmoid", "{gennet} sigmoid-tensorprimitives {count}")] + _c("plain"),
        at_most=0.5, against="TensorPrimitives.Sigmoid",
    ),
]
