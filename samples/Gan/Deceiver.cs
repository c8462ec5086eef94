using GenNet;
using static GenNet.Activation;

/// <summary>
/// The one behind the other: what the generator learns from is how the discriminator judges what it made. The discriminator does not learn here.
/// </summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(4, 32, Tanh)]
[Layer(32, 32, Tanh)]
[Layer(32, 2)]
[Layer(2, 32, LeakyReLU, Frozen = true)]
[Layer(32, 32, LeakyReLU, Frozen = true)]
[Layer(32, 1, Sigmoid, Frozen = true)]
internal sealed partial class Deceiver;
