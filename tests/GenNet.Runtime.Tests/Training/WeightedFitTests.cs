using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Weights of samples and classes count in the loss, its gradient, and the metrics of the validation.</summary>
public sealed class WeightedFitTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public void WeightsOfOneChangeNoBit(bool shuffles, int threads)
    {
        double[] ones = [.. Enumerable.Repeat(1d, 50)];
        foreach (Func<Optimizer> optimizer in new Func<Optimizer>[] { () => new Momentum(0.05), () => new Adam(0.01) })
        {
            (float[] plain, TrainingHistory history) = Train(null);
            (float[] weighted, TrainingHistory weightedHistory) = Train(ones);
            Assert.Equal(plain, weighted);
            Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), weightedHistory.Epochs.Select(epoch => epoch.Loss));

            (float[] Parameters, TrainingHistory History) Train(double[]? weights)
            {
                var network = new LinearNetwork<float>(2, 3);
                TrainingHistory history = network.Fit(Classes(50), new FitOptions
                {
                    Epochs = 3,
                    BatchSize = 8,
                    Shuffle = shuffles,
                    Optimizer = optimizer(),
                    SampleWeights = weights,
                    Threads = threads,
                    InsistsOnThreads = true,
                });
                return (network.ToParameters(), history);
            }
        }
    }

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(5, 4)]
    public void AWeightOfThreeIsTheSampleThreeTimes(int batchSize, int accumulate)
    {
        Dataset dataset = Classes(20);
        double[] weights = [.. Enumerable.Range(0, 20).Select(i => (double)(i * 7 % 4))];
        int[] repeated = [.. Enumerable.Range(0, 20).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        var copies = new Dataset(
            [.. repeated.SelectMany(i => dataset.Inputs.ToArray()[(2 * i)..((2 * i) + 2)])],
            [.. repeated.SelectMany(i => dataset.Targets.ToArray()[(3 * i)..((3 * i) + 3)])],
            2,
            3);
        var weighted = new LinearNetwork<double>(2, 3, Reduction.Sum);
        var whole = new LinearNetwork<double>(2, 3, Reduction.Sum);
        TrainingHistory weightedHistory = weighted.Fit(dataset, new FitOptions
        {
            Epochs = 5,
            BatchSize = batchSize,
            AccumulateBatches = accumulate,
            Optimizer = new Momentum(0.001),
            SampleWeights = weights,
        });
        TrainingHistory wholeHistory = whole.Fit(copies, new FitOptions { Epochs = 5, BatchSize = int.MaxValue, Optimizer = new Momentum(0.001) });
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(whole.ToParameters()[i], weighted.ToParameters()[i], 1e-12);
        }

        for (int epoch = 0; epoch < 5; epoch++)
        {
            Assert.Equal(wholeHistory.Epochs[epoch].Loss, weightedHistory.Epochs[epoch].Loss, 1e-10);
        }
    }

    [Fact]
    public void AMeanIsTheSumOfWeightsTimesLossesByTheNumberOfSamples()
    {
        Dataset dataset = Classes(21);
        double[] weights = [.. Enumerable.Range(0, 21).Select(i => 0.25 * (i % 5))];
        var network = new LinearNetwork<double>(2, 3);
        double expected = Enumerable.Range(0, 21).Sum(i => weights[i] * network.Evaluate(dataset.Slice(i, 1)).Loss) / 21;
        TrainingHistory history = network.Fit(
            dataset, new FitOptions { Epochs = 1, BatchSize = 4, Optimizer = new Sgd(0), SampleWeights = weights });
        Assert.Equal(expected, history.Loss, 1e-12);
    }

    [Fact]
    public void ASampleOfWeightZeroMayHoldAnything()
    {
        var dataset = new Dataset([[1], [float.NaN], [2], [float.PositiveInfinity]], [[1], [1], [float.NaN], [3]]);
        var network = new LinearNetwork<float>(1, 1);
        TrainingHistory history = network.Fit(
            dataset, new FitOptions { Epochs = 4, BatchSize = 2, Shuffle = false, Optimizer = new Momentum(0.1), SampleWeights = [1, 0, 0, 0] });
        Assert.Equal(TrainingEnd.Completed, history.End);
        Assert.InRange(history.Loss, 0, history.Epochs[0].Loss);

        // The second batch is a step along a gradient of 0.
        var alone = new LinearNetwork<float>(1, 1);
        var optimizer = new Momentum(0.1);
        for (int epoch = 0; epoch < 4; epoch++)
        {
            float[] gradient = new float[2];
            alone.Gradient([1], [1], gradient);
            alone.ApplyGradient([gradient[0] / 2, gradient[1] / 2], optimizer);
            alone.ApplyGradient([0, 0], optimizer);
        }

        Assert.Equal(alone.ToParameters()[0], network.ToParameters()[0], 1e-6f);
        Assert.Equal(alone.ToParameters()[1], network.ToParameters()[1], 1e-6f);
    }

    [Fact]
    public void ClassWeightsAreThoseOfTheirSamples()
    {
        Dataset dataset = Classes(40);
        double[] classes = [0.5, 2, 7];
        double[] samples = [.. Enumerable.Range(0, 40).Select(i => 1 + (0.5 * (i % 2)))];
        double[] product = [.. Enumerable.Range(0, 40).Select(i => samples[i] * classes[ClassOf(i)])];
        float[] expected = Train(product, null);
        Assert.Equal(expected, Train(samples, classes));
        Assert.NotEqual(expected, Train(samples, null));

        float[] Train(double[]? sampleWeights, double[]? classWeights)
        {
            var network = new LinearNetwork<float>(2, 3);
            network.Fit(dataset, new FitOptions
            {
                Epochs = 2,
                BatchSize = 8,
                Optimizer = new Sgd(0.02),
                SampleWeights = sampleWeights,
                ClassWeights = classWeights,
            });
            return network.ToParameters();
        }
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void TheyCountInTheValidation(Reduction reduction)
    {
        Dataset validation = Classes(33);
        double[] classes = [0.5, 2, 0];
        var network = new LinearNetwork<double>(2, 3, reduction);
        double loss = 0;
        double right = 0;
        double all = 0;
        for (int i = 0; i < 33; i++)
        {
            Evaluation evaluation = network.Evaluate(validation.Slice(i, 1));
            loss += classes[ClassOf(i)] * evaluation.Loss;
            right += classes[ClassOf(i)] * evaluation.Accuracy;
            all += classes[ClassOf(i)];
        }

        TrainingHistory history = network.Fit(
            Classes(12), new FitOptions { Epochs = 1, Optimizer = new Sgd(0), Validation = validation, ClassWeights = classes });
        Assert.Equal(loss / (reduction == Reduction.Mean ? 33 : 1), history.Validation!.Value.Loss, 1e-10);
        Assert.Equal(right / all, history.Validation!.Value.Accuracy, 1e-12);
        Assert.InRange(history.Validation!.Value.Accuracy, 0.01, 0.99);
    }

    [Fact]
    public void OneOutputTellsTwoClassesApart()
    {
        var dataset = new Dataset([[1], [2], [3], [4]], [[0], [1], [1], [0]]);
        var byClass = new LinearNetwork<float>(1, 1);
        var bySample = new LinearNetwork<float>(1, 1);
        byClass.Fit(dataset, new FitOptions { Epochs = 2, BatchSize = 2, ClassWeights = [1, 3], Optimizer = new Sgd(0.01) });
        bySample.Fit(dataset, new FitOptions { Epochs = 2, BatchSize = 2, SampleWeights = [1, 3, 3, 1], Optimizer = new Sgd(0.01) });
        Assert.Equal(bySample.ToParameters(), byClass.ToParameters());
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Refuse("SampleWeights has 3 weights, but the data set has 12 samples. Give one weight for each.", () => Fit(new FitOptions { SampleWeights = [1, 2, 3] }));
        Refuse("ClassWeights has 2 weights, but Linear tells 3 classes apart. Give one weight for each.", () => Fit(new FitOptions { ClassWeights = [1, 2] }));
        Refuse("SampleWeights are finite and 0 or more, but number 1 is -1.", () => Fit(new FitOptions { SampleWeights = [1, -1] }));
        Refuse("ClassWeights are finite and 0 or more, but number 0 is NaN.", () => Fit(new FitOptions { ClassWeights = [double.NaN] }));
        Refuse(
            "ClassWeights are for samples that have one class each, which the targets of Linear do not say. Give SampleWeights instead.",
            () => new LinearNetwork<float>(1, 1).Fit(new Dataset([[1], [2]], [[1], [2.5f]]), new FitOptions { ClassWeights = [1, 2] }));
        Assert.Contains(
            "without weights",
            Assert.Throws<InvalidOperationException>(() => Fit(new FitOptions { Optimizer = new Lbfgs(), ClassWeights = [1, 2, 3] })).Message,
            StringComparison.Ordinal);

        static void Fit(FitOptions options) => new LinearNetwork<float>(2, 3).Fit(Classes(12), options);

        static void Refuse(string message, Action fit) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(fit).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0d, 0d)]
    [InlineData(0d, 1d)]
    public void ClassWeightsThatAreZeroForAllThatThereIsAreRefusedInTrainingAlone(double no, double yes)
    {
        var network = new LinearNetwork<float>(1, 1);
        var none = new Dataset([[1], [2], [3]], [[0], [0], [0]]);
        double[] classes = [no, yes];
        ArgumentException refused = Assert.Throws<ArgumentException>(
            nameof(FitOptions.ClassWeights), () => network.Fit(none, new FitOptions { ClassWeights = classes, EarlyStopping = new EarlyStopping(3) }));
        Assert.StartsWith(
            "ClassWeights are 0 for every class that the data set has, so that there is nothing to learn from. Give one of them a weight above 0, or leave ClassWeights out.",
            refused.Message,
            StringComparison.Ordinal);

        // A class that counts may be missing where nothing is learnt.
        var both = new Dataset([[1], [2]], [[0], [1]]);
        TrainingHistory history = network.Fit(both, new FitOptions { Epochs = 1, ClassWeights = [0, 1], Validation = none });
        Assert.Equal((TrainingEnd.Completed, 0d), (history.End, history.Validation!.Value.Loss));
        Assert.Equal(double.NaN, network.EvaluateClasses(none, new EvaluationOptions { ClassWeights = classes }).Accuracy);
    }

    [Fact]
    public void WhatIsZeroByBothWeightsIsRefused()
    {
        var dataset = new Dataset([[1], [2], [3]], [[0], [1], [0]]);
        ArgumentException refused = Assert.Throws<ArgumentException>(
            nameof(FitOptions.SampleWeights),
            () => new LinearNetwork<float>(1, 1).Fit(dataset, new FitOptions { SampleWeights = [1, 0, 2], ClassWeights = [0, 5] }));
        Assert.StartsWith("SampleWeights times ClassWeights is 0 for every sample, so that there is nothing to learn from.", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>As 0 they would train to nothing at a loss of 0; as infinity, to NaN.</summary>
    [Theory]
    [InlineData(1e-300, 1)]
    [InlineData(1e-30, 1e-30)]
    [InlineData(1e39, 1)]
    public void WhatSinglePrecisionDoesNotHoldIsRefused(double sampleWeight, double classWeight)
    {
        var dataset = new Dataset([[1], [2], [3]], [[0], [1], [0]]);
        var options = new FitOptions { Epochs = 1, SampleWeights = [1, 2, sampleWeight], ClassWeights = [classWeight, 1] };
        string expected = string.Create(
            CultureInfo.InvariantCulture,
            $"counts {sampleWeight * classWeight}, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38. Multiply all weights by a number that brings them near 1. (Parameter 'SampleWeights')");
        Assert.EndsWith(expected, Assert.Throws<ArgumentException>(() => new LinearNetwork<float>(1, 1).Fit(dataset, options)).Message, StringComparison.Ordinal);

        // Double precision holds them.
        Assert.Single(new LinearNetwork<double>(1, 1).Fit(dataset, options).Epochs);
        var huge = new FitOptions { SampleWeights = [1, 1e200, 1], ClassWeights = [1, 1e200] };
        Assert.StartsWith(
            "By its weights sample 1 counts Infinity, but double precision holds 0 and numbers from 4.9E-324 to 1.8E+308.",
            Assert.Throws<ArgumentException>("SampleWeights", () => new LinearNetwork<double>(1, 1).Fit(dataset, huge)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AKilledTrainingWithWeightsEndsWithTheSameBits()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            float[] expected = Train(null, int.MaxValue);
            Assert.Throws<TimeoutException>(() => Train(new Checkpoint(path) { EveryBatches = 2 }, 9));
            Assert.Equal(expected, Train(new Checkpoint(path), int.MaxValue));
        }
        finally
        {
            File.Delete(path);
        }

        static float[] Train(Checkpoint? checkpoint, int batches)
        {
            int seen = 0;
            var network = new LinearNetwork<float>(2, 3);
            network.Fit(Classes(40), new FitOptions
            {
                Epochs = 3,
                BatchSize = 6,
                Optimizer = new Adam(0.01),
                ClassWeights = [1, 2, 5],
                Checkpoint = checkpoint,
                Progress = _ =>
                {
                    if (++seen == batches)
                    {
                        throw new TimeoutException();
                    }
                },
            });
            return network.ToParameters();
        }
    }

    private static int ClassOf(int sample) => sample * 5 % 7 % 3;

    private static Dataset Classes(int count)
    {
        var inputs = new List<float>();
        var targets = new List<float>();
        for (int i = 0; i < count; i++)
        {
            inputs.AddRange([MathF.Sin(i * 1.3f), MathF.Cos(i * 2.1f)]);
            targets.AddRange([.. Enumerable.Range(0, 3).Select(c => c == ClassOf(i) ? 1f : 0f)]);
        }

        return new Dataset([.. inputs], [.. targets], 2, 3);
    }
}
