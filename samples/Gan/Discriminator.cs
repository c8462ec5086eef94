using GenNet;
using static GenNet.Activation;

/// <summary>Says how likely a point is one of those that were given, and none that was made.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(2, 32, LeakyReLU)]
[Layer(32, 32, LeakyReLU)]
[Layer(32, 1, Sigmoid)]
internal sealed partial class Discriminator;
