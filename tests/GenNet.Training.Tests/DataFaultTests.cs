using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>A training that diverges because of a value names the sample and the value.</summary>
public sealed class DataFaultTests
{
    private const string Remedy = "both counted from 0. Write numbers in place of such values, leave such samples out, or give them the weight 0 in SampleWeights. The network has";

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_value_that_is_no_number_is_named_whoever_learns_it(float value, string word)
    {
        var random = new Random(3);
        FitOptions[] options =
        [
            new() { Shuffle = false },
            new() { Seed = 5, BatchSize = 7 },
            new() { BatchSize = 5, AccumulateBatches = 3, Optimizer = new Adam() },
            new() { BatchSize = 9, Augment = (_, _) => { }, Threads = 2 },
            new() { BatchSize = 11, SampleWeights = [.. Enumerable.Repeat(2d, 40)], Progress = _ => { } },
        ];
        foreach (FitOptions option in options)
        {
            Check(new Curve(1), random, option, value, word);
            Check(new NormalizedCurve(1), random, option, value, word);
            Check(new DoubleCurve(1), random, option, value, word);
            Check(new RectifiedCurve(1), random, option, value, word);
        }
    }

    [Fact]
    public void Others_are_counted_and_those_that_count_nothing_are_not()
    {
        Dataset dataset = Samples.Curve(count: 40);
        float[] inputs = dataset.Inputs.ToArray();
        inputs[(3 * 4) + 1] = inputs[(3 * 4) + 2] = inputs[3 * 9] = float.NaN;
        var odd = new Dataset(inputs, dataset.Targets.ToArray(), 3, 1);
        Assert.Contains(
            "Input 1 of sample 4 of the data set is NaN, both counted from 0, and 1 sample more has such values. Write", new Curve(1).Fit(odd).Message, StringComparison.Ordinal);
        double[] weights = [.. Enumerable.Repeat(1d, 40)];
        weights[4] = 0;
        Assert.Contains(
            "Input 0 of sample 9 of the data set is NaN, both counted from 0. Write",
            new Curve(1).Fit(odd, new FitOptions { SampleWeights = weights }).Message,
            StringComparison.Ordinal);
        weights[9] = 0;
        Assert.Null(new Curve(1).Fit(odd, new FitOptions { SampleWeights = weights }).Message);
    }

    [Fact]
    public void Classes_and_bytes_are_no_targets_that_could_be_odd()
    {
        float[] inputs = [.. Enumerable.Repeat(0.5f, 64 * 6)];
        inputs[(64 * 5) + 63] = float.NaN;
        Assert.Contains(
            "Input 63 of sample 5 of the data set is NaN",
            new Tiled(1).Fit(new Dataset(inputs, (int[])[0, 1, 2, 3, 4, 0], 64)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_augmentation_makes_is_named_as_its_own()
    {
        Dataset dataset = Samples.Curve(count: 40);
        Augmentation scaling = (inputs, _) => inputs[2] = dataset.Inputs.Span[3 * 17] == inputs[0] ? 0f / (inputs[0] - inputs[0]) : inputs[2];
        Assert.Contains(
            "Augment makes input 2 of sample 17 NaN, both counted from 0. Let it make numbers. The network has",
            new Curve(1).Fit(dataset, new FitOptions { BatchSize = 6, Augment = scaling }).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Augment makes input 2 of sample 17 NaN", new DoubleCurve(1).Fit(dataset, new FitOptions { BatchSize = 6, Augment = scaling }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_an_augmentation_fills_in_are_nobodys_fault()
    {
        Dataset dataset = Samples.Curve(count: 40);
        float[] inputs = dataset.Inputs.ToArray();
        inputs[(3 * 4) + 1] = float.NaN;
        var gaps = new Dataset(inputs, dataset.Targets.ToArray(), 3, 1);
        Augmentation filling = (values, _) => values[1] = float.IsNaN(values[1]) ? 0 : values[1];
        Assert.Null(new Curve(1).Fit(gaps, new FitOptions { Augment = filling }).Message);
        string message = new RectifiedCurve(1).Fit(gaps, new FitOptions { Epochs = 100, Optimizer = new Sgd(1e9), Augment = filling }).Message!;
        Assert.DoesNotContain("counted from 0", message, StringComparison.Ordinal);
        Assert.Contains("Train with a smaller learning rate than 1000000000", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_augmentation_makes_of_a_source_is_told_so()
    {
        var source = new DataSourceTests.Source(Samples.Curve(count: 50));
        Augmentation breaking = (values, _) => values[2] = float.PositiveInfinity;
        Assert.Matches(
            "Input 2 of sample [0-9]+ of the data source is Infinity as Augment made it, both counted from 0[.] Let both yield numbers",
            new RectifiedCurve(1).FitStream(source, new FitOptions { BatchSize = 8, Augment = breaking }).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sample_of_a_source_is_named_by_its_place_there(bool shuffle)
    {
        Dataset dataset = Samples.Curve(count: 50);
        float[] targets = dataset.Targets.ToArray();
        targets[37] = float.NaN;
        var source = new DataSourceTests.Source(new Dataset(dataset.Inputs, targets, 3, 1));
        TrainingHistory history = new Curve(1).FitStream(source, new FitOptions { BatchSize = 8, Shuffle = shuffle, ShuffleWindow = 20 });
        Assert.Contains(
            "Target 0 of sample 37 of the data source is NaN, both counted from 0. Let it yield numbers, or leave such samples out. The network has",
            history.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_goes_on_the_hint_says_so_and_where_no_sample_is_odd_the_rate_is_named()
    {
        Dataset dataset = Samples.Curve(count: 40);
        float[] inputs = dataset.Inputs.ToArray();
        inputs[7] = float.NaN;
        var options = new FitOptions { Epochs = 1, BatchSize = 10, DivergenceFactor = 0.5 };
        string hint = Assert.Single(new Curve(1).Fit(new Dataset(inputs, dataset.Targets.ToArray(), 3, 1), options).Hints);
        Assert.Contains("Input 1 of sample 2 of the data set is NaN, both counted from 0.", hint, StringComparison.Ordinal);
        string message = new RectifiedCurve(1).Fit(dataset, new FitOptions { Epochs = 100, Optimizer = new Sgd(1e9) }).Message!;
        Assert.DoesNotContain("counted from 0", message, StringComparison.Ordinal);
        Assert.Contains("Train with a smaller learning rate than 1000000000", message, StringComparison.Ordinal);
    }

    private static void Check<T>(TrainableNetwork<T> network, Random random, FitOptions options, float value, string word)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset dataset = Samples.Curve(count: 40);
        float[] inputs = dataset.Inputs.ToArray();
        float[] targets = dataset.Targets.ToArray();
        int sample = random.Next(40);
        int input = random.Next(4);
        (input < 3 ? ref inputs[(3 * sample) + input] : ref targets[sample]) = value;
        TrainingHistory history = network.Fit(new Dataset(inputs, targets, 3, 1), options);
        if (float.IsNaN(value) || input == 3)
        {
            Assert.Equal(TrainingEnd.Diverged, history.End);
        }

        // An infinite input may be what tanh makes 1 of.
        if (history.End == TrainingEnd.Diverged)
        {
            Assert.Contains(
                $"{(input < 3 ? $"Input {input}" : "Target 0")} of sample {sample} of the data set is {word}, {Remedy}", history.Message, StringComparison.Ordinal);
        }
    }
}
