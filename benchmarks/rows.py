"""What is measured: rows, each with its peers and how far GenNet may be from the strongest of them, and series of growing networks."""
import pathlib
from dataclasses import dataclass, field, replace


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
    # Variables that GenNet's process gets: instruction sets it must do without.
    variables: dict = field(default_factory=dict)
    # Variables that all programs get.
    setting: dict = field(default_factory=dict)
    # How far what was computed may lie apart: 60,000 steps one after the other amplify every rounding.
    tolerance: float = 1e-4
    # Whether the steady state is what counts, not the first calls.
    is_steady: bool = True
    # Whether the programs start from the same numbers and can be held against each other.
    checks: bool = True


def _c(*kinds, row="{row}"):
    """Plain C, as gcc vectorises it with 256 and with 512 bits."""
    names = {
        "plain": "C, plain",
        "vectors": "C, vectors by hand",
        "dots": "C, a dot product an output",
        "skip": "C, skipping zeros",
        "list": "C, listing what is not zero",
        "blocked": "C, hand-blocked 8×32",
        "openblas": "C, OpenBLAS",
        "unrolled": "C, unrolled",
        "side-by-side": "C, samples side by side",
    }
    return [
        Peer(names[kind] + suffix, f"{{bin}}/{program} {row} {kind} {{count}}")
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
    Row("epoch128", "MNIST epoch, batch 128", "ms", _c("blocked", "openblas") + _python(128), 5, at_most=0.78, flop=EPOCH_FLOP, is_steady=False),
    Row(
        "epoch128-bytes", "MNIST epoch, batch 128, from bytes (peers from floats)", "ms", _c("blocked", "openblas", row="epoch128"), 5,
        at_most=0.72, flop=EPOCH_FLOP, is_steady=False, gennet="{gennet} byte-epoch128 {count}",
    ),
    Row("epoch32", "MNIST epoch, batch 32", "ms", _c("blocked", "openblas") + _python(32), 5, at_most=0.82, flop=EPOCH_FLOP, is_steady=False),
    Row(
        "epoch128-without-zeros", "MNIST epoch, batch 128, no pixel zero", "ms", _c("blocked", "openblas", row="epoch128"), 5, flop=EPOCH_FLOP,
        is_steady=False, gennet="{gennet} epoch128 {count}", setting={"PEER_WITHOUT_ZEROS": "1"},
    ),
    Row("epoch1", "MNIST epoch, batch 1, dense", "ms", _c("plain", "vectors") + _python(1), 3, at_most=0.80, flop=EPOCH_FLOP, tolerance=1e-2, is_steady=False),
    Row("epoch1-skip", "MNIST epoch, batch 1, zeros skipped", "ms", _c("skip", "list"), 3, at_most=1.0, gennet="{gennet} epoch1 {count}", tolerance=1e-2, is_steady=False),
    Row(
        "fit128x2", "MNIST epoch by Fit, batch 128, two threads", "ms",
        [Peer("GenNet's own Fit on one thread", "{gennet} fit128x1 {count}")], 4, threads=2, at_most=0.55, is_steady=False,
    ),
    Row(
        "fit128x2-without-zeros", "MNIST epoch by Fit, batch 128, no pixel zero, two threads", "ms",
        [Peer("GenNet's own Fit on one thread", "{gennet} fit128x1 {count}")], 4, threads=2, is_steady=False,
        gennet="{gennet} fit128x2 {count}", setting={"PEER_WITHOUT_ZEROS": "1"},
    ),
    Row("xor", "XOR 2-3-1, 10,000 full-batch epochs", "ms", _c("unrolled", "side-by-side"), 100, at_most=1.0),
    Row("predict-2-3-1", "predict one sample, 2-3-1", "ns", _c("plain") + _onnx(), at_most=1.0),
    Row("predict-4-4", "predict one sample, 4-4 linear", "ns", _c("plain", "vectors"), at_most=1.0),
    Row("predict-16-16", "predict one sample, 16-16 linear", "ns", _c("plain", "vectors") + _onnx(), at_most=1.0),
    Row("predict-64-64", "predict one sample, 64-64 linear", "ns", _c("plain", "vectors") + _onnx(), at_most=0.9),
    Row("predict-784-10", "predict one sample, 784-10 linear", "ns", _c("plain", "dots") + _onnx(), at_most=1.0),
    Row("predict-784-64-10", "predict one sample, 784-64-10", "ns", _c("plain", "vectors") + _onnx(), at_most=0.95),
    Row(
        "predict-784-64-10-without-zeros", "predict one sample, 784-64-10, no pixel zero", "ns",
        _c("plain", "vectors", row="predict-784-64-10") + _onnx(row="predict-784-64-10"), at_most=1.0,
        gennet="{gennet} predict-784-64-10 {count}", setting={"PEER_WITHOUT_ZEROS": "1"},
    ),
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
    Row("stream-lstm20", "one step of a stream, Lstm(20) and a dense output", "ns", _c("plain"), at_most=1.0),
    Row("stream-lstm40", "one step of a stream, Lstm(40) and a dense output", "ns", _c("plain", "vectors"), at_most=1.0),
    Row("stream-gru16", "one step of a stream, Gru(16) and a dense output", "ns", _c("plain"), at_most=1.0),
    Row("stream-conv15", "one step of a stream, Conv1D(16, 15) over 16 channels", "ns", _c("plain", "vectors"), at_most=1.0),
    Row(
        "sigmoid", "sigmoid over 4,096 floats", "ns",
        [Peer("TensorPrimitives.Sigmoid", "{gennet} sigmoid-tensorprimitives {count}")] + _c("plain"),
        at_most=0.5, against="TensorPrimitives.Sigmoid",
    ),
    Row(
        "step4096", "train one step, 4096-4096, batch 256", "ns", [Peer("C, OpenBLAS", "{bin}/peers step4096 openblas {count}")], 3,
        flop=2 * 256 * 2 * 4096**2, gennet="{scaling} train-step4096-256 {count}", checks=False,
    ),
]


def _width(bits, build, tile, variables):
    return Row(
        f"epoch128-{bits.replace(' ', '-')}", f"MNIST epoch, batch 128, {bits}", "ms",
        [Peer(f"C, hand-blocked {tile}, {bits}", f"{{bin}}/{build} epoch128 blocked {{count}}")],
        4, at_most=1 / 0.95, flop=EPOCH_FLOP, is_steady=False, gennet="{gennet} epoch128 {count}", variables=variables,
    )


def narrowed(row):
    """A row with vectors of 256 bits: C built for no more than AVX2, once instead of twice, and tiles that fit sixteen registers."""
    peers = [
        replace(peer, name=peer.name.replace("8×32", "6×16"), command=peer.command.replace("{bin}/peers ", "{bin}/peers-256 "))
        for peer in row.peers
        if "{bin}/peers-wide" not in peer.command
    ]
    # ONNX Runtime takes what the machine has: where that is more, it is measured only where nobody else does the same, and says so.
    if machine_is_wide():
        told = [peer for peer in peers if not peer.name.startswith("ONNX Runtime")]
        peers = told or [replace(peer, name=f"{peer.name}, 512") for peer in peers]
    return replace(row, peers=peers, against=row.against if any(peer.name == row.against for peer in peers) else None)


def machine_is_wide():
    return "avx512f" in pathlib.Path("/proc/cpuinfo").read_text()


# What keeps every program to 256 bits that can be told, which ONNX Runtime cannot.
NARROW_SETTING = {"DOTNET_EnableAVX512": "0", "ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2"}

# The same epoch with less than the machine has.
WIDTHS = [
    _width("256 bits", "peers-256", "6×16", {"DOTNET_EnableAVX512": "0"}),
    _width("128 bits", "peers-128", "6×8", {"DOTNET_PreferredVectorBitWidth": "128"}),
    _width("128 bits without FMA", "peers-sse", "6×8", {"DOTNET_EnableAVX": "0"}),
]


@dataclass(frozen=True)
class Point:
    """One network or one batch of a series: where it stands, GenNet's row, and its arithmetic."""

    x: int
    row: str
    flop: float


@dataclass(frozen=True)
class Series:
    key: str
    title: str
    unit: str
    lines: dict
    count: int = 3
    command: str = "{scaling} {row} {count}"


WIDTH_BATCH = 128
DEPTH_BATCH = 32
CROSSING_BATCH = 32
_CROSSING = (2, 4, 6, 8, 10, 12, 16, 20, 24, 32)

SERIES = [
    Series(
        "width", f"train one step of w-w-w, batch {WIDTH_BATCH}", "ns",
        # Five products: two forward, two weight gradients, one input gradient.
        {"GenNet": [Point(w, f"train-width{w}-{WIDTH_BATCH}", 10 * w * w * WIDTH_BATCH) for w in (16, 32, 64, 128, 256, 512, 1024, 2048, 4096)]},
    ),
    Series(
        "batch", "MNIST epoch through 784-64-10", "ms",
        {"GenNet": [Point(2**n, f"epoch{2**n}", EPOCH_FLOP) for n in range(13)]},
        4,
        "{gennet} {row} {count}",
    ),
    Series(
        "depth", f"train one step of 64-64-…-64, batch {DEPTH_BATCH}", "ns",
        {"GenNet": [Point(d, f"train-depth{d}-{DEPTH_BATCH}", 2 * (3 * d - 1) * 64 * 64 * DEPTH_BATCH) for d in (1, 2, 3, 5, 10, 20, 30, 50)]},
    ),
    Series(
        "crossing-predict", "predict one sample, n-n-n", "ns",
        {line: [Point(n, f"predict-{key}{n}-1", 4 * n * n) for n in _CROSSING] for line, key in (("straight-line", "full"), ("tiled", "tiled"))},
    ),
    Series(
        "crossing-train", f"train one step of n-n-n, batch {CROSSING_BATCH}", "ns",
        {
            line: [Point(n, f"train-{key}{n}-{CROSSING_BATCH}", 10 * n * n * CROSSING_BATCH) for n in _CROSSING]
            for line, key in (("straight-line", "full"), ("tiled", "tiled"))
        },
    ),
]

# What each costs the compiler: the class, and the words for it.
COMPILED = {
    "Xor": "2-3-1",
    "Dense16": "16-16",
    "Dense64": "64-64",
    "Digits": "784-64-10",
    "DeepDigits": "784-256-128-10",
    "Width4096": "4096-4096-4096",
    "Depth50": "50 layers of 64-64",
    "Full32": "32-32-32, unrolled in full",
}
