using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>Steps that take in what the one before them made.</summary>
/// <param name="Kind">What a step computes.</param>
/// <param name="Units">The number of values that a step yields in each direction, 1 or more.</param>
/// <param name="YieldsSequences">Whether every step is yielded, and not the last one alone.</param>
/// <param name="IsBidirectional">Whether another part goes from the last step to the first.</param>
/// <param name="HasBias">Whether there are biases.</param>
/// <param name="Initializer">How weights are drawn; <see cref="Declaration.Initializer.Auto"/> where each kind has its own way.</param>
/// <param name="InitializerScale">A finite factor on every drawn weight.</param>
internal sealed record RecurrentSpec(
    RecurrentKind Kind, int Units, bool YieldsSequences, bool IsBidirectional, bool HasBias, Initializer Initializer, double InitializerScale) : LayerSpec
{
    public override bool IsStepwise => !IsBidirectional;

    public override IEnumerable<(string Argument, double Value)> Numbers => [("InitializerScale", InitializerScale)];

    /// <summary>The kernel has as many columns for each unit as there are gates.</summary>
    public override IEnumerable<(string Argument, int Declared, long Found)> SizesFor(IReadOnlyList<int> declared, IReadOnlyList<long> found)
    {
        int last = declared.Count - 1;
        int gates = declared[last] / Units;
        return declared[0] == found[0] && found[last] % gates == 0 ? [("units", Units, found[last] / gates)] : [];
    }
}
