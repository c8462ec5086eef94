using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// What networks classify, and what of it counts as right: every last activation with every loss that may follow it and one, two and three
/// outputs, against the rule as docs/functions.md has it, written again without looking.
/// </summary>
public sealed class ClassRuleTests
{
    private const int Samples = 12;

    /// <summary>What data sets there are: labels, classes and numbers.</summary>
    private enum Targets
    {
        ZeroOne,
        MinusOneOne,
        OneHot,
        MinusOneHot,
        OneHotButOne,
        AllOnes,
        Probabilities,
        Numbers,
        WithNaN,
    }

    [Fact]
    public void ClassifyAndEvaluateGoByTheLossAndTheActivation()
    {
        // Every ending with a number of outputs each, or with every one of them.
        var cases = new List<NetworkDescription>();
        for (int i = 0; i < TestedFunctions.Endings.Count; i++)
        {
            foreach (int outputs in TestScope.Full ? [1, 2, 3] : new[] { 1 + (i % 3) })
            {
                cases.Add(Describe(i, outputs, (Precision)((i / 3) % 2)));
            }
        }

        // A quick run takes every twelfth one of those with one output, of which most depends, and every twenty-fourth of the others.
        NetworkDescription[] drawn = [.. cases.Where((description, i) => TestScope.Full || (description.TargetSize == 1 && i % 12 == 0) || i % 24 == 0)];
        GeneratedNetworks networks = GeneratedNetworks.Compile(drawn);
        for (int i = 0; i < drawn.Length; i++)
        {
            var random = new Random(i);
            if (drawn[i].Precision == Precision.Single)
            {
                Check(networks.CreateSingle(drawn[i]), drawn[i], random);
            }
            else
            {
                Check(networks.CreateDouble(drawn[i]), drawn[i], random);
            }
        }
    }

    [Theory]
    [InlineData("Linear", "(output - target) * (output - target)", Scoring.Nearest, 0.5)]
    [InlineData("Linear", "3 * MathF.Abs(output - target)", Scoring.Nearest, 0.5)]
    [InlineData("Linear", "MathF.Sqrt(1 + (output - target) * (output - target)) - 1", Scoring.Nearest, 0.5)]
    [InlineData("Tanh", "(output - target) * (output - target)", Scoring.Nearest, 0.0)]
    [InlineData("Sigmoid", "-3 * target * MathF.Log(output) - (1 - target) * MathF.Log(1 - output)", Scoring.Logits, 0.5)]
    [InlineData("Linear", "MathF.Log(1 + MathF.Exp(output)) - target * output", Scoring.Logits, 0.0)]
    [InlineData("Linear", "MathF.Log(1 + MathF.Exp(-target * output))", Scoring.Logits, 0.0)]
    [InlineData("Linear", "MathF.Max(1 - target * output, 0)", Scoring.Logits, 0.0)]
    [InlineData("LogSigmoid", "-target * output - (1 - target) * MathF.Log(1 - MathF.Exp(output))", Scoring.Logits, -0.6931471805599453)]
    [InlineData("Softmax", "-target * MathF.Log(output)", Scoring.Largest, 0.5)]
    public void LossesOfOnesOwnAreReadByTheirFormula(string activation, string loss, Scoring scoring, double threshold)
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad($$"""
            using System;

            [GenNet.Network(LossFunction = "Own")]
            [GenNet.Layer(1, 1, GenNet.Activation.{{activation}}, Bias = false)]
            public sealed partial class Net
            {
                [GenNet.LossFunction]
                internal static float Own(float output, float target) => {{loss}};
            }
            """);
        TrainableNetwork<float> network = networks.CreateSingle("Net");
        Assert.Equal(scoring, network.Layout.Scoring);
        Assert.Equal(threshold, network.Layout.Threshold);
        network.CopyParametersFrom([1]);
        foreach (float input in new[] { -2, -0.1f, 0, 0.1f, 0.4f, 0.6f, 3 })
        {
            float[] output = new float[1];
            network.Predict([input], output);
            Assert.Equal(scoring != Scoring.Largest && output[0] > threshold ? 1 : 0, network.Classify([input]));
        }
    }

    /// <summary>A layer whose pre-activations are the inputs.</summary>
    private static NetworkDescription Describe(int ending, int outputs, Precision precision)
    {
        (Activation last, Loss loss) = TestedFunctions.Endings[ending];
        int units = loss == Loss.GaussianNll || last == Activation.MeanAndVariance ? 2 * outputs : outputs;
        return new NetworkDescription(
            $"Ending{ending}With{outputs}",
            loss,
            Reduction.Mean,
            precision,
            Unroll.Full,
            new LayerDescription(units, units, last, HasBias: false));
    }

    private static void Check<T>(TrainableNetwork<T> network, NetworkDescription description, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = description.OutputSize;
        double[] parameters = new double[description.ParameterCount];
        for (int i = 0; i < size; i++)
        {
            parameters[(i * size) + i] = 1;
        }

        network.CopyParametersFrom(Array.ConvertAll(parameters, T.CreateChecked));

        // Of a sample some outputs are of the same value, and one sample in four is NaN.
        float[] inputs = new float[Samples * size];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (i / size % 4) == 3 ? float.NaN : random.Pick(-20, -1, -0.25f, 0.25f, 1, 20, (float)random.NextNormal());
        }

        T[] typed = Array.ConvertAll(inputs, T.CreateChecked);
        T[] all = new T[inputs.Length];
        network.Predict(typed, all);
        Assert.Equal(all, network.Predict(typed));
        int[] classes = new int[Samples];
        bool isOfClasses = ClassOf(description, new double[size]) is not null;
        if (isOfClasses)
        {
            network.Classify(typed, classes);
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => network.Classify(typed, classes));
        }

        double[][] outputs = [.. Array.ConvertAll(all, double.CreateChecked).Chunk(size)];
        for (int sample = 0; sample < Samples; sample++)
        {
            T[] input = typed[(sample * size)..((sample + 1) * size)];
            if (ClassOf(description, outputs[sample]) is { } expected)
            {
                Assert.True(
                    expected == network.Classify(input),
                    $"{description}: {string.Join(", ", outputs[sample])} is class {expected}, not {network.Classify(input)}.");
                Assert.True(expected == classes[sample], $"{description}: {string.Join(", ", outputs[sample])} among others is class {classes[sample]}.");
            }
            else
            {
                Assert.Throws<InvalidOperationException>(() => network.Classify(input));
            }
        }

        foreach (Targets kind in Enum.GetValues<Targets>())
        {
            float[] targets = Draw(kind, description.TargetSize, random);
            double[][] rows = [.. Array.ConvertAll(targets, target => (double)target).Chunk(description.TargetSize)];
            double? expected = AccuracyOf(description, outputs, rows);
            Evaluation evaluation = network.Evaluate(new Dataset(inputs, targets, size, description.TargetSize));
            Assert.True(
                expected is null ? !evaluation.HasAccuracy : evaluation.Accuracy == expected,
                $"{description}, {kind}: accuracy {expected}, not {evaluation.Accuracy}.");
        }
    }

    private static float[] Draw(Targets kind, int size, Random random)
    {
        float[] targets = new float[Samples * size];
        for (int sample = 0; sample < Samples; sample++)
        {
            Span<float> row = targets.AsSpan(sample * size, size);
            int hot = random.Next(size);
            for (int i = 0; i < size; i++)
            {
                row[i] = kind switch
                {
                    Targets.ZeroOne or Targets.WithNaN => random.Next(2),
                    Targets.MinusOneOne => (2 * random.Next(2)) - 1,
                    Targets.OneHot or Targets.OneHotButOne => i == hot ? 1 : 0,
                    Targets.MinusOneHot => i == hot ? 1 : -1,
                    Targets.AllOnes => 1,
                    Targets.Probabilities => random.NextSingle(),
                    _ => (float)(3 * random.NextNormal()),
                };
            }
        }

        if (kind == Targets.OneHotButOne)
        {
            targets.AsSpan(^size).Fill(1);
        }

        if (kind == Targets.WithNaN)
        {
            targets[^1] = float.NaN;
        }

        return targets;
    }

    private static int? ClassOf(NetworkDescription description, double[] outputs)
    {
        double[] answers = outputs[..description.TargetSize];
        if (answers.Length > 1 || TestedFunctions.IsCoupled(description.LastActivation))
        {
            return Largest(answers);
        }

        return IsRegression(description.Loss) ? null : answers[0] > Threshold(description) ? 1 : 0;
    }

    private static double? AccuracyOf(NetworkDescription description, double[][] outputs, double[][] targets)
    {
        double[] all = [.. targets.SelectMany(row => row)];
        double threshold = Threshold(description);
        bool areZeroOne = all.All(target => target is 0 or 1);
        bool areMinusOneOne = all.All(target => target is -1 or 1);
        bool areClasses = description.TargetSize > 1 && targets.All(row => row.Count(target => target == 1) == 1);
        double[][] answers = [.. outputs.Select(row => row[..description.TargetSize])];
        double Labels(double targetThreshold) => answers.Zip(targets).Average(sample => sample.First.Zip(sample.Second).Average(label =>
            !double.IsNaN(label.First) && !double.IsNaN(label.Second)
            && (label.First > threshold) == (label.Second > targetThreshold) ? 1d : 0));
        double Classes() => answers.Zip(targets).Average(sample =>
            !sample.First.Any(double.IsNaN) && !sample.Second.Any(double.IsNaN) && Largest(sample.First) == Largest(sample.Second) ? 1d : 0);
        double? accuracy;
        if (TestedFunctions.IsCoupled(description.LastActivation))
        {
            accuracy = Classes();
        }
        else if (IsRegression(description.Loss))
        {
            accuracy = null;
        }
        else if (description.Loss is Loss.Hinge or Loss.SquaredHinge or Loss.BinaryCrossEntropy or Loss.FocalLoss)
        {
            accuracy = areClasses && (areZeroOne || areMinusOneOne) ? Classes() : Labels(threshold);
        }
        else
        {
            bool areLabels = (areZeroOne && threshold is > 0 and < 1) || (areMinusOneOne && threshold is > -1 and < 1);
            accuracy = !areLabels ? null : areClasses ? Classes() : Labels(0.5);
        }

        // Each is a share of so many decisions.
        return accuracy is { } share ? Math.Round(share * all.Length) / all.Length : null;
    }

    private static bool IsRegression(Loss loss) => loss is Loss.Pinball or Loss.PoissonNll or Loss.GaussianNll;

    private static double Threshold(NetworkDescription description) =>
        description.Loss is Loss.Hinge or Loss.SquaredHinge ? 0
        : description.Loss is Loss.BinaryCrossEntropy or Loss.FocalLoss ? 0.5
        : description.LastActivation switch
        {
            Activation.Tanh or Activation.Softsign or Activation.HardTanh or Activation.Sine => 0,
            Activation.LogSigmoid => Math.Log(0.5),
            _ => 0.5,
        };

    private static int Largest(double[] values)
    {
        double[] ranked = Array.ConvertAll(values, value => double.IsNaN(value) ? double.NegativeInfinity : value);
        return Array.IndexOf(ranked, ranked.Max());
    }
}
