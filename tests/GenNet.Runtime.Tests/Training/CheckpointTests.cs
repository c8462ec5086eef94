using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Threading;
using GenNet.Runtime.Tests.Networks;
using GenNet.Tests;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>A training that is killed anywhere and started again ends with the bits of one that was not.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const int Epochs = 6;

    private const int BatchesPerEpoch = 13;

    private readonly string _folder = Directory.CreateTempSubdirectory("gennet-checkpoint").FullName;

    public static TheoryData<int> Kills
    {
        get
        {
            var random = new Random(20261129);
            return [.. TestScope.Cases(Enumerable.Range(0, 20).Select(_ => random.Next(1, Epochs * BatchesPerEpoch)).Distinct(), quick: 5)];
        }
    }

    private string File => Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kills))]
    public void KilledAtAnyBatchItEndsWithTheSameBits(int batch)
    {
        KillAndResume<float>(batch, everyBatches: 3, accumulate: 1);
        System.IO.File.Delete(File);
        KillAndResume<double>(batch, everyBatches: 3, accumulate: 2);
        System.IO.File.Delete(File);
        KillAndResume<float>(batch, everyBatches: int.MaxValue, accumulate: 3);
    }

    [Fact]
    public void ItMayBeKilledAgainAndAgain()
    {
        (LinearNetwork<float> whole, Optimizer optimizer, TrainingHistory expected) = Train<float>(null, 1, int.MaxValue);
        for (int run = 0; run < 30; run++)
        {
            try
            {
                // Five batches each: far enough for a checkpoint after three.
                (LinearNetwork<float> network, Optimizer further, TrainingHistory history) = Train<float>(new Checkpoint(File) { EveryBatches = 3 }, 1, 5);
                Same(whole, optimizer, expected, network, further, history);
                return;
            }
            catch (KilledException)
            {
            }
        }

        Assert.Fail("It did not come to its end.");
    }

    [Fact]
    public void ACancelledTrainingGoesOn()
    {
        (LinearNetwork<float> whole, Optimizer optimizer, TrainingHistory expected) = Train<float>(null, 1, int.MaxValue);
        using var source = new CancellationTokenSource();
        int batches = 0;
        var first = new LinearNetwork<float>(2, 3);
        TrainingHistory cancelled = first.Fit(
            Data(50, 1),
            Options(new Checkpoint(File), 1, MakeOptimizer(), _ =>
            {
                if (++batches == 31)
                {
                    source.Cancel();
                }
            }),
            source.Token);
        Assert.True(cancelled.IsCancelled);
        (LinearNetwork<float> network, Optimizer further, TrainingHistory history) = Train<float>(new Checkpoint(File), 1, int.MaxValue);
        Same(whole, optimizer, expected, network, further, history);
    }

    [Fact]
    public void ATrainingThatIsCompleteIsNotDoneAgain()
    {
        (LinearNetwork<float> network, _, TrainingHistory history) = Train<float>(new Checkpoint(File), 1, int.MaxValue);
        byte[] file = System.IO.File.ReadAllBytes(File);
        var other = new LinearNetwork<float>(2, 3, seed: 9);
        int batches = 0;
        TrainingHistory again = other.Fit(Data(50, 1), Options(new Checkpoint(File), 1, new Adam(0.02), _ => batches++));
        Assert.Equal(0, batches);
        Assert.Equal(network.ToParameters(), other.ToParameters());
        Assert.Equal(history.ToString(), again.ToString());
        Assert.Equal(history.BestEpoch, again.BestEpoch);
        Assert.Equal(file, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void MoreEpochsGoOnWhereItEnded()
    {
        var whole = new LinearNetwork<float>(2, 3);
        whole.Fit(Data(50, 1), new FitOptions { Epochs = 5, BatchSize = 4 });
        var first = new LinearNetwork<float>(2, 3);
        first.Fit(Data(50, 1), new FitOptions { Epochs = 2, BatchSize = 4, Checkpoint = new Checkpoint(File) });
        var second = new LinearNetwork<float>(2, 3, seed: 9);
        TrainingHistory history = second.Fit(Data(50, 1), new FitOptions { Epochs = 5, BatchSize = 4, Checkpoint = new Checkpoint(File) });
        Assert.Equal(whole.ToParameters(), second.ToParameters());
        Assert.Equal(5, history.Epochs.Count);
    }

    [Fact]
    public void ALearningRateThatWasSetMeanwhileIsKept()
    {
        void SetRate(Optimizer optimizer, TrainingProgress progress)
        {
            optimizer.LearningRate = progress is { Epoch: 1, Batch: 3 } ? 0.01 : optimizer.LearningRate;
        }

        var wholeRate = new Sgd(0.1);
        var whole = new LinearNetwork<float>(2, 3);
        whole.Fit(Data(50, 1), new FitOptions { Epochs = 2, BatchSize = 4, Optimizer = wholeRate, Progress = progress => SetRate(wholeRate, progress) });
        var firstRate = new Sgd(0.1);
        Assert.Throws<KilledException>(() => new LinearNetwork<float>(2, 3).Fit(
            Data(50, 1),
            new FitOptions
            {
                Epochs = 2,
                BatchSize = 4,
                Optimizer = firstRate,
                Checkpoint = new Checkpoint(File) { EveryBatches = 1 },
                Progress = progress =>
                {
                    SetRate(firstRate, progress);
                    if (progress.Batch == 4)
                    {
                        throw new KilledException();
                    }
                },
            }));
        var network = new LinearNetwork<float>(2, 3);
        network.Fit(Data(50, 1), new FitOptions { Epochs = 2, BatchSize = 4, Optimizer = new Sgd(0.1), Checkpoint = new Checkpoint(File) });
        Assert.Equal(whole.ToParameters(), network.ToParameters());
    }

    [Fact]
    public void AnotherTrainingIsRefusedAndNothingChanges()
    {
        Train<float>(new Checkpoint(File), 1, int.MaxValue);
        var checkpoint = new Checkpoint(File);
        Refuse("a number of samples of 50, but this one has 49", Options(checkpoint, 1, new Adam()), samples: 49);
        Refuse("a BatchSize of 4, but this one has 5", new FitOptions { BatchSize = 5, Seed = 7, Checkpoint = checkpoint });
        Refuse("a Seed of 7, but this one has 8", new FitOptions { BatchSize = 4, Seed = 8, Checkpoint = checkpoint });
        Refuse("weights of samples with the fingerprint none, but this one has", new FitOptions { BatchSize = 4, Seed = 7, Checkpoint = checkpoint, SampleWeights = [.. Enumerable.Repeat(2.0, 50)] });
        Refuse("a schedule that is", new FitOptions { BatchSize = 4, Seed = 7, Checkpoint = checkpoint });
        Refuse("holds the state of 'Adam', but this is that of Sgd", Options(checkpoint, 1, new Sgd(0.1)));
        Refuse("Fit goes on from its checkpoint: to begin anew, give another path or delete the file.", Options(checkpoint, 1, new Sgd(0.1)));
        byte[] whole = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, whole[..^3]);
        Refuse("is truncated", Options(checkpoint, 1, new Adam()));
        System.IO.File.WriteAllBytes(File, Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(whole).Replace("\"fit.batch\":\"0\"", "\"fit.batch\":\"x\"", StringComparison.Ordinal)));
        Refuse("its metadata has no number as 'fit.batch'", Options(checkpoint, 1, new Adam()));
        var network = new LinearNetwork<float>(2, 3);
        network.Save(File);
        Refuse("is no checkpoint", Options(checkpoint, 1, new Adam()));

        void Refuse(string message, FitOptions options, int samples = 50)
        {
            var network = new LinearNetwork<float>(2, 3, seed: 4);
            float[] before = network.ToParameters();
            InvalidDataException refused = Assert.Throws<InvalidDataException>(() => network.Fit(Data(samples, 1), options));
            Assert.Contains(message, refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, network.ToParameters());
            Assert.Equal(0, options.Optimizer.StateOf(network).Step);
        }
    }

    [Fact]
    public void WhatEarlierVersionsDidNotNoteIsWhatTheyDid()
    {
        var whole = new LinearNetwork<float>(2, 3);
        whole.Fit(Data(50, 1), new FitOptions { Epochs = 5, BatchSize = 4 });
        new LinearNetwork<float>(2, 3).Fit(Data(50, 1), new FitOptions { Epochs = 2, BatchSize = 4, Checkpoint = new Checkpoint(File) });
        Forget("fit.weights", "fit.shuffleWindow", "fit.averaging", "fit.augmented", "fit.recoveries");
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => new LinearNetwork<float>(2, 3).Fit(
            Data(50, 1), new FitOptions { Epochs = 5, BatchSize = 4, Checkpoint = new Checkpoint(File), Augment = (_, _) => { } }));
        Assert.Contains("is the checkpoint of a training with an augmentation: no, but this one has yes", refused.Message, StringComparison.Ordinal);

        var network = new LinearNetwork<float>(2, 3, seed: 9);
        TrainingHistory history = network.Fit(Data(50, 1), new FitOptions { Epochs = 5, BatchSize = 4, Checkpoint = new Checkpoint(File) });
        Assert.Equal(5, history.Epochs.Count);
        Assert.Equal(whole.ToParameters(), network.ToParameters());
    }

    [Fact]
    public void ASettingThatIsNotToBeHadIsAskedFor()
    {
        new LinearNetwork<float>(2, 3).Fit(Data(50, 1), new FitOptions { Epochs = 2, BatchSize = 4, Checkpoint = new Checkpoint(File) });
        Forget("fit.seed");
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => new LinearNetwork<float>(2, 3).Fit(
            Data(50, 1), new FitOptions { Epochs = 5, BatchSize = 4, Checkpoint = new Checkpoint(File) }));
        Assert.Contains("does not say whether it is of a training with a Seed of 0, as this one is", refused.Message, StringComparison.Ordinal);
        Assert.Contains("If an earlier version wrote it, end that training with it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAFolderForItNoEpochBegins()
    {
        string path = Path.Combine(_folder, "missing", "run.safetensors");
        int batches = 0;
        var network = new LinearNetwork<float>(2, 3);
        DirectoryNotFoundException refused = Assert.Throws<DirectoryNotFoundException>(() => network.Fit(
            Data(50, 1), new FitOptions { BatchSize = 4, Checkpoint = new Checkpoint(path), Progress = _ => batches++ }));
        Assert.Equal($"{path} cannot be written: there is no folder {Path.Combine(_folder, "missing")}. Create it first.", refused.Message);
        Assert.Equal(0, batches);
    }

    /// <summary>What is no file is not read as one: a device may have zeros without an end.</summary>
    [Theory]
    [InlineData("/dev/full")]
    [InlineData("/dev/zero")]
    public void ADeviceIsNoCheckpoint(string path)
    {
        if (OperatingSystem.IsWindows() || !System.IO.File.Exists(path))
        {
            return;
        }

        int batches = 0;
        IOException refused = Assert.Throws<IOException>(() => new LinearNetwork<float>(2, 3).Fit(
            Data(50, 1), new FitOptions { BatchSize = 4, Checkpoint = new Checkpoint(path), Progress = _ => batches++ }));
        Assert.Equal($"{path} is a pipe, a socket or a device, and a file in its place would destroy it. Name a file, or open it and save to the stream.", refused.Message);
        Assert.Equal(0, batches);
    }

    /// <summary>A folder in its place, a file in the place of its folder, and, to all but root, a folder and a file that may not be written.</summary>
    [Theory]
    [InlineData("folder", "names a folder. Name a file in it.")]
    [InlineData("file/run.safetensors", "cannot be written: ")]
    [InlineData("locked/run.safetensors", "cannot be written: no file may be made in the folder ")]
    [InlineData("protected", "may not be written. Save to another file, or change its permissions.")]
    public void WhereItCannotBeWrittenNoEpochBegins(string name, string message)
    {
        bool isLocked = name is "locked/run.safetensors" or "protected";
        if (isLocked && (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess))
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        System.IO.File.WriteAllText(Path.Combine(_folder, "file"), "a file");
        var network = new LinearNetwork<float>(2, 3);
        FitOptions Options(int epochs, Action<TrainingProgress>? progress = null) =>
            new() { Epochs = epochs, BatchSize = 4, Checkpoint = new Checkpoint(Path.Combine(_folder, name)), Progress = progress };
        if (isLocked)
        {
            network.Fit(Data(50, 1), new FitOptions { Epochs = 1, BatchSize = 4, Checkpoint = new Checkpoint(Path.Combine(_folder, "protected")) });
            System.IO.File.SetUnixFileMode(Path.Combine(_folder, "protected"), UnixFileMode.UserRead);
            Directory.CreateDirectory(Path.Combine(_folder, "locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        int batches = 0;
        Exception refused = Assert.ThrowsAny<Exception>(() => network.Fit(Data(50, 1), Options(2, _ => batches++)));

        Assert.True(refused is IOException or UnauthorizedAccessException, refused.ToString());
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, batches);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
        if (name == "protected")
        {
            // What is over needs no file to write.
            Assert.Single(network.Fit(Data(50, 1), Options(1)).Epochs);
        }
    }

    [Fact]
    public void ItIsWrittenWhenItIsTime()
    {
        var written = new List<(int Epoch, int Batch)>();
        string before = string.Empty;
        new LinearNetwork<float>(2, 3).Fit(
            Data(50, 1),
            new FitOptions
            {
                Epochs = 2,
                BatchSize = 4,
                Checkpoint = new Checkpoint(File) { EveryBatches = 5, EveryEpochs = 2 },
                Progress = progress =>
                {
                    string now = System.IO.File.Exists(File) ? Convert.ToHexString(System.IO.File.ReadAllBytes(File)) : string.Empty;
                    if (now != before)
                    {
                        written.Add((progress.Epoch, progress.Batch));
                        before = now;
                    }
                },
            });

        // What is written after a batch is seen after the next; the end of the first epoch does not begin the count anew.
        Assert.Equal([(1, 6), (1, 11), (2, 3), (2, 8), (2, 13)], written);
        Assert.NotEqual(before, Convert.ToHexString(System.IO.File.ReadAllBytes(File)));
    }

    /// <summary>Renames entries of the file's metadata to what no version knows, all lengths kept.</summary>
    private void Forget(params string[] keys)
    {
        string file = Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File));
        foreach (string key in keys)
        {
            Assert.Contains($"\"{key}\"", file, StringComparison.Ordinal);
            file = file.Replace($"\"{key}\"", $"\"{new string('x', key.Length - 2)}{Array.IndexOf(keys, key):00}\"", StringComparison.Ordinal);
        }

        System.IO.File.WriteAllBytes(File, Encoding.Latin1.GetBytes(file));
    }

    private void KillAndResume<T>(int batch, int everyBatches, int accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (LinearNetwork<T> whole, Optimizer optimizer, TrainingHistory expected) = Train<T>(null, accumulate, int.MaxValue);
        var checkpoint = new Checkpoint(File) { EveryBatches = everyBatches };
        Assert.Throws<KilledException>(() => Train<T>(checkpoint, accumulate, batch));
        (LinearNetwork<T> network, Optimizer further, TrainingHistory history) = Train<T>(checkpoint, accumulate, int.MaxValue);
        Same(whole, optimizer, expected, network, further, history);
    }

    /// <summary>A training with all that a checkpoint has to remember, killed after so many batches.</summary>
    private static (LinearNetwork<T> Network, Optimizer Optimizer, TrainingHistory History) Train<T>(Checkpoint? checkpoint, int accumulate, int batches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Where it resumes, nothing comes from the network that it is given.
        bool isResumed = checkpoint is not null && System.IO.File.Exists(checkpoint.Path);
        var network = new LinearNetwork<T>(2, 3, seed: isResumed ? 77 : 1);
        Optimizer optimizer = MakeOptimizer();
        int seen = 0;
        TrainingHistory history = network.Fit(Data(50, 1), Options(checkpoint, accumulate, optimizer, _ =>
        {
            if (++seen == batches)
            {
                throw new KilledException();
            }
        }));
        return (network, optimizer, history);
    }

    private static Adam MakeOptimizer() => new(0.02) { IsAmsGrad = true, WeightDecay = 0.01 };

    private static FitOptions Options(Checkpoint? checkpoint, int accumulate, Optimizer optimizer, Action<TrainingProgress>? progress = null) => new()
    {
        Epochs = Epochs,
        BatchSize = 4,
        Seed = 7,
        AccumulateBatches = accumulate,
        Optimizer = optimizer,
        Validation = Data(11, 2),
        Schedule = Schedule.Cosine(0.1).AfterWarmUp(0.5).ReducedOnPlateau(0.5, patience: 0, minimumChange: 0.2),
        EarlyStopping = new EarlyStopping(50, minimumChange: 0.3),
        Checkpoint = checkpoint,
        Progress = progress,
    };

    private static void Same<T>(
        LinearNetwork<T> network, Optimizer optimizer, TrainingHistory history, LinearNetwork<T> other, Optimizer otherOptimizer, TrainingHistory otherHistory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(network.ToParameters(), other.ToParameters());
        Assert.Equal(Bytes(optimizer.StateOf(network)), Bytes(otherOptimizer.StateOf(other)));
        Assert.Equal(history.End, otherHistory.End);
        Assert.Equal(history.BestEpoch, otherHistory.BestEpoch);
        Assert.Equal(
            history.Epochs.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.Validation, epoch.LearningRate)),
            otherHistory.Epochs.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.Validation, epoch.LearningRate)));

        static byte[] Bytes(OptimizerState state)
        {
            using var stream = new MemoryStream();
            state.Save(stream);
            return stream.ToArray();
        }
    }

    private static Dataset Data(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, 3 * count).Select(_ => random.NextSingle())];
        return new Dataset(inputs, targets, 2, 3);
    }

    private sealed class KilledException : Exception;
}
