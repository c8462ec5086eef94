using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using GenNet.Runtime.Tests.Networks;
using GenNet.Training;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>
/// The batches of a data set, however their samples are fetched: threads of a team take portions of a pass, which itself may be a part of the batch.
/// Every sample tells by its values which it is.
/// </summary>
public sealed class BatchSourceTests
{
    private const int Samples = 25;
    private const int BatchSize = 10;
    private const int Inputs = 3;
    private const int Targets = 2;

    /// <summary>How the data set keeps its samples, and whether they are augmented.</summary>
    public static TheoryData<string, bool> Kinds => new MatrixTheoryData<string, bool>(["floats", "bytes", "labels"], [false, true]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PortionsFetchTheirOwnSamples(string kind, bool isAugmented)
    {
        CheckPortions<float>(kind, isAugmented);
        CheckPortions<double>(kind, isAugmented);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnEpochHasEverySampleOnceWithItsTargets(bool shuffles)
    {
        var network = new LinearNetwork<double>(Inputs, Targets);
        var source = new BatchSource<double>(DataOf("floats"), network.Layout, new FitOptions { BatchSize = BatchSize, Shuffle = shuffles }, null);
        var orders = new List<double[]>();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            source.BeginEpoch(epoch);
            var order = new List<double>();
            for (int batch = 0; batch < source.Count; batch++)
            {
                source.Read(batch, out ReadOnlySpan<double> inputs, out ReadOnlySpan<double> targets, out int samples);
                if (source.IsFilledLater)
                {
                    source.Fill(0, samples);
                }

                Assert.Equal((samples * Inputs, samples * Targets), (inputs.Length, targets.Length));
                for (int i = 0; i < samples; i++)
                {
                    double sample = inputs[i * Inputs] - 1;
                    Assert.Equal([sample + 1, sample + 51, sample + 101], inputs.Slice(i * Inputs, Inputs).ToArray());
                    Assert.Equal([-sample, sample / 2], targets.Slice(i * Targets, Targets).ToArray());
                    order.Add(sample);
                }
            }

            Assert.Equal(Enumerable.Range(0, Samples).Select(i => (double)i), order.Order());
            orders.Add([.. order]);
        }

        Assert.Equal(shuffles, source.IsFilledLater);
        Assert.Equal(!shuffles, source.TryReadAll(out ReadOnlySpan<double> all, out ReadOnlySpan<double> allTargets));
        Assert.Equal(shuffles ? (0, 0) : (Samples * Inputs, Samples * Targets), (all.Length, allTargets.Length));
        Assert.Equal(!shuffles, orders[0].SequenceEqual(orders[1]));
    }

    [Fact]
    public void SamplesOfOneWeightComeTogetherAndThoseThatCountNothingFirst()
    {
        double[] weights = [.. Enumerable.Range(0, Samples).Select(i => (double)(i * 7 % 4))];
        var options = new FitOptions { BatchSize = BatchSize, SampleWeights = weights, Seed = 3 };
        var network = new LinearNetwork<float>(Inputs, Targets);
        Dataset dataset = DataOf("floats");
        var source = new BatchSource<float>(dataset, network.Layout, options, SampleWeighting.Of(network.Layout, dataset, weights, null));
        source.BeginEpoch(0);
        var seen = new List<int>();
        for (int batch = 0; batch < source.Count; batch++)
        {
            int all = source.CountSamples(batch, batch + 1);
            double last = -1;
            var counting = new List<int>();
            for (int start = 0; start < all;)
            {
                source.ReadOfOneWeight(batch, start, out ReadOnlySpan<float> inputs, out _, out int samples, out double weight);
                source.Fill(0, samples);
                int[] part = SamplesOf(inputs);
                Assert.All(part, sample => Assert.Equal(weight, weights[sample]));
                Assert.InRange(weight, last + 0.5, 3);
                last = weight;
                start += samples;
                seen.AddRange(part);
                counting.AddRange(weight > 0 ? part : []);
            }

            source.ReadWithWeights(batch, out ReadOnlySpan<float> those, out ReadOnlySpan<float> targets, out int count);
            source.Fill(0, count);
            int[] found = SamplesOf(those);
            Assert.Equal(counting, found);
            Assert.Equal(counting.Select(sample => weights[sample]), source.Weights.ToArray());
            Assert.Equal(counting.Select(sample => -(float)sample), targets.ToArray().Where((_, i) => i % Targets == 0));

            // What is read next has one weight again.
            source.Read(batch, out _, out _, out _);
            Assert.True(source.Weights.IsEmpty);
        }

        Assert.Equal(Enumerable.Range(0, Samples), seen.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatAnAugmentationMadeIsFoundInTheBatchesThatWereRead(bool countsNothing)
    {
        // Of sample 7 it makes no number; with a weight of 0 nobody looks at that.
        double[] weights = [.. Enumerable.Range(0, Samples).Select(i => countsNothing && i == 7 ? 0d : 1)];
        var options = new FitOptions { BatchSize = BatchSize, Augment = (values, _) => values[1] = values[0] == 8 ? float.NaN : values[1] };
        var network = new LinearNetwork<double>(Inputs, Targets);
        Dataset dataset = DataOf("floats");
        var source = new BatchSource<double>(dataset, network.Layout, options, SampleWeighting.Of(network.Layout, dataset, weights, null));
        source.BeginEpoch(0);
        bool isRead = false;
        Assert.Null(source.FindNotFinite(-1));
        for (int batch = 0; batch < source.Count; batch++)
        {
            source.Read(batch, out ReadOnlySpan<double> inputs, out _, out int samples);
            source.Fill(0, samples);
            isRead |= SamplesOf(inputs).Contains(7);
            Assert.Equal(
                isRead && !countsNothing ? "Augment makes input 1 of sample 7 NaN, both counted from 0. Let it make numbers." : null,
                source.FindNotFinite(batch));
        }

        Assert.True(isRead);
    }

    /// <summary>Whatever is fetched first, each portion writes the rows of its samples and no other.</summary>
    private static void CheckPortions<T>(string kind, bool isAugmented)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var options = new FitOptions
        {
            BatchSize = BatchSize,
            Augment = isAugmented ? (values, random) => values[2] += random.Uniform(0, 0.25f) : null,
        };
        var source = new BatchSource<T>(DataOf(kind), new LinearNetwork<T>(Inputs, Targets).Layout, options, null);
        var drawn = new HashSet<T>();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            source.BeginEpoch(epoch);
            for (int batch = 0; batch < source.Count; batch++)
            {
                source.FirstOfPass = 0;
                source.Read(batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);
                source.Fill(0, samples);
                T[] wholeInputs = inputs.ToArray();
                T[] wholeTargets = targets.ToArray();
                drawn.UnionWith(Enumerable.Range(0, samples).Select(i => wholeInputs[(i * Inputs) + 2]));
                for (int i = 0; i < samples && isAugmented; i++)
                {
                    // What it draws follows from the place in the epoch, wherever the sample lies in the data set.
                    var random = new SampleRandom(0);
                    BatchSource<T>.Restart(random, options.Seed, epoch, (batch * BatchSize) + i);
                    float sample = float.CreateChecked(wholeInputs[i * Inputs]);
                    Assert.Equal(T.CreateChecked(sample + 100 + random.Uniform(0, 0.25f)), wholeInputs[(i * Inputs) + 2]);
                }

                Span<T> rows = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(inputs), inputs.Length);
                Span<T> rowsOfTargets = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(targets), targets.Length);
                foreach ((int firstOfPass, int first, int end) in new[] { (3, 1, 2), (3, 0, 1), (0, 2, 3), (0, 0, 2), (2, 0, 1) })
                {
                    rows.Fill(T.NaN);
                    rowsOfTargets.Fill(T.NaN);
                    source.FirstOfPass = firstOfPass;
                    source.Fill(first, end);
                    for (int i = 0; i < samples; i++)
                    {
                        bool isFetched = i >= firstOfPass + first && i < firstOfPass + end;
                        T[] expected = isFetched ? wholeInputs[(i * Inputs)..((i + 1) * Inputs)] : [T.NaN, T.NaN, T.NaN];
                        T[] expectedTargets = isFetched ? wholeTargets[(i * Targets)..((i + 1) * Targets)] : [T.NaN, T.NaN];
                        Assert.Equal(expected, rows.Slice(i * Inputs, Inputs).ToArray());
                        Assert.Equal(expectedTargets, rowsOfTargets.Slice(i * Targets, Targets).ToArray());
                    }
                }
            }
        }

        // Each sample of each epoch has a draw of its own.
        Assert.Equal(isAugmented ? 2 * Samples : Samples, drawn.Count);
    }

    /// <summary>Which samples these are.</summary>
    private static int[] SamplesOf<T>(ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. inputs.ToArray().Where((_, i) => i % Inputs == 0).Select(value => int.CreateChecked(value) - 1)];

    /// <summary>Sample i has the inputs i + 1, i + 51 and i + 101 and the targets −i and i / 2, or the class i mod 2.</summary>
    private static Dataset DataOf(string kind)
    {
        int[] inputs = [.. Enumerable.Range(0, Samples).SelectMany(i => (int[])[i + 1, i + 51, i + 101])];
        float[] targets = [.. Enumerable.Range(0, Samples).SelectMany(i => (float[])[-i, i / 2f])];
        return kind switch
        {
            "bytes" => new Dataset([.. inputs.Select(value => (byte)value)], targets, Inputs, Targets, scale: 1),
            "labels" => new Dataset([.. inputs.Select(value => (float)value)], (int[])[.. Enumerable.Range(0, Samples).Select(i => i % 2)], Inputs, Targets),
            _ => new Dataset([.. inputs.Select(value => (float)value)], targets, Inputs, Targets),
        };
    }
}
