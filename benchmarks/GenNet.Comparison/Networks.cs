using static GenNet.Activation;

namespace GenNet.Comparison;

/// <summary>The XOR tutorial's network.</summary>
[Network(Loss = Loss.HalfSquaredError, Reduction = Reduction.Sum)]
[Layer(2, 3, Sigmoid)]
[Layer(3, 1, Sigmoid)]
public sealed partial class Xor;

/// <summary>The MNIST tutorial's network.</summary>
[Network(Loss = Loss.CrossEntropy)]
[Layer(784, 64, Sigmoid)]
[Layer(64, 10, Softmax)]
public sealed partial class Digits;

/// <summary>The same, whose inputs are an image's bytes.</summary>
[Network(Loss = Loss.CrossEntropy, ByteScale = 1.0 / 255)]
[Layer(784, 64, Sigmoid)]
[Layer(64, 10, Softmax)]
public sealed partial class ByteDigits;

/// <summary>A deeper network for MNIST.</summary>
[Network(Loss = Loss.CrossEntropy)]
[Layer(784, 256, ReLU)]
[Layer(256, 128, ReLU)]
[Layer(128, 10, Softmax)]
public sealed partial class DeepDigits;

/// <summary>A linear layer of four units.</summary>
[Layer(4, 4)]
public sealed partial class Dense4;

/// <summary>One small linear layer.</summary>
[Layer(16, 16)]
public sealed partial class Dense16;

/// <summary>One larger linear layer.</summary>
[Layer(64, 64)]
public sealed partial class Dense64;

/// <summary>All of MNIST's pixels, and no layer between them and the classes.</summary>
[Layer(784, 10)]
public sealed partial class LinearDigits;

/// <summary>A stream of numbers through an Lstm of twenty units.</summary>
[Input(24, 1)]
[Lstm(20)]
[Layer(1)]
public sealed partial class Lstm20;

/// <summary>A stream of numbers through an Lstm of forty units.</summary>
[Input(24, 1)]
[Lstm(40)]
[Layer(1)]
public sealed partial class Lstm40;

/// <summary>A stream of numbers through a Gru of sixteen units.</summary>
[Input(24, 1)]
[Gru(16)]
[Layer(1)]
public sealed partial class Gru16;

/// <summary>A stream of sixteen channels through a convolution that looks back at fifteen steps.</summary>
[Input(24, 16)]
[Conv1D(16, 15)]
public sealed partial class Convolution15;
