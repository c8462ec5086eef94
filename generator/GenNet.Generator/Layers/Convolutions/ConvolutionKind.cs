using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>
/// A convolution over steps or an image, a = f(x ∗ W + b), which is cross-correlation as in PyTorch and ONNX; or the transposed one, which
/// spreads each value over a window, as the gradient of a convolution by its input does.
/// </summary>
internal sealed class ConvolutionKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Conv1D", "Conv2D", "ConvTranspose1D", "ConvTranspose2D"];

    public LayerSpec? Read(ILayerReader reader)
    {
        int? filters = reader.Size("filters");
        WindowSpec? window = WindowReader.Read(reader, "kernel", stridesBySize: false);
        int? groups = reader.Whole("Groups", 1, 1);
        ActivationModel? activation = reader.Activation();
        (Initializer Initializer, double Scale)? weights = reader.Weights(
            activation is null ? Initializer.GlorotUniform : ActivationTable.Of(activation.Activation).Initializer);
        return filters is { } count && window is not null && groups is { } parts && activation is not null && weights is { } drawn
            ? new ConvolutionSpec(
                window,
                count,
                parts,
                reader.AttributeName.StartsWith("ConvTranspose", System.StringComparison.Ordinal),
                activation,
                reader.IsTrue("Bias", true),
                drawn.Initializer,
                drawn.Scale)
            {
                DrawsBiases = reader.DrawsBiases(drawn.Initializer),
            }
            : null;
    }

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        var convolution = (ConvolutionSpec)spec;
        Shape input = inputs[0];
        mistake = Windows.Mistake(input, convolution.Window);
        if (mistake is not null)
        {
            return null;
        }

        int groups = convolution.Groups;
        if (input.Features % groups != 0 || convolution.Filters % groups != 0)
        {
            int most = Axis.CommonDivisor(input.Features, convolution.Filters);
            mistake = new ShapeMistake(
                $"cuts {Counted.Of(input.Features, "channel")} and {Counted.Of(convolution.Filters, "filter")} into {groups} groups, which do not divide "
                + $"both: {(most == 1 ? "only 1 does" : $"{most} do")}")
            {
                Arguments = ["Groups"],
            };
            return null;
        }

        if (convolution.Activation.SecondHalf is not null && convolution.Filters % 2 == 1)
        {
            mistake = new ShapeMistake($"yields means and variances of {Counted.Of(convolution.Filters, "filter")}: make it {convolution.Filters + 1}, as many of each")
            {
                Arguments = ["filters"],
            };
            return null;
        }

        Window? window = convolution.IsTransposed ? Window.From(input, convolution.Window) : Window.Over(input, convolution.Window);
        if (window is null)
        {
            mistake = Windows.TooLarge(input, convolution.Window, convolution.IsTransposed);
            return null;
        }

        return convolution.IsTransposed
            ? window.Large(convolution.Window.Axes, convolution.Filters)
            : window.Small(convolution.Window.Axes, convolution.Filters);
    }

    public bool Makes(LayerSpec spec) => spec is ConvolutionSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        var spec = (ConvolutionSpec)layer.Spec;
        int n = layer.Number;
        Value source = graph.InputOf(layer);
        GroupKind groups = GroupKind.Of(spec.Groups, layer.Input.Features, spec.Filters);
        (Value input, Window window) = spec.IsTransposed
            ? (source, Window.From(layer.Input, spec.Window)!)
            : graph.WindowsOver(layer, spec.Window, isDense: !groups.IsDepthwise);
        int channels = layer.Input.Features / spec.Groups;
        Shape kernel = spec.Window.Axes == 2
            ? Shape.Of(window.Height.Kernel, window.Width.Kernel, channels, spec.Filters)
            : Shape.Of(window.Width.Kernel, channels, spec.Filters);
        Tensor weights = graph.Add(new Tensor("w", n, "kernel", kernel)
        {
            Initializer = spec.Initializer,
            InitializerScale = spec.InitializerScale,
            IsFrozen = layer.IsFrozen,
            Matrices = window.Kernel,
            FanOut = window.Kernel * (spec.Filters / spec.Groups),
        });
        Tensor? bias = spec.HasBias ? graph.Add(Tensor.BiasOf(weights, spec.DrawsBiases)) : null;
        Value z = GraphBuilder.PreActivation(layer);
        var bordered = new Value(
            "bordered",
            n,
            spec.IsTransposed
                ? Shape.Of(window.Height.SmallPadded, window.Width.SmallPadded, layer.Input.Features)
                : Shape.Of(window.Height.Padded, window.Width.Padded, layer.Input.Features));
        bool needsBorder = spec.IsTransposed ? window.HasSmallBorder : window.HasBorder;
        if (needsBorder)
        {
            input = graph.AddOnce(new Border(
                n,
                input,
                spec.IsTransposed ? window.Height.SmallBefore : window.Height.Before,
                spec.IsTransposed ? window.Width.SmallBefore : window.Width.Before,
                bordered)
            {
                IsDense = !groups.IsDepthwise,
            });
        }

        graph.Add(new Convolution(n, input, weights, bias, window, z)
        {
            Source = source,
            IsTransposed = spec.IsTransposed,
            Groups = groups,
            Formula = Convolution.FormulaOf(n, z.Name, source, bias, spec.IsTransposed),
        });
        graph.Yield(layer, graph.Activate(layer, z));
    }

    public string Describe(LayerModel layer)
    {
        var spec = (ConvolutionSpec)layer.Spec;
        string groups = spec.Groups > 1 ? $", {spec.Groups} groups" : string.Empty;
        return $"{(spec.IsTransposed ? "transposed convolution" : "convolution")} {Windows.Describe(spec.Window)}{groups}, "
            + $"{layer.Input} → {layer.Output}, {spec.Activation.Words}";
    }

    public string DescribeInFile(LayerModel layer)
    {
        var spec = (ConvolutionSpec)layer.Spec;
        string groups = spec.Groups > 1 ? $" groups {spec.Groups}" : string.Empty;
        return $"{(spec.IsTransposed ? "convtranspose" : "conv")} {Windows.DescribeInFile(spec.Window)}{groups} {layer.Input.Features} {spec.Filters} "
            + $"{Words.InFile(spec.Activation)}{(spec.HasBias ? " bias" : string.Empty)}";
    }
}
