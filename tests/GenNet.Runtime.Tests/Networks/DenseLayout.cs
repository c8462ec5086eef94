namespace GenNet.Runtime.Tests.Networks;

/// <summary>A dense layer from which <see cref="Layouts"/> makes tensors.</summary>
internal sealed record DenseLayout(
    int Number, int Inputs, int Outputs, Activation Activation, bool HasBias, Initializer Initializer, double Scale);
