using GenNet;
using static GenNet.Activation;

/// <summary>Thirty measurements of a cell sample in, the probability that it is benign out.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(30, 16, ReLU, Initializer = Initializer.StandardNormal, InitializerScale = 0.01)]
[Layer(16, 1, Sigmoid, Initializer = Initializer.StandardNormal, InitializerScale = 0.01)]
internal sealed partial class TumourClassifier;
