using System;
using System.Linq;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>A class of a whole sample is refused where a network has outputs for each position, and what can be meant there is not.</summary>
public sealed class OutputRowsTests
{
    [Fact]
    public void Classes_of_whole_samples_are_refused_wherever_samples_come_in()
    {
        Check(new PixelClasses(1), "4 × 4 × 5 = 80 outputs, 5 for each of 16 positions");
        Check(new StepClasses(1), "7 × 4 = 28 outputs, 4 for each of 7 positions");
        Check(new NextIndices(1), "5 × 6 = 30 outputs, 6 for each of 5 positions");
        Check(new StepAnswers(1), "4 × 1 = 4 outputs, 1 for each of 4 positions");
        Check(new RowNumbers(1), "4 × 3 = 12 outputs, 3 for each of 4 positions");
    }

    [Fact]
    public void Steps_refuse_them_too()
    {
        int[] classes = [1];
        Refused("classes has one class for each sample, but PixelClasses yields 4 × 4 × 5 = 80", () => new PixelClasses(1).TrainStep(new float[36], classes, new Sgd(0.1)));
        Refused("classes has one class for each sample, but StepClasses", () => new StepClasses(1).Gradient(new double[21], classes, new double[StepClasses.ParameterCount]));
        Refused("classes has one class for each sample, but NextIndices", () => new NextIndices(1).TrainStep(new int[5], classes, new Sgd(0.1)));
        Assert.True(float.IsFinite(new OneStep(1).TrainStep(new float[8], classes, new Sgd(0.1))));
    }

    [Fact]
    public void Targets_of_one_row_name_what_is_missing()
    {
        Refused(
            "dataset has 5 targets for each sample, but PixelClasses yields 4 × 4 × 5 = 80 outputs, 5 for each of 16 positions. Put [Flatten]",
            () => new PixelClasses(1).Fit(new Dataset(new float[72], new float[10], 36, 5)));
        Refused(
            "dataset has 3 targets for each sample, but RowNumbers yields 4 × 3 = 12 outputs",
            () => new RowNumbers(1).Evaluate(new Dataset(new float[16], new float[6], 8, 3)));
        Refused(
            "dataset has samples of 8 inputs and 5 targets, but RowNumbers takes 8 inputs and yields 12 outputs.",
            () => new RowNumbers(1).Evaluate(new Dataset(new float[16], new float[10], 8, 5)));
    }

    [Fact]
    public void What_can_be_meant_is_taken()
    {
        // A row of targets for each position.
        float[] steps = new float[2 * 28];
        for (int position = 0; position < 14; position++)
        {
            steps[(4 * position) + (position % 4)] = 1;
        }

        Trains(new StepClasses(1), new Dataset(new float[42], steps, 21, 28));

        // A class that is a place among all outputs: one of the twelve, or one of the four steps.
        Trains(new RowNumbers(1), new Dataset(new float[16], [0, 11], 8));
        Trains(new RowNumbers(1), new Dataset(new float[16], [0, 1], 8, classes: 12));
        Trains(new StepAnswers(1), new Dataset(new float[24], [3, 0], 12));

        // Several dimensions, but one position.
        Trains(new OneStep(1), new Dataset(new float[16], [2, 0], 8));
    }

    private static void Trains<T>(TrainableNetwork<T> network, Dataset dataset)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        Assert.True(double.IsFinite(network.Fit(dataset, new FitOptions { Epochs = 1 }).Loss));

    /// <summary>Counted from the labels, and said, and with classes that the last of them has not.</summary>
    private static void Check<T>(TrainableNetwork<T> network, string yields)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int inputs = network.Layout.InputSize;
        int features = network.Layout.Layers[^1].Shape[^1];
        int most = Math.Max(features, 2);
        foreach (int classes in (int[])[0, most])
        {
            var dataset = new Dataset(new float[3 * inputs], (int[])[0, most - 1, 1], inputs, classes);
            string message = $"has one of {most} classes for each sample, but {network.Layout.Name} yields {yields}. Put [Flatten] or [GlobalAveragePool] before the last [Layer]";
            string ways = $"give rows of {network.Layout.OutputSize} targets.";
            float[] rows = [.. Enumerable.Repeat(1f / features, network.Layout.OutputSize)];
            var good = new Dataset(new float[inputs], rows, inputs, rows.Length);
            Assert.Contains(ways, Refused($"dataset {message}", () => network.Fit(dataset)), StringComparison.Ordinal);
            Refused($"Validation {message}", () => network.Fit(good, new FitOptions { Validation = dataset }));
            Refused($"dataset {message}", () => network.Evaluate(dataset));
            Refused($"dataset {message}", () => network.Report(dataset));
            Refused($"dataset {message}", () => network.FindLearningRate(dataset));
        }
    }

    private static string Refused(string message, Action action)
    {
        string refusal = Assert.Throws<ArgumentException>(action).Message;
        Assert.StartsWith(message, refusal, StringComparison.Ordinal);
        return refusal;
    }
}
