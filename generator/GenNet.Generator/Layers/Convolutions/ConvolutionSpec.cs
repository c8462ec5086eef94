using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>A convolution, or what hands its gradient down: cross-correlation of windows with filters, as in PyTorch and ONNX.</summary>
/// <param name="Window">The windows.</param>
/// <param name="Filters">The number of filters, which is that of channels it yields.</param>
/// <param name="Groups">In how many parts channels and filters are cut, each part for itself.</param>
/// <param name="IsTransposed">Whether each value of the input is spread over a window.</param>
/// <param name="Activation">The function f.</param>
/// <param name="HasBias">Whether there is a b.</param>
/// <param name="Initializer">How weights are drawn; never <see cref="Declaration.Initializer.Auto"/>.</param>
/// <param name="InitializerScale">A finite factor on every drawn weight.</param>
internal sealed record ConvolutionSpec(
    WindowSpec Window,
    int Filters,
    int Groups,
    bool IsTransposed,
    ActivationModel Activation,
    bool HasBias,
    Initializer Initializer,
    double InitializerScale) : LayerSpec
{
    /// <summary>Whether biases are drawn as weights are, instead of beginning at 0.</summary>
    public bool DrawsBiases { get; init; }

    public override ActivationModel? Applied => Activation;

    public override bool IsStepwise => WindowInStream is not null;

    public override AxisSpec? WindowInStream => Window.Axes == 1 && !IsTransposed ? Window.Width : null;

    public override IEnumerable<(string Argument, double Value)> Numbers => [("InitializerScale", InitializerScale)];

    public override bool HasChannelsFirst => true;

    public override IEnumerable<(string Argument, int Declared, long Found)> SizesFor(IReadOnlyList<int> declared, IReadOnlyList<long> found)
    {
        int last = declared.Count - 1;
        return Enumerable.Range(0, last).All(axis => declared[axis] == found[axis]) ? [("filters", declared[last], found[last])] : [];
    }
}
