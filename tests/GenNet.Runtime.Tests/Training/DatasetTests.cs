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

    [Fact]
    public void Labels_say_what_rows_of_targets_say()
    {
        var labels = new Dataset([[1f], [2], [3]], [2, 0, 1]);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], labels.Targets.ToArray());
        Assert.Equal([2, 0, 1], labels.Labels.ToArray());
        Assert.Equal("3 samples of 1 input in 3 classes", labels.ToString());
        Assert.Equal(5, new Dataset([[1f], [2]], [2, 0], classes: 5).TargetSize);
        Assert.Equal([0, 1], new Dataset([1.5f, 2], [0, 1], inputSize: 1).Labels.ToArray());
        Assert.Equal([1], labels.Slice(2, 1).Labels.ToArray());
        Assert.Equal([1, 2, 2], labels.Select([2, 0, 0]).Labels.ToArray());
        Expect("labels[1] is -1, but classes are counted from 0.", "labels", () => new Dataset([[1f], [2]], [0, -1]));
        Expect(
            "labels has the class 7, but there are 3 classes, 0 to 2. Pass classes: 8, or leave it out.",
            "labels",
            () => new Dataset([[1f], [2]], [7, 1], classes: 3));
        Expect(
            "inputs has 2 samples of 1 value, so labels must have 2 values (1 a sample), but it has 1.", "labels", () => new Dataset([[1f], [2]], [0]));
        Assert.Throws<ArgumentOutOfRangeException>("samples", () => labels.Select([3]));
    }

    [Fact]
    public void Bytes_become_the_floats_that_division_gives()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var dataset = new Dataset(bytes, new int[256], inputSize: 1);
        Assert.Equal(bytes.Select(value => value / 255f), dataset.Inputs.ToArray());
        Assert.True(dataset.HoldsBytes);
        Assert.Equal("256 samples of 1 byte in 1 class", dataset.ToString());
        float[] some = new float[2];
        dataset.CopyInputsTo(254, 2, some);
        Assert.Equal([254 / 255f, 1], some);
        Assert.Equal([0, -3f], new Dataset(new byte[] { 0, 2 }, new float[2], 2, 2, scale: -1.5).Inputs.ToArray());
        Assert.Equal([10, 20], new Dataset(bytes, new int[256], 1, scale: 1).Slice(10, 11).Select([0, 10]).Inputs.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => new Dataset(bytes, new int[256], 1, scale: 0));
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => new Dataset(bytes, new int[256], 1, scale: double.NaN));
    }

    [Fact]
    public void Doubles_are_rounded_to_floats()
    {
        double[] third = [1.0 / 3, 2];
        Assert.Equal([1f / 3, 2], new Dataset(third, third, 1, 1).Inputs.ToArray());
        Assert.Equal([1f / 3, 2], new Dataset(new[,] { { 1.0 / 3 }, { 2 } }, new double[,] { { 0 }, { 1 } }).Inputs.ToArray());
        Assert.Equal([1f / 3], new Dataset([[1.0 / 3]], [[2.0]]).Inputs.ToArray());
        Assert.Equal([1f / 3, 2], new Dataset([third], [1]).Inputs.ToArray());
        Assert.Equal([0, 1], new Dataset(third, [0, 1], 1).Labels.ToArray());
        Expect("Value 1 of inputs is 1E+300, beyond what a float holds, 3.4E+38. Scale the values.", "inputs", () => new Dataset([0, 1e300], [0.0, 1], 1, 1));
    }

    [Fact]
    public void A_stratified_split_keeps_the_shares_of_the_classes()
    {
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i < 70 ? 0 : i < 90 ? 1 : 2)];
        var dataset = new Dataset([.. labels.Select((_, i) => (float)i)], labels, 1);
        (Dataset training, Dataset test) = dataset.SplitStratified(0.8, seed: 3);
        Assert.Equal([56, 16, 8], Counts(training, 3));
        Assert.Equal([14, 4, 2], Counts(test, 3));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), training.Inputs.ToArray().Concat(test.Inputs.ToArray()).Order());
        Assert.Equal(training.Labels.ToArray(), dataset.SplitStratified(0.8, seed: 3).First.Labels.ToArray());
        Assert.NotEqual(training.Inputs.ToArray(), dataset.SplitStratified(0.8, seed: 4).First.Inputs.ToArray());
        var rows = new Dataset(dataset.Inputs, dataset.Targets, 1, 3);
        Assert.Equal(training.Inputs.ToArray(), rows.SplitStratified(0.8, seed: 3).First.Inputs.ToArray());
        Expect(
            "Class 1 has one sample, which cannot be in both data sets. Leave it out, or take Split.",
            "fraction",
            () => new Dataset([[1f], [2], [3]], [0, 1, 0]).SplitStratified(0.5));
        Assert.StartsWith(
            "Sample 1 has no class: its targets are no row of zeros with one 1.",
            Assert.Throws<ArgumentException>(() => new Dataset([[1f], [2]], [[1f, 0], [0.5f, 0.5f]]).SplitStratified(0.5)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_sample_is_in_one_of_the_folds()
    {
        int[] labels = [.. Enumerable.Range(0, 23).Select(i => i % 2)];
        var dataset = new Dataset([.. labels.Select((_, i) => (float)i)], labels, 1);
        foreach ((Dataset Training, Dataset Validation)[] folds in new[] { [.. dataset.Folds(4, seed: 1)], dataset.StratifiedFolds(4, seed: 1).ToArray() })
        {
            Assert.Equal(4, folds.Length);
            Assert.All(folds, fold => Assert.InRange(fold.Validation.Count, 5, 6));
            Assert.All(folds, fold => Assert.Equal(23, fold.Training.Count + fold.Validation.Count));
            Assert.All(folds, fold => Assert.Empty(fold.Training.Inputs.ToArray().Intersect(fold.Validation.Inputs.ToArray())));
            Assert.Equal(Enumerable.Range(0, 23).Select(i => (float)i), folds.SelectMany(fold => fold.Validation.Inputs.ToArray()).Order());
        }

        Assert.All(dataset.StratifiedFolds(4, seed: 1), fold => Assert.All(Counts(fold.Validation, 2), count => Assert.InRange(count, 2, 3)));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => dataset.Folds(1));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => dataset.Folds(24));
        Expect(
            "Class 1 has 11 samples, too few for 12 parts that all have one. Take fewer parts, or Folds.", "folds", () => dataset.StratifiedFolds(12));
    }

    private static int[] Counts(Dataset dataset, int classes) =>
        [.. Enumerable.Range(0, classes).Select(label => dataset.Labels.ToArray().Count(each => each == label))];

    private static void Expect(string message, string parameter, Func<object> action) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(parameter, action).Message, StringComparison.Ordinal);
}
