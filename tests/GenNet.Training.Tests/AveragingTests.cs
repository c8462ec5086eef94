using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Averages of parameters are what their formulas say, with running values that belong to them, and go on after a resume.</summary>
public sealed class AveragingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_moving_average_is_that_of_its_formula(int accumulated)
    {
        Dataset points = Samples.Points(count: 40);
        var network = new DoublePoints(1);
        double[]? average = null;
        int batches = 0;
        var watch = new Watch(() =>
        {
            if (++batches % accumulated != 0)
            {
                return;
            }

            double[] now = DatasetKindTests.ParametersOf(network);
            average = average is null ? now : [.. average.Zip(now, (a, x) => a + ((1 - 0.9) * (x - a)))];
        });
        network.Fit(points, new FitOptions
        {
            Epochs = 3,
            BatchSize = 10,
            AccumulateBatches = accumulated,
            Optimizer = new Adam(0.01),
            Averaging = WeightAveraging.Exponential(0.9),
            Callbacks = [watch],
        });
        double[] actual = DatasetKindTests.ParametersOf(network);
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.Equal(average![i], actual[i], 1e-14);
        }
    }

    [Fact]
    public void The_mean_of_epochs_is_their_mean()
    {
        Dataset points = Samples.Points(count: 40);
        var after = new List<double[]>();
        for (int epochs = 1; epochs <= 4; epochs++)
        {
            var plain = new DoublePoints(1);
            plain.Fit(points, new FitOptions { Epochs = epochs, BatchSize = 10, Optimizer = new Momentum(0.05) });
            after.Add(DatasetKindTests.ParametersOf(plain));
        }

        var network = new DoublePoints(1);
        network.Fit(points, new FitOptions { Epochs = 4, BatchSize = 10, Optimizer = new Momentum(0.05), Averaging = WeightAveraging.Stochastic(3) });
        double[] actual = DatasetKindTests.ParametersOf(network);
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.Equal((after[2][i] + after[3][i]) / 2, actual[i], 1e-14);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Running_values_are_those_of_the_averaged_parameters(bool isWeighted)
    {
        // The first layer is linear, so what is normalized is known: the mean over the batches of each batch's mean of x·W + b. With weights, half of the
        // second batch counts, and nothing of the third.
        Dataset points = Samples.Points(count: 48);
        double[] weights = [.. Enumerable.Range(0, 48).Select(i => i is >= 18 and < 36 ? 0d : 1)];
        var network = new NormalizedPoints(1);
        network.Fit(points, new FitOptions
        {
            Epochs = 5,
            BatchSize = 12,
            Shuffle = !isWeighted,
            Optimizer = new Adam(0.02),
            Averaging = WeightAveraging.Exponential(0.8),
            SampleWeights = isWeighted ? weights : null,
        });
        float[] parameters = DatasetKindTests.Parameters(network);
        float[] inputs = points.Inputs.ToArray();
        double[] means = new double[16];
        (int First, int End)[] batches = isWeighted ? [(0, 12), (12, 18), (36, 48)] : [(0, 48)];
        for (int unit = 0; unit < 16; unit++)
        {
            foreach ((int first, int end) in batches)
            {
                for (int i = first; i < end; i++)
                {
                    double sum = parameters[32 + unit] + (parameters[unit] * inputs[2 * i]) + (parameters[16 + unit] * inputs[(2 * i) + 1]);
                    means[unit] += sum / (end - first) / batches.Length;
                }
            }
        }

        float[] running = RunningValues(network, "running_mean");
        for (int unit = 0; unit < 16; unit++)
        {
            Assert.Equal(means[unit], running[unit], 1e-4);
        }

        Assert.InRange(network.Evaluate(points).Accuracy, 0.85, 1);
    }

    [Fact]
    public void The_pixels_of_one_picture_have_running_values_too()
    {
        float[] inputs = [.. Enumerable.Range(0, 6 * 16).Select(i => MathF.Sin(i))];
        var network = new NormalizedPixels(1);
        network.Fit(
            new Dataset(inputs, (int[])[0, 1, 2, 0, 1, 2], 16, 3),
            new FitOptions { Epochs = 3, BatchSize = 1, Averaging = WeightAveraging.Exponential(0.8) });
        float[] parameters = DatasetKindTests.Parameters(network);
        float[] running = RunningValues(network, "running_mean");
        for (int channel = 0; channel < 2; channel++)
        {
            Assert.Equal((parameters[channel] * inputs.Average()) + parameters[2 + channel], running[channel], 1e-5f);
        }
    }

    [Fact]
    public void A_stream_is_averaged_as_a_data_set_is()
    {
        // Two samples are left for the last batch.
        Dataset points = Samples.AsFloats(Samples.Points(count: 50));
        var options = new FitOptions { Epochs = 2, BatchSize = 8, Shuffle = false, Averaging = WeightAveraging.Exponential(0.8) };
        var (first, second) = (new NormalizedPoints(1), new NormalizedPoints(1));
        first.Fit(points, options);
        second.FitStream(new DataSourceTests.Source(points), options);
        Assert.Equal(DatasetKindTests.Parameters(first), DatasetKindTests.Parameters(second));
        Assert.Equal(RunningValues(first, "running_variance"), RunningValues(second, "running_variance"));
    }

    [Fact]
    public void Validation_and_early_stopping_look_at_the_average()
    {
        (Dataset training, Dataset validation) = Samples.Points(count: 60).SplitStratified(0.7, seed: 2);
        var network = new NormalizedPoints(1);
        TrainingHistory history = network.Fit(training, new FitOptions
        {
            Epochs = 8,
            BatchSize = 14,
            Optimizer = new Adam(0.02),
            Averaging = WeightAveraging.Exponential(0.8),
            Validation = validation,
            EarlyStopping = new EarlyStopping(patience: 8),
        });
        Assert.Equal(history.Epochs[history.BestEpoch - 1].Validation!.Value, network.Evaluate(validation));

        // Looking does not change what is learnt.
        var unseen = new NormalizedPoints(1);
        unseen.Fit(training, new FitOptions { Epochs = 8, BatchSize = 14, Optimizer = new Adam(0.02), Averaging = WeightAveraging.Exponential(0.8) });
        var seen = new NormalizedPoints(1);
        TrainingHistory whole = seen.Fit(training, new FitOptions
        {
            Epochs = 8, BatchSize = 14, Optimizer = new Adam(0.02), Averaging = WeightAveraging.Exponential(0.8), Validation = validation,
        });
        Assert.Equal(DatasetKindTests.Parameters(unseen), DatasetKindTests.Parameters(seen));
        Assert.Equal(unseen.Evaluate(validation), seen.Evaluate(validation));
        Assert.Equal(seen.Evaluate(validation), whole.Epochs[^1].Validation);

        // What is kept as the best is the average, too, where the loss of training says which is.
        var best = new NormalizedPoints(1);
        TrainingHistory watched = best.Fit(training, new FitOptions
        {
            Epochs = 8, BatchSize = 14, Optimizer = new Adam(0.02), Averaging = WeightAveraging.Exponential(0.8), EarlyStopping = new EarlyStopping(patience: 8),
        });
        Assert.Equal(8, watched.BestEpoch);
        Assert.Equal(DatasetKindTests.Parameters(unseen), DatasetKindTests.Parameters(best));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(11)]
    public void A_training_that_was_stopped_ends_with_the_same_average(int stopAt)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Dataset points = Samples.Points(count: 60);
        FitOptions Options(string? file, params ITrainingCallback[] callbacks) => new()
        {
            Epochs = 4,
            BatchSize = 15,
            Optimizer = new Adam(0.02),
            Averaging = WeightAveraging.Exponential(0.9),
            Augment = (inputs, random) => inputs[0] += 0.1f * random.Normal(),
            Checkpoint = file is null ? null : new Checkpoint(file) { EveryBatches = 1 },
            Callbacks = callbacks,
        };
        try
        {
            var whole = new NormalizedPoints(1);
            whole.Fit(points, Options(null));
            using var stop = new CancellationTokenSource();
            int batches = 0;
            new NormalizedPoints(1).Fit(points, Options(path, new Watch(() =>
            {
                if (++batches == stopAt)
                {
                    stop.Cancel();
                }
            })), stop.Token);
            var resumed = new NormalizedPoints(7);
            resumed.Fit(points, Options(path));
            Assert.Equal(DatasetKindTests.Parameters(whole), DatasetKindTests.Parameters(resumed));
            Assert.Equal(whole.Evaluate(points), resumed.Evaluate(points));
            Assert.Contains(
                "is the checkpoint of a training with an averaging that is moving average with decay 0.9, but this one has none.",
                Assert.Throws<InvalidDataException>(() => resumed.Fit(
                    points,
                    new FitOptions { Epochs = 4, BatchSize = 15, Optimizer = new Adam(0.02), Checkpoint = new Checkpoint(path) })).Message,
                StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void It_allocates_nothing_in_a_step()
    {
        var network = new Tiled(1);
        Dataset bytes = Samples.Bytes(count: 128);
        long before = 0;
        long worst = 0;
        int batches = 0;
        network.Fit(bytes, new FitOptions
        {
            Epochs = 1,
            BatchSize = 1,
            Optimizer = new Adam(),
            Averaging = WeightAveraging.Exponential(),
            Augment = (inputs, random) => inputs[0] = random.Uniform(),
            Callbacks =
            [
                new Watch(() =>
                {
                    long now = GC.GetAllocatedBytesForCurrentThread();

                    // By then there are two copies of parameters to go back to.
                    worst = ++batches > 70 ? Math.Max(worst, now - before) : 0;
                    before = GC.GetAllocatedBytesForCurrentThread();
                }),
            ],
        });
        Assert.Equal(128, batches);
        Assert.Equal(0, worst);
    }

    [Fact]
    public void Numbers_that_make_no_average_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("decay", () => WeightAveraging.Exponential(1));
        Assert.Throws<ArgumentOutOfRangeException>("decay", () => WeightAveraging.Exponential(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("firstEpoch", () => WeightAveraging.Stochastic(0));
    }

    private static float[] RunningValues(Network<float> network, string name)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        byte[] file = stream.ToArray();
        int header = (int)BitConverter.ToInt64(file);
        using var json = System.Text.Json.JsonDocument.Parse(file.AsMemory(8, header));
        System.Text.Json.JsonProperty tensor = json.RootElement.EnumerateObject().Single(entry => entry.Name.EndsWith(name, StringComparison.Ordinal));
        System.Text.Json.JsonElement offsets = tensor.Value.GetProperty("data_offsets");
        return MemoryMarshal.Cast<byte, float>(file.AsSpan((8 + header + offsets[0].GetInt32())..(8 + header + offsets[1].GetInt32()))).ToArray();
    }
}
