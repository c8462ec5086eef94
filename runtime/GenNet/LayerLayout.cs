using System.ComponentModel;

namespace GenNet;

/// <summary>One layer of a <see cref="NetworkLayout"/>: what was declared, and where its parameters lie in the storage.</summary>
/// <param name="Name">The layer's name in weight files, <c>layer1</c> for the first.</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Activation">The activation.</param>
/// <param name="HasBias">Whether a bias is added to each output.</param>
/// <param name="Initializer">How weights are drawn; never <see cref="GenNet.Initializer.Auto"/>.</param>
/// <param name="InitializerScale">The factor on every drawn weight.</param>
/// <param name="WeightOffset">Where the weight from input 0 to output 0 lies, in elements.</param>
/// <param name="WeightStride">The distance from one input's weights to the next input's, in elements; at least <paramref name="Outputs"/>.</param>
/// <param name="BiasOffset">Where the first bias lies, in elements, if there is one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LayerLayout(
    string Name,
    int Inputs,
    int Outputs,
    Activation Activation,
    bool HasBias,
    Initializer Initializer,
    double InitializerScale,
    int WeightOffset,
    int WeightStride,
    int BiasOffset);
