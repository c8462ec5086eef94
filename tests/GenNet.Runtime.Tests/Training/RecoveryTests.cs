using System;
using System.IO;
using System.Linq;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>A training that diverges and goes on, as <see cref="FitOptions.DivergenceFactor"/> has it.</summary>
public sealed class RecoveryTests
{
    /// <summary>The third of four samples is no number.</summary>
    private static readonly Dataset s_dataset = new([[1], [2], [float.NaN], [4]], [[1], [0], [1], [-1]]);

    [Fact]
    public void It_goes_on_from_good_parameters_with_a_new_optimizer_at_the_lower_rate()
    {
        var network = new LinearNetwork<double>(1, 1);
        var optimizer = new Momentum(0.1);
        using var log = new StringWriter();
        TrainingHistory history = Train(network, optimizer, log: log);

        // What the first two samples have taught is gone: the last copy is older.
        var expected = new LinearNetwork<double>(1, 1);
        expected.TrainStep([4], [-1], new Momentum(0.05));
        Assert.Equal(expected.ToParameters(), network.ToParameters());
        Assert.Equal(0.05, optimizer.LearningRate);
        Assert.Equal(TrainingEnd.Completed, history.End);
        Assert.Null(history.Message);
        string hint = Assert.Single(history.Hints);
        Assert.Equal(
            "Training diverged in epoch 1 at batch 3 of 4: the loss of the batch is NaN. Input 0 of sample 2 of the data set is NaN, both counted from 0. "
            + "Write numbers in place of such values, leave such samples out, or give them the weight 0 in SampleWeights. "
            + "It went on from parameters of at most 4096 batches before with the learning rate 0.05.",
            hint);
        Assert.StartsWith(hint, log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_gradient_of_a_step_that_diverged_is_not_followed()
    {
        var network = new LinearNetwork<double>(1, 1);
        Assert.Single(Train(network, new Sgd(0.1), accumulated: 2).Hints);

        // The last sample is half of a step.
        var expected = new LinearNetwork<double>(1, 1);
        expected.TrainStep([4], [-1], new Sgd(0.05 / 2));
        Assert.All(expected.ToParameters().Zip(network.ToParameters()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void A_schedule_goes_on_from_the_lower_rate()
    {
        var network = new LinearNetwork<double>(1, 1);
        var optimizer = new Sgd(0.1);
        TrainingHistory history = Train(network, optimizer, epochs: 2, schedule: Schedule.Step(1, 0.1));
        Assert.Equal([0.05, 0.0025], history.Epochs.Select(epoch => Math.Round(epoch.LearningRate, 12)));
        Assert.Equal(0.025, optimizer.LearningRate, 1e-14);
        Assert.Contains("with the learning rate 0.05.", history.Hints[0], StringComparison.Ordinal);
        Assert.Equal(2, history.Hints.Count);
    }

    private static TrainingHistory Train(
        LinearNetwork<double> network, Optimizer optimizer, int epochs = 1, int accumulated = 1, Schedule? schedule = null, TextWriter? log = null) =>
        network.Fit(
            s_dataset,
            new FitOptions
            {
                Epochs = epochs,
                BatchSize = 1,
                AccumulateBatches = accumulated,
                Shuffle = false,
                Optimizer = optimizer,
                Schedule = schedule,
                DivergenceFactor = 0.5,
                Log = log,
            });
}
