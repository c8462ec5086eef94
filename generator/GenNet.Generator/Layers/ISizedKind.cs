using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>
/// A kind of layer whose attribute says how many inputs it takes and how many outputs it yields, which its neighbours have to meet. The parser reads it, argument
/// by argument, because what neighbours say of a size makes sense where an activation does not; the kind makes of it what it is.
/// </summary>
internal interface ISizedKind : ILayerKind
{
    /// <summary>What an attribute says whose arguments all make sense.</summary>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="hasBias">Whether there are biases.</param>
    /// <param name="initializer">How weights are drawn; never <see cref="Initializer.Auto"/>.</param>
    /// <param name="initializerScale">The factor on every drawn weight.</param>
    /// <param name="drawsBiases">Whether biases are drawn as weights are.</param>
    LayerSpec Make(int outputs, ActivationModel activation, bool hasBias, Initializer initializer, double initializerScale, bool drawsBiases);
}
