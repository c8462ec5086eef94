using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Concat;

/// <summary>Values side by side in the last dimension.</summary>
internal sealed record ConcatSpec : LayerSpec
{
    public override bool IsStepwise => true;

    public override bool KeepsFeatures(Shape output) => true;

    public override bool JoinsFeatures => true;
}
