using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>The gradients of a convolution, and of a transposed one, whose two ways are each other's.</summary>
internal static class ConvolutionRules
{
    /// <summary>
    /// Channels that leave a good part of a vector empty, or need no more than half of a cache line, so that the columns of a window are computed side by
    /// side. Measured on LeNet-5's second convolution, six channels of 5 × 5: with vectors of 512 bits it takes a quarter of the time.
    /// </summary>
    private const int FewChannels = 8;

    /// <summary>Says what it hands down.</summary>
    public static void Apply(Convolution convolution, Value delta, GradientBuilder gradients)
    {
        int n = convolution.Layer;
        Window window = convolution.Window;
        bool joins = JoinsColumns(convolution);
        Value bordered = joins ? delta : Bordered(convolution, delta);
        bool learns = !convolution.Weights.IsFrozen;
        bool isWanted = gradients.IsWanted(convolution.Source);
        if (bordered != delta && (isWanted || (learns && convolution.IsTransposed)))
        {
            Axis height = window.Height;
            Axis width = window.Width;
            gradients.Prepare(
                new Border(
                    n,
                    delta,
                    convolution.IsTransposed ? height.Before : height.SmallBefore,
                    convolution.IsTransposed ? width.Before : width.SmallBefore,
                    bordered)
                {
                    // The weights' gradient reads vectors of it.
                    IsDense = !(convolution.IsTransposed && learns) && !convolution.Groups.IsDepthwise,
                },
                $"Layer {n}: {GradientBuilder.Notation(delta)} with zeros around it.");
        }

        string formula = $"{GradientBuilder.Notation(delta)} {(convolution.IsTransposed ? "∗" : "∗ᵀ")} W{n}";
        gradients.HandDown(
            convolution.Source,
            n,
            null,
            [],
            made => new ConvolutionInputGradient(n, bordered, convolution.Weights, window, made)
            {
                IsTransposed = convolution.IsTransposed,
                JoinsColumns = joins,
                Groups = convolution.Groups,
                Formula = formula,
            },
            formula);
    }

    /// <summary>The gradients of its parameters.</summary>
    public static IEnumerable<Operation> OfParameters(Convolution convolution, Value delta)
    {
        int n = convolution.Layer;
        string d = GradientBuilder.Notation(delta);
        string x = convolution.Source.Name;
        yield return new ConvolutionWeightGradient(
            n,
            convolution.IsTransposed ? convolution.Source : convolution.Input,
            convolution.IsTransposed ? Bordered(convolution, delta) : delta,
            convolution.Window,
            convolution.Weights)
        {
            IsTransposed = convolution.IsTransposed,
            Groups = convolution.Groups,
            Formula = $"∂L/∂W{n} = {(convolution.IsTransposed ? $"{d} ⋆ {x}" : $"{x} ⋆ {d}")}",
        };
        if (convolution.Bias is { } bias)
        {
            yield return new RowSumGradient(n, delta, null, bias) { Weights = convolution.Weights, Formula = $"∂L/∂b{n} = {d}" };
        }
    }

    private static bool JoinsColumns(Convolution convolution) =>
        !convolution.IsTransposed
        && convolution.Groups.Count == 1
        && convolution.Source.Features <= FewChannels
        && convolution.Window is { Width: { Kernel: > 1, Stride: 1, Dilation: 1 }, Height: { Stride: 1, Dilation: 1 } and ({ Kernel: 1 } or { Size: > 1 }) };

    /// <summary>δ with zeros around it where there are any: around windows' values for a transposed convolution, else around windows.</summary>
    private static Value Bordered(Convolution convolution, Value delta)
    {
        Window window = convolution.Window;
        bool needsBorder = convolution.IsTransposed ? window.HasBorder : window.HasSmallBorder;
        return !needsBorder ? delta
            : new Value(
                "borderedD",
                convolution.Layer,
                convolution.IsTransposed
                    ? Shape.Of(window.Height.Padded, window.Width.Padded, delta.Features)
                    : Shape.Of(window.Height.SmallPadded, window.Width.SmallPadded, delta.Features));
    }
}
