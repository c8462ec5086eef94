using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.GaussianNoise;

/// <summary>Noise in training; the way back goes past it.</summary>
internal sealed class AddedNoiseCode(CodeStyle style, AddedNoise operation) : NoiseCode(style, operation.Input, operation.Output)
{
    protected override string Name => $"Layer{operation.Layer}Noise";

    protected override string Source => "noise";

    protected override (string Type, string Arguments) SourceType => (
        "NormalNoise",
        $"layer: {Text(operation.Layer)}, positions: {Text(operation.Output.Positions)}, deviation: {Printer.Number(operation.StandardDeviation)}");

    protected override string Summary => $"{operation.Formula}.";
}
