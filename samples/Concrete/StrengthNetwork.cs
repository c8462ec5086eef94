using GenNet;
using static GenNet.Activation;

/// <summary>What a concrete is made of and its age in, its strength out.</summary>
[Layer(8, 32, Tanh)]
[Layer(32, 1)]
internal sealed partial class StrengthNetwork;
