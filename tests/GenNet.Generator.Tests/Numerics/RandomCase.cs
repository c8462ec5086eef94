namespace GenNet.Generator.Tests.Numerics;

/// <summary>A network with parameters and a batch to run it on.</summary>
/// <param name="Description">The network.</param>
/// <param name="Parameters">Its parameters in their mathematical order.</param>
/// <param name="Inputs">samples × inputs.</param>
/// <param name="Targets">samples × outputs.</param>
internal sealed record RandomCase(NetworkDescription Description, double[] Parameters, double[] Inputs, double[] Targets)
{
    public int Samples => Inputs.Length / Description.InputSize;
}
