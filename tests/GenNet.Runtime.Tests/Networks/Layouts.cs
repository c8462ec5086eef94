namespace GenNet.Runtime.Tests.Networks;

/// <summary>Layouts as the generator would write them, with rows padded to 64 bytes.</summary>
internal static class Layouts
{
    public static LayerLayout Layer(
        int number,
        int inputs,
        int outputs,
        Activation activation = Activation.Linear,
        bool hasBias = true,
        Initializer initializer = Initializer.GlorotUniform,
        double scale = 1) =>
        new($"layer{number}", inputs, outputs, activation, hasBias, initializer, scale, 0, 0, 0);

    /// <summary>Places the layers one behind another, in a network of squared errors.</summary>
    public static NetworkLayout Network(
        string name,
        Reduction reduction,
        int samplesPerPass,
        int elementSize,
        params LayerLayout[] layers) =>
        Network(name, reduction, samplesPerPass, elementSize, Scoring.Nearest, 0.5, layers);

    /// <summary>Places the layers one behind another.</summary>
    public static NetworkLayout Network(
        string name,
        Reduction reduction,
        int samplesPerPass,
        int elementSize,
        Scoring scoring,
        double threshold,
        params LayerLayout[] layers)
    {
        int lane = 64 / elementSize;
        int offset = 0;
        int parameters = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            LayerLayout layer = layers[i];
            int stride = (layer.Outputs + lane - 1) / lane * lane;
            int biasOffset = offset + (layer.Inputs * stride);
            layers[i] = layer with { WeightOffset = offset, PanelWidth = stride, BiasOffset = biasOffset };
            offset = biasOffset + (layer.HasBias ? stride : 0);
            parameters += layer.Outputs * (layer.Inputs + (layer.HasBias ? 1 : 0));
        }

        return new NetworkLayout(
            name, $"{name} in plain loops", Loss.HalfSquaredError, scoring, threshold, reduction, parameters, offset, samplesPerPass, 0, layers);
    }
}
