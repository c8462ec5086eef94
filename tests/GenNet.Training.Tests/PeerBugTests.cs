using System;
using System.Linq;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>
/// What users of other libraries have reported, as tests of this one: keras#12511 (best weights without an early stop), tensorflow#38596 (means with a ragged last
/// batch), scikit-learn#9113 (class weights in an MLP), transformers#34191 (accumulation). keras#22010 and Lightning#18780 (a resume in the middle of an epoch) and
/// Lightning#14866 (averages and batch normalization) are in <see cref="AveragingTests"/> and CheckpointTests, Lightning#6675 (a finder that restores) in
/// <see cref="FinderTests"/>.
/// </summary>
public sealed class PeerBugTests
{
    [Fact]
    public void The_best_parameters_and_running_values_are_in_place_without_an_early_stop()
    {
        (Dataset training, Dataset validation) = Samples.Points(count: 60).SplitStratified(0.5, seed: 3);
        var network = new NormalizedPoints(2);
        TrainingHistory history = network.Fit(training, new FitOptions
        {
            // So long and so fast that the last epoch is not the best.
            Epochs = 40,
            BatchSize = 15,
            Optimizer = new Adam(0.1),
            Validation = validation,
            EarlyStopping = new EarlyStopping(patience: 1000),
        });
        Assert.Equal(TrainingEnd.Completed, history.End);
        Assert.InRange(history.BestEpoch, 1, 39);
        Assert.Equal(history.Epochs.Min(epoch => epoch.Validation!.Value.Loss), network.Evaluate(validation).Loss);
    }

    [Fact]
    public void A_ragged_last_batch_counts_by_its_samples()
    {
        // A learning rate of 0 leaves the network as it is, so that the epoch's loss is the data set's.
        Dataset points = Samples.Points(count: 31);
        var network = new DoublePoints(1);
        double loss = network.Fit(points, new FitOptions { Epochs = 1, BatchSize = 10, Optimizer = new Sgd(0) }).Loss;
        Assert.Equal(network.Evaluate(points).Loss, loss, 1e-14);
        double mean = Enumerable.Range(0, 31).Average(i => network.Evaluate(points.Slice(i, 1)).Loss);
        Assert.Equal(mean, loss, 1e-14);
    }

    [Fact]
    public void Class_weights_train_as_samples_that_come_several_times()
    {
        Dataset points = Samples.Points(count: 30);
        int[] repeated = [.. Enumerable.Range(0, 30).SelectMany(i => Enumerable.Repeat(i, (i % 3) + 1))];
        var weighted = new DoublePoints(1);
        var several = new DoublePoints(1);

        // A mean is over samples, of which there are twice as many when they are repeated.
        weighted.Fit(points, new FitOptions { Epochs = 30, BatchSize = 30, ClassWeights = [1, 2, 3], Optimizer = new Sgd(0.1) });
        several.Fit(points.Select(repeated), new FitOptions { Epochs = 30, BatchSize = 60, Optimizer = new Sgd(0.2) });
        double[] expected = DatasetKindTests.ParametersOf(several);
        double[] actual = DatasetKindTests.ParametersOf(weighted);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }

    [Theory]
    [InlineData(30)]
    [InlineData(26)]
    public void Accumulated_batches_are_one_batch_with_a_ragged_end_too(int count)
    {
        Dataset points = Samples.Points(count);
        var whole = new DoublePoints(1);
        var parts = new DoublePoints(1);
        whole.Fit(points, new FitOptions { Epochs = 10, BatchSize = 12, Shuffle = false, Optimizer = new Adam(0.01) });
        parts.Fit(points, new FitOptions { Epochs = 10, BatchSize = 4, AccumulateBatches = 3, Shuffle = false, Optimizer = new Adam(0.01) });
        double[] expected = DatasetKindTests.ParametersOf(whole);
        double[] actual = DatasetKindTests.ParametersOf(parts);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-10);
        }
    }
}
