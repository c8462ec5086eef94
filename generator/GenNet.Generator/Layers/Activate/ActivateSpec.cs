using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Activate;

/// <summary>a = f(x), value by value, or over the last dimension where f couples its values.</summary>
/// <param name="Activation">The function f.</param>
internal sealed record ActivateSpec(ActivationModel Activation) : LayerSpec
{
    public override ActivationModel? Applied => Activation;

    public override bool IsStepwise => true;

    public override bool KeepsFeatures(Shape output) => true;

    public override bool MayCoupleAnywhere => true;
}
