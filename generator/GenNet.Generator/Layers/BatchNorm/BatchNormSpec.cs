using System.Collections.Generic;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>γ (x − μ) / √(σ² + ε) + β with mean and biased variance of each channel over the batch; running values in prediction.</summary>
/// <param name="Momentum">What a batch counts in the running values.</param>
/// <param name="Epsilon">ε.</param>
internal sealed record BatchNormSpec(double Momentum, double Epsilon) : LayerSpec
{
    public override bool IsStepwise => true;

    public override IEnumerable<(string Argument, double Value)> Numbers => [("Epsilon", Epsilon), ("Momentum", Momentum)];

    public override bool KeepsFeatures(Shape output) => true;

    public override bool HasChannelsFirst => true;
}
