using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// What a sample yields does not depend on the samples beside it, also where weights are infinite or NaN: in layers that skip zeros its own zeros
/// count as 0, in others they do not.
/// </summary>
public sealed class NeighbourTests
{
    private const double Tolerance = 1e-4;

    private static readonly int[][] s_sizes =
    [
        [130, 40, 1],
        [784, 64, 10],
        [256, 96, 160, 33], // panels, and inputs apart
        [300, 600, 70],
        [129, 17],
        [64, 256, 128], // nothing skipped
        [100, 30, 5], // nothing skipped, and a pass for one sample
        [6, 5, 3], // straight-line
    ];

    private static readonly int s_draws = TestScope.Count(quick: 20, full: 100);

    private static readonly Lazy<IReadOnlyList<NetworkDescription>> s_descriptions = new(() =>
    [
        .. s_sizes.SelectMany(sizes => Enum.GetValues<Precision>(), Describe),
    ]);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions.Value));

    public static TheoryData<int> Networks() => [.. TestScope.Cases(Enumerable.Range(0, 2 * s_sizes.Length), quick: 3)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_sample_alone_yields_what_it_yields_among_others(int index)
    {
        NetworkDescription description = s_descriptions.Value[index];
        var random = new Random(index);
        int spoilt = 0;
        for (int draw = 0; draw < s_draws; draw++)
        {
            int samples = random.Next(2, 40);
            double[] parameters = description.DrawParameters(random);
            int firstLayer = description.InputSize * s_sizes[index / 2][1];
            int[] bad = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(10) == 0 ? random.Next(parameters.Length) : random.Next(firstLayer))];
            foreach (int parameter in bad)
            {
                parameters[parameter] = new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity }[random.Next(3)];
            }

            // Some samples are 0 at all weights that are no numbers, some at none of them, and most inputs are 0 anyway.
            double[] inputs = RandomCases.DrawBatch(description, parameters, samples, random).Inputs;
            for (int sample = 0; sample < samples; sample++)
            {
                Span<double> row = inputs.AsSpan(sample * description.InputSize, description.InputSize);
                foreach (ref double value in row)
                {
                    value = random.Next(10) < 7 ? (random.Next(2) == 0 ? 0 : -0.0) : value;
                }

                if (random.Next(4) > 0)
                {
                    foreach (int parameter in bad.Where(parameter => parameter < firstLayer))
                    {
                        row[parameter / s_sizes[index / 2][1]] = 0;
                    }
                }
            }

            GeneratedNetwork network = s_networks.Value.Create(description, parameters);
            double[] together = network.Predict(inputs);
            for (int sample = 0; sample < samples; sample++)
            {
                double[] alone = network.Predict(inputs[(sample * description.InputSize)..((sample + 1) * description.InputSize)]);
                double[] among = together[(sample * description.OutputSize)..((sample + 1) * description.OutputSize)];
                spoilt += alone.Any(double.IsNaN) ? 1 : 0;
                for (int output = 0; output < alone.Length; output++)
                {
                    Assert.True(
                        alone[output].Equals(among[output]) || Math.Abs(alone[output] - among[output]) <= Tolerance * Math.Max(1, Math.Abs(alone[output])),
                        $"{description.Name}, draw {draw}, sample {sample} of {samples}, output {output}: {alone[output]} alone, {among[output]} among others.");
                }
            }
        }

        Assert.True(spoilt > 0);
    }

    private static NetworkDescription Describe(int[] sizes, Precision precision)
    {
        var layers = new LayerDescription[sizes.Length - 1];
        for (int i = 0; i < layers.Length; i++)
        {
            // ReLU makes 0 of −∞, and hides what would show behind a sigmoid.
            Activation activation = i == layers.Length - 1 ? Activation.Linear : i == 0 ? Activation.ReLU : Activation.Tanh;
            layers[i] = new LayerDescription(sizes[i], sizes[i + 1], activation);
        }

        return new NetworkDescription(
            $"Beside{string.Join('_', sizes)}{precision}", Loss.MeanSquaredError, Reduction.Mean, precision, sizes[0] < 10 ? Unroll.Full : Unroll.Tiled, layers);
    }
}
