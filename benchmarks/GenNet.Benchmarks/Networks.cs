using static GenNet.Activation;

namespace GenNet.Benchmarks;

/// <summary>The XOR tutorial's network.</summary>
[Network(Loss = Loss.HalfSquaredError, Reduction = Reduction.Sum)]
[Layer(2, 3, Sigmoid, Initializer = Initializer.StandardNormal)]
[Layer(3, 1, Sigmoid, Initializer = Initializer.StandardNormal)]
public sealed partial class Xor;

/// <summary>The MNIST tutorial's network.</summary>
[Network(Loss = Loss.HalfSquaredError)]
[Layer(784, 64, Sigmoid)]
[Layer(64, 10, Sigmoid)]
public sealed partial class Digits;
