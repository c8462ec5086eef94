namespace GenNet.Generator.Tests.Numerics;

/// <summary>What a forward and a backward pass over a batch yield.</summary>
/// <param name="Outputs">samples × outputs.</param>
/// <param name="Loss">The batch's loss.</param>
/// <param name="Gradient">∂loss/∂parameter in parameter order.</param>
internal sealed record ReferenceResult(double[] Outputs, double Loss, double[] Gradient);
