using System;
using System.Collections.Concurrent;
using System.Linq;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Samples are changed when they are learnt, the same way for any number of threads, and never in the data set.</summary>
public sealed class AugmentationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_drawn_does_not_depend_on_threads(bool shuffle)
    {
        Dataset bytes = Samples.Bytes(count: 96);
        byte[] before = bytes.Bytes.ToArray();
        float[] Train(int threads)
        {
            var network = new Tiled(1);
            network.Fit(bytes, new FitOptions
            {
                Epochs = 2,
                BatchSize = 24,
                Threads = threads,
                Shuffle = shuffle,
                Optimizer = new Adam(0.01),
                Augment = (inputs, random) =>
                {
                    foreach (ref float value in inputs)
                    {
                        value += random.Uniform(-0.1f, 0.1f);
                    }
                },
            });
            return DatasetKindTests.Parameters(network);
        }

        Assert.Equal(Train(1), Train(2));
        Assert.Equal(before, bytes.Bytes.ToArray());
    }

    [Fact]
    public void No_two_samples_or_epochs_draw_the_same()
    {
        var drawn = new ConcurrentBag<float>();
        var network = new DoublePoints(1);
        network.Fit(Samples.Points(count: 30), new FitOptions { Epochs = 3, Augment = (inputs, random) => drawn.Add(random.Normal()) });
        Assert.Equal(90, drawn.Count);
        Assert.Equal(90, drawn.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>("high", () => new SampleRandom(1).Whole(2, 1));
        Assert.All(Enumerable.Range(0, 100), seed => Assert.InRange(new SampleRandom(seed).Whole(-1, 1), -1, 1));
    }
}
