"""The networks of the layer goldens: each argument of each kind at least twice, and random combinations of all kinds."""

import random

from layer_kinds import COUPLED, NUMBERS, Layer, Network

SMOOTH = ("Linear", "Tanh", "Sigmoid", "GELU", "SiLU", "Softplus", "Mish", "Sine")
ALONE = (
    "Sigmoid", "Tanh", "ReLU", "ReLU6", "SELU", "GELU", "GeluTanh", "SiLU", "Mish", "Softsign", "HardSigmoid", "HardTanh", "HardSwish",
    "LogSigmoid", "Gaussian", "Exponential", "SquaredReLU")
WITH_NUMBERS = {"LeakyReLU": (0.25, 0.125), "ELU": (0.75, 1.5), "CELU": (1.5, 0.5), "Softplus": (2.0, 0.5), "Sine": (3.0, 0.5)}

L = Layer


def networks():
    yield from first_kinds()
    yield from convolutions()
    yield from transposed()
    yield from pools()
    yield from normalizations()
    yield from noise()
    yield from embeddings()
    yield from recurrent()
    yield from attention()
    yield from known_networks()
    for seed in range(RANDOM_NETWORKS):
        yield random_network(seed)


def first_kinds():
    yield Network("DenseSteps", [5, 7], [L("Layer", 9, "Tanh"), L("Layer", 3)], "HalfSquaredError")
    yield Network("DensePixels", [3, 4, 5], [L("Layer", 6, "Sigmoid"), L("Layer", 2, "Tanh", Bias=False)], "MeanSquaredError")
    yield Network("DenseStepsSoftmax", [3, 4], [L("Layer", 5, "Tanh"), L("Layer", 3, "Softmax")], "CrossEntropy")
    yield Network("DensePixelsSigmoid", [2, 3, 2], [L("Layer", 4, "SiLU"), L("Layer", 1, "Sigmoid")], "BinaryCrossEntropy", "Sum")
    yield Network("DenseStated", [6], [L("Layer", 6, 5, "Tanh"), L("Layer", 5, 4), L("Layer", 4, 2, "Sigmoid")], "SquaredError", has_input=False)
    yield Network("DenseWide", [3], [L("Layer", 65, "ReLU"), L("Layer", 3, "Tanh"), L("Layer", 1)], "MeanSquaredError", samples=7)
    yield Network("DenseInitializers", [4], [
        L("Layer", 5, "Tanh", Initializer="Initializer.Zeros"),
        L("Layer", 3, "SiLU", Initializer="Initializer.StandardNormal", InitializerScale=0.5),
        L("Layer", 2, Initializer="Initializer.Uniform01", InitializerScale=0.25)])
    yield Network("Flatten", [3, 2, 4], [L("Layer", 3, "Tanh"), L("Flatten"), L("Layer", 4)])
    yield Network("FlattenFirst", [4, 3], [L("Flatten"), L("Layer", 5, "Tanh"), L("Layer", 2, "Softmax")], "CrossEntropy")
    yield Network("Reshape", [12], [
        L("Layer", 12, "Tanh"), L("Reshape", 3, 4), L("Layer", 4, "SiLU"), L("Reshape", 2, 2, 3), L("Layer", 2), L("Reshape", 8)])
    yield Network("ReshapeFirst", [4, 6], [L("Reshape", 2, 3, 4), L("Layer", 3, "Tanh"), L("Flatten"), L("Layer", 2)])

    for name in ALONE:
        yield Network(f"Activate{name}", [3], [L("Layer", 4), L("Activate", name), L("Layer", 2)])
    for name, (first, second) in WITH_NUMBERS.items():
        argument = NUMBERS[name]
        yield Network(f"Activate{name}", [3], [L("Layer", 4), L("Activate", name), L("Layer", 2)])
        yield Network(f"Activate{name}{argument}", [2, 3], [
            L("Layer", 4), L("Activate", name, **{argument: first}), L("Layer", 2, name, **{argument: second})])
    for name in COUPLED:
        yield Network(f"Activate{name}Vector", [4], [L("Layer", 5), L("Activate", name), L("Layer", 3)])
        yield Network(f"Activate{name}Steps", [3, 4], [L("Activate", name), L("Layer", 5), L("Activate", name), L("Layer", 2)])
        yield Network(f"Activate{name}Pixels", [2, 2, 3], [L("Layer", 4), L("Activate", name), L("Flatten"), L("Layer", 2)])
        yield Network(f"Activate{name}Last", [3, 4], [L("Layer", 5, "Tanh"), L("Layer", 4), L("Activate", name)], "CrossEntropy")
    yield Network("ActivateSoftmaxSquared", [5], [L("Layer", 4), L("Activate", "Softmax")], "SquaredError")
    yield Network("ActivateSigmoidLast", [3, 2], [L("Layer", 3), L("LayerNorm"), L("Activate", "Sigmoid")], "BinaryCrossEntropy")
    yield Network("ActivateFirst", [5], [L("Activate", "Sine"), L("Layer", 3, "Tanh"), L("Layer", 2)])
    yield Network("ActivateMethod", [3, 4], [
        L("Layer", 5, "nameof(Functions.Wave)"), L("LayerNorm"), L("Activate", "nameof(Functions.Bend)"), L("Layer", 2)])
    for samples, shape in ((2, [5]), (7, [3, 4]), (1, [2, 3, 3])):
        rank = len(shape)
        yield Network(f"PReLU{rank}", shape, [L("Layer", 4), L("Activate", "PReLU"), L("Layer", 3, "PReLU", Slope=0.125)], samples=samples)
        yield Network(f"PReLUPerChannel{rank}", shape, [
            L("Layer", 6, "PReLU", PerChannel=True), L("LayerNorm"), L("Activate", "PReLU", PerChannel=True, Slope=0.5), L("Layer", 2)],
            samples=samples)
    yield Network("PReLUPerChannelLast", [2, 4], [
        L("Layer", 17), L("Activate", "PReLU", PerChannel=True, Frozen=True), L("Layer", 3, "PReLU", PerChannel=True)], "SquaredError")
    yield Network("PReLUPerChannelFrozen", [4], [L("Layer", 5, "PReLU", PerChannel=True, Frozen=True), L("Layer", 3, "PReLU", PerChannel=False)])

    yield Network("LayerNorm1", [5], [L("Layer", 6, "Tanh"), L("LayerNorm"), L("Layer", 3)], "MeanSquaredError")
    yield Network("LayerNorm2", [4, 3], [L("LayerNorm", Epsilon=0.01), L("Layer", 6, "Tanh"), L("LayerNorm", Epsilon=0.5)], "SquaredError")
    yield Network("LayerNorm3", [2, 3, 5], [L("LayerNorm"), L("Activate", "ReLU"), L("Layer", 4), L("LayerNorm", Frozen=True), L("Layer", 2)])
    yield Network("LayerNormWide", [2, 5], [L("Layer", 33, "GELU"), L("LayerNorm", Frozen=False), L("Layer", 1, "Tanh")], samples=7)
    yield Network("LayerNormFrozenFirst", [6], [L("LayerNorm", Frozen=True), L("Layer", 4, "Tanh"), L("Layer", 2)])

    yield Network("Residual", [5], [L("Layer", 4, "Tanh", Name="trunk"), L("Layer", 4, "SiLU"), L("Layer", 4), L("Add", "trunk"), L("Layer", 2)])
    yield Network("AddSeveral", [3, 4], [
        L("Layer", 4, "Tanh", Name="a"), L("Layer", 4, "Sigmoid", Name="b"), L("Layer", 4, From="a"), L("Add", "a", "b", "a"), L("Layer", 3)])
    yield Network("MultiplySeveral", [2, 2, 3], [
        L("Layer", 3, "Tanh", Name="a"), L("Layer", 3, "SiLU", Name="b"), L("Multiply", "a", "b"), L("Layer", 2)])
    yield Network("MultiplySquare", [4], [L("Layer", 5, Name="x"), L("Multiply", "x"), L("Layer", 2, "Tanh")])
    yield Network("MultiplyGate", [5], [
        L("Layer", 6, "Tanh", Name="value"), L("Layer", 6, "Sigmoid", From="value", Name="gate"), L("Layer", 6, From="value"),
        L("Multiply", "gate", Name="gated"), L("Add", "value"), L("Layer", 2)])
    yield Network("Concat", [5], [
        L("Layer", 3, "Tanh", Name="a"), L("Layer", 4, "SiLU", Name="b"), L("Layer", 2, From="a"), L("Concat", "a", "b"), L("Layer", 3)])
    yield Network("ConcatSteps", [3, 4], [
        L("Layer", 3, "Tanh", Name="a"), L("Layer", 5, "SiLU", Name="b"), L("Concat", "a", Name="c"), L("LayerNorm"), L("Concat", "b", "a", "c"),
        L("Layer", 2, "Softmax")], "CrossEntropy")
    yield Network("ConcatLast", [2, 2, 2], [L("Layer", 3, "Tanh", Name="a"), L("Layer", 1), L("Concat", "a", "a")], "SquaredError")

    yield Network("FrozenFirst", [4], [L("Layer", 5, "Tanh", Frozen=True), L("Layer", 3, "SiLU"), L("Layer", 2)])
    yield Network("FrozenMiddle", [4], [L("Layer", 5, "Tanh"), L("Layer", 5, "PReLU", Frozen=True), L("LayerNorm", Frozen=True), L("Layer", 2)])
    yield Network("FrozenLast", [3, 4], [L("Layer", 5, "Tanh"), L("Layer", 3, "Sigmoid", Frozen=True)], "BinaryCrossEntropy")
    yield Network("FrozenBranch", [5], [
        L("Layer", 4, "Tanh", Name="a"), L("Layer", 4, "Tanh", Frozen=True, Name="b"), L("Layer", 4, From="a"), L("Multiply", "b"), L("Layer", 2)])


def convolutions():
    yield Network("Conv2D", [5, 6, 2], [L("Conv2D", 3, 3, "Tanh"), L("Conv2D", 2, 2)])
    yield Network("Conv2DRectangle", [6, 5, 2], [L("Conv2D", 4, 2, 3, "Sigmoid"), L("Conv2D", 3, 3, 1, "Tanh")], "SquaredError")
    yield Network("Conv2DStride", [7, 8, 2], [L("Conv2D", 3, 3, "Tanh", Stride=2), L("Conv2D", 2, 2, Stride=2)])
    yield Network("Conv2DStride3", [8, 7, 1], [L("Conv2D", 4, 2, "SiLU", Stride=3), L("Flatten"), L("Layer", 2)])
    yield Network("Conv2DStrideAxes", [7, 9, 2], [
        L("Conv2D", 3, 3, "Tanh", StrideHeight=2, StrideWidth=3), L("Conv2D", 3, 2, StrideWidth=2), L("Flatten"), L("Layer", 2)])
    yield Network("Conv2DStrideHeight", [8, 5, 2], [L("Conv2D", 3, 3, "Tanh", StrideHeight=2), L("Conv2D", 2, 1, 3, StrideHeight=2)])
    yield Network("Conv2DPadding", [4, 5, 2], [L("Conv2D", 3, 3, "Tanh", Padding=1), L("Conv2D", 2, 3, Padding=2)])
    yield Network("Conv2DPaddingAxes", [4, 3, 2], [
        L("Conv2D", 3, 3, 5, "Tanh", PaddingHeight=1, PaddingWidth=2), L("Conv2D", 2, 3, 1, PaddingHeight=2), L("Conv2D", 2, 1, 3, PaddingWidth=1)])
    yield Network("Conv2DPaddingStride", [5, 6, 3], [L("Conv2D", 4, 3, "Tanh", Padding=1, Stride=2), L("Conv2D", 3, 2, Padding=1, Stride=2)])
    yield Network("Conv2DSame", [4, 5, 2], [L("Conv2D", 3, 3, "Tanh", Same=True), L("Conv2D", 2, 5, Same=True)])
    yield Network("Conv2DSameEven", [5, 4, 2], [L("Conv2D", 3, 2, "Tanh", Same=True), L("Conv2D", 2, 4, 2, Same=True)])
    yield Network("Conv2DSameStride", [5, 6, 2], [L("Conv2D", 3, 3, "Tanh", Same=True, Stride=2), L("Conv2D", 2, 2, Same=True, Stride=3)])
    yield Network("Conv2DSameDilation", [6, 7, 2], [L("Conv2D", 3, 3, "Tanh", Same=True, Dilation=2), L("Conv2D", 2, 2, Same=True, Dilation=3)], samples=1)
    yield Network("Conv2DDilation", [8, 9, 2], [L("Conv2D", 3, 3, "Tanh", Dilation=2), L("Conv2D", 2, 2, Dilation=3)])
    yield Network("Conv2DDilationAxes", [7, 6, 2], [
        L("Conv2D", 3, 3, "Tanh", DilationHeight=2), L("Conv2D", 2, 2, DilationHeight=2, DilationWidth=3), L("Flatten"), L("Layer", 2)])
    yield Network("Conv2DDilationWidth", [4, 9, 1], [L("Conv2D", 3, 2, "Tanh", DilationWidth=3), L("Conv2D", 2, 1, 3, DilationWidth=2, Stride=2)])
    yield Network("Conv2DDilationStride", [9, 8, 2], [L("Conv2D", 3, 3, "Tanh", Dilation=2, Stride=2, Padding=1), L("Conv2D", 2, 2, Dilation=2, Padding=1)])
    yield Network("Conv2DGroups", [5, 4, 4], [L("Conv2D", 6, 3, "Tanh", Groups=2), L("Conv2D", 3, 2, Groups=3)])
    yield Network("Conv2DDepthwise", [5, 6, 3], [L("Conv2D", 3, 3, "Tanh", Groups=3, Same=True), L("Conv2D", 4, 1, "SiLU")])
    yield Network("Conv2DDepthwiseMultiplier", [5, 5, 2], [L("Conv2D", 6, 3, "Tanh", Groups=2, Stride=2), L("Conv2D", 2, 1)])
    yield Network("Conv2DDepthwiseWide", [4, 4, 17], [L("Conv2D", 17, 3, "ReLU", Groups=17, Padding=1, Dilation=1), L("GlobalAveragePool"), L("Layer", 2)])
    yield Network("Conv2DGroupsWide", [3, 3, 32], [L("Conv2D", 4, 2, "Tanh", Groups=4, Padding=1), L("Conv2D", 8, 2, Groups=2, Bias=False)], samples=2)
    yield Network("Conv2DPointwise", [3, 4, 5], [L("Conv2D", 6, 1, "Tanh"), L("Conv2D", 3, 1, Bias=False)], samples=7)
    yield Network("Conv2DPointwiseStride", [5, 4, 3], [L("Conv2D", 5, 1, "Tanh", Stride=2), L("Conv2D", 2, 1, Padding=1)])
    yield Network("Conv2DBias", [4, 4, 2], [L("Conv2D", 3, 2, "Tanh", Bias=False), L("Conv2D", 2, 2, Bias=False)], "MeanSquaredError", "Sum")
    yield Network("Conv2DOneChannel", [8, 7, 1], [L("Conv2D", 5, 3, "ReLU", Padding=1), L("Conv2D", 1, 3, "Tanh")], samples=2)
    yield Network("Conv2DWhole", [4, 3, 2], [L("Conv2D", 5, 4, 3, "Tanh"), L("Conv2D", 3, 1)], samples=7)
    yield Network("Conv2DWide", [3, 3, 2], [L("Conv2D", 33, 2, "Tanh"), L("Conv2D", 1, 2)], samples=2)
    yield Network("Conv2DManyChannels", [3, 3, 19], [L("Conv2D", 3, 2, "SiLU"), L("Conv2D", 2, 1, 2)], samples=2)
    yield Network("Conv2DOneRow", [1, 9, 2], [L("Conv2D", 3, 1, 4, "Tanh"), L("Conv2D", 2, 1, 2, Stride=2)])
    yield Network("Conv2DOneColumn", [8, 1, 2], [L("Conv2D", 3, 3, 1, "Tanh"), L("Conv2D", 2, 2, 1, Padding=1)])
    yield Network("Conv2DFrozen", [4, 4, 2], [L("Conv2D", 3, 2, "Tanh"), L("Conv2D", 3, 2, "SiLU", Frozen=True), L("Conv2D", 2, 2)])
    yield Network("Conv2DFrozenFirst", [4, 4, 2], [L("Conv2D", 3, 2, "Tanh", Frozen=True), L("Conv2D", 2, 2), L("Flatten"), L("Layer", 2)])
    yield Network("Conv2DActivations", [4, 5, 2], [
        L("Conv2D", 3, 2, "LeakyReLU", Slope=0.25), L("Conv2D", 3, 2, "ELU", Alpha=0.5, Padding=1), L("Conv2D", 2, 2, "Softplus", Beta=2.0)])
    yield Network("Conv2DPReLU", [4, 4, 2], [
        L("Conv2D", 3, 2, "PReLU"), L("Conv2D", 3, 2, "PReLU", PerChannel=True, Padding=1), L("Conv2D", 2, 2, "Sine", Frequency=2.0)])
    yield Network("Conv2DMethod", [4, 4, 2], [L("Conv2D", 3, 2, "nameof(Functions.Wave)"), L("Conv2D", 2, 1, 2, "nameof(Functions.Bend)")])
    yield Network("Conv2DSoftmax", [3, 3, 2], [L("Conv2D", 4, 2, "Tanh"), L("Conv2D", 3, 1, "Softmax")], "CrossEntropy")
    yield Network("Conv2DSigmoid", [3, 3, 2], [L("Conv2D", 4, 2, "Tanh"), L("Conv2D", 1, 2, "Sigmoid", Padding=1)], "BinaryCrossEntropy")
    yield Network("Conv2DResidual", [3, 4, 2], [
        L("Conv2D", 3, 3, "Tanh", Same=True, Name="trunk"), L("Conv2D", 3, 3, "SiLU", Same=True), L("Conv2D", 3, 3, Padding=1), L("Add", "trunk"),
        L("Activate", "ReLU"), L("Conv2D", 2, 1)])
    yield Network("Conv2DBranches", [4, 4, 2], [
        L("Conv2D", 3, 1, "Tanh", Name="a"), L("Conv2D", 2, 3, "SiLU", Same=True, Name="b"), L("MaxPool2D", 3, Stride=1, Padding=1, From="a"),
        L("Concat", "a", "b"), L("Conv2D", 2, 2)])
    yield Network("Conv2DNorm", [4, 4, 2], [L("Conv2D", 4, 2), L("LayerNorm"), L("Activate", "ReLU"), L("Conv2D", 2, 3)], samples=2)
    yield Network("Conv2DInitializers", [4, 4, 2], [
        L("Conv2D", 3, 2, "Tanh", Initializer="Initializer.StandardNormal", InitializerScale=0.5), L("Conv2D", 2, 2, Initializer="Initializer.Zeros")])

    yield Network("Conv1D", [7, 2], [L("Conv1D", 4, 3, "Tanh"), L("Conv1D", 3, 2)])
    yield Network("Conv1DStride", [11, 2], [L("Conv1D", 4, 3, "Tanh", Stride=2), L("Conv1D", 2, 2, Stride=3)])
    yield Network("Conv1DPadding", [6, 2], [L("Conv1D", 4, 3, "Tanh", Padding=1), L("Conv1D", 2, 3, Padding=2, Stride=2)])
    yield Network("Conv1DSame", [7, 2], [L("Conv1D", 4, 4, "Tanh", Same=True), L("Conv1D", 2, 3, Same=True, Stride=2)])
    yield Network("Conv1DDilation", [11, 2], [L("Conv1D", 4, 3, "Tanh", Dilation=2), L("Conv1D", 2, 2, Dilation=3, Same=True)])
    yield Network("Conv1DGroups", [6, 4], [L("Conv1D", 6, 3, "Tanh", Groups=2), L("Conv1D", 6, 2, "SiLU", Groups=6), L("Conv1D", 3, 1, Groups=3)])
    yield Network("Conv1DCausal", [6, 2], [L("Conv1D", 4, 3, "Tanh", Causal=True), L("Conv1D", 2, 2, Causal=True)], "SquaredError")
    yield Network("Conv1DCausalDilation", [9, 1], [
        L("Conv1D", 3, 2, "Tanh", Causal=True), L("Conv1D", 3, 2, "SiLU", Causal=True, Dilation=2), L("Conv1D", 2, 2, Causal=True, Dilation=4)])
    yield Network("Conv1DCausalGroups", [5, 4], [L("Conv1D", 4, 3, "Tanh", Causal=True, Groups=4), L("Conv1D", 2, 3, Causal=True, Groups=2)])
    yield Network("Conv1DLong", [5, 3], [L("Conv1D", 3, 5, "Tanh"), L("Reshape", 3, 1), L("Conv1D", 2, 1)], samples=7)
    yield Network("Conv1DCausalLong", [3, 2], [L("Conv1D", 3, 7, "Tanh", Causal=True), L("Conv1D", 2, 5, Same=True)])
    yield Network("Conv1DWide", [4, 17], [L("Conv1D", 5, 3, "Tanh", Padding=1), L("Conv1D", 1, 2)], samples=2)
    yield Network("Conv1DBias", [5, 2], [L("Conv1D", 3, 2, "ReLU", Bias=False), L("Conv1D", 2, 2, Bias=False)])
    yield Network("Conv1DFrozen", [5, 2], [L("Conv1D", 3, 2, "Tanh"), L("Conv1D", 3, 2, "SiLU", Frozen=True), L("Conv1D", 2, 2)])
    yield Network("Conv1DPReLU", [5, 2], [L("Conv1D", 4, 2, "PReLU", PerChannel=True), L("Conv1D", 2, 2, "CELU", Alpha=0.5)])
    yield Network("Conv1DMethod", [5, 2], [L("Conv1D", 3, 2, "nameof(Functions.Bend)"), L("Conv1D", 2, 2, "Softmax")], "CrossEntropy")


def transposed():
    for dimensions, shape in ((2, [3, 4, 2]), (1, [4, 2])):
        kind, ordinary = f"ConvTranspose{dimensions}D", f"Conv{dimensions}D"
        yield Network(kind, shape, [L(kind, 3, 3, "Tanh"), L(kind, 2, 2)], samples=1 if dimensions == 2 else 2)
        yield Network(f"{kind}Stride", shape, [L(kind, 3, 2, "Tanh", Stride=2), L(ordinary, 2, 3)], samples=2)
        yield Network(f"{kind}Stride3", shape, [L(kind, 3, 2, "SiLU", Stride=3), L(ordinary, 2, 3, Stride=2)], samples=1)
        yield Network(f"{kind}Padding", shape, [L(kind, 3, 3, "Tanh", Padding=1), L(kind, 2, 2, Padding=1)], samples=7)
        yield Network(f"{kind}StridePadding", shape, [L(kind, 3, 4, "Tanh", Stride=2, Padding=1), L(kind, 2, 3, Stride=2, Padding=2)], samples=1)
        yield Network(f"{kind}Bias", shape, [L(kind, 4, 2, "ReLU", Bias=False, Stride=2, Padding=1), L(kind, 1, 2, Bias=False)], samples=2)
        yield Network(f"{kind}Frozen", shape, [L(ordinary, 3, 2, "Tanh"), L(kind, 3, 2, "SiLU", Frozen=True), L(kind, 1, 2, "Sigmoid")], samples=1)
        yield Network(f"{kind}Pointwise", shape, [L(kind, 4, 1, "Tanh"), L(kind, 2, 1, Stride=2)], samples=2)
        yield Network(f"{kind}PReLU", shape, [L(kind, 3, 2, "PReLU", PerChannel=True), L(kind, 2, 2, "LeakyReLU", Slope=0.25, Stride=2)], samples=1)
        yield Network(f"{kind}Wide", [2] * dimensions + [5], [L(kind, 17, 2, "Tanh", Stride=2), L(kind, 1, 3, Padding=1)], samples=1)
        yield Network(f"{kind}Method", shape, [L(kind, 3, 2, "nameof(Functions.Wave)"), L(kind, 2, 2, "Sigmoid")], "BinaryCrossEntropy", samples=1)
    yield Network("ConvTranspose2DRectangle", [3, 2, 2], [
        L("ConvTranspose2D", 3, 2, 3, "Tanh", Stride=2), L("ConvTranspose2D", 2, 3, 1, Padding=0)], samples=1)
    yield Network("Autoencoder", [4, 4, 1], [
        L("Conv2D", 4, 3, "ReLU", Stride=2, Padding=1), L("Flatten"), L("Layer", 3, "Tanh"), L("Layer", 16, "ReLU"), L("Reshape", 2, 2, 4),
        L("ConvTranspose2D", 1, 2, "Sigmoid", Stride=2)], "BinaryCrossEntropy", samples=2)


def pools():
    for kind in ("MaxPool2D", "AveragePool2D"):
        yield Network(kind, [6, 5, 2], [L("Conv2D", 4, 2, "Tanh"), L(kind, 2), L("Flatten"), L("Layer", 2)])
        yield Network(f"{kind}Size3", [6, 7, 2], [L("Conv2D", 3, 1, "Tanh"), L(kind, 3), L("Conv2D", 2, 2, 1)])
        yield Network(f"{kind}Stride", [6, 7, 2], [L("Conv2D", 3, 2, "Tanh"), L(kind, 3, Stride=1), L("Conv2D", 3, 1), L(kind, 2, Stride=3)])
        yield Network(f"{kind}Padding", [5, 4, 2], [L("Conv2D", 3, 2, "SiLU"), L(kind, 2, Padding=1), L("Conv2D", 2, 1), L(kind, 3, Padding=1)])
        yield Network(f"{kind}PaddingStride", [5, 6, 2], [L("Layer", 3, "Tanh"), L(kind, 3, Stride=2, Padding=1), L("Conv2D", 2, 2), L(kind, 2, Stride=1, Padding=1)])
        yield Network(f"{kind}Last", [4, 4, 2], [L("Conv2D", 17, 1, "Tanh"), L(kind, 2)], samples=1)
        yield Network(f"{kind}First", [4, 6, 1], [L(kind, 2), L("Conv2D", 4, 2, "Tanh"), L("Flatten"), L("Layer", 2)], samples=7)
        yield Network(f"{kind}Of1", [3, 3, 2], [L("Conv2D", 3, 2, "Tanh"), L(kind, 1), L("Conv2D", 2, 1), L(kind, 1, Stride=2)])
    for kind in ("MaxPool1D", "AveragePool1D"):
        yield Network(kind, [7, 2], [L("Conv1D", 4, 2, "Tanh"), L(kind, 2), L("Layer", 2)])
        yield Network(f"{kind}Stride", [9, 2], [L("Conv1D", 4, 2, "Tanh"), L(kind, 3, Stride=2), L("Layer", 3), L(kind, 2, Stride=1)])
        yield Network(f"{kind}Padding", [7, 2], [L("Layer", 4, "Tanh"), L(kind, 2, Padding=1), L("Layer", 3), L(kind, 3, Stride=2, Padding=1)])
        yield Network(f"{kind}Wide", [5, 3], [L("Layer", 17, "SiLU"), L(kind, 2), L("Layer", 1)], samples=2)
    for kind in ("GlobalAveragePool", "GlobalMaxPool"):
        yield Network(f"{kind}3", [4, 3, 2], [L("Conv2D", 5, 2, "Tanh"), L(kind), L("Layer", 3, "Softmax")], "CrossEntropy")
        yield Network(f"{kind}2", [6, 2], [L("Conv1D", 5, 2, "Tanh"), L(kind), L("Layer", 2)])
        yield Network(f"{kind}Last", [3, 4, 3], [L("Layer", 19, "Tanh"), L(kind)], samples=2)
        yield Network(f"{kind}First", [3, 3, 4], [L(kind), L("Layer", 3, "Tanh"), L("Layer", 2)], samples=7)
        yield Network(f"{kind}Softmax", [4, 4, 2], [L("Conv2D", 3, 2), L(kind), L("Activate", "Softmax")], "CrossEntropy")


def normalizations():
    yield Network("BatchNorm1", [5], [L("Layer", 6, Bias=False), L("BatchNorm"), L("Activate", "Tanh"), L("Layer", 2)], samples=7)
    yield Network("BatchNorm1Two", [4], [L("Layer", 5, "Tanh"), L("BatchNorm", Epsilon=0.25), L("Layer", 3)], samples=2)
    yield Network("BatchNorm2", [4, 3], [L("Layer", 5, "SiLU"), L("BatchNorm", Momentum=0.25), L("Layer", 2)], samples=2)
    yield Network("BatchNorm2One", [6, 2], [L("Conv1D", 4, 2, "Tanh"), L("BatchNorm"), L("Conv1D", 2, 2)], samples=1)
    yield Network("BatchNorm3", [4, 3, 2], [L("Conv2D", 4, 2, Bias=False), L("BatchNorm"), L("Activate", "ReLU"), L("Flatten"), L("Layer", 2)], samples=2)
    yield Network("BatchNorm3One", [4, 4, 2], [L("Conv2D", 3, 2), L("BatchNorm", Momentum=0.5, Epsilon=0.01), L("Activate", "Tanh"), L("Conv2D", 2, 2)], samples=1)
    yield Network("BatchNormFirst", [5], [L("BatchNorm"), L("Layer", 4, "Tanh"), L("BatchNorm"), L("Layer", 2)], samples=7)
    yield Network("BatchNormLast", [3, 3], [L("Layer", 4, "Tanh"), L("BatchNorm", Momentum=1.0)], samples=7)
    yield Network("BatchNormWide", [3, 4], [L("Layer", 17, "Tanh"), L("BatchNorm"), L("Layer", 9, "SiLU"), L("BatchNorm"), L("Layer", 1)], samples=7)
    yield Network("BatchNormFrozen", [5], [L("Layer", 4, "Tanh"), L("BatchNorm", Frozen=True), L("Layer", 2)], samples=7)
    yield Network("BatchNormFrozenFirst", [2, 4], [L("BatchNorm", Frozen=True), L("Layer", 3, "Tanh"), L("Layer", 2)], samples=2)
    yield Network("BatchNormBias", [4], [L("Layer", 5), L("BatchNorm"), L("Activate", "SiLU"), L("Layer", 2)], samples=7)
    yield Network("BatchNormResidual", [3, 3, 2], [
        L("Conv2D", 3, 3, Same=True, Bias=False, Name="a"), L("BatchNorm"), L("Activate", "Tanh"), L("Conv2D", 3, 3, Same=True, Bias=False), L("BatchNorm"),
        L("Add", "a"), L("Activate", "ReLU"), L("GlobalAveragePool"), L("Layer", 2)], samples=2)
    yield Network("BatchNormSoftmax", [4], [L("Layer", 5), L("BatchNorm"), L("Activate", "ReLU"), L("Layer", 3, "Softmax")], "CrossEntropy", samples=7)
    yield Network("BatchNormSum", [3, 4], [L("Layer", 4, "Tanh"), L("BatchNorm"), L("Layer", 2)], "SquaredError", "Sum", samples=2)


def noise():
    """Outside of training they are nothing at all, and Gradient without a seed applies none either."""
    yield Network("Dropout", [5], [L("Layer", 6, "Tanh"), L("Dropout", 0.5), L("Layer", 2)])
    yield Network("Dropout2", [3, 4], [L("Dropout", 0.25), L("Layer", 5, "Tanh"), L("Dropout", 0.125), L("Flatten"), L("Layer", 2)])
    yield Network("GaussianNoise", [5], [L("GaussianNoise", 0.5), L("Layer", 4, "Tanh"), L("Layer", 2)])
    yield Network("GaussianNoise3", [3, 3, 2], [L("Conv2D", 3, 2, "Tanh"), L("GaussianNoise", 0.125), L("Conv2D", 2, 2), L("Dropout", 0.5)])


def embeddings():
    yield Network("Embedding", [5], [L("Embedding", 7, 4), L("Flatten"), L("Layer", 3, "Tanh"), L("Layer", 2)])
    yield Network("EmbeddingSteps", [3], [L("Embedding", 9, 5), L("Layer", 4, "Tanh"), L("Layer", 2, "Softmax")], "CrossEntropy")
    yield Network("EmbeddingOne", [1], [L("Embedding", 6, 3), L("Flatten"), L("Layer", 2)], samples=7)
    yield Network("EmbeddingLarge", [4], [L("Embedding", 40, 2), L("Flatten"), L("Layer", 3)], samples=2)
    yield Network("EmbeddingFrozen", [4], [L("Embedding", 6, 3, Frozen=True), L("Layer", 3, "Tanh"), L("Flatten"), L("Layer", 2)])
    yield Network("EmbeddingPool", [6], [L("Embedding", 8, 17), L("GlobalAveragePool"), L("Layer", 3, "Softmax")], "CrossEntropy", samples=7)
    yield Network("EmbeddingMaxPool", [6], [L("Embedding", 8, 4), L("GlobalMaxPool"), L("Layer", 1, "Sigmoid")], "BinaryCrossEntropy", samples=2)
    yield Network("EmbeddingConv", [7], [L("Embedding", 6, 3), L("Conv1D", 4, 3, "ReLU"), L("GlobalMaxPool"), L("Layer", 2)], samples=7)
    yield Network("EmbeddingGru", [5], [L("Embedding", 6, 3), L("Gru", 4), L("Layer", 2, "Softmax")], "CrossEntropy", samples=2)
    yield Network("EmbeddingLstm", [4], [L("Embedding", 5, 3), L("Lstm", 3, Sequences=True), L("Layer", 5, "Softmax")], "CrossEntropy", samples=2)
    yield Network("EmbeddingAttention", [4], [
        L("Embedding", 5, 4, Name="e"), L("SelfAttention", 2, Causal=True), L("Add", "e"), L("LayerNorm"), L("Layer", 5, "Softmax")], "CrossEntropy", samples=2)
    yield Network("EmbeddingNorm", [4], [L("Embedding", 5, 6), L("LayerNorm"), L("Layer", 3)], samples=7)
    yield Network("EmbeddingInitializer", [3], [
        L("Embedding", 5, 3, Initializer="Initializer.StandardNormal", InitializerScale=0.25), L("Flatten"), L("Layer", 2)])


def recurrent():
    for kind in ("Rnn", "Gru", "Lstm"):
        yield Network(kind, [5, 3], [L(kind, 4), L("Layer", 2)], samples=2)
        yield Network(f"{kind}One", [4, 1], [L(kind, 5), L("Layer", 1)], samples=7)
        yield Network(f"{kind}Units1", [4, 2], [L(kind, 1), L("Layer", 2)], samples=7)
        yield Network(f"{kind}OneStep", [1, 3], [L(kind, 4, Sequences=True), L("Flatten"), L("Layer", 2)], samples=7)
        yield Network(f"{kind}Sequences", [4, 2], [L(kind, 4, Sequences=True), L("Layer", 2, "Tanh")], "SquaredError", samples=2)
        yield Network(f"{kind}SequencesLast", [3, 2], [L("Layer", 3, "Tanh"), L(kind, 4, Sequences=True)], samples=7)
        yield Network(f"{kind}Last", [3, 2], [L(kind, 4, Sequences=False)], samples=1)
        yield Network(f"{kind}Bidirectional", [4, 3], [L(kind, 3, Bidirectional=True), L("Layer", 2)], samples=2)
        yield Network(f"{kind}BidirectionalSequences", [4, 2], [L(kind, 3, Bidirectional=True, Sequences=True), L("Layer", 2)], samples=7)
        yield Network(f"{kind}Stacked", [4, 2], [L(kind, 3, Sequences=True), L(kind, 4, Sequences=True), L(kind, 2), L("Layer", 2)], samples=1)
        yield Network(f"{kind}StackedBidirectional", [3, 2], [L(kind, 2, Sequences=True, Bidirectional=True), L(kind, 3, Bidirectional=True)], samples=2)
        yield Network(f"{kind}Bias", [4, 2], [L(kind, 4, Bias=False, Sequences=True), L(kind, 3, Bias=False, Bidirectional=True), L("Layer", 2)], samples=2)
        yield Network(f"{kind}Frozen", [4, 2], [L("Layer", 3, "Tanh"), L(kind, 4, Frozen=True, Sequences=True), L("Layer", 2)], samples=2)
        yield Network(f"{kind}FrozenBidirectional", [3, 2], [L(kind, 2, Frozen=True, Bidirectional=True, Sequences=True), L(kind, 3), L("Layer", 2)], samples=7)
        yield Network(f"{kind}Wide", [3, 3], [L(kind, 17 if kind == "Rnn" else 9), L("Layer", 1)], samples=2)
        yield Network(f"{kind}ManyInputs", [2, 33], [L(kind, 2), L("Layer", 1)], samples=7)
        yield Network(f"{kind}Residual", [3, 4], [L(kind, 4, Sequences=True, Name="r"), L(kind, 4, Sequences=True), L("Add", "r"), L("LayerNorm"), L("Flatten"), L("Layer", 2)], samples=1)
        yield Network(f"{kind}Convolution", [7, 2], [L("Conv1D", 3, 3, "ReLU", Causal=True), L("MaxPool1D", 2), L(kind, 3), L("Layer", 3, "Softmax")], "CrossEntropy", samples=2)
        yield Network(f"{kind}Initializers", [3, 2], [L(kind, 3, Initializer="Initializer.StandardNormal", InitializerScale=0.5), L("Layer", 2)], samples=2)


def attention():
    yield Network("SelfAttention", [4, 6], [L("SelfAttention", 1), L("Layer", 2)], samples=2)
    yield Network("SelfAttentionHeads", [3, 6], [L("SelfAttention", 3), L("Layer", 2)], samples=7)
    yield Network("SelfAttentionHeads2", [5, 4], [L("Layer", 6, "Tanh"), L("SelfAttention", 2), L("Flatten"), L("Layer", 2)], samples=1)
    yield Network("SelfAttentionCausal", [5, 4], [L("SelfAttention", 2, Causal=True), L("Layer", 2)], "SquaredError", samples=2)
    yield Network("SelfAttentionCausal1", [4, 3], [L("SelfAttention", 1, Causal=True)], samples=7)
    yield Network("SelfAttentionCausalFalse", [3, 4], [L("SelfAttention", 4, Causal=False), L("Layer", 1)], samples=2)
    yield Network("SelfAttentionOneStep", [1, 4], [L("SelfAttention", 2), L("Layer", 2)], samples=7)
    yield Network("SelfAttentionOneFeature", [4, 1], [L("SelfAttention", 1), L("Layer", 2)], samples=7)
    yield Network("SelfAttentionBias", [4, 4], [L("SelfAttention", 2, Bias=False), L("SelfAttention", 1, Bias=False, Causal=True), L("Layer", 2)], samples=2)
    yield Network("SelfAttentionFrozen", [3, 4], [L("Layer", 4, "Tanh"), L("SelfAttention", 2, Frozen=True), L("Layer", 2)], samples=2)
    yield Network("SelfAttentionFrozenFirst", [3, 4], [L("SelfAttention", 2, Frozen=True), L("Layer", 2)], samples=7)
    yield Network("SelfAttentionWide", [3, 9], [L("SelfAttention", 3), L("Layer", 1)], samples=1)
    yield Network("SelfAttentionLong", [19, 3], [L("SelfAttention", 1, Causal=True), L("Layer", 2)], samples=1)
    yield Network("SelfAttentionInitializer", [3, 4], [L("SelfAttention", 2, Initializer="Initializer.StandardNormal", InitializerScale=0.5), L("Layer", 2)], samples=2)
    yield Network("TransformerBlock", [4, 4], [
        L("LayerNorm", Name="n"), L("SelfAttention", 2), L("Add", "n", Name="x"), L("LayerNorm"), L("Layer", 8, "GELU"), L("Layer", 4), L("Add", "x"),
        L("Layer", 2)], samples=2)


def known_networks():
    yield Network("LeNetSmall", [10, 10, 1], [
        L("Conv2D", 3, 3, "ReLU", Same=True), L("MaxPool2D", 2), L("Conv2D", 4, 2, "ReLU"), L("MaxPool2D", 2), L("Flatten"), L("Layer", 6, "ReLU"),
        L("Layer", 3, "Softmax")], "CrossEntropy", samples=2)
    yield Network("MobileBlock", [4, 4, 3], [
        L("Conv2D", 6, 1, Bias=False), L("BatchNorm"), L("Activate", "ReLU6"), L("Conv2D", 6, 3, Groups=6, Same=True, Bias=False), L("BatchNorm"),
        L("Activate", "HardSwish"), L("Conv2D", 3, 1, Bias=False), L("BatchNorm"), L("GlobalAveragePool"), L("Layer", 2)], samples=2)
    yield Network("UNetSmall", [4, 4, 1], [
        L("Conv2D", 3, 3, "ReLU", Same=True, Name="skip"), L("MaxPool2D", 2), L("Conv2D", 4, 3, "ReLU", Same=True), L("ConvTranspose2D", 3, 2, Stride=2),
        L("Concat", "skip"), L("Conv2D", 1, 3, "Sigmoid", Same=True)], "BinaryCrossEntropy", samples=1)
    yield Network("SqueezeExcitation", [3, 3, 4], [
        L("Conv2D", 4, 1, "Tanh", Name="x"), L("Layer", 4, "Sigmoid"), L("Multiply", "x"), L("GlobalAveragePool"), L("Layer", 2)], samples=2)
    yield Network("TemporalConvolution", [8, 2], [
        L("Conv1D", 3, 2, "ReLU", Causal=True, Name="a"), L("Conv1D", 3, 2, "ReLU", Causal=True, Dilation=2), L("Add", "a", Name="b"),
        L("Conv1D", 3, 2, "ReLU", Causal=True, Dilation=4), L("Add", "b"), L("Layer", 1)], samples=2)


RANDOM_NETWORKS = 68


class Draw:
    """A random network of two to six layers of any kind, and what joins the values that no layer took."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.layers, self.values, self.taken = [], [], set()

    def one(self, *choices):
        return self.random.choice(choices)

    def activation(self):
        return self.one(*SMOOTH, "ReLU", "PReLU")

    def append(self, shape, kind, *arguments, **named):
        name = f"v{len(self.values) + 1}"
        if self.source:
            named["From"] = self.source
        self.layers.append(L(kind, *arguments, **named, Name=name))
        self.values.append((name, shape))
        return shape

    def window(self, size, largest=3):
        """A kernel, a stride and a padding that fit, and the size they make of this one."""
        kernel = self.random.randint(1, min(largest, size))
        stride = self.random.randint(1, 2)
        padding = self.random.randint(0, kernel // 2)
        return kernel, stride, padding, (size + 2 * padding - kernel) // stride + 1

    def step(self, shape):
        self.source = None
        if self.values and self.random.randrange(5) == 0:
            self.source, shape = self.random.choice(self.values)
            self.taken.add(self.source)
        elif self.values:
            self.taken.add(self.values[-1][0])
        kinds = ["Layer", "Activate", "LayerNorm", "BatchNorm", "Dropout", "Add", "Multiply", "Concat", "Reshape"]
        kinds += {1: [], 2: ["Conv1D", "Conv1D", "Pool1D", "Recurrent", "Recurrent", "SelfAttention", "ConvTranspose1D", "Global"],
                  3: ["Conv2D", "Conv2D", "Conv2D", "Pool2D", "Pool2D", "ConvTranspose2D", "Global", "Flatten"]}[len(shape)]
        while True:
            made = getattr(self, f"draw_{self.random.choice(kinds).lower()}")(shape)
            if made:
                return made

    def draw_layer(self, shape):
        outputs = self.random.randint(1, 7)
        return self.append([*shape[:-1], outputs], "Layer", outputs, self.activation(), Bias=self.one(True, True, False))

    def draw_activate(self, shape):
        return self.append(shape, "Activate", self.one("Softmax", "LogSoftmax", self.activation()))

    def is_normalized(self):
        """Of the gradient of what is normalized twice nearly all cancels, and so do the digits of single precision."""
        source = self.source or (self.values[-1][0] if self.values else None)
        return any(layer.get("Name") == source and layer.kind in ("LayerNorm", "BatchNorm") for layer in self.layers)

    def draw_layernorm(self, shape):
        return self.append(shape, "LayerNorm", Epsilon=self.one(0.01, 0.125)) if shape[-1] > 2 and not self.is_normalized() else None

    def draw_batchnorm(self, shape):
        return None if self.is_normalized() else self.append(shape, "BatchNorm", Epsilon=self.one(0.01, 0.125), Momentum=self.one(0.1, 0.25))

    def draw_dropout(self, shape):
        return self.append(shape, self.one("Dropout", "GaussianNoise"), 0.25)

    def alike(self, fits):
        found = [(name, shape) for name, shape in self.values if fits(shape)]
        chosen = [self.random.choice(found) for _ in range(self.random.randint(1, 2))] if found else []
        self.taken.update(name for name, _ in chosen)
        return chosen

    def combine(self, kind, shape):
        chosen = self.alike(lambda other: other == shape)
        return self.append(shape, kind, *[name for name, _ in chosen]) if chosen else None

    def draw_add(self, shape):
        return self.combine("Add", shape)

    def draw_multiply(self, shape):
        return self.combine("Multiply", shape)

    def draw_concat(self, shape):
        chosen = self.alike(lambda other: other[:-1] == shape[:-1])
        return self.append([*shape[:-1], shape[-1] + sum(s[-1] for _, s in chosen)], "Concat", *[n for n, _ in chosen]) if chosen else None

    def draw_reshape(self, shape):
        count = 1
        for size in shape:
            count *= size
        if count % 2 or count < 4:
            return None
        sizes = self.one([2, count // 2], [count // 2, 2], [1, 2, count // 2])
        return self.append(sizes, "Reshape", *sizes)

    def draw_flatten(self, shape):
        count = 1
        for size in shape:
            count *= size
        return self.append([count], "Flatten") if count < 40 else None

    def groups(self, channels):
        return self.random.choice([g for g in range(1, channels + 1) if channels % g == 0])

    def draw_conv1d(self, shape):
        groups = self.groups(shape[-1])
        filters = groups * self.random.randint(1, max(1, 5 // groups))
        form = self.random.randrange(3)
        if form == 0:
            kernel, stride, padding, steps = self.window(shape[0])
            return self.append([steps, filters], "Conv1D", filters, kernel, self.activation(), Stride=stride, Padding=padding, Groups=groups)
        kernel, dilation = self.random.randint(1, 3), self.random.randint(1, 2)
        named = {"Causal": True} if form == 1 else {"Same": True}
        return self.append([shape[0], filters], "Conv1D", filters, kernel, self.activation(), Dilation=dilation, Groups=groups, **named)

    def draw_conv2d(self, shape):
        groups = self.groups(shape[-1])
        filters = groups * self.random.randint(1, max(1, 5 // groups))
        if self.random.randrange(3) == 0:
            stride = self.random.randint(1, 2)
            return self.append(
                [-(-shape[0] // stride), -(-shape[1] // stride), filters], "Conv2D", filters, self.random.randint(1, 3), self.activation(),
                Same=True, Stride=stride, Groups=groups, Dilation=self.one(1, 1, 2))
        kh, sh, ph, height = self.window(shape[0])
        kw, sw, pw, width = self.window(shape[1])
        return self.append(
            [height, width, filters], "Conv2D", filters, kh, kw, self.activation(), StrideHeight=sh, StrideWidth=sw, PaddingHeight=ph,
            PaddingWidth=pw, Groups=groups, Bias=self.one(True, True, False))

    def draw_pool1d(self, shape):
        kernel, stride, padding, steps = self.window(shape[0])
        return self.append([steps, shape[1]], self.one("MaxPool1D", "AveragePool1D"), kernel, Stride=stride, Padding=padding)

    def draw_pool2d(self, shape):
        kernel, stride, padding, _ = self.window(min(shape[:2]))
        sizes = [(n + 2 * padding - kernel) // stride + 1 for n in shape[:2]]
        return self.append([*sizes, shape[2]], self.one("MaxPool2D", "AveragePool2D"), kernel, Stride=stride, Padding=padding)

    def transposed(self, kind, shape, largest):
        if max(shape[:-1]) > largest:
            return None
        filters, kernel, stride = self.random.randint(1, 4), self.random.randint(1, 3), self.random.randint(1, 2)
        padding = self.random.randint(0, (kernel - 1) // 2)
        sizes = [(n - 1) * stride - 2 * padding + kernel for n in shape[:-1]]
        return self.append([*sizes, filters], kind, filters, kernel, self.activation(), Stride=stride, Padding=padding) if min(sizes) > 0 else None

    def draw_convtranspose1d(self, shape):
        return self.transposed("ConvTranspose1D", shape, 8)

    def draw_convtranspose2d(self, shape):
        return self.transposed("ConvTranspose2D", shape, 4)

    def draw_global(self, shape):
        return self.append([shape[-1]], self.one("GlobalAveragePool", "GlobalMaxPool"))

    def draw_recurrent(self, shape):
        if shape[0] > 9 or shape[1] > 12:
            return None
        units, bidirectional, sequences = self.random.randint(1, 5), self.one(True, False, False), self.one(True, False)
        features = units * (2 if bidirectional else 1)
        return self.append(
            [shape[0], features] if sequences else [features], self.one("Rnn", "Gru", "Lstm"), units, Sequences=sequences, Bidirectional=bidirectional)

    def draw_selfattention(self, shape):
        return self.append(shape, "SelfAttention", self.groups(shape[1]), Causal=self.one(True, False)) if shape[1] < 9 and shape[0] < 12 else None


def random_network(seed):
    draw = Draw(seed)
    draw.source = None
    samples = draw.one(2, 7)
    first = draw.random.randrange(4)
    input_shape = [
        [draw.random.randint(2, 9)],
        [draw.random.randint(2, 7), draw.random.randint(1, 5)],
        [draw.random.randint(2, 5), draw.random.randint(2, 5), draw.random.randint(1, 3)],
        [draw.random.randint(2, 5)]][first]
    shape = input_shape
    if first == 3:
        size = draw.random.randint(1, 5)
        shape = draw.append([shape[0], size], "Embedding", draw.random.randint(2, 9), size)
    for _ in range(draw.random.randint(2, 5)):
        shape = draw.step(shape)
    last = draw.values[-1][0]
    open_values = [(n, s) for n, s in draw.values if n != last and n not in draw.taken]
    if open_values:
        flat = []
        for name, s in [*open_values, (last, shape)]:
            draw.source = name
            count = 1
            for size in s:
                count *= size
            flat.append((draw.append([count], "Flatten"), draw.values[-1][0]))
        draw.source = None
        shape = draw.append([sum(s[0] for s, _ in flat)], "Concat", *[n for _, n in flat[:-1]])
    count = 1
    for size in shape:
        count *= size
    draw.source = None
    if count > 24:
        shape = draw.draw_flatten(shape) if count < 40 and len(shape) > 1 else draw.append([shape[-1]], "GlobalAveragePool") if len(shape) > 1 else shape
    end = draw.random.randrange(5)
    outputs = draw.random.randint(2, 4)
    loss = "HalfSquaredError"
    if end == 0:
        draw.layers.append(L("Layer", outputs, "Softmax"))
        loss = "CrossEntropy"
    elif end == 1:
        draw.layers.append(L("Layer", outputs, "Sigmoid"))
        loss = "BinaryCrossEntropy"
    elif end == 2:
        draw.layers.append(L("Layer", outputs))
        loss = "MeanSquaredError"
    elif end == 3:
        loss = "SquaredError"
    else:
        draw.layers.append(L("Layer", outputs, "Tanh"))
    return Network(f"Random{seed}", input_shape, draw.layers, loss, draw.one("Mean", "Sum"), samples=samples)
