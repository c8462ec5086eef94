using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Dense;

/// <summary>a = f(x·W + b) over the last dimension.</summary>
/// <param name="Outputs">The number of outputs, 1 or more.</param>
/// <param name="Activation">The function f.</param>
/// <param name="HasBias">Whether there is a b.</param>
/// <param name="Initializer">How weights are drawn; never <see cref="Declaration.Initializer.Auto"/>.</param>
/// <param name="InitializerScale">A finite factor on every drawn weight.</param>
internal sealed record DenseSpec(
    int Outputs, ActivationModel Activation, bool HasBias, Initializer Initializer, double InitializerScale) : LayerSpec
{
    /// <summary>Whether biases are drawn as weights are, instead of beginning at 0.</summary>
    public bool DrawsBiases { get; init; }

    public override ActivationModel? Applied => Activation;

    public override bool IsStepwise => true;

    public override IEnumerable<(string Argument, double Value)> Numbers => [("InitializerScale", InitializerScale)];

    public override bool IsProduct => true;

    public override string? Lacks => HasBias ? null : "no bias";

    public override IEnumerable<(string Argument, int Declared, long Found)> SizesFor(IReadOnlyList<int> declared, IReadOnlyList<long> found) =>
        [("inputs", declared[0], found[0]), ("outputs", declared[declared.Count - 1], found[declared.Count - 1])];
}
