using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Draws networks, parameters and batches; the same ones every time.</summary>
internal static class RandomCases
{
    /// <summary>
    /// Below this distance from 0 the rounding of a single-precision sum may put a ReLU on the other side of its kink: sums of 257
    /// terms near 1 err by some 10⁻⁶.
    /// </summary>
    private const double KinkDistance = 1e-5;

    /// <summary>The most weights a network forced to <see cref="Unroll.Full"/> has: about what plain statements are made for.</summary>
    private const int MostUnrolledWeights = 1500;

    /// <summary>The endings that random networks go through; <see cref="TestedFunctions.Endings"/> has all.</summary>
    public static IReadOnlyList<(Activation Activation, Loss Loss)> Endings { get; } =
    [
        .. TestedFunctions.Endings.Where(ending => ending is { Activation: <= Activation.Softmax, Loss: <= Loss.CrossEntropy }),
    ];

    /// <summary>The activations that a layer before the last may have.</summary>
    public static IReadOnlyList<Activation> HiddenActivations { get; } =
        [Activation.Linear, Activation.Sigmoid, Activation.Tanh, Activation.ReLU];

    /// <summary>
    /// The case with this number. Numbers that follow each other go through every ending and both precisions; a fifth of the
    /// networks is tiled however small, and a fifth fully unrolled.
    /// </summary>
    public static RandomCase Draw(int number)
    {
        var random = new Random(number);
        NetworkDescription description = Describe(number, random);
        double[] parameters = description.DrawParameters(random);
        int samples = random.Next(3) > 0 ? random.Pick(1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 65, 128, 129) : random.Next(1, 130);
        return DrawBatch(description, parameters, samples, random);
    }

    /// <summary>The network of the case with this number.</summary>
    public static NetworkDescription Describe(int number) => Describe(number, new Random(number));

    /// <summary>Inputs near 1 that keep ReLUs off their kinks, and targets such as belong to the loss.</summary>
    public static RandomCase DrawBatch(NetworkDescription description, double[] parameters, int samples, Random random)
    {
        var reference = new ReferenceNetwork(description, parameters);
        var inputs = new List<double>(samples * description.InputSize);
        var targets = new List<double>(samples * description.TargetSize);
        int kindOfTargets = random.Next(3);
        for (int s = 0; s < samples; s++)
        {
            double[] sample = new double[description.InputSize];
            do
            {
                for (int i = 0; i < sample.Length; i++)
                {
                    sample[i] = description.Round(random.NextNormal());
                }
            }
            while (reference.DistanceToKink(sample) < KinkDistance);

            double[] target;
            do
            {
                target = [.. DrawTarget(description, kindOfTargets, random).Select(description.Round)];
            }
            while (reference.DistanceToLossKink(sample, target) < KinkDistance);

            inputs.AddRange(sample);
            targets.AddRange(target);
        }

        return new RandomCase(description, parameters, [.. inputs], [.. targets]);
    }

    private static NetworkDescription Describe(int number, Random random)
    {
        (Activation lastActivation, Loss loss) = Endings[number % Endings.Count];
        Unroll unroll = (number / 2 % 5) switch
        {
            3 => Unroll.Tiled,
            4 => Unroll.Full,
            _ => Unroll.Auto,
        };
        LayerDescription[] layers;
        do
        {
            layers = DrawLayers(random, unroll, lastActivation);
        }
        while (unroll == Unroll.Full && layers.Sum(layer => layer.WeightCount) > MostUnrolledWeights);

        return new NetworkDescription(
            FormattableString.Invariant($"Random{number:D3}"),
            loss,
            random.Pick(Reduction.Mean, Reduction.Sum),
            number % 2 == 0 ? Precision.Single : Precision.Double,
            unroll,
            layers);
    }

    private static LayerDescription[] DrawLayers(Random random, Unroll unroll, Activation lastActivation)
    {
        int depth = random.Next(1, 6);
        int[] sizes = new int[depth + 1];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = random.Next(5) switch
            {
                0 or 1 or 2 => random.Next(1, 10),
                3 => random.Next(1, 41),
                _ => unroll == Unroll.Full ? random.Next(20, 41) : random.Next(1, 258),
            };
        }

        // A softmax over one output is the constant 1: its gradient is 0, and nothing can be compared with 0 relatively.
        sizes[^1] = lastActivation == Activation.Softmax ? Math.Max(2, sizes[^1]) : sizes[^1];
        var layers = new LayerDescription[depth];
        for (int i = 0; i < depth; i++)
        {
            Activation activation = i == depth - 1 ? lastActivation : HiddenActivations[random.Next(HiddenActivations.Count)];
            layers[i] = new LayerDescription(sizes[i], sizes[i + 1], activation, random.Next(4) > 0);
        }

        return layers;
    }

    private static double[] DrawTarget(NetworkDescription description, int kind, Random random)
    {
        double[] target = new double[description.TargetSize];
        switch (description.Loss)
        {
            case Loss.Hinge or Loss.SquaredHinge:
                return Array.ConvertAll(target, _ => random.Pick(-1.0, 1.0));
            case Loss.PoissonNll:
                return Array.ConvertAll(target, _ => (double)random.Next(5));
        }

        switch (description.LastActivation)
        {
            case Activation.Sigmoid or Activation.Softmax or Activation.LogSoftmax when kind == 0 && target.Length > 1:
                target[random.Next(target.Length)] = 1;
                break;
            case Activation.Sigmoid when kind == 0:
                target[0] = random.Next(2);
                break;
            case Activation.Softmax or Activation.LogSoftmax when kind == 1:
                double sum = 0;
                for (int i = 0; i < target.Length; i++)
                {
                    target[i] = random.NextDouble();
                    sum += target[i];
                }

                for (int i = 0; i < target.Length; i++)
                {
                    target[i] /= sum;
                }

                break;
            case Activation.Sigmoid or Activation.Softmax or Activation.LogSoftmax:
                for (int i = 0; i < target.Length; i++)
                {
                    target[i] = random.NextDouble();
                }

                break;
            default:
                for (int i = 0; i < target.Length; i++)
                {
                    target[i] = random.NextNormal();
                }

                break;
        }

        return target;
    }
}
