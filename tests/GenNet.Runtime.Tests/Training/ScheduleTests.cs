using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using GenNet.Runtime.Tests.Networks;
using GenNet.Training;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>
/// The learning rate of every step: that of PyTorch 1.13 (<c>Goldens/make_schedule_goldens.py</c>) where it has the schedule, the formula everywhere,
/// and the composition of schedules as <see cref="Schedule"/> has it in words.
/// </summary>
public sealed class ScheduleTests
{
    private const int Steps = 40;

    private static readonly Dictionary<string, Schedule> s_schedules = new()
    {
        ["step"] = Schedule.Step(7, 0.3),
        ["exponential"] = Schedule.Exponential(0.9),
        ["polynomial"] = Schedule.Polynomial(2),
        ["cosine"] = Schedule.Cosine(0.1),
        ["restarts"] = Schedule.CosineRestarts(9, 1, 0.1),
        ["growing restarts"] = Schedule.CosineRestarts(5, 2),
        ["one cycle"] = Schedule.OneCycle(),
        ["one cycle, all settings"] = Schedule.OneCycle(0.4, 0.2, 0.01),
        ["warm-up"] = Schedule.Constant().AfterWarmUp(8, 0.25),
        ["warm-up and exponential"] = Schedule.Exponential(0.9).AfterWarmUp(8, 0.25),
    };

    private static readonly Dictionary<string, Schedule> s_plateaus = new()
    {
        ["plateau"] = Schedule.Constant().ReducedOnPlateau(),
        ["plateau, all settings"] = Schedule.Constant().ReducedOnPlateau(0.5, 2, 0.05, 3, 0.2),
    };

    private static readonly Lazy<(double[] Losses, Dictionary<string, double[]> Factors)> s_golden = new(Read);

    public static TheoryData<string> Names => [.. s_schedules.Keys];

    public static TheoryData<string> Plateaus => [.. s_plateaus.Keys];

    public static TheoryData<string> Texts => new(
        "constant",
        "times 0.3 every 7 epochs",
        "times 0.9 in each epoch",
        "polynomial of power 2 to 0",
        "cosine to 0.1",
        "cosine to 0.1 with restarts, first after 9 epochs, each round 1 times as long",
        "one cycle, rising for 0.3 of the training from 0.04, then to 4E-06",
        "times 0.9 in each epoch after a warm-up of 8 epochs from 0.25",
        "constant, times 0.1 after more than 10 epochs without improvement");

    [Fact]
    public void EveryGoldenIsCompared() =>
        Assert.Equal(s_schedules.Keys.Concat(s_plateaus.Keys).Order(), s_golden.Value.Factors.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void FactorsAreThoseOfPyTorch(string name)
    {
        for (int step = 0; step < Steps; step++)
        {
            Assert.Equal(s_golden.Value.Factors[name][step], s_schedules[name].FactorAt(new ScheduleTime(step, Steps, 1)), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void PlateausTakeWhatPyTorchTakes(string name)
    {
        var watch = new PlateauWatch(s_plateaus[name].Plateau!);
        for (int epoch = 0; epoch < Steps; epoch++)
        {
            watch.Observe(s_golden.Value.Losses[epoch]);
            Assert.Equal(s_golden.Value.Factors[name][epoch], watch.Factor, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void EachSaysWhatItIs(string text) => Assert.Contains(
        text,
        s_schedules.Values.Concat(s_plateaus.Values).Append(Schedule.Constant()).Select(schedule => schedule.ToString()));

    [Fact]
    public void FractionsOfEpochsCount()
    {
        // Four steps to an epoch: the same curves, four times as dense.
        foreach (Schedule schedule in new[] { Schedule.Exponential(0.9), Schedule.Polynomial(2, 0.5), Schedule.Cosine(), Schedule.CosineRestarts(3, 1.5) })
        {
            for (int epoch = 0; epoch < 10; epoch++)
            {
                Assert.Equal(schedule.FactorAt(new ScheduleTime(epoch, 10, 1)), schedule.FactorAt(new ScheduleTime(4 * epoch, 40, 4)), 1e-14);
            }
        }

        Assert.Equal(Math.Pow(0.9, 1.25), Schedule.Exponential(0.9).FactorAt(new ScheduleTime(5, 40, 4)), 1e-14);
        Assert.Equal(0.5 + (0.5 * Math.Pow(0.7, 2)), Schedule.Polynomial(2, 0.5).FactorAt(new ScheduleTime(12, 40, 4)), 1e-14);
        Assert.Equal(1, Schedule.Step(1.5).FactorAt(new ScheduleTime(5, 40, 4)));
        Assert.Equal(0.1, Schedule.Step(1.5).FactorAt(new ScheduleTime(6, 40, 4)), 1e-14);
    }

    [Fact]
    public void AfterTheWarmUpTheScheduleHasTheRestBeforeIt()
    {
        Schedule schedule = Schedule.Cosine().AfterWarmUp(2, 0.5);
        Assert.Equal(0.5, schedule.FactorAt(new ScheduleTime(0, 100, 10)));
        Assert.Equal(0.975, schedule.FactorAt(new ScheduleTime(19, 100, 10)), 1e-14);
        for (int step = 20; step < 100; step++)
        {
            Assert.Equal(
                Schedule.Cosine().FactorAt(new ScheduleTime(step - 20, 80, 10)), schedule.FactorAt(new ScheduleTime(step, 100, 10)), 1e-14);
        }
    }

    [Fact]
    public void FitMultipliesTheLearningRateAndGivesItBack()
    {
        var network = new LinearNetwork<double>(1, 1);
        var optimizer = new Recorder(0.5);
        Schedule schedule = Schedule.Exponential(0.5).AfterWarmUp(0.5, 0.25);
        network.Fit(
            new Dataset([[1], [2], [3], [4], [5]], [[1], [2], [3], [4], [5]]),
            new FitOptions { Epochs = 3, BatchSize = 2, Optimizer = optimizer, Schedule = schedule });
        Assert.Equal(Enumerable.Range(0, 9).Select(step => 0.5 * schedule.FactorAt(new ScheduleTime(step, 9, 3))), optimizer.Rates);
        Assert.Equal(0.5, optimizer.LearningRate);
    }

    [Fact]
    public void APlateauMultipliesWhateverTheScheduleSays()
    {
        // Nothing is learnt, so that no epoch is better than the first.
        var network = new LinearNetwork<double>(1, 1);
        var optimizer = new Recorder(0.5) { IsIdle = true };
        Schedule inner = Schedule.Step(2, 0.5);
        TrainingHistory history = network.Fit(
            new Dataset([[1], [2]], [[1], [7]]),
            new FitOptions { Epochs = 6, BatchSize = 2, Optimizer = optimizer, Schedule = inner.ReducedOnPlateau(0.1, patience: 1) });
        double[] reductions = [1, 1, 1, 0.1, 0.1, 0.01];
        Assert.Equal(6, optimizer.Rates.Count);
        for (int epoch = 0; epoch < 6; epoch++)
        {
            Assert.Equal(0.5 * inner.FactorAt(new ScheduleTime(epoch, 6, 1)) * reductions[epoch], optimizer.Rates[epoch], 1e-15);
            Assert.Equal(optimizer.Rates[epoch], history.Epochs[epoch].LearningRate);
        }
    }

    [Fact]
    public void AScheduleOfOnesOwnIsHeldToItsRange()
    {
        var network = new LinearNetwork<float>(1, 1);
        var optimizer = new Sgd(0.1);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => network.Fit(
            new Dataset([[1]], [[1]]), new FitOptions { Optimizer = optimizer, Schedule = new Negative() }));
        Assert.Contains("The schedule (odd) makes the learning rate -1 times what it is at step 0 of 10, epoch 0.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0.1, optimizer.LearningRate);
    }

    [Fact]
    public void NumbersOutOfRangeAreRefusedByName()
    {
        Refuse("epochs", () => Schedule.Step(0));
        Refuse("factor", () => Schedule.Step(1, double.NaN));
        Refuse("factor", () => Schedule.Exponential(-1));
        Refuse("power", () => Schedule.Polynomial(0));
        Refuse("last", () => Schedule.Polynomial(1, -0.1));
        Refuse("last", () => Schedule.Cosine(double.PositiveInfinity));
        Refuse("epochs", () => Schedule.CosineRestarts(-1));
        Refuse("growth", () => Schedule.CosineRestarts(1, 0.9));
        Refuse("rise", () => Schedule.OneCycle(1));
        Refuse("first", () => Schedule.OneCycle(0.5, -1));
        Refuse("epochs", () => Schedule.Constant().AfterWarmUp(0));
        Refuse("first", () => Schedule.Constant().AfterWarmUp(1, 0));
        Refuse("factor", () => Schedule.Constant().ReducedOnPlateau(1));
        Refuse("patience", () => Schedule.Constant().ReducedOnPlateau(patience: -1));
        Refuse("minimumChange", () => Schedule.Constant().ReducedOnPlateau(minimumChange: 1));
        Refuse("cooldown", () => Schedule.Constant().ReducedOnPlateau(cooldown: -1));
        Refuse("smallest", () => Schedule.Constant().ReducedOnPlateau(smallest: -1));
        Assert.Throws<InvalidOperationException>(() => Schedule.Constant().ReducedOnPlateau().AfterWarmUp(1).ReducedOnPlateau());

        static void Refuse(string name, Func<Schedule> make) => Assert.Throws<ArgumentOutOfRangeException>(name, make);
    }

    private static (double[] Losses, Dictionary<string, double[]> Factors) Read()
    {
        using Stream stream = typeof(ScheduleTests).Assembly.GetManifestResourceStream("Goldens/Schedules.json")!;
        JsonElement root = JsonDocument.Parse(stream).RootElement;
        return (root.GetProperty("losses").Deserialize<double[]>()!, root.GetProperty("factors").Deserialize<Dictionary<string, double[]>>()!);
    }

    private sealed class Negative : Schedule
    {
        public override double FactorAt(ScheduleTime time) => -1;

        public override string ToString() => "odd";
    }

    private sealed class Recorder(double learningRate) : Optimizer(learningRate)
    {
        public List<double> Rates { get; } = [];

        public bool IsIdle { get; init; }

        protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
        {
            Rates.Add(LearningRate);
            for (int i = 0; i < parameters.Length && !IsIdle; i++)
            {
                parameters[i] -= T.CreateTruncating(0.01) * gradient[i];
            }
        }
    }
}
