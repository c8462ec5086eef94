using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Pools;

/// <summary>The largest value or the mean of windows, or of all positions, channel by channel.</summary>
internal sealed class PoolKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } =
        ["MaxPool1D", "MaxPool2D", "AveragePool1D", "AveragePool2D", "GlobalMaxPool", "GlobalAveragePool"];

    public LayerSpec? Read(ILayerReader reader)
    {
        bool isMax = reader.AttributeName.Contains("Max");
        if (reader.AttributeName.StartsWith("Global", System.StringComparison.Ordinal))
        {
            return new PoolSpec(null, isMax);
        }

        return WindowReader.Read(reader, "size", stridesBySize: true) is { } window ? new PoolSpec(window, isMax) : null;
    }

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        Shape input = inputs[0];
        if (((PoolSpec)spec).Window is not { } windows)
        {
            mistake = input.Rank > 1 ? null : $"takes steps or an image, but {input.There}: it has nothing to pool";
            return mistake is null ? Shape.Of(input.Features) : null;
        }

        mistake = Windows.Mistake(input, windows)
            ?? Empty(windows.Height, "Height")
            ?? Empty(windows.Width, "Width")
            ?? (Window.Over(input, windows) is null ? Windows.TooLarge(input, windows, isTransposed: false) : null);
        return mistake is null ? Window.Over(input, windows)!.Small(windows.Axes, input.Features) : null;

        ShapeMistake? Empty(AxisSpec axis, string name) => axis.Padding < axis.Kernel ? null
            : new ShapeMistake($"has windows of {axis.Kernel} and {axis.Padding} zeros around, so that a window has no value: take a Padding below {axis.Kernel}")
            {
                Arguments = Windows.Along("Padding", name),
            };
    }

    public bool Makes(LayerSpec spec) => spec is PoolSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        var spec = (PoolSpec)layer.Spec;
        int n = layer.Number;
        Shape shape = layer.Input;
        WindowSpec everything = new(
            shape.Rank - 1,
            shape.Rank == 3 ? AxisSpec.None with { Kernel = shape.Dimensions[0] } : AxisSpec.None,
            AxisSpec.None with { Kernel = shape.Dimensions[shape.Rank - 2] });
        var output = new Value("a", n, layer.Output);
        string over = spec.Window is null ? "all positions" : $"windows of {Windows.Describe(spec.Window)}";
        (Value input, Window window) = graph.WindowsOver(layer, spec.Window ?? everything, isDense: false);
        graph.Add(new Pool(n, input, window, spec.IsMax, output, over) { Formula = Pool.FormulaOf(spec.IsMax, graph.InputOf(layer), output, over) });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer)
    {
        var spec = (PoolSpec)layer.Spec;
        string words = spec.IsMax ? "max pool" : "average pool";
        return spec.Window is { } window
            ? $"{words} {Windows.Describe(window)}, {layer.Input} → {layer.Output}"
            : $"global {words}, {layer.Input} → {layer.Output}";
    }

    public string DescribeInFile(LayerModel layer)
    {
        var spec = (PoolSpec)layer.Spec;
        string words = spec.IsMax ? "maxpool" : "averagepool";
        return spec.Window is { } window ? $"{words} {Windows.DescribeInFile(window)}" : $"global {words}";
    }
}
