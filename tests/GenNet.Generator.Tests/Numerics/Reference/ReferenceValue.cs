namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>A value of every sample of a batch, sample after sample.</summary>
/// <param name="Values">What it is.</param>
/// <param name="Gradient">∂loss/∂ each of them.</param>
internal sealed record ReferenceValue(double[] Values, double[] Gradient);
