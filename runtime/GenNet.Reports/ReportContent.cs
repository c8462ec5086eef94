using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GenNet;

/// <summary>What a report says, before it is written in one way or another.</summary>
internal sealed class ReportContent
{
    private const int MostSheets = 4;

    /// <summary>An image has at least so many pixels on a side.</summary>
    private const int LeastSide = 4;

    private ReportContent()
    {
    }

    public required string Title { get; init; }

    /// <summary>What the network is, in the words of its summary.</summary>
    public required string Summary { get; init; }

    /// <summary>The layers and what flows between them, as a picture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The same as the text of a Mermaid diagram.</summary>
    public required string Diagram { get; init; }

    /// <summary>Name, description, shapes of the tensors, and the number of parameters of each layer.</summary>
    public required IReadOnlyList<string[]> Layers { get; init; }

    /// <summary>Name, shape, mean, deviation, least and largest of each tensor.</summary>
    public required IReadOnlyList<string[]> Tensors { get; init; }

    public required TrainingHistory? History { get; init; }

    /// <summary>What went wrong in the training, and its hints: a paragraph each.</summary>
    public IEnumerable<string> Remarks => History is null ? [] : [.. History.Message is { } message ? (string[])[message] : [], .. History.Hints];

    public required Judgement? Judgement { get; init; }

    /// <summary>What the data set is, in words.</summary>
    public required string? Dataset { get; init; }

    public required IReadOnlyList<WeightSheet> Sheets { get; init; }

    /// <summary>Where and how all this was: names and values.</summary>
    public required IReadOnlyList<(string Name, string Value)> Environment { get; init; }

    public static ReportContent Of<T>(Network<T> network, TrainingHistory? history, Dataset? dataset, ReportOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new ReportOptions();
        NetworkLayout layout = network.Layout;
        var values = new T[layout.ParameterCount];
        network.CopyParametersTo(values);
        double[] parameters = Array.ConvertAll(values, double.CreateTruncating);

        List<string[]> tensors = [];
        List<WeightSheet> sheets = [];
        Dictionary<string, (long Count, List<string> Shapes)> ofLayers = [];
        int at = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role == TensorRole.State)
            {
                continue;
            }

            int length = LengthOf(tensor.Shape);
            double[] own = parameters[at..(at + length)];
            at += length;
            string shape = Shape(tensor.Shape);
            tensors.Add([tensor.Name, shape, .. Statistics(own)]);
            string layer = tensor.Name[..tensor.Name.LastIndexOf('.')];
            (long count, List<string> shapes) = ofLayers.TryGetValue(layer, out (long Count, List<string> Shapes) known) ? known : (0, []);
            shapes.Add($"{tensor.Name[(layer.Length + 1)..]} {shape}");
            ofLayers[layer] = (count + length, shapes);
            if (sheets.Count < MostSheets
                && WeightSheet.Of(tensor.Name, tensor.Shape, own, sheets.Count == 0 ? Image(layout, tensor) : null) is { } sheet)
            {
                sheets.Add(sheet);
            }
        }

        List<string[]> layers = [];
        foreach (LayerLayout layer in layout.Layers)
        {
            (long count, List<string> shapes) = ofLayers.TryGetValue(layer.Name, out (long Count, List<string> Shapes) known) ? known : (0, []);
            layers.Add([layer.Name, layer.Description, string.Join(", ", shapes), Written.Count(count)]);
        }

        return new ReportContent
        {
            Title = options.Title ?? layout.Name,
            Summary = layout.Summary,
            Architecture = network.ToSvg(),
            Diagram = network.ToMermaid(),
            Layers = layers,
            Tensors = tensors,
            History = history,
            Judgement = dataset is null ? null : Judgement.Of(network, dataset, options.OutputNames),
            Dataset = dataset?.ToString(),
            Sheets = sheets,
            Environment = [.. EnvironmentOf<T>(options)],
        };
    }

    private static int LengthOf(ReadOnlySpan<int> shape)
    {
        int length = 1;
        foreach (int dimension in shape)
        {
            length *= dimension;
        }

        return length;
    }

    private static IEnumerable<(string Name, string Value)> EnvironmentOf<T>(ReportOptions options)
    {
        if (options.Training is { } training)
        {
            yield return ("training", training.ToString());
        }

        if (options.Seed is { } seed)
        {
            yield return ("seed of the network", seed.ToString(CultureInfo.InvariantCulture));
        }

        yield return ("precision", typeof(T) == typeof(double) ? "double" : "single");
        yield return ("framework", RuntimeInformation.FrameworkDescription);
        yield return ("system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}");
        yield return ("vectors", Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : "128 bits");
        yield return ("processors", System.Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        yield return ("written", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC");
    }

    /// <summary>Height, width and channels of what the rows of a tensor look at: the inputs, where they are an image or as many as a square has.</summary>
    private static (int Height, int Width, int Channels)? Image(NetworkLayout layout, TensorLayout tensor)
    {
        if (tensor.Shape.Length != 2 || tensor.Shape[0] != layout.InputSize)
        {
            return null;
        }

        if (layout.InputShape.Length >= 2)
        {
            int channels = layout.InputShape.Length == 2 ? 1 : layout.InputShape[2];
            return (layout.InputShape[0], layout.InputShape[1], channels);
        }

        int side = (int)Math.Round(Math.Sqrt(layout.InputSize));
        return side >= LeastSide && side * side == layout.InputSize ? (side, side, 1) : null;
    }

    private static string Shape(ReadOnlySpan<int> shape)
    {
        string[] dimensions = new string[shape.Length];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return string.Join(" × ", dimensions);
    }

    private static string[] Statistics(double[] values)
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [Written.Number(mean), Written.Number(deviation), Written.Number(values.Min()), Written.Number(values.Max())];
    }
}
