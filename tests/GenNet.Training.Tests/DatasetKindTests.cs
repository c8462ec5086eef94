using System;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Bytes and class numbers train as the floats that they stand for, and what cannot be meant is refused.</summary>
public sealed class DatasetKindTests
{
    [Fact]
    public void A_class_as_a_literal_is_taken_for_floats_and_the_message_says_so()
    {
        var network = new Tiled(1);
        float[] inputs = new float[Tiled.InputSize];
        ArgumentException refused = Assert.Throws<ArgumentException>(() => network.TrainStep(inputs, [2], new Sgd(0.1)));
        Assert.Contains("but it has 1. If they are numbers of classes, hand them over as ints: a literal such as [2] is taken for floats, (int[])[2] is not.", refused.Message, StringComparison.Ordinal);
        Assert.True(float.IsFinite(network.TrainStep(inputs, (int[])[2], new Sgd(0.1))));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void Bytes_and_class_numbers_train_as_floats_and_rows(bool shuffle, int threads)
    {
        Dataset bytes = Samples.Bytes(count: 100);
        Assert.True(bytes is { HoldsBytes: true, HoldsLabels: true });
        Dataset floats = Samples.AsFloats(bytes);
        Assert.False(floats.HoldsBytes || floats.HoldsLabels);
        var options = new FitOptions { Epochs = 3, BatchSize = 17, Shuffle = shuffle, Optimizer = new Adam(0.01), Validation = bytes, Threads = threads };
        var first = new Tiled(1);
        var second = new Tiled(1);
        Assert.Equal(first.Fit(bytes, options).Validation, second.Fit(floats, options).Validation);
        Assert.Equal(Parameters(first), Parameters(second));
        Assert.Equal(second.Evaluate(floats), first.Evaluate(bytes));

        var single = new DoublePoints(2);
        var twin = new DoublePoints(2);
        Dataset points = Samples.Points();
        var sgd = new FitOptions { Epochs = 2, Shuffle = shuffle, ClassWeights = [1, 2, 0.5] };
        single.Fit(points, sgd);
        twin.Fit(Samples.AsFloats(points), sgd);
        Assert.Equal(ParametersOf(single), ParametersOf(twin));
    }

    [Fact]
    public void A_class_number_beyond_all_counts_is_refused() => Assert.StartsWith(
        "labels[1] is 2147483647, and the number of classes would be one more, which no int holds: number classes from 0.",
        Assert.Throws<ArgumentException>("labels", () => new Dataset(new float[] { 1, 2 }, [0, int.MaxValue], 1)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Class_numbers_are_the_targets_of_a_single_output()
    {
        float[][] inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];
        var labels = new Dataset(inputs, [0, 1, 1, 0]);
        var rows = new Dataset(inputs, [[0], [1], [1], [0]]);
        var options = new FitOptions { Epochs = 300, Optimizer = new Adam(0.05) };
        var first = new YesNo(3);
        var second = new YesNo(3);
        Assert.Equal(second.Fit(rows, options).Loss, first.Fit(labels, options).Loss);
        Assert.Equal(1, first.Evaluate(labels).Accuracy);
        Assert.Equal(1, first.EvaluateClasses(labels).RocAuc);
    }

    [Fact]
    public void A_network_may_have_more_classes_than_were_seen_but_not_fewer()
    {
        Assert.True(double.IsFinite(new Points(1).Evaluate(new Dataset([[1f, 2]], [1])).Loss));
        Assert.StartsWith(
            "dataset has samples of 2 inputs and 5 classes, but Points takes 2 inputs and yields 3 outputs.",
            Assert.Throws<ArgumentException>(() => new Points(1).Fit(new Dataset([[1f, 2]], [4]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Points(1).Fit(new Dataset([[1f, 2]], [1], classes: 2)));
    }

    [Fact]
    public void Targets_that_a_cross_entropy_cannot_mean_are_refused()
    {
        Refused("Sample 1 of dataset has the target 5, but Loss.CrossEntropy takes probabilities, from 0 to 1. If they are numbers of classes,", [1, 0, 0, 5, 0, 0]);
        Refused("Sample 0 of dataset has the target -1, but Loss.CrossEntropy takes probabilities, from 0 to 1. Labels of −1 and 1 are", [-1, 1, 0, 1, 0, 0]);
        Refused("Sample 0 of dataset has the target 1.5, but Loss.CrossEntropy takes probabilities, from 0 to 1. Scale them,", [1.5f, 0, 0, 1, 0, 0]);
        Refused("All targets of sample 1 of dataset are 0, so that Loss.CrossEntropy has nothing to learn from it. Leave it out,", [1, 0, 0, 0, 0, 0]);
        var odd = new Dataset(new float[4], new float[] { 1, 0, 0, 0, 7, 0 }, 2, 3);
        new Points(1).Fit(odd, new FitOptions { Epochs = 1, SampleWeights = [1, 0] });
        new Points(1).Fit(new Dataset(new float[4], [0.25f, 0.5f, 0.25f, 0, 1, 0], 2, 3), new FitOptions { Epochs = 1 });
        Assert.StartsWith(
            "Sample 0 of Validation has the target 2,",
            Assert.Throws<ArgumentException>(() => new YesNo(1).Fit(
                new Dataset([[1f, 1]], [1]), new FitOptions { Validation = new Dataset([[1f, 1]], [[2f]]) })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_are_far_too_large_are_told()
    {
        TrainingHistory history = new Curve(1).Fit(Samples.Curve(scale: 100), new FitOptions { Epochs = 1, Optimizer = new Adam() });
        string hint = Assert.Single(history.Hints);
        Assert.StartsWith("The inputs of the first batch go up to 99", hint, StringComparison.Ordinal);
        Assert.EndsWith(", 1 hint", history.ToString(), StringComparison.Ordinal);
        Assert.Empty(new Curve(1).Fit(Samples.Curve(), new FitOptions { Epochs = 1 }).Hints);
        Assert.Empty(new NormalizedCurve(1).Fit(Samples.Curve(scale: 100), new FitOptions { Epochs = 1, Optimizer = new Adam() }).Hints);
        var log = new System.IO.StringWriter();
        new Points(1).Fit(new Dataset([[0f, 255], [17, 200]], [0, 1]), new FitOptions { Epochs = 1, Log = log });
        Assert.Contains("They look like bytes: make the data set of byte[]", log.ToString(), StringComparison.Ordinal);
    }

    private static void Refused(string message, float[] targets) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentException>(() => new Points(1).Fit(new Dataset(new float[4], targets, 2, 3))).Message,
        StringComparison.Ordinal);

    internal static float[] Parameters(TrainableNetwork<float> network)
    {
        float[] parameters = new float[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }

    internal static double[] ParametersOf(TrainableNetwork<double> network)
    {
        double[] parameters = new double[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
