#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
namespace GenNet.Exploring;
#endif

/// <summary>The part of a pass that a statement belongs to.</summary>
public enum StatementPass
{
    /// <summary>From the inputs to the outputs and the loss.</summary>
    Forward,

    /// <summary>From the loss back to each layer's δ.</summary>
    Backward,

    /// <summary>The gradients of the parameters.</summary>
    Gradient,
}
