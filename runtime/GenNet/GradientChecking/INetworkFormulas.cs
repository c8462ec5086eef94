using System;
using System.ComponentModel;

namespace GenNet.GradientChecking;

/// <summary>
/// The formulas of a network over dual numbers: what was declared, before anything was derived from it or rewritten. The generator
/// writes one for each network that is declared with <see cref="NetworkAttribute.CheckGradients"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INetworkFormulas
{
    /// <summary>The activation of a layer that is not the last.</summary>
    /// <param name="layer">The layer's number, 1 for the first.</param>
    /// <param name="z">A unit's pre-activation.</param>
    /// <param name="p">The parameter of the layer's activation, if it has one.</param>
    /// <returns>The unit's output.</returns>
    static abstract Dual Activation(int layer, Dual z, Dual p);

    /// <summary>The loss of one sample, through the last layer's activation.</summary>
    /// <param name="preActivations">z of each unit of the last layer.</param>
    /// <param name="targets">The sample's targets.</param>
    /// <param name="p">The parameter of the last activation, if it has one.</param>
    /// <returns>The loss, before the batch's reduction.</returns>
    static abstract Dual Loss(ReadOnlySpan<Dual> preActivations, ReadOnlySpan<Dual> targets, Dual p);
}
