using System.Collections.Generic;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>The gradients of a convolution, and of a transposed one, whose two ways are each other's.</summary>
internal static class ConvolutionRules
{
    /// <summary>Says what it hands down.</summary>
    public static void Apply(Convolution convolution, Value delta, GradientBuilder gradients)
    {
        int n = convolution.Layer;
        Window window = convolution.Window;
        Value bordered = Bordered(convolution, delta);
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
