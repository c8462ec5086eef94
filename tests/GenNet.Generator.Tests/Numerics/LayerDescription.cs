namespace GenNet.Generator.Tests.Numerics;

/// <summary>One dense layer as a test declares it.</summary>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Activation">The function applied to each output.</param>
/// <param name="HasBias">Whether a bias is added to each output.</param>
/// <param name="Argument">The number that the activation takes; null if it takes none or its default.</param>
internal sealed record LayerDescription(int Inputs, int Outputs, Activation Activation, bool HasBias = true, double? Argument = null)
{
    /// <summary>The number in the activation's formula.</summary>
    public double Number => Argument ?? TestedFunctions.DefaultArgument(Activation);

    public int WeightCount => Inputs * Outputs;

    /// <summary>Whether the activation has a parameter, which the number in its formula then is at first.</summary>
    public bool HasSlope => Activation == Activation.PReLU;

    public int ParameterCount => WeightCount + (HasBias ? Outputs : 0) + (HasSlope ? 1 : 0);
}
