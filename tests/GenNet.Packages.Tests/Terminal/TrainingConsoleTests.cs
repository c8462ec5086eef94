using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Spectre.Console.Testing;
using Xunit;

namespace GenNet.Packages.Tests.Terminal;

/// <summary>What a training shows, and that it is the same training.</summary>
public sealed class TrainingConsoleTests
{
    [Fact]
    public void ARedirectedTrainingWritesLines()
    {
        using var console = new TestConsole();
        TrainingHistory history = TrainingConsole.Fit(new Circle(), Data.Circle, new FitOptions { Epochs = 3, Validation = Data.Circle }, console);

        Assert.Equal([.. history.Epochs.Select(epoch => epoch.ToString()), history.ToString()], LinesOf(console));
    }

    [Fact]
    public void ALongTrainingWritesAFewLinesAndTheLastOneWhereverItStops()
    {
        using var console = new TestConsole();
        TrainingHistory history = TrainingConsole.Fit(
            new Wave(),
            Data.Wave,
            new FitOptions { Epochs = 1000, Validation = Data.Wave, EarlyStopping = new EarlyStopping(patience: 1, minimumChange: 10) },
            console);

        IReadOnlyList<string> lines = LinesOf(console);
        Assert.Equal(3, lines.Count);
        Assert.StartsWith("epoch 1:", lines[0], StringComparison.Ordinal);
        Assert.Equal(history.Epochs[^1].ToString(), lines[1]);
        Assert.EndsWith("stopped early", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void ATerminalShowsEverythingAndIsLeftWithOneLine()
    {
        using TestConsole console = new TestConsole().Interactive().EmitAnsiSequences().SupportsUnicode(true).Width(100);
        TrainingHistory history = TrainingConsole.Fit(
            new Circle(), Data.Circle, new FitOptions { Epochs = 200, Validation = Data.Circle, Optimizer = new Adam(0.003) }, console);

        string shown = console.Output;
        Assert.All(
            ["epoch   1 of 200", "loss", "learning rate 0.003", "samples/s", "left", "Ctrl-C keeps the network", "━━━━"],
            words => Assert.Contains(words, shown, StringComparison.Ordinal));
        Assert.EndsWith(history.ToString() + "\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsShownFollowsTheTraining()
    {
        using TestConsole console = new TestConsole().SupportsUnicode(true).Width(100);
        var options = new FitOptions { Epochs = 4, BatchSize = 50, Validation = Data.Circle, EarlyStopping = new EarlyStopping(10) };
        var time = new ManualTime();
        var view = new TrainingView(console.Profile, options, Data.Circle.Count);
        int drawn = 0;
        var display = new LiveDisplay(view, _ => drawn++, time);
        new Circle().Fit(Data.Circle, options.With(new Ticking(time, TimeSpan.FromSeconds(1))).With(display));
        console.Write(view.Draw());

        string shown = console.Output;
        Assert.Equal(16, drawn);
        Assert.Contains("epoch 4 of 4", shown, StringComparison.Ordinal);
        Assert.Contains("100 %", shown, StringComparison.Ordinal);
        Assert.Contains("at most 0.0 s left", shown, StringComparison.Ordinal);
        Assert.Contains("50 samples/s", shown, StringComparison.Ordinal);
        Assert.Contains("best ", shown, StringComparison.Ordinal);
        Assert.Contains("accuracy", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void NoMoreThanTenPicturesASecondAreDrawn()
    {
        using var console = new TestConsole();
        var options = new FitOptions { Epochs = 50, BatchSize = 10 };
        var time = new ManualTime();
        int drawn = 0;
        var display = new LiveDisplay(new TrainingView(console.Profile, options, Data.Wave.Count), _ => drawn++, time);
        new Wave().Fit(Data.Wave, options.With(new Ticking(time, TimeSpan.FromMilliseconds(10))).With(display));

        // 50 epochs of 7 batches in 3.5 s, the first at once.
        Assert.Equal(35, drawn);
    }

    [Fact]
    public void TheNetworkHasTheBitsOfFit()
    {
        using TestConsole console = new TestConsole().Interactive().EmitAnsiSequences();
        var shown = new Circle(seed: 5);
        var plain = new Circle(seed: 5);
        TrainingConsole.Fit(shown, Data.Circle, new FitOptions { Epochs = 5 }, console);
        plain.Fit(Data.Circle, new FitOptions { Epochs = 5 });

        Assert.Equal(ParametersOf(plain), ParametersOf(shown));
    }

    [Fact]
    public void OtherCallbacksAreCalledTooAndTheOptionsAreNotChanged()
    {
        using var console = new TestConsole();
        var counter = new Counting();
        var options = new FitOptions { Epochs = 2, Callbacks = [counter] };
        TrainingConsole.Fit(new PreciseWave(), Data.Wave, options, console);

        Assert.Equal(2, counter.Epochs);
        Assert.Equal([counter], options.Callbacks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ACancelledTrainingSaysSo(bool isInteractive)
    {
        using var console = new TestConsole();
        console.Profile.Capabilities.Interactive = isInteractive;
        using var source = new CancellationTokenSource();
        TrainingHistory history = TrainingConsole.Fit(
            new Wave(), Data.Wave, new FitOptions { Epochs = 9, Callbacks = [new Cancelling(source, epoch: 2)] }, console, source.Token);

        Assert.True(history.IsCancelled);
        Assert.Equal(2, history.Epochs.Count);
        Assert.EndsWith("cancelled", LinesOf(console)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingThatDivergesSaysWhatToDo()
    {
        using var console = new TestConsole();
        TrainingConsole.Fit(new Wave(), Data.Wave, new FitOptions { Epochs = 50, Optimizer = new Sgd(1e20) }, console);

        Assert.StartsWith("Training diverged in epoch ", LinesOf(console)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void HintsAreBelowTheLineThatCountsThem()
    {
        using var console = new TestConsole();
        TrainingHistory history = TrainingConsole.Fit(new Wave(), Data.HighWave, new FitOptions { Epochs = 1, Optimizer = new Sgd(1e-9) }, console);

        Assert.EndsWith(", 1 hint", history.ToString(), StringComparison.Ordinal);
        Assert.Equal([history.ToString(), Assert.Single(history.Hints)], LinesOf(console).Skip(1));
    }

    [Fact]
    public void HintsAndWhatWentWrongAreBelowTheTableOfAHistory()
    {
        using var console = new TestConsole();
        TrainingHistory history = new Wave().Fit(Data.HighWave, new FitOptions { Epochs = 1, Optimizer = new Sgd(1e-9) });
        TrainingConsole.Write(history, console);
        Assert.Equal(Assert.Single(history.Hints), LinesOf(console)[^1]);

        using var diverged = new TestConsole();
        history = new Wave().Fit(Data.HighWave, new FitOptions { Epochs = 50, Optimizer = new Sgd(1e20) });
        TrainingConsole.Write(history, diverged);
        Assert.Equal([history.Message!, .. history.Hints], LinesOf(diverged).TakeLast(1 + history.Hints.Count));
    }

    [Fact]
    public void AHistoryIsATable()
    {
        using TestConsole console = new TestConsole().Width(120);
        var options = new FitOptions { Epochs = 100, Validation = Data.Circle, EarlyStopping = new EarlyStopping(100) };
        TrainingHistory history = new Circle().Fit(Data.Circle, options);
        TrainingConsole.Write(history, console);

        string table = console.Output;
        Assert.All(
            ["epoch", "loss", "validation loss", "accuracy", "learning rate", "time", $"{history.BestEpoch} (best)", "0.1", " 95 "],
            words => Assert.Contains(words, table, StringComparison.Ordinal));
        Assert.DoesNotContain(" 94 ", table, StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingWithoutEpochsIsATableToo()
    {
        using var console = new TestConsole();
        TrainingHistory history = new Wave().Fit(Data.Wave, cancellationToken: new CancellationToken(canceled: true));
        TrainingConsole.Write(history, console);

        Assert.Contains("cancelled", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEvaluationIsATable()
    {
        using var console = new TestConsole();
        TrainingConsole.Write(new Evaluation(0.07123, 0.9784), console);
        TrainingConsole.Write(new Evaluation(0.5, double.NaN), console);

        Assert.Contains("0.07123", console.Output, StringComparison.Ordinal);
        Assert.Single(console.Lines, line => line.Contains("accuracy", StringComparison.Ordinal) && line.Contains("97.84 %", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3.21, "3.2 s")]
    [InlineData(42, "42 s")]
    [InlineData(95, "1:35 min")]
    [InlineData(7325, "2:02 h")]
    [InlineData(1e12, "years")]
    [InlineData(double.NaN, "years")]
    public void TheTimeLeftIsNoMorePreciseThanItIsKnown(double seconds, string shown) => Assert.Equal(shown, Shown.Time(seconds));

    private static IReadOnlyList<string> LinesOf(TestConsole console) => console.Output.TrimEnd('\n').Split('\n');

    private static float[] ParametersOf(Circle network)
    {
        float[] parameters = new float[Circle.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }

    private sealed class Ticking(ManualTime time, TimeSpan perBatch) : ITrainingCallback
    {
        public void OnBatch(in TrainingProgress progress) => time.Advance(perBatch);
    }

    private sealed class Counting : ITrainingCallback
    {
        public int Epochs { get; private set; }

        public void OnEpoch(EpochResult result) => Epochs++;
    }

    private sealed class Cancelling(CancellationTokenSource source, int epoch) : ITrainingCallback
    {
        public void OnEpoch(EpochResult result)
        {
            if (result.Epoch == epoch)
            {
                source.Cancel();
            }
        }
    }
}
