using System;

namespace GenNet;

/// <summary>
/// Dropout: in training each value becomes 0 with probability <c>rate</c>, and those that are kept are divided by <c>1 − rate</c>, so that the expected
/// value stays what it was. In prediction the layer does nothing, and costs nothing. Source: N. Srivastava and others, 2014; the same as PyTorch's
/// <c>Dropout</c>.
/// </summary>
/// <remarks>
/// What is dropped follows from a seed, the step, the layer and the place in the batch: the same bits for every number of threads, on every machine, and
/// where a training goes on from a checkpoint. <c>Fit</c> draws with <see cref="FitOptions.Seed"/>, <c>TrainStep</c> with the seed that the network was
/// made with; <c>Gradient</c> drops nothing unless it is given a seed.
/// </remarks>
/// <param name="rate">The probability that a value becomes 0: from 0 to below 1.</param>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : NamedLayerAttribute
{
    /// <summary>The probability that a value becomes 0 in training.</summary>
    public double Rate { get; } = rate;
}
