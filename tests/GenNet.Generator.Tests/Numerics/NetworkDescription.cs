using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>A network that a test declares twice: as C# attributes for the generator, and as formulas for the reference.</summary>
/// <param name="Name">The class's name; networks that are compiled together differ in it.</param>
/// <param name="Loss">The loss of one sample.</param>
/// <param name="Reduction">How the losses of a batch become one.</param>
/// <param name="Precision">The generated network's floating-point type; the reference always computes in double.</param>
/// <param name="Unroll">How far the generated code is unrolled.</param>
/// <param name="Layers">The layers, first to last.</param>
internal sealed record NetworkDescription(
    string Name,
    Loss Loss,
    Reduction Reduction,
    Precision Precision,
    Unroll Unroll,
    params LayerDescription[] Layers)
{
    /// <summary>The number that the loss takes; null if it takes none or its default.</summary>
    public double? LossArgument { get; init; }

    /// <summary>The share of the targets that is spread over the classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>What each class, or a yes to each label, counts; null where all count the same.</summary>
    public double[]? Weights { get; init; }

    /// <summary>The method that is the loss instead, written as <see cref="Loss"/> is; null where there is none.</summary>
    public string? LossFunction { get; init; }

    /// <summary>The number in the loss's formula.</summary>
    public double LossNumber => LossArgument ?? TestedFunctions.DefaultArgument(Loss);

    public int InputSize => Layers[0].Inputs;

    public int OutputSize => Layers[^1].Outputs;

    /// <summary>The targets of a sample: one for each output, or one for each mean.</summary>
    public int TargetSize => Loss == Loss.GaussianNll ? OutputSize / 2 : OutputSize;

    public Activation LastActivation => Layers[^1].Activation;

    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    public int MultiplyAdds => Layers.Sum(layer => layer.WeightCount);

    /// <summary>The declaration a person would write.</summary>
    public string Source
    {
        get
        {
            var source = new StringBuilder();
            string loss = LossFunction is null ? $"Loss = GenNet.Loss.{Loss}" : $"LossFunction = nameof({LossFunction})";
            source.Append(CultureInfo.InvariantCulture, $"[GenNet.Network({loss}, ");
            if (LossArgument is { } number)
            {
                source.Append(CultureInfo.InvariantCulture, $"{TestedFunctions.ArgumentName(Loss)} = {Literal(number)}, ");
            }

            if (LabelSmoothing != 0)
            {
                source.Append(CultureInfo.InvariantCulture, $"LabelSmoothing = {Literal(LabelSmoothing)}, ");
            }

            if (Weights is not null)
            {
                string weights = string.Join(", ", Weights.Select(Literal));
                source.Append(CultureInfo.InvariantCulture, $"{(Loss == Loss.BinaryCrossEntropy ? "PositiveWeights" : "ClassWeights")} = new double[] {{ {weights} }}, ");
            }

            source.Append(CultureInfo.InvariantCulture, $"Reduction = GenNet.Reduction.{Reduction}, ");
            source.Append(CultureInfo.InvariantCulture, $"Precision = GenNet.Precision.{Precision}, ");
            source.Append(CultureInfo.InvariantCulture, $"Unroll = GenNet.Unroll.{Unroll})]\n");
            foreach (LayerDescription layer in Layers)
            {
                string bias = layer.HasBias ? "" : ", Bias = false";
                string argument = layer.Argument is { } value
                    ? string.Create(CultureInfo.InvariantCulture, $", {TestedFunctions.ArgumentName(layer.Activation)} = {Literal(value)}")
                    : "";
                source.Append(
                    CultureInfo.InvariantCulture,
                    $"[GenNet.Layer({layer.Inputs}, {layer.Outputs}, GenNet.Activation.{layer.Activation}{bias}{argument})]\n");
            }

            source.Append(CultureInfo.InvariantCulture, $"internal sealed partial class {Name};\n");
            return source.ToString();
        }
    }

    /// <summary>
    /// The parameters that belong together, with a name for each: where the weights and biases of each layer lie in the flat vector.
    /// </summary>
    public IEnumerable<(string Name, Range Range)> Tensors
    {
        get
        {
            int next = 0;
            for (int i = 0; i < Layers.Length; i++)
            {
                yield return ($"W{i + 1}", next..(next + Layers[i].WeightCount));
                next += Layers[i].WeightCount;
                if (Layers[i].HasBias)
                {
                    yield return ($"b{i + 1}", next..(next + Layers[i].Outputs));
                    next += Layers[i].Outputs;
                }

                if (Layers[i].HasSlope)
                {
                    yield return ($"p{i + 1}", next..(next + 1));
                    next++;
                }
            }
        }
    }

    /// <summary>The nearest number that the generated network can hold.</summary>
    public double Round(double value) => Precision == Precision.Single ? (float)value : value;

    /// <summary>Parameters that keep pre-activations near 1 at any depth, biases other than zero.</summary>
    public double[] DrawParameters(Random random)
    {
        var parameters = new List<double>(ParameterCount);
        foreach (LayerDescription layer in Layers)
        {
            double deviation = 1 / Math.Sqrt(layer.Inputs);
            for (int i = 0; i < layer.WeightCount; i++)
            {
                parameters.Add(Round(deviation * random.NextNormal()));
            }

            for (int i = 0; layer.HasBias && i < layer.Outputs; i++)
            {
                parameters.Add(Round(0.5 * random.NextNormal()));
            }

            if (layer.HasSlope)
            {
                parameters.Add(Round(0.5 * random.NextNormal()));
            }
        }

        return [.. parameters];
    }

    /// <summary>A number as C# writes it.</summary>
    public static string Literal(double number) =>
        double.IsNaN(number) ? "double.NaN"
        : double.IsInfinity(number) ? (number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity")
        : number.ToString("R", CultureInfo.InvariantCulture);

    public override string ToString() =>
        $"{Name}: {Precision} {Unroll} {InputSize}"
        + string.Concat(Layers.Select(layer => $" → {layer.Outputs} {layer.Activation}{(layer.HasBias ? "" : " without bias")}"))
        + $", {Loss}, {Reduction}";
}
