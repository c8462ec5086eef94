using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Training on samples that are read as it goes.</summary>
public sealed class DataSourceTests
{
    [Fact]
    public void In_their_order_they_train_as_a_data_set_does()
    {
        Dataset points = Samples.AsFloats(Samples.Points(count: 50));
        var options = new FitOptions { Epochs = 3, BatchSize = 8, Shuffle = false, Optimizer = new Adam(0.01) };
        var first = new DoublePoints(1);
        var second = new DoublePoints(1);
        Assert.Equal(first.Fit(points, options).Loss, second.FitStream(new Source(points), options).Loss);
        Assert.Equal(DatasetKindTests.ParametersOf(first), DatasetKindTests.ParametersOf(second));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Every_epoch_has_each_sample_once_in_an_order_of_its_own(int window)
    {
        Dataset tiles = Samples.Bytes(count: 60);
        var seen = new List<float>();
        FitOptions Options(int threads) => new()
        {
            Epochs = 2,
            BatchSize = 16,
            Optimizer = new Adam(0.01),
            ShuffleWindow = window,
            Threads = threads,
            Augment = threads == 1 ? (inputs, _) => seen.Add(inputs[5] + (1000 * inputs[6])) : (_, _) => { },
        };
        var network = new Tiled(1);
        network.FitStream(new Source(tiles), Options(1));
        Assert.Equal(120, seen.Count);
        Assert.Equal(seen[..60].Order(), seen[60..].Order());
        Assert.Equal(60, seen[..60].Distinct().Count());
        Assert.Equal(window == 1, seen[..60].SequenceEqual(seen[60..]));
        var threaded = new Tiled(1);
        threaded.FitStream(new Source(tiles), Options(2));
        Assert.Equal(DatasetKindTests.Parameters(network), DatasetKindTests.Parameters(threaded));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void A_training_that_was_stopped_goes_on_with_the_same_bits(int stopAt)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Dataset points = Samples.Points(count: 60);
        FitOptions Options(string? file, params ITrainingCallback[] callbacks) => new()
        {
            Epochs = 3,
            BatchSize = 12,
            ShuffleWindow = 20,
            Optimizer = new Momentum(0.05),
            Augment = (inputs, random) => inputs[1] += random.Normal() / 10,
            Checkpoint = file is null ? null : new Checkpoint(file) { EveryBatches = 1 },
            Callbacks = callbacks,
        };
        try
        {
            var whole = new Points(1);
            whole.FitStream(new Source(points), Options(null));
            using var stop = new CancellationTokenSource();
            int batches = 0;
            new Points(1).FitStream(new Source(points), Options(path, new Watch(() =>
            {
                if (++batches == stopAt)
                {
                    stop.Cancel();
                }
            })), stop.Token);
            var resumed = new Points(9);
            resumed.FitStream(new Source(points), Options(path));
            Assert.Equal(DatasetKindTests.Parameters(whole), DatasetKindTests.Parameters(resumed));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_a_reader_throws_comes_out_and_readers_are_disposed_of()
    {
        Dataset points = Samples.Points(count: 20);
        var failing = new Source(points) { FailAt = 13 };
        Assert.Equal("sample 13", Assert.Throws<InvalidOperationException>(() => new Points(1).FitStream(failing, new FitOptions { BatchSize = 4, ShuffleWindow = 2 })).Message);
        Assert.Equal(0, failing.OpenReaders);
        var shorter = new Source(points) { Promised = 30 };
        Assert.Equal(
            "The data source promises 30 samples, but its reader ended after 20. Count says how many there are in every epoch.",
            Assert.Throws<InvalidDataException>(() => new Points(1).FitStream(shorter, new FitOptions { BatchSize = 4 })).Message);
        Assert.StartsWith(
            "The data source's Open returned null, and not a reader. It has to return one that begins at the first sample, at each call.",
            Assert.Throws<ArgumentNullException>("source", () => new Points(1).FitStream(new Source(points) { IsWithoutReader = true })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_training()
    {
        Dataset points = Samples.Points(count: 20);
        Refuse(new Tiled(1), new Source(points), "source has 20 samples of 2 inputs and 3 targets, but Tiled takes one sample or more of 64 inputs and 5 targets.");
        Refuse(new Points(1), new Source(points) { Promised = 0 }, "source has 0 samples of 2 inputs and 3 targets, but Points takes one sample or more of 2 inputs and 3 targets.");
        Refuse(new YesNo(1), new Source(points), "source has 20 samples of 2 inputs and 3 targets, but YesNo takes one sample or more of 2 inputs and 1 target.");
        var wide = new Dataset(new float[4], (int[])[0], 4, 3);
        Refuse(new Points(1), new Source(wide), "source has 1 sample of 4 inputs and 3 targets, but Points takes one sample or more of 2 inputs and 3 targets.");
        foreach (FitOptions options in (FitOptions[])[new() { ClassWeights = [1, 1, 1] }, new() { SampleWeights = new double[20] }])
        {
            Refuse(
                new Points(1),
                new Source(points),
                "source is read sample by sample: weights are given to the samples of a Dataset. Train on a Dataset, part by part where it does not fit in memory.",
                options);
        }

        Assert.Throws<ArgumentNullException>("source", () => new Points(1).FitStream(null!));
        Assert.Throws<ArgumentException>("Validation", () => new Points(1).FitStream(new Source(points), new FitOptions { Validation = wide }));
        Assert.Single(new Points(1).FitStream(new Source(points) { Promised = 1 }, new FitOptions { Epochs = 1 }).Epochs);

        // A last batch of one sample has no variance.
        Assert.Throws<ArgumentException>("options", () => new NormalizedPoints(1).FitStream(new Source(points) { Promised = 19 }, new FitOptions { BatchSize = 6 }));

        static void Refuse(TrainableNetwork<float> network, Source source, string message, FitOptions? options = null) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>("source", () => network.FitStream(source, options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue, 4, "ShuffleWindow puts 2000000000 samples of 3 values in memory, where ")]
    [InlineData(2, int.MaxValue, "BatchSize puts 2000000000 samples of 3 values in memory, where ")]
    public void More_samples_than_an_array_holds_are_not_asked_of_memory(int window, int batch, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentException>(
            "options",
            () => new Points(1).FitStream(new Source(Samples.Points()) { Promised = 2_000_000_000 }, new FitOptions { ShuffleWindow = window, BatchSize = batch })).Message,
        StringComparison.Ordinal);

    internal sealed class Source(Dataset dataset) : IDataSource
    {
        public int Promised { get; init; } = dataset.Count;

        public int FailAt { get; init; } = -1;

        public bool IsWithoutReader { get; init; }

        public int OpenReaders;

        public int Count => Promised;

        public int InputSize => dataset.InputSize;

        public int TargetSize => dataset.TargetSize;

        public ISampleReader Open()
        {
            if (IsWithoutReader)
            {
                return null!;
            }

            Interlocked.Increment(ref OpenReaders);
            return new Reader(this, dataset);
        }

        private sealed class Reader(Source source, Dataset dataset) : ISampleReader
        {
            private int _next;

            public bool TryRead(Span<float> inputs, Span<float> targets)
            {
                if (_next == source.FailAt)
                {
                    throw new InvalidOperationException($"sample {_next}");
                }

                if (_next == dataset.Count)
                {
                    return false;
                }

                dataset.CopyInputsTo(_next, 1, inputs);
                dataset.Targets.Span.Slice(_next * dataset.TargetSize, dataset.TargetSize).CopyTo(targets);
                _next++;
                return true;
            }

            public void Dispose() => Interlocked.Decrement(ref source.OpenReaders);
        }
    }
}
