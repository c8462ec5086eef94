using System;
using System.IO;
using System.Linq;
using System.Numerics;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Targets that are far from 1, and a loss that grows by orders of magnitude, are said with the numbers and what to do.</summary>
public sealed class GrowingLossTests
{
    [Theory]
    [InlineData(1e3)]
    [InlineData(1e5)]
    public void Large_targets_are_said_before_the_first_epoch(double scale)
    {
        foreach (string hint in (string[])[HintOf(new Curve(1), scale), HintOf(new DoubleCurve(1), scale), HintOf(new RectifiedCurve(1), scale)])
        {
            Assert.StartsWith("The targets of the first batch go up to ", hint, StringComparison.Ordinal);
            Assert.EndsWith("Divide them by such a number, and multiply what the network yields by it.", hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Usual_targets_and_classes_are_not()
    {
        Assert.Empty(new Curve(1).Fit(Scaled(20), new FitOptions { Epochs = 1, Optimizer = new Adam() }).Hints);
        Assert.Empty(new Points(1).Fit(Samples.Points(), new FitOptions { Epochs = 1 }).Hints);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public void A_loss_that_grows_is_said_once_with_the_rate_and_the_targets(bool isToldOfBatches, int accumulated)
    {
        // Sums of linear layers grow by a factor a step.
        using var log = new StringWriter();
        var options = new FitOptions
        {
            Epochs = 4,
            BatchSize = 16,
            AccumulateBatches = accumulated,
            Optimizer = new Sgd(1.5),
            Log = log,
            Progress = isToldOfBatches ? _ => { } : null,
        };
        TrainingHistory history = new Line(1).Fit(Scaled(1, inputs: 3), options);
        Assert.Equal(TrainingEnd.Completed, history.End);
        string hint = Assert.Single(history.Hints);
        Assert.StartsWith("The loss of a sample was ", hint, StringComparison.Ordinal);
        Assert.Contains(": training diverges. Train with a smaller learning rate than 1.5, set ClipNorm, or look for NaN and very large numbers in the data set, whose targets go from -", hint, StringComparison.Ordinal);
        Assert.EndsWith(": scale them if they are far from 1.", hint, StringComparison.Ordinal);
        Assert.Contains(hint, log.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(", 1 hint", history.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_diverges_at_once_names_the_targets_too()
    {
        TrainingHistory history = new RectifiedCurve(1).Fit(Scaled(1e5), new FitOptions { Epochs = 100, Optimizer = new Sgd(10) });
        Assert.Equal(TrainingEnd.Diverged, history.End);
        float[] targets = Scaled(1e5).Targets.ToArray();
        Assert.Contains(
            FormattableString.Invariant($"Train with a smaller learning rate than 10, set ClipNorm, or look for NaN and very large numbers in the data set, whose targets go from {targets.Min():G4} to {targets.Max():G4}"),
            history.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_have_no_range_of_targets()
    {
        TrainingHistory history = new Points(1).Fit(Samples.Points(), new FitOptions { Optimizer = new Sgd(1e38) });
        Assert.Equal(TrainingEnd.Diverged, history.End);
        Assert.EndsWith("look for NaN and very large numbers in the data set.", history.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_has_learnt_may_lose_some_of_it()
    {
        var network = new Curve(1);
        Dataset none = new(new float[96], new float[32], 3, 1);
        network.Fit(none, new FitOptions { Epochs = 500, BatchSize = 8 });
        Assert.Empty(network.Fit(Samples.Curve(), new FitOptions { Epochs = 2 }).Hints);
    }

    private static string HintOf<T>(TrainableNetwork<T> network, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.Fit(Scaled(scale), new FitOptions { Epochs = 1, Optimizer = new Adam() }).Hints[0];

    private static Dataset Scaled(double targets, double inputs = 1)
    {
        Dataset curve = Samples.Curve(scale: inputs);
        return new Dataset(curve.Inputs.ToArray(), Array.ConvertAll(curve.Targets.ToArray(), target => (float)(target * targets)), 3, 1);
    }
}
