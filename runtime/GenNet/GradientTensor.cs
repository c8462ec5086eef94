using System.Collections.Generic;
using System.Globalization;
using GenNet.GradientChecking;

namespace GenNet;

/// <summary>What a gradient check found in one tensor of parameters, the weights or the biases of a layer for example.</summary>
/// <param name="Name">Which parameters, <c>layer 1, weights</c> for example.</param>
/// <param name="Parameters">How many there are.</param>
/// <param name="Checked">How many were checked.</param>
/// <param name="AtKink">How many of those are at a kink.</param>
/// <param name="Wrong">How many of those are wrong.</param>
/// <param name="WorstParameter">
/// The one that is furthest from what is expected, and the one with the largest gradient where none is worth telling apart; by its
/// name in the generated code: <c>w1_0_2</c> is the weight from input 0 to unit 2 of layer 1, <c>b1_2</c> that unit's bias,
/// <c>p1</c> the slope that the layer's activation learns.
/// </param>
/// <param name="Backward">Its gradient from the generated backward pass.</param>
/// <param name="DualNumbers">Its gradient from dual numbers, in double precision.</param>
/// <param name="CentralDifference">Its gradient from central differences, in double precision; means little at a kink.</param>
/// <param name="Verdict">What this says.</param>
public sealed record GradientTensor(
    string Name,
    int Parameters,
    int Checked,
    int AtKink,
    int Wrong,
    string WorstParameter,
    double Backward,
    double DualNumbers,
    double CentralDifference,
    GradientVerdict Verdict)
{
    /// <summary>What was found of each parameter that was checked, in parameter order.</summary>
    internal IReadOnlyList<CheckedParameter> All { get; init; } = [];

    /// <summary>What was found in words.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {Checked} of {Parameters} checked, {AtKink} at a kink, {(Wrong == 0 ? "none" : Wrong.ToString(CultureInfo.InvariantCulture))} wrong; "
        + $"worst {WorstParameter}, backward {Backward:G4}, dual numbers {DualNumbers:G4}, difference {CentralDifference:G4}");
}
