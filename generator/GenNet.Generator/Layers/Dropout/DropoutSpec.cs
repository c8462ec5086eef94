using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Dropout;

/// <summary>m ⊙ x / (1 − rate), where each m is 0 with probability rate and 1 otherwise; x in prediction.</summary>
/// <param name="Rate">From 0 to below 1.</param>
internal sealed record DropoutSpec(double Rate) : LayerSpec
{
    public override bool IsStepwise => true;

    public override bool KeepsFeatures(Shape output) => true;
}
