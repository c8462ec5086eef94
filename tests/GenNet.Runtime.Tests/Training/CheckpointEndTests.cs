using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Checkpoints at the ends of epochs and of training, and what a resumed training takes from them.</summary>
public sealed class CheckpointEndTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gennet-checkpoint").FullName;

    private string File => Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ItIsWrittenAfterSoManyEpochsAndWhenTrainingEnds()
    {
        var written = new List<int>();
        byte[] before = [];
        Fit(new FitOptions
        {
            Epochs = 5,
            BatchSize = 4,
            Checkpoint = new Checkpoint(File) { EveryEpochs = 2 },
            Progress = progress =>
            {
                byte[] now = System.IO.File.Exists(File) ? System.IO.File.ReadAllBytes(File) : [];
                if (!now.SequenceEqual(before))
                {
                    Assert.Equal(1, progress.Batch);
                    written.Add(progress.Epoch);
                    before = now;
                }
            },
        });

        // After the second and the fourth it is there when the next begins; the fifth is the last.
        Assert.Equal([3, 5], written);
        Assert.NotEqual(before, System.IO.File.ReadAllBytes(File));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void WhereItIsCancelledNothingIsLost(int batches)
    {
        LinearNetwork<float> whole = Fit(new FitOptions { Epochs = 3, BatchSize = 4 }).Network;
        using var source = new CancellationTokenSource();
        int seen = 0;
        (_, TrainingHistory cancelled) = Fit(
            new FitOptions
            {
                Epochs = 3,
                BatchSize = 4,
                Checkpoint = new Checkpoint(File) { EveryEpochs = 10 },
                Progress = _ =>
                {
                    if (++seen == batches)
                    {
                        source.Cancel();
                    }
                },
            },
            cancellation: source.Token);
        Assert.Equal(TrainingEnd.Cancelled, cancelled.End);
        int further = 0;
        (LinearNetwork<float> network, _) = Fit(
            new FitOptions { Epochs = 3, BatchSize = 4, Checkpoint = new Checkpoint(File), Progress = _ => further++ }, seed: 9);

        Assert.Equal(whole.ToParameters(), network.ToParameters());
        Assert.Equal((3 * 5) - batches, further);
    }

    [Fact]
    public void ASchedulesRateIsThatOfTheCheckpoint()
    {
        FitOptions Options(double rate, Checkpoint? checkpoint, int epochs) => new()
        {
            Epochs = epochs,
            BatchSize = 4,
            Optimizer = new Momentum(rate),
            Schedule = Schedule.Step(epochs: 1, factor: 0.5),
            Checkpoint = checkpoint,
        };
        (LinearNetwork<float> whole, TrainingHistory expected) = Fit(Options(0.05, null, 4));
        Fit(Options(0.05, new Checkpoint(File), 2));
        (LinearNetwork<float> network, TrainingHistory history) = Fit(Options(0.3, new Checkpoint(File), 4), seed: 9);

        Assert.Equal(expected.Epochs.Select(epoch => epoch.LearningRate), history.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal(whole.ToParameters(), network.ToParameters());
    }

    [Fact]
    public void WhatHasStoppedEarlyStopsAtOnce()
    {
        FitOptions Options(int epochs) => new()
        {
            Epochs = epochs,
            BatchSize = 4,
            Shuffle = false,
            Optimizer = new Sgd(0),
            EarlyStopping = new EarlyStopping(3),
            Checkpoint = new Checkpoint(File),
        };
        (_, TrainingHistory first) = Fit(Options(50));
        (_, TrainingHistory again) = Fit(Options(50), seed: 9);
        Assert.Equal((TrainingEnd.EarlyStopping, 4), (first.End, first.Epochs.Count));
        Assert.Equal((TrainingEnd.EarlyStopping, 4, 1), (again.End, again.Epochs.Count, again.BestEpoch));

        // Where no epoch is left, it has come to its end.
        Assert.Equal(TrainingEnd.Completed, Fit(Options(4), seed: 9).History.End);
    }

    private static (LinearNetwork<float> Network, TrainingHistory History) Fit(FitOptions options, int seed = 1, CancellationToken cancellation = default)
    {
        var network = new LinearNetwork<float>(2, 3, seed: seed);
        float[] inputs = [.. Enumerable.Range(0, 40).Select(i => MathF.Sin(i))];
        float[] targets = [.. Enumerable.Range(0, 60).Select(i => MathF.Cos(i))];
        return (network, network.Fit(new Dataset(inputs, targets, 2, 3), options, cancellation));
    }
}
