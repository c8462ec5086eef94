using GenNet;
using static GenNet.Activation;

/// <summary>Two inputs, three hidden units, one output: small enough that every weight is a statement of its own.</summary>
[Network(Loss = Loss.HalfSquaredError, Explore = true, CheckGradients = true)]
[Layer(2, 3, Sigmoid, Initializer = Initializer.StandardNormal)]
[Layer(3, 1, Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Xor;
