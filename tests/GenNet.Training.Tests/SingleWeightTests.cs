using System;
using System.Linq;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Weights may leave a batch of a network with batch normalization a single sample, which has no variance.</summary>
public sealed class SingleWeightTests
{
    [Fact]
    public void ABatchOfOneIsPassedOverAndSaid()
    {
        (float[] none, TrainingHistory history) = Train([0, 0, 0, 0, 1, 2, 1, 1]);
        (float[] single, TrainingHistory told) = Train([0, 0, 0, 3, 1, 2, 1, 1]);

        Assert.Equal(none, single);
        Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), told.Epochs.Select(epoch => epoch.Loss));
        Assert.Empty(history.Hints);
        Assert.Equal(
            "In a batch of 4 samples a single one had a weight above 0. Such batches are passed over, because layer 2 of NormalizedPoints normalizes each channel by its "
            + "variance over the batch, and 1 value has none. Take larger batches, or weights of 0 for fewer samples.",
            Assert.Single(told.Hints));
    }

    [Fact]
    public void WhereEachChannelHasSeveralValuesItCounts()
    {
        var dataset = new Dataset([.. Enumerable.Range(0, 64).Select(i => MathF.Sin(i))], [.. Enumerable.Range(0, 12).Select(i => i % 3 == i / 3 % 3 ? 1f : 0f)], 16, 3);
        var network = new NormalizedPixels(1);
        float[] before = Parameters(network);

        TrainingHistory history = network.Fit(dataset, new FitOptions { Epochs = 1, BatchSize = 4, Shuffle = false, SampleWeights = [0, 0, 1, 0] });

        Assert.Empty(history.Hints);
        Assert.NotEqual(before, Parameters(network));
    }

    private static (float[] Parameters, TrainingHistory History) Train(double[] weights)
    {
        var dataset = new Dataset(
            [.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i))], [.. Enumerable.Range(0, 24).Select(i => i % 3 == i / 3 % 3 ? 1f : 0f)], 2, 3);
        var network = new NormalizedPoints(1);
        TrainingHistory history = network.Fit(dataset, new FitOptions { Epochs = 3, BatchSize = 4, Shuffle = false, SampleWeights = weights });
        return (Parameters(network), history);
    }

    private static float[] Parameters(Network<float> network)
    {
        float[] parameters = new float[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
