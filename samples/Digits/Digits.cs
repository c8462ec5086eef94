using GenNet;
using static GenNet.Activation;

/// <summary>28 × 28 pixels in, ten outputs from 0 to 1: how sure the network is that the image is a 0, a 1, … a 9.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(784, 64, Sigmoid)]
[Layer(64, 10, Sigmoid)]
internal sealed partial class Digits;
