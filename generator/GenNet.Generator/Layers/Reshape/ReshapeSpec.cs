using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Reshape;

/// <summary>The same values in another shape.</summary>
/// <param name="Target">The shape; null for a vector.</param>
internal sealed record ReshapeSpec(Shape? Target) : LayerSpec
{
    public override bool KeepsValues => true;
}
