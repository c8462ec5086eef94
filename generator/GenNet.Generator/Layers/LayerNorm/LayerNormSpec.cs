using System.Collections.Generic;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.LayerNorm;

/// <summary>γ (x − μ) / √(σ² + ε) + β with mean and biased variance of each row of the last dimension.</summary>
/// <param name="Epsilon">ε.</param>
internal sealed record LayerNormSpec(double Epsilon) : LayerSpec
{
    public override bool IsStepwise => true;

    public override IEnumerable<(string Argument, double Value)> Numbers => [("Epsilon", Epsilon)];

    /// <summary>A row has one mean, so in other shapes than a vector features are not alone.</summary>
    public override bool KeepsFeatures(Shape output) => output.Rank == 1;
}
