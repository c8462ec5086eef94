using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Combine;

/// <summary>The sum of values of one shape.</summary>
internal sealed record AddSpec : LayerSpec
{
    public override bool IsStepwise => true;

    public override bool KeepsFeatures(Shape output) => true;
}
