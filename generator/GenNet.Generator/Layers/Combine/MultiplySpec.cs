using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Combine;

/// <summary>The product of values of one shape, element by element.</summary>
internal sealed record MultiplySpec : LayerSpec
{
    public override bool IsStepwise => true;

    public override bool KeepsFeatures(Shape output) => true;
}
