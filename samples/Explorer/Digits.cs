using GenNet;
using static GenNet.Activation;

/// <summary>28 × 28 pixels in, out how likely the image is a 0, a 1, … a 9.</summary>
[Network(Loss = Loss.CrossEntropy, Explore = true, CheckGradients = true)]
[Layer(784, 64, Sigmoid)]
[Layer(64, 10, Softmax)]
internal sealed partial class Digits;
