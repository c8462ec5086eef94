using System;
using System.Linq;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Making, cutting and dealing out data sets.</summary>
public sealed class DatasetTests
{
    [Fact]
    public void The_same_samples_come_of_every_kind_of_array()
    {
        var flat = new Dataset([0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0], 2, 1);
        var jagged = new Dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        var rectangular = new Dataset(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, new float[,] { { 0 }, { 1 }, { 1 }, { 0 } });
        foreach (Dataset dataset in new[] { flat, jagged, rectangular })
        {
            Assert.Equal(4, dataset.Count);
            Assert.Equal(2, dataset.InputSize);
            Assert.Equal(1, dataset.TargetSize);
            Assert.Equal([0, 0, 0, 1, 1, 0, 1, 1], dataset.Inputs.ToArray());
            Assert.Equal([0, 1, 1, 0], dataset.Targets.ToArray());
        }
    }

    [Fact]
    public void Flat_arrays_are_read_in_place()
    {
        float[] inputs = [1, 2];
        var dataset = new Dataset(inputs, [0, 0], 1, 1);
        inputs[1] = 9;
        Assert.Equal(9, dataset.Inputs.Span[1]);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused_with_the_numbers()
    {
        Expect("inputs has 5 values, which is no whole number of samples of 2 values.", "inputs", () => new Dataset(new float[5], [1], 2, 1));
        Expect(
            "inputs has 2 samples of 2 values, so targets must have 6 values (3 a sample), but it has 5.",
            "targets",
            () => new Dataset(new float[4], new float[5], 2, 3));
        Expect(
            "inputs has 2 samples of 1 value, so targets must have 2 values (1 a sample), but it has 1.",
            "targets",
            () => new Dataset([[1], [2]], [[1]]));
        Expect(
            "Row 1 of inputs has 3 values, but row 0 has 2. All rows have the same length.",
            "inputs",
            () => new Dataset([[1, 2], [1, 2, 3]], [[1], [1]]));
        Expect("The rows of targets have no values.", "targets", () => new Dataset([[1]], [[]]));
        Expect("inputs has no rows.", "inputs", () => new Dataset(Array.Empty<float[]>(), []));
        Expect("The rows of targets have no values.", "targets", () => new Dataset(new float[2, 2], new float[2, 0]));
        Assert.Throws<ArgumentException>("inputs", () => new Dataset([[1], null!], [[1], [1]]));
        Assert.Throws<ArgumentNullException>("inputs", () => new Dataset((float[])null!, [], 1, 1));
        Assert.Throws<ArgumentNullException>("targets", () => new Dataset(new float[2, 2], null!));
        Assert.Throws<ArgumentNullException>("targets", () => new Dataset([[1]], null!));
        Assert.Throws<ArgumentOutOfRangeException>("inputSize", () => new Dataset(new float[1], new float[1], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("targetSize", () => new Dataset(new float[1], new float[1], 1, -1));
    }

    [Fact]
    public void A_slice_is_a_view()
    {
        Dataset dataset = Numbered(10);
        Dataset slice = dataset.Slice(3, 4);
        Assert.Equal([3, 4, 5, 6], slice.Targets.ToArray());
        Assert.Equal([3, 30, 4, 40, 5, 50, 6, 60], slice.Inputs.ToArray());
        Assert.Equal([4, 5], slice.Slice(1, 2).Targets.ToArray());
        Assert.Equal([0, 1], dataset.Take(2).Targets.ToArray());
        Assert.Equal(0, dataset.Slice(10, 0).Count);
        var exception = Assert.Throws<ArgumentOutOfRangeException>("count", () => dataset.Slice(7, 4));
        Assert.StartsWith("The data set has 10 samples, so 4 of them cannot start at sample 7.", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>("first", () => dataset.Slice(11, 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => dataset.Slice(1, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("first", () => dataset.Slice(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => dataset.Take(-1));
    }

    [Fact]
    public void A_split_deals_out_every_sample_once()
    {
        Dataset dataset = Numbered(101);
        (Dataset training, Dataset test) = dataset.Split(0.8, seed: 4);
        Assert.Equal(81, training.Count);
        Assert.Equal(20, test.Count);
        float[] all = [.. training.Targets.ToArray(), .. test.Targets.ToArray()];
        Assert.NotEqual(dataset.Targets.ToArray(), all);
        Assert.Equal(dataset.Targets.ToArray(), all.Order());
        for (int i = 0; i < test.Count; i++)
        {
            Assert.Equal(test.Targets.Span[i], test.Inputs.Span[2 * i]);
            Assert.Equal(10 * test.Targets.Span[i], test.Inputs.Span[(2 * i) + 1]);
        }

        Assert.Equal(test.Targets.ToArray(), dataset.Split(0.8, seed: 4).Second.Targets.ToArray());
        Assert.NotEqual(test.Targets.ToArray(), dataset.Split(0.8, seed: 5).Second.Targets.ToArray());
    }

    [Fact]
    public void A_seed_deals_the_same_way_on_every_machine() =>
        Assert.Equal([7, 8, 3, 1, 5, 4, 2], Numbered(10).Split(0.7).First.Targets.ToArray());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_fraction_out_of_range_is_refused(double fraction)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Numbered(10).Split(fraction));
        Assert.Contains("fraction lies between 0 and 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_that_leaves_nothing_is_refused() =>
        Expect("Split(0.01) of 10 samples leaves one of the data sets without a sample.", "fraction", () => Numbered(10).Split(0.01));

    private static Dataset Numbered(int count)
    {
        float[] inputs = new float[2 * count];
        float[] targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            inputs[2 * i] = i;
            inputs[(2 * i) + 1] = 10 * i;
            targets[i] = i;
        }

        return new Dataset(inputs, targets, 2, 1);
    }

    private static void Expect(string message, string parameter, Func<object> action) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(parameter, action).Message, StringComparison.Ordinal);
}
