using GenNet;
using static GenNet.Activation;

/// <summary>Makes a point of the plane out of four random numbers.</summary>
[Layer(4, 32, Tanh)]
[Layer(32, 32, Tanh)]
[Layer(32, 2)]
internal sealed partial class Generator;
