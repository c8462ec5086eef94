using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>What Fit does with a data set, epoch by epoch.</summary>
public sealed class TrainerTests
{
    [Fact]
    public void It_learns_a_line_in_either_precision()
    {
        // t = 2x − 1, exactly in reach of the network.
        Dataset dataset = Line(64);
        var single = new LinearNetwork<float>(1, 1);
        var twin = new LinearNetwork<double>(1, 1);
        var options = new FitOptions { Epochs = 300, BatchSize = 8, Optimizer = new Sgd(0.3) };
        Assert.InRange(single.Fit(dataset, options).Loss, 0, 1e-8);
        Assert.InRange(twin.Fit(dataset, options).Loss, 0, 1e-8);
        Assert.Equal(2f, single.ToParameters()[0], 1e-3f);
        Assert.Equal(-1, twin.ToParameters()[1], 1e-3);
    }

    [Fact]
    public void Each_epoch_meets_every_sample_once_in_a_new_order()
    {
        Dataset dataset = Line(23);
        var network = new LinearNetwork<double>(1, 1);
        var met = new List<double>();
        network.OnSample = met.Add;
        network.Fit(dataset, new FitOptions { Epochs = 3, BatchSize = 5, Seed = 6 });
        Assert.Equal(3 * 23, met.Count);
        double[] sorted = [.. dataset.Inputs.ToArray().Select(value => (double)value)];
        double[][] epochs = [.. met.Chunk(23)];
        Assert.All(epochs, epoch => Assert.Equal(sorted, epoch.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);
        Assert.NotEqual(sorted, epochs[0]);
    }

    [Fact]
    public void Without_shuffling_samples_keep_their_order()
    {
        Dataset dataset = Line(23);
        foreach (FitOptions options in new[]
        {
            new FitOptions { Epochs = 2, BatchSize = 5, Shuffle = false },
            new FitOptions { Epochs = 2, BatchSize = 23 },
            new FitOptions { Epochs = 2, BatchSize = int.MaxValue },
        })
        {
            var singles = new List<float>();
            new LinearNetwork<float>(1, 1) { OnSample = singles.Add }.Fit(dataset, options);
            Assert.Equal([.. dataset.Inputs.ToArray(), .. dataset.Inputs.ToArray()], singles);
            var doubles = new List<double>();
            new LinearNetwork<double>(1, 1) { OnSample = doubles.Add }.Fit(dataset, options);
            Assert.Equal(singles.Select(value => (double)value), doubles);
        }
    }

    [Fact]
    public void It_is_the_same_as_steps_written_by_hand()
    {
        Dataset dataset = Line(10);
        float[] inputs = dataset.Inputs.ToArray();
        float[] targets = dataset.Targets.ToArray();
        var fitted = new LinearNetwork<float>(1, 1);
        var stepped = new LinearNetwork<float>(1, 1);
        var optimizer = new Sgd(0.2);
        TrainingHistory history = fitted.Fit(
            dataset, new FitOptions { Epochs = 2, BatchSize = 4, Shuffle = false, Optimizer = optimizer });
        double[] epochs = new double[2];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int first = 0; first < 10; first += 4)
            {
                int count = Math.Min(4, 10 - first);
                float loss = stepped.TrainStep(inputs.AsSpan(first, count), targets.AsSpan(first, count), optimizer);
                epochs[epoch] += (double)loss * count / 10;
            }
        }

        Assert.Equal(stepped.ToParameters(), fitted.ToParameters());
        Assert.Equal(epochs[0], history.Epochs[0].Loss, 1e-12);
        Assert.Equal(epochs[1], history.Epochs[1].Loss, 1e-12);
        Assert.Equal(history.Epochs[1].Loss, history.Loss);
    }

    [Fact]
    public void A_summed_loss_is_summed_over_the_epoch()
    {
        Dataset dataset = Line(10);
        var network = new LinearNetwork<double>(1, 1, Reduction.Sum);
        double before = network.Evaluate(dataset).Loss;
        TrainingHistory history = network.Fit(dataset, new FitOptions { Epochs = 1, BatchSize = 4, Optimizer = new Sgd(0) });
        Assert.Equal(before, history.Loss, 1e-12);
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void Progress_tells_the_loss_that_the_epoch_will_have(Reduction reduction)
    {
        // Nothing is learnt, so that the loss so far is that of the first samples.
        Dataset dataset = Line(10);
        var network = new LinearNetwork<double>(1, 1, reduction);
        var seen = new List<double>();
        TrainingHistory history = network.Fit(
            dataset,
            new FitOptions
            {
                Epochs = 1, BatchSize = 4, Optimizer = new Sgd(0), Shuffle = false, Progress = progress => seen.Add(progress.Loss),
            });
        Assert.Equal(3, seen.Count);
        Assert.Equal(network.Evaluate(dataset.Take(4)).Loss, seen[0], 1e-12);
        Assert.Equal(network.Evaluate(dataset.Take(8)).Loss, seen[1], 1e-12);
        Assert.Equal(history.Loss, seen[2]);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void Calls_see_the_orders_that_one_call_sees(params int[] epochsOfCalls)
    {
        Dataset dataset = Line(23);
        (List<float> Met, float[] Parameters) Train(int[] calls)
        {
            var met = new List<float>();
            var network = new LinearNetwork<float>(1, 1) { OnSample = met.Add };
            foreach (int epochs in calls)
            {
                network.Fit(dataset, new FitOptions { Epochs = epochs, BatchSize = 5, Seed = 6 });
            }

            return (met, network.ToParameters());
        }

        (List<float> expected, float[] parameters) = Train([3]);
        Assert.Equal(3, expected.Chunk(23).Select(epoch => string.Join(' ', epoch)).Distinct().Count());
        (List<float> actual, float[] parametersOfCalls) = Train(epochsOfCalls);
        Assert.Equal(expected, actual);
        Assert.Equal(parameters, parametersOfCalls);
    }

    [Fact]
    public void A_line_about_each_epoch_is_logged()
    {
        using var log = new StringWriter { NewLine = "\n" };
        TrainingHistory history = new LinearNetwork<float>(1, 1).Fit(
            Line(8), new FitOptions { Epochs = 3, BatchSize = 4, Log = log, Validation = Line(4) });
        Assert.Equal(string.Concat(history.Epochs.Select(epoch => $"{epoch}\n")), log.ToString());
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        Dataset dataset = Line(50);
        float[] Train(int seed, int threads)
        {
            var network = new LinearNetwork<float>(1, 3, samplesPerPass: 7);
            var wide = new Dataset(dataset.Inputs.ToArray(), [.. Enumerable.Range(0, 150).Select(i => (float)Math.Sin(i))], 1, 3);
            network.Fit(wide, new FitOptions { Epochs = 5, BatchSize = 8, Seed = seed, Threads = threads, InsistsOnThreads = true });
            return network.ToParameters();
        }

        float[] expected = Train(3, 1);
        Assert.Equal(expected, Train(3, 1));
        Assert.Equal(expected, Train(3, 2));
        Assert.Equal(expected, Train(3, 5));
        Assert.NotEqual(expected, Train(4, 1));
    }

    [Fact]
    public void Progress_comes_after_each_batch_and_with_the_result_after_the_last()
    {
        Dataset dataset = Line(10);
        var seen = new List<TrainingProgress>();
        var network = new LinearNetwork<float>(1, 1);
        TrainingHistory history = network.Fit(
            dataset, new FitOptions { Epochs = 2, BatchSize = 4, Progress = seen.Add, Validation = dataset });
        Assert.Equal([1, 1, 1, 2, 2, 2], seen.Select(progress => progress.Epoch));
        Assert.Equal([1, 2, 3, 1, 2, 3], seen.Select(progress => progress.Batch));
        Assert.All(seen, progress => Assert.Equal((2, 3), (progress.Epochs, progress.Batches)));
        Assert.Equal(
            [null, null, history.Epochs[0], null, null, history.Epochs[1]], seen.Select(progress => progress.EpochResult));
        Assert.Equal(history.Epochs[0].Loss, seen[2].Loss);
        Assert.Equal(2, history.Epochs[1].Epoch);
        Assert.Equal(network.Evaluate(dataset), history.Validation);
        Assert.NotEqual(history.Epochs[0].Validation, history.Epochs[1].Validation);
    }

    [Fact]
    public void The_time_of_callbacks_is_not_training_time()
    {
        // Together they are no longer than all of it, however busy the machine is.
        TimeSpan callbacks = TimeSpan.Zero;
        long start = Stopwatch.GetTimestamp();
        TrainingHistory history = new LinearNetwork<float>(1, 1).Fit(
            Line(8),
            new FitOptions
            {
                Epochs = 2,
                BatchSize = 4,
                Progress = _ =>
                {
                    long called = Stopwatch.GetTimestamp();
                    Thread.Sleep(200);
                    callbacks += Stopwatch.GetElapsedTime(called);
                },
            });
        Assert.InRange(history.Duration, TimeSpan.FromTicks(1), Stopwatch.GetElapsedTime(start) - callbacks);
        Assert.Equal(history.Epochs[0].Duration + history.Epochs[1].Duration, history.Duration);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_time_of_every_batch_is_training_time(bool isToldOfBatches)
    {
        // Eight samples are augmented, each in three milliseconds or more.
        TrainingHistory history = new LinearNetwork<float>(1, 1).Fit(
            Line(8),
            new FitOptions { Epochs = 2, BatchSize = 3, Augment = (_, _) => Thread.Sleep(3), Progress = isToldOfBatches ? _ => { } : null });
        Assert.All(history.Epochs, epoch => Assert.InRange(epoch.Duration.TotalMilliseconds, 8 * 2.9, double.MaxValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Cancelling_keeps_what_was_learnt_and_tells_the_history_so_far(int at)
    {
        using var cancellation = new CancellationTokenSource();
        var network = new LinearNetwork<float>(1, 1);
        float[] before = network.ToParameters();
        int batches = 0;
        var options = new FitOptions
        {
            BatchSize = 4,
            Threads = 2,
            InsistsOnThreads = true,
            Progress = _ =>
            {
                if (++batches == at)
                {
                    cancellation.Cancel();
                }
            },
        };
        TrainingHistory history = network.Fit(Line(10), options, cancellation.Token);
        Assert.Equal(at, batches);
        Assert.True(history.IsCancelled);
        Assert.Equal(at / 3, history.Epochs.Count);
        Assert.Equal(at < 3, double.IsNaN(history.Loss));
        Assert.NotEqual(before, network.ToParameters());

        // Cancelled from the first, it learns nothing; with a fresh token it goes on.
        before = network.ToParameters();
        Assert.Empty(network.Fit(Line(10), options, cancellation.Token).Epochs);
        Assert.Equal(before, network.ToParameters());
        history = network.Fit(Line(10), options);
        Assert.False(history.IsCancelled);
        Assert.Equal(10, history.Epochs.Count);
        Assert.True(double.IsFinite(network.Evaluate(Line(10)).Loss));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(1024)]
    public void No_more_threads_work_than_there_are_processors(int threads)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var working = new ConcurrentDictionary<int, bool>();
        int expected = Math.Min(threads, Environment.ProcessorCount);
        var network = new LinearNetwork<float>(1, 1) { OnSample = _ => working[Environment.CurrentManagedThreadId] = true };
        int batches = 0;
        TrainingHistory history = network.Fit(
            Line(1000),
            new FitOptions
            {
                Epochs = int.MaxValue,
                BatchSize = 100,
                Threads = threads,
                Progress = _ =>
                {
                    // Some more batches when all have been seen, for those that should not be there.
                    if (working.Count >= expected && ++batches > 100)
                    {
                        cancellation.Cancel();
                    }
                },
            },
            cancellation.Token);
        Assert.True(history.IsCancelled);
        Assert.Equal(expected, working.Count);
    }

    [Fact]
    public void Data_of_other_sizes_is_refused_before_training()
    {
        var network = new LinearNetwork<float>(2, 1);
        Assert.Throws<ArgumentException>("dataset", () => network.Fit(Line(4)));
        var exception = Assert.Throws<ArgumentException>(
            "Validation", () => network.Fit(new Dataset([[1, 2]], [[1]]), new FitOptions { Validation = Line(4) }));
        Assert.StartsWith("Validation has samples of 1 input and 1 target, but Linear takes 2 inputs", exception.Message);
        exception = Assert.Throws<ArgumentException>("dataset", () => network.Fit(new Dataset([[1, 2]], [[1]]).Take(0)));
        Assert.StartsWith("dataset is empty: Linear needs at least one sample.", exception.Message);
        Assert.Throws<ArgumentNullException>("dataset", () => network.Fit(null!));
    }

    [Fact]
    public void An_epoch_allocates_its_result_and_no_more_however_many_batches_it_has()
    {
        Dataset dataset = Line(4000);
        long Measure(bool isShuffled, int epochs)
        {
            var network = new LinearNetwork<float>(1, 1);
            var options = new FitOptions { Epochs = epochs, BatchSize = 10, Shuffle = isShuffled };
            network.Fit(dataset, options);
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.Fit(dataset, options);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        foreach (bool isShuffled in new[] { false, true })
        {
            // A collection in the middle counts the rest of an allocation context, some 8 KiB, so the least of several is the truth.
            long Least(int epochs) => Enumerable.Range(0, 5).Min(_ => Measure(isShuffled, epochs));
            long perEpoch = (Least(21) - Least(5)) / 16;
            Assert.InRange(perEpoch, 0, 150);
        }
    }

    private static Dataset Line(int count)
    {
        float[] inputs = new float[count];
        float[] targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            inputs[i] = (2f * i / count) - 1;
            targets[i] = (2 * inputs[i]) - 1;
        }

        return new Dataset(inputs, targets, 1, 1);
    }
}
