using System;
using System.Collections.Generic;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>What a backward pass over a batch yields.</summary>
/// <param name="Loss">The batch's loss.</param>
/// <param name="Gradient">∂loss/∂parameter in parameter order, 0 for frozen ones.</param>
/// <param name="Tensors">Where each tensor lies in the gradient.</param>
/// <param name="Statistics">The running values of each batch normalization after a step of training.</param>
/// <param name="Nearest">How far the nearest value lies from where a function bends or another element becomes the largest.</param>
internal sealed record ReferenceGradient(
    double Loss,
    double[] Gradient,
    IReadOnlyList<(string Name, Range Range)> Tensors,
    IReadOnlyList<ReferenceStatistics> Statistics,
    double Nearest)
{
    /// <summary>What each layer yields, and what its activation was applied to, if it has one.</summary>
    public IReadOnlyList<(ReferenceValue Output, ReferenceValue? PreActivation)> Layers { get; init; } = [];
}
