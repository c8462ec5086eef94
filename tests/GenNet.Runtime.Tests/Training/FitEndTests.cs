using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using GenNet.Runtime.Tests.Networks;
using GenNet.Training;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>How a training ends, what is in place then, and who is told meanwhile.</summary>
public sealed class FitEndTests
{
    [Fact]
    public void EarlyStoppingStopsAfterItsPatienceWithTheBestParameters()
    {
        (LinearNetwork<double> network, List<double[]> after, TrainingHistory history) = Train(epochs: 30, new EarlyStopping(patience: 4));
        int best = BestOf(history);
        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
        Assert.Equal(best + 4, history.Epochs.Count);
        Assert.Equal(best, history.BestEpoch);
        Assert.Equal(after[best - 1], network.ToParameters());
        Assert.NotEqual(after[^1], network.ToParameters());
        string losses = best == 1 ? Printed.Loss(history.Epochs[0].Loss) : $"{Printed.Loss(history.Epochs[0].Loss)} → {Printed.Loss(history.Epochs[best - 1].Loss)}";
        Assert.EndsWith($", best epoch {best}: loss {losses}, validation {history.Epochs[best - 1].Validation}, stopped early", history.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheBestParametersAreInPlaceThoughItDidNotStopEarly()
    {
        (LinearNetwork<double> network, List<double[]> after, TrainingHistory history) = Train(epochs: 7, new EarlyStopping(patience: 100));
        int best = BestOf(history);
        Assert.Equal(TrainingEnd.Completed, history.End);
        Assert.Equal(7, history.Epochs.Count);
        Assert.InRange(best, 1, 6);
        Assert.Equal(after[best - 1], network.ToParameters());
    }

    [Fact]
    public void TheBestParametersAreInPlaceWhenItIsCancelled()
    {
        using var source = new CancellationTokenSource();
        (LinearNetwork<double> network, List<double[]> after, TrainingHistory history) = Train(
            epochs: 30, new EarlyStopping(patience: 100), cancelAfter: 6, source);
        Assert.True(history.IsCancelled);
        Assert.Equal(6, history.Epochs.Count);
        Assert.Equal(after[BestOf(history) - 1], network.ToParameters());
    }

    [Fact]
    public void WithoutAnEpochTheNetworkKeepsWhatItHas()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        foreach (FitOptions options in new[]
        {
            new FitOptions { EarlyStopping = new EarlyStopping(3) },
            new FitOptions { Averaging = WeightAveraging.Exponential() },
        })
        {
            var network = new LinearNetwork<float>(1, 1);
            TrainingHistory history = network.Fit(Line(8), options, source.Token);
            Assert.Equal((TrainingEnd.Cancelled, 0, 0), (history.End, history.Epochs.Count, history.BestEpoch));
            Assert.Equal(new LinearNetwork<float>(1, 1).ToParameters(), network.ToParameters());
        }

        // Where training diverged, the message says which parameters are in place, and those are no average.
        var diverged = new LinearNetwork<float>(1, 1);
        diverged.Fit(
            new Dataset([[1], [2], [float.NaN]], [[1], [1], [1]]),
            new FitOptions { BatchSize = 1, Shuffle = false, Averaging = WeightAveraging.Exponential() });
        Assert.Equal(new LinearNetwork<float>(1, 1).ToParameters(), diverged.ToParameters());
    }

    [Fact]
    public void ALossMustBeBetterByTheMinimumChange()
    {
        // Nothing is learnt: no epoch is better than the first.
        Dataset dataset = Line(8);
        var network = new LinearNetwork<float>(1, 1);
        var options = new FitOptions { Epochs = 50, Optimizer = new Sgd(0), EarlyStopping = new EarlyStopping(3) };
        TrainingHistory history = network.Fit(dataset, options);
        Assert.Equal(4, history.Epochs.Count);
        Assert.Equal(1, history.BestEpoch);

        // Every epoch is better, and none by so much.
        history = network.Fit(
            dataset, new FitOptions { Epochs = 50, Optimizer = new Sgd(0.01), EarlyStopping = new EarlyStopping(2, minimumChange: 1e6) });
        Assert.Equal(3, history.Epochs.Count);
    }

    [Theory]
    [InlineData(1, 4096)]
    [InlineData(4, 1024)]
    [InlineData(64, 64)]
    [InlineData(int.MaxValue, 64)]
    public void GoodParametersAreAtMostSoManyBatchesOld(int batchSize, int batches)
    {
        TrainingHistory history = new LinearNetwork<float>(1, 1).Fit(
            Line(64), new FitOptions { Epochs = 500, BatchSize = batchSize, Optimizer = new Sgd(1e3) });
        Assert.Equal(TrainingEnd.Diverged, history.End);
        Assert.Contains($"the parameters of at most {batches} batches before", history.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptimizersForFullBatchesSayWhereTheyHaveOthers()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Lbfgs(), new RProp() })
        {
            var network = new LinearNetwork<double>(1, 1);
            using var log = new StringWriter();
            string hint = Assert.Single(network.Fit(Line(20), new FitOptions { Epochs = 1, BatchSize = 8, Optimizer = optimizer, Log = log }).Hints);
            Assert.Contains(
                $"{optimizer.Name} compares the gradients of its steps, which are of other samples each time where a step has 8 samples of 20 samples", hint, StringComparison.Ordinal);
            Assert.Contains(hint, log.ToString(), StringComparison.Ordinal);
            Assert.Empty(network.Fit(Line(20), new FitOptions { Epochs = 1, BatchSize = int.MaxValue, Optimizer = optimizer }).Hints);
        }

        Assert.Empty(new LinearNetwork<double>(1, 1).Fit(Line(20), new FitOptions { Epochs = 1, BatchSize = 8, AccumulateBatches = 3, Optimizer = new RProp() }).Hints);
        Assert.Empty(new LinearNetwork<double>(1, 1).Fit(Line(20), new FitOptions { Epochs = 1, BatchSize = 8, Optimizer = new Adam() }).Hints);
    }

    [Fact]
    public void WeightsThatAreAllZeroAreRefused()
    {
        var network = new LinearNetwork<double>(1, 1);
        ArgumentException refused = Assert.Throws<ArgumentException>(
            nameof(FitOptions.SampleWeights), () => network.Fit(Line(20), new FitOptions { SampleWeights = new double[20] }));
        Assert.StartsWith("SampleWeights are 0 for every sample, so that there is nothing to learn from.", refused.Message, StringComparison.Ordinal);
        double[] one = new double[20];
        one[7] = 1;
        Assert.Equal(TrainingEnd.Completed, network.Fit(Line(20), new FitOptions { Epochs = 1, SampleWeights = one }).End);
    }

    [Fact]
    public void WhereNobodyIsToldItStillStopsAtTheBatchThatIsUnderWay()
    {
        using var source = new CancellationTokenSource();
        int samples = 0;
        var network = new LinearNetwork<double>(1, 1);
        var options = new FitOptions
        {
            BatchSize = 4,
            Augment = (_, _) =>
            {
                if (++samples == 9)
                {
                    source.Cancel();
                }
            },
        };
        TrainingHistory history = network.Fit(Line(64), options, source.Token);
        Assert.True(history.IsCancelled);
        Assert.Empty(history.Epochs);
        Assert.Equal(12, samples);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DivergenceIsStoppedAtItsBatchWithGoodParametersInPlace(bool isStateful)
    {
        Dataset dataset = Line(64);
        var network = new LinearNetwork<float>(1, 1);
        Optimizer optimizer = isStateful ? new Momentum(1e3) : new Sgd(1e3);
        using var log = new StringWriter();
        var batches = new List<(int Epoch, int Batch)>();
        TrainingHistory history = network.Fit(
            dataset,
            new FitOptions { Epochs = 50, BatchSize = 4, Optimizer = optimizer, Log = log, Progress = progress => batches.Add((progress.Epoch, progress.Batch)) });
        Assert.Equal(TrainingEnd.Diverged, history.End);
        Assert.Equal(batches[^1].Epoch - 1 + (batches[^1].Batch == 16 ? 1 : 0), history.Epochs.Count);
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.Loss)));
        int next = (batches[^1].Batch % 16) + 1;
        Assert.Contains(
            FormattableString.Invariant($"diverged in epoch {history.Epochs.Count + 1} at batch {next} of 16: the loss of the batch is"),
            history.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(history.Message + log.NewLine, log.ToString(), StringComparison.Ordinal);
        Assert.All(network.ToParameters(), parameter => Assert.True(float.IsFinite(parameter)));
        Assert.True(double.IsFinite(network.Evaluate(dataset).Loss));
        Assert.Equal(0, optimizer.StateOf(network).Step);
        Assert.EndsWith(", diverged", history.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DataThatIsNoNumberLeavesTheParametersAsTheyWere()
    {
        var network = new LinearNetwork<float>(1, 1);
        float[] before = network.ToParameters();
        TrainingHistory history = network.Fit(new Dataset([[1], [float.NaN]], [[1], [1]]), new FitOptions { BatchSize = 2 });
        Assert.Equal(TrainingEnd.Diverged, history.End);
        Assert.Empty(history.Epochs);
        Assert.Contains("in epoch 1 at batch 1 of 1: the loss of the batch is NaN", history.Message, StringComparison.Ordinal);
        Assert.EndsWith("and the optimizer begins anew.", history.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.ToParameters());
        Assert.All(network.Storage.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void TheLastUpdateIsLookedAtToo()
    {
        // The loss of the only batch is finite, and what its step makes of the parameters is not.
        var network = new LinearNetwork<float>(1, 1);
        float[] before = network.ToParameters();
        TrainingHistory history = network.Fit(
            new Dataset([[1e18f]], [[1e19f]]), new FitOptions { Epochs = 1, Optimizer = new Sgd(1e30) });
        Assert.Equal(TrainingEnd.Diverged, history.End);
        Assert.StartsWith(
            "Training diverged in epoch 1 at batch 1 of 1: a parameter is NaN or infinite. The network has the parameters of at most 4096 batches before, "
            + "and the optimizer begins anew. Train with a smaller learning rate than 1E+30",
            history.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, network.ToParameters());

        // And what it begins with is looked at before the first batch.
        network.CopyParametersFrom([1, float.NaN]);
        var log = new StringWriter();
        TrainingHistory none = network.Fit(Line(4), new FitOptions { Log = log, DivergenceFactor = 0.5 });
        Assert.Equal((TrainingEnd.Diverged, 0, 0), (none.End, none.Epochs.Count, none.Hints.Count));
        Assert.EndsWith(
            " has a parameter that is NaN or infinite before the first batch, so nothing was learnt. Make the network anew, or load one.", none.Message, StringComparison.Ordinal);
        Assert.Equal(none.Message, log.ToString().TrimEnd());
    }

    [Fact]
    public void TheLastCopyBeforeADivergenceIsPutBack()
    {
        // Copies are 32 batches apart, and the 36th is no number: what is good is what 32 have taught.
        Dataset line = Line(64 * 128);
        float[] inputs = line.Inputs.ToArray();
        inputs[35 * 128] = float.NaN;
        var options = new FitOptions { Epochs = 1, BatchSize = 128, Shuffle = false, Optimizer = new Sgd(0.01) };
        var network = new LinearNetwork<float>(1, 1);
        Assert.Equal(TrainingEnd.Diverged, network.Fit(new Dataset(inputs, line.Targets, 1, 1), options).End);
        var expected = new LinearNetwork<float>(1, 1);
        expected.Fit(line.Take(32 * 128), options);
        Assert.Equal(expected.ToParameters(), network.ToParameters());
    }

    [Fact]
    public void ALossThatBeginsAt0MayGrow()
    {
        var network = new LinearNetwork<double>(1, 1);
        network.CopyParametersFrom([0, 0]);
        Assert.Empty(network.Fit(new Dataset([[1], [2]], [[0], [1]]), new FitOptions { Epochs = 1, BatchSize = 1, Shuffle = false }).Hints);
    }

    [Theory]
    [InlineData(Reduction.Mean, 23)]
    [InlineData(Reduction.Sum, 23)]
    [InlineData(Reduction.Mean, 3)]
    public void AccumulatedBatchesAreOneBigBatch(Reduction reduction, int samplesPerPass)
    {
        // 50 samples: steps of 12, 12, 12, 12 and 2, and batches that are larger than a pass.
        Dataset dataset = Line(50);
        foreach (Func<Optimizer> optimizer in new Func<Optimizer>[] { () => new Sgd(0.01), () => new Adam(0.01) })
        {
            var many = new LinearNetwork<double>(1, 1, reduction, samplesPerPass);
            var one = new LinearNetwork<double>(1, 1, reduction, samplesPerPass);
            TrainingHistory manyHistory = many.Fit(
                dataset, new FitOptions { Epochs = 3, BatchSize = 4, AccumulateBatches = 3, Optimizer = optimizer() });
            TrainingHistory oneHistory = one.Fit(dataset, new FitOptions { Epochs = 3, BatchSize = 12, Optimizer = optimizer() });
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(one.ToParameters()[i], many.ToParameters()[i], 1e-13);
            }

            for (int epoch = 0; epoch < 3; epoch++)
            {
                Assert.Equal(oneHistory.Epochs[epoch].Loss, manyHistory.Epochs[epoch].Loss, 1e-12);
            }
        }
    }

    [Fact]
    public void CallbacksAreToldInTheirOrder()
    {
        var calls = new List<string>();
        var network = new LinearNetwork<float>(1, 1);
        TrainingHistory history = network.Fit(
            Line(10),
            new FitOptions
            {
                Epochs = 2,
                BatchSize = 4,
                Callbacks = [new Listener("a", calls), new Listener("b", calls)],
            });
        Assert.Equal(
            string.Join(' ', Enumerable.Range(1, 2).Select(epoch => $"a{epoch}.1 b{epoch}.1 a{epoch}.2 b{epoch}.2 a{epoch}.3 b{epoch}.3 a{epoch} b{epoch}"))
            + " a! b!",
            string.Join(' ', calls));
        Assert.Equal(2, history.Epochs.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnEpochAllocatesAsMuchHoweverManyBatchesItHas(bool isRich)
    {
        var counting = new Counter();
        long Measure(int samples)
        {
            Dataset dataset = Line(samples);
            var network = new LinearNetwork<float>(1, 1);
            var optimizer = new Adam();
            FitOptions Options() => isRich
                ? new FitOptions
                {
                    Epochs = 2,
                    BatchSize = 10,
                    Optimizer = optimizer,
                    Callbacks = [counting],
                    Schedule = Schedule.Cosine().AfterWarmUp(1).ReducedOnPlateau(),
                    EarlyStopping = new EarlyStopping(),
                    AccumulateBatches = 3,
                    Shuffle = false,
                }
                : new FitOptions { Epochs = 2, BatchSize = 10, Optimizer = optimizer, Shuffle = false };
            network.Fit(dataset, Options());
            FitOptions options = Options();
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.Fit(dataset, options);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The runtime itself now and then allocates on a thread, so a run without that is asked for.
        long few = Enumerable.Range(0, 5).Min(_ => Measure(5000));
        long many = Enumerable.Range(0, 5).Min(_ => Measure(20_000));
        Assert.Equal(few, many);
        Assert.Equal(isRich, counting.Batches > 0);
    }

    private static (LinearNetwork<double> Network, List<double[]> After, TrainingHistory History) Train(
        int epochs, EarlyStopping stopping, int cancelAfter = int.MaxValue, CancellationTokenSource? source = null)
    {
        // Training leads from a start that suits the validation away to another line, past the best place.
        var network = new LinearNetwork<double>(1, 1);
        network.CopyParametersFrom([0, 0]);
        Dataset training = Line(20);
        var validation = new Dataset([[0f], [1f]], [[-0.3f], [0.4f]]);
        var after = new List<double[]>();
        TrainingHistory history = network.Fit(
            training,
            new FitOptions
            {
                Epochs = epochs,
                BatchSize = 20,
                Optimizer = new Sgd(0.05),
                Validation = validation,
                EarlyStopping = stopping,
                Progress = progress =>
                {
                    if (progress.EpochResult is not null)
                    {
                        after.Add(network.ToParameters());
                        if (after.Count == cancelAfter)
                        {
                            source!.Cancel();
                        }
                    }
                },
            },
            source?.Token ?? CancellationToken.None);
        return (network, after, history);
    }

    private static int BestOf(TrainingHistory history) =>
        history.Epochs.MinBy(epoch => epoch.Validation!.Value.Loss)!.Epoch;

    private static Dataset Line(int count)
    {
        float[] inputs = [.. Enumerable.Range(0, count).Select(i => (i / (float)count * 2) - 1)];
        return new Dataset(inputs, Array.ConvertAll(inputs, x => (2 * x) - 1), 1, 1);
    }

    private sealed class Listener(string name, List<string> calls) : ITrainingCallback
    {
        void ITrainingCallback.OnBatch(in TrainingProgress progress) => calls.Add($"{name}{progress.Epoch}.{progress.Batch}");

        void ITrainingCallback.OnEpoch(EpochResult result) => calls.Add($"{name}{result.Epoch}");

        void ITrainingCallback.OnEnd(TrainingHistory history) => calls.Add($"{name}!");
    }

    private sealed class Counter : ITrainingCallback
    {
        public int Batches { get; private set; }

        void ITrainingCallback.OnBatch(in TrainingProgress progress) => Batches++;
    }
}
