using System.Collections.Generic;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.GaussianNoise;

/// <summary>x + σ n with normal n; x in prediction.</summary>
/// <param name="StandardDeviation">σ.</param>
internal sealed record GaussianNoiseSpec(double StandardDeviation) : LayerSpec
{
    public override bool IsStepwise => true;

    public override IEnumerable<(string Argument, double Value)> Numbers => [("standardDeviation", StandardDeviation)];

    public override bool KeepsFeatures(Shape output) => true;
}
