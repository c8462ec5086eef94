using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using GenNet.Exploring;
using Xunit;

namespace GenNet.Tests;

/// <summary>The page trains as <c>Fit</c> does, and can go back and on to any epoch: always with the same bits.</summary>
public sealed class TrainingThreadTests
{
    private static readonly Dataset _rows = Samples.Rows(90, seed: 5);

    [Fact]
    public async Task TrainsAsFitDoes()
    {
        using TrainingThread<float> training = Begin(new Adam(0.01), out Sorter network);
        await GoTo(training, 7);

        var fitted = new Sorter(seed: 3);
        fitted.Fit(_rows, new FitOptions { Epochs = 7, BatchSize = 16, Optimizer = new Adam(0.01), Seed = 11 });
        Assert.Equal(Parameters(fitted), Parameters(network));
    }

    [Fact]
    public async Task TrainsXorAsFitDoes()
    {
        var network = new Xor(seed: 1);
        using var training = new TrainingThread<float>(network, Samples.Xor, new ExplorerOptions { Optimizer = new Sgd(2), StepsPerSecond = 1e9 });
        await GoTo(training, 5000);

        var fitted = new Xor(seed: 1);
        fitted.Fit(Samples.Xor, new FitOptions { Epochs = 5000, Optimizer = new Sgd(2) });
        Assert.Equal(Parameters(fitted), Parameters(network));
    }

    [Theory]
    [InlineData(nameof(Sgd))]
    [InlineData(nameof(Momentum))]
    [InlineData(nameof(Adam))]
    [InlineData(nameof(RProp))]
    [InlineData(nameof(Lion))]
    public async Task RewoundEpochHasTheSameBits(string optimizer)
    {
        using TrainingThread<float> training = Begin(new Sgd(0.05), out Sorter network);
        await training.SetAsync(optimizer, 0.004);
        await GoTo(training, 3);
        float[] third = Parameters(network);
        await GoTo(training, 6);
        float[] sixth = Parameters(network);
        Assert.NotEqual(third, sixth);

        await GoTo(training, 3);
        Assert.Equal(third, Parameters(network));
        await training.StepEpochAsync();
        await Rest(training);
        Assert.Equal(4, training.Status.Epoch);
        await GoTo(training, 6);
        Assert.Equal(sixth, Parameters(network));
    }

    [Fact]
    public async Task EpochThatIsNotRememberedIsReachedFromOneBefore()
    {
        var network = new Xor(seed: 2);
        using var training = new TrainingThread<float>(network, Samples.Xor, new ExplorerOptions { Optimizer = new Sgd(1), StepsPerSecond = 1e9 });
        await GoTo(training, 777);
        float[] there = Parameters(network);
        await GoTo(training, 4000);
        Assert.NotEqual(1, training.Status.RememberedEvery);
        Assert.NotEqual(0, 777 % training.Status.RememberedEvery);
        await GoTo(training, 777);
        Assert.Equal(there, Parameters(network));
        Assert.Equal(777, training.Status.Epoch);
    }

    [Fact]
    public async Task ChangesOfOptimizerAndRateAreReplayed()
    {
        using TrainingThread<float> training = Begin(new Sgd(0.1), out Sorter network);
        await GoTo(training, 2);
        await training.StepBatchAsync();
        await Rest(training);
        await training.SetAsync("Adam", 0.003);
        await GoTo(training, 4);
        await training.SetAsync("Adam", 0.001);
        await GoTo(training, 6);
        float[] sixth = Parameters(network);
        SettingChange[] plan = await training.PlanAsync();
        Assert.Equal(3, plan.Length);

        await GoTo(training, 1);
        Assert.Equal("Sgd", training.Status.Optimizer);
        await GoTo(training, 6);
        Assert.Equal(sixth, Parameters(network));

        // The link opens in another process, where nothing is remembered.
        using TrainingThread<float> elsewhere = Begin(new Sgd(0.1), out Sorter another);
        await elsewhere.ReplayAsync(plan, 6);
        await Rest(elsewhere);
        Assert.Equal(sixth, Parameters(another));
        Assert.Equal(0.001, elsewhere.Status.LearningRate);
    }

    [Fact]
    public async Task AnotherRateLeadsElsewhereFromTheEpochWhereItIsSet()
    {
        using TrainingThread<float> training = Begin(new Sgd(0.1), out Sorter network);
        await GoTo(training, 5);
        float[] fifth = Parameters(network);
        await GoTo(training, 2);
        await training.SetAsync("Sgd", 0.2);
        await GoTo(training, 5);
        Assert.NotEqual(fifth, Parameters(network));
        Assert.Equal(2, (await training.PlanAsync()).Length);
    }

    [Fact]
    public async Task StepsAreOneBatchAndTheRestOfAnEpoch()
    {
        using TrainingThread<float> training = Begin(new Sgd(0.1), out _);
        await training.StepBatchAsync();
        await Rest(training);
        Assert.Equal((0, 1), (training.Status.Epoch, training.Status.Batch));
        await training.StepEpochAsync();
        await Rest(training);
        Assert.Equal((1, 0), (training.Status.Epoch, training.Status.Batch));
    }

    [Fact]
    public async Task DivergedTrainingPausesAndSaysSo()
    {
        var network = new Plain(seed: 1);
        using var training = new TrainingThread<double>(network, Samples.Xor, new ExplorerOptions { Optimizer = new Sgd(1e9) });
        await training.StartAsync();
        await Rest(training);
        Assert.StartsWith("Training diverged in epoch ", training.Status.Message, StringComparison.Ordinal);
        await GoTo(training, 0);
        double[] parameters = new double[Plain.ParameterCount];
        network.CopyParametersTo(parameters);
        Assert.All(parameters, parameter => Assert.True(double.IsFinite(parameter)));
        Assert.Null(training.Status.Message);
    }

    [Fact]
    public void PointsOfACurveStayFewAndInOrder()
    {
        var curve = new Curve();
        for (int i = 0; i < 10_000; i++)
        {
            curve.Add(new CurvePoint(i, 1, double.NaN, double.NaN, double.NaN), isWanted: false);
        }

        int generation = -1;
        int count = 0;
        CurvePoint[] points = curve.Since(ref generation, ref count, out bool isAll);
        Assert.True(isAll);
        Assert.InRange(points.Length, 300, 1024);
        Assert.All(points[1..], (point, i) => Assert.True(point.Epoch > points[i].Epoch));
        Assert.Empty(curve.Since(ref generation, ref count, out isAll));
        Assert.False(isAll);

        // Who went back draws over what was further right.
        curve.Add(new CurvePoint(5, 2, double.NaN, double.NaN, double.NaN), isWanted: true);
        points = curve.Since(ref generation, ref count, out isAll);
        Assert.True(isAll);
        Assert.Equal(5, points[^1].Epoch);
    }

    internal static async Task GoTo(TrainingThread training, int epoch)
    {
        await training.GoToAsync(epoch);
        await Rest(training);
        Assert.Equal(epoch.ToString(CultureInfo.InvariantCulture), training.Status.Epoch.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until training has paused by itself.</summary>
    internal static async Task Rest(TrainingThread training)
    {
        long began = Stopwatch.GetTimestamp();
        while (training.Status.IsRunning)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "Training did not pause within a minute.");
            await Task.Delay(1);
        }
    }

    private static TrainingThread<float> Begin(Optimizer optimizer, out Sorter network)
    {
        network = new Sorter(seed: 3);
        return new TrainingThread<float>(
            network, _rows, new ExplorerOptions { Optimizer = optimizer, BatchSize = 16, Seed = 11, StepsPerSecond = 1e9 });
    }

    private static float[] Parameters(Network<float> network)
    {
        float[] parameters = new float[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
