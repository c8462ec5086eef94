using System.Collections.Generic;
using System.Linq;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>Layouts as the generator would write them, with rows padded to 64 bytes.</summary>
internal static class Layouts
{
    public static DenseLayout Layer(
        int number,
        int inputs,
        int outputs,
        Activation activation = Activation.Linear,
        bool hasBias = true,
        Initializer initializer = Initializer.GlorotUniform,
        double scale = 1) =>
        new(number, inputs, outputs, activation, hasBias, initializer, scale);

    /// <summary>Places the layers one behind another, in a network of squared errors.</summary>
    public static NetworkLayout Network(
        string name,
        Reduction reduction,
        int samplesPerPass,
        int elementSize,
        params DenseLayout[] layers) =>
        Network(name, reduction, samplesPerPass, elementSize, Scoring.Nearest, 0.5, layers);

    /// <summary>Places the layers one behind another.</summary>
    public static NetworkLayout Network(
        string name,
        Reduction reduction,
        int samplesPerPass,
        int elementSize,
        Scoring scoring,
        double threshold,
        params DenseLayout[] layers)
    {
        int lane = 64 / elementSize;
        int offset = 0;
        var tensors = new List<TensorLayout>();
        foreach (DenseLayout layer in layers)
        {
            int stride = (layer.Outputs + lane - 1) / lane * lane;
            tensors.Add(new TensorLayout
            {
                Name = $"layer{layer.Number}.kernel",
                Shape = [layer.Inputs, layer.Outputs],
                Offset = offset,
                PanelWidth = stride,
                Initializer = layer.Initializer,
                Scale = layer.Scale,
                FanIn = layer.Inputs,
                FanOut = layer.Outputs,
            });
            offset += layer.Inputs * stride;
            if (layer.HasBias)
            {
                tensors.Add(new TensorLayout { Name = $"layer{layer.Number}.bias", Shape = [layer.Outputs], Offset = offset });
                offset += stride;
            }
        }

        return Network(
            name, layers[0].Inputs, layers[^1].Outputs, [.. layers.Select(Describe)], [.. tensors], offset, reduction, samplesPerPass, scoring, threshold);
    }

    /// <summary>A network of tensors that lie where they say.</summary>
    public static NetworkLayout Network(
        string name,
        int inputs,
        int outputs,
        LayerLayout[] layers,
        TensorLayout[] tensors,
        int storageLength,
        Reduction reduction = Reduction.Mean,
        int samplesPerPass = 100,
        Scoring scoring = Scoring.Nearest,
        double threshold = 0.5) => new()
        {
            Name = name,
            Summary = $"{name} in plain loops",
            InputShape = [inputs],
            InputSize = inputs,
            OutputSize = outputs,
            TargetSize = outputs,
            Loss = Loss.HalfSquaredError,
            Scoring = scoring,
            Threshold = threshold,
            Reduction = reduction,
            ParameterCount = tensors.Where(tensor => tensor.Role != TensorRole.State).Sum(tensor => tensor.Length),
            StorageLength = storageLength,
            SamplesPerPass = samplesPerPass,
            WorkspaceLength = 0,
            WorkLists = layers.Length + 1,
            Layers = layers,
            Tensors = tensors,
        };

    private static LayerLayout Describe(DenseLayout layer) => new()
    {
        Name = $"layer{layer.Number}",
        Description = $"dense {layer.Inputs} {layer.Outputs} {layer.Activation.ToString().ToLowerInvariant()}{(layer.HasBias ? " bias" : "")}",
    };
}
