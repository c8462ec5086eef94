using System;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>The search for a learning rate leaves no trace, and draws what it found; a training that diverges may go on at a lower rate.</summary>
public sealed class FinderTests
{
    [Fact]
    public void Everything_is_as_before_to_the_bit()
    {
        Dataset points = Samples.Points(count: 60);
        FitOptions Options(Optimizer optimizer) => new() { Epochs = 2, BatchSize = 15, Optimizer = optimizer, Seed = 4 };
        var (searched, untouched) = (new NormalizedPoints(1), new NormalizedPoints(1));
        var (first, second) = (new Adam(0.01), new Adam(0.01));
        searched.Fit(points, Options(first));
        untouched.Fit(points, Options(second));
        float[] before = DatasetKindTests.Parameters(searched);
        LearningRateCurve curve = searched.FindLearningRate(points, Options(first));
        Assert.Equal(before, DatasetKindTests.Parameters(searched));
        Assert.Equal(untouched.Evaluate(points), searched.Evaluate(points));
        Assert.Equal(0.01, first.LearningRate);
        Assert.Equal(second.StateOf(untouched).Step, first.StateOf(searched).Step);

        // What comes after is what would have come: optimizer, orders, noise and running values.
        searched.Fit(points, Options(first));
        untouched.Fit(points, Options(second));
        float[] inputs = points.Inputs.ToArray();
        float[] targets = points.Targets.ToArray();
        Assert.Equal(untouched.TrainStep(inputs, targets, second), searched.TrainStep(inputs, targets, first));
        Assert.Equal(DatasetKindTests.Parameters(untouched), DatasetKindTests.Parameters(searched));
        Assert.Equal(untouched.Evaluate(points), searched.Evaluate(points));
        Assert.InRange(curve.Rates.Count, 10, 100);
    }

    [Fact]
    public void It_finds_a_rate_that_learns_and_stops_where_training_diverges()
    {
        Dataset curve = Samples.Curve(count: 128);
        LearningRateCurve found = new Curve(2).FindLearningRate(
            curve, new FitOptions { BatchSize = 16, Optimizer = new Sgd(1) }, new LearningRateRange(1e-5, 1e4, 120));
        Assert.InRange(found.Rates.Count, 20, 119);
        Assert.Equal(1e-5, found.Rates[0]);
        Assert.InRange(found.Suggested, 1e-4, 1);
        Assert.True(found.Suggested < found.Lowest);
        var network = new Curve(2);
        double before = network.Evaluate(curve).Loss;
        network.Fit(curve, new FitOptions { Epochs = 20, BatchSize = 16, Optimizer = new Sgd(found.Suggested) });
        Assert.InRange(network.Evaluate(curve).Loss, 0, before / 2);
        Assert.Equal(
            found.Losses,
            new Curve(2).FindLearningRate(curve, new FitOptions { BatchSize = 16, Optimizer = new Sgd(7) }, new LearningRateRange(1e-5, 1e4, 120)).Losses);
    }

    [Fact]
    public void The_curve_is_drawn_in_letters_and_as_a_picture()
    {
        LearningRateCurve curve = new Curve(2).FindLearningRate(Samples.Curve(count: 64), new FitOptions { BatchSize = 16 });
        string[] lines = curve.ToString().Split('\n');
        Assert.Equal(16, lines.Length);
        Assert.All(lines[..12], line => Assert.Contains('│', line));
        Assert.Equal(1, curve.ToString().Count(letter => letter == 'O') - lines[14].Count(letter => letter == 'O'));
        Assert.StartsWith("           1E-06", lines[13], StringComparison.Ordinal);
        Assert.StartsWith("Suggested learning rate: ", lines[14], StringComparison.Ordinal);
        XDocument svg = XDocument.Parse(curve.ToSvg());
        XNamespace name = "http://www.w3.org/2000/svg";
        XElement line = Assert.Single(svg.Descendants(name + "polyline"));
        Assert.Equal(curve.Rates.Count, line.Attribute("points")!.Value.Split(' ').Length);
        Assert.Single(svg.Descendants(name + "circle"));
    }

    [Fact]
    public void A_training_that_diverges_goes_on_at_a_lower_rate_if_it_is_asked_to()
    {
        Dataset curve = Samples.Curve(count: 128);
        var optimizer = new Sgd(1e15);
        var network = new Curve(1);
        TrainingHistory history = network.Fit(curve, new FitOptions { Epochs = 30, BatchSize = 16, Optimizer = optimizer, DivergenceFactor = 0.01 });
        Assert.Equal(TrainingEnd.Completed, history.End);
        Assert.Equal(30, history.Epochs.Count);
        Assert.NotEmpty(history.Hints);
        Assert.StartsWith("Training diverged in epoch 1 at batch ", history.Hints[0], StringComparison.Ordinal);
        Assert.InRange(optimizer.LearningRate, 1e-6, 1e13);
        Assert.True(double.IsFinite(network.Evaluate(curve).Loss));

        var hopeless = new Curve(1);
        TrainingHistory ended = hopeless.Fit(
            new Dataset(Samples.Curve().Inputs, Enumerable.Repeat(float.NaN, 64).ToArray(), 3, 1), new FitOptions { Epochs = 10, DivergenceFactor = 0.5 });
        Assert.Equal(TrainingEnd.Diverged, ended.End);
        Assert.Equal(10, ended.Hints.Count);
        Assert.All(DatasetKindTests.Parameters(hopeless), parameter => Assert.True(float.IsFinite(parameter)));
        Assert.Throws<ArgumentOutOfRangeException>("DivergenceFactor", () => new FitOptions { DivergenceFactor = 1 });
    }
}
