using System;
using System.ComponentModel;

namespace GenNet;

/// <summary>One layer of a <see cref="NetworkLayout"/>: what was declared, and where its parameters lie in the storage.</summary>
/// <param name="Name">The layer's name in weight files, <c>layer1</c> for the first.</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Activation">The activation; null where it is a method.</param>
/// <param name="HasBias">Whether a bias is added to each output.</param>
/// <param name="Initializer">How weights are drawn; never <see cref="GenNet.Initializer.Auto"/>.</param>
/// <param name="InitializerScale">The factor on every drawn weight.</param>
/// <param name="WeightOffset">Where the weight from input 0 to output 0 lies, in elements.</param>
/// <param name="PanelWidth">
/// How many outputs' weights lie side by side, padding included: panels of so many columns follow one another, each input after input.
/// A layer with no more outputs than that is one panel, row after row.
/// </param>
/// <param name="BiasOffset">Where the first bias lies, in elements, if there is one.</param>
/// <param name="Function">The name of the method that is the activation; null where there is none.</param>
/// <param name="SlopeOffset">Where the slope lies that the activation learns, in elements; null where there is none.</param>
/// <param name="InitialSlope">What that slope is at first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LayerLayout(
    string Name,
    int Inputs,
    int Outputs,
    Activation? Activation,
    bool HasBias,
    Initializer Initializer,
    double InitializerScale,
    int WeightOffset,
    int PanelWidth,
    int BiasOffset,
    string? Function = null,
    int? SlopeOffset = null,
    double InitialSlope = 0)
{
    /// <summary>The number of parameters, padding not counted.</summary>
    internal int ParameterCount => (Inputs * Outputs) + (HasBias ? Outputs : 0) + (SlopeOffset is null ? 0 : 1);

    /// <summary>Where the weight from an input to an output lies, in elements.</summary>
    internal int WeightIndex(int input, int output) =>
        WeightOffset + (output / PanelWidth * Inputs * PanelWidth) + (input * PanelWidth) + (output % PanelWidth);

    /// <summary>How many outputs' weights from one input lie side by side from <paramref name="output"/> on, the first of a panel.</summary>
    internal int StretchLength(int output) => Math.Min(PanelWidth, Outputs - output);
}
