namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>The running values of a batch normalization.</summary>
/// <param name="Mean">Of each channel.</param>
/// <param name="Variance">Of each channel.</param>
internal sealed record ReferenceStatistics(double[] Mean, double[] Variance);
