using System;

namespace GenNet;

/// <summary>
/// Noise: in training a number is added to each value that is drawn from the normal distribution with mean 0 and standard deviation σ. In prediction the
/// layer does nothing, and costs nothing. The same as Keras's <c>GaussianNoise</c>.
/// </summary>
/// <remarks>What is drawn follows from a seed, the step, the layer and the place in the batch, as for <see cref="DropoutAttribute"/>.</remarks>
/// <param name="standardDeviation">σ: finite and above 0.</param>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class GaussianNoiseAttribute(double standardDeviation) : NamedLayerAttribute
{
    /// <summary>The standard deviation σ of what is added in training.</summary>
    public double StandardDeviation { get; } = standardDeviation;
}
