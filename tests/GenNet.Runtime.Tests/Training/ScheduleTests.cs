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
        Assert.Equal("The schedule (odd) makes the learning rate -1 times what it is at step 0 of 10, epoch 0. A factor is finite and 0 or more.", refused.Message);
        Assert.Equal(0.1, optimizer.LearningRate);
    }

    [Fact]
    public void NumbersOutOfRangeAreRefusedByName()
    {
        using var odd = new OddNumbers();
        Refuse("epochs is finite and above 0, not 0.", () => Schedule.Step(0));
        Refuse("factor is finite and above 0, not NaN.", () => Schedule.Step(1, double.NaN));
        Refuse("factor is finite and above 0, not -1.", () => Schedule.Exponential(-1));
        Refuse("power is finite and above 0, not Infinity.", () => Schedule.Polynomial(double.PositiveInfinity));
        Refuse("last is finite and 0 or more, not -0.1.", () => Schedule.Polynomial(1, -0.1));
        Refuse("last is finite and 0 or more, not Infinity.", () => Schedule.Cosine(double.PositiveInfinity));
        Refuse("epochs is finite and above 0, not -1.", () => Schedule.CosineRestarts(-1));
        Refuse("growth is finite and 1 or more, not 0.9.", () => Schedule.CosineRestarts(1, 0.9));
        Refuse("growth is finite and 1 or more, not Infinity.", () => Schedule.CosineRestarts(1, double.PositiveInfinity));
        Refuse("rise is above 0 and below 1, not 1.", () => Schedule.OneCycle(1));
        Refuse("rise is above 0 and below 1, not 0.", () => Schedule.OneCycle(0));
        Refuse("first is finite and 0 or more, not -1.", () => Schedule.OneCycle(0.5, -1));
        Refuse("epochs is finite and above 0, not 0.", () => Schedule.Constant().AfterWarmUp(0));
        Refuse("first is finite and above 0, not 0.", () => Schedule.Constant().AfterWarmUp(1, 0));
        Refuse("factor is above 0 and below 1, not 1.", () => Schedule.Constant().ReducedOnPlateau(1));
        Refuse("factor is above 0 and below 1, not 0.", () => Schedule.Constant().ReducedOnPlateau(0));
        Refuse("patience is 0 or more, not -1.", () => Schedule.Constant().ReducedOnPlateau(patience: -1));
        Refuse("minimumChange is 0 or more and below 1, not 1.", () => Schedule.Constant().ReducedOnPlateau(minimumChange: 1));
        Refuse("minimumChange is 0 or more and below 1, not -0.5.", () => Schedule.Constant().ReducedOnPlateau(minimumChange: -0.5));
        Refuse("cooldown is 0 or more, not -1.", () => Schedule.Constant().ReducedOnPlateau(cooldown: -1));
        Refuse("smallest is 0 or more and below 1, not -1.", () => Schedule.Constant().ReducedOnPlateau(smallest: -1));
        InvalidOperationException twice = Assert.Throws<InvalidOperationException>(
            () => Schedule.Constant().ReducedOnPlateau(patience: 1).AfterWarmUp(1).ReducedOnPlateau());
        Assert.Equal(
            "constant, times 0.1 after more than 1 epoch without improvement after a warm-up of 1 epoch from 0.1 is reduced on plateaus already. "
            + "Call ReducedOnPlateau once.",
            twice.Message);

        static void Refuse(string message, Func<Schedule> make)
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(message[..message.IndexOf(' ', StringComparison.Ordinal)], make);
            Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheLeastOfEachRangeIsTaken()
    {
        Assert.Equal(0, Schedule.Cosine(0).FactorAt(new ScheduleTime(4, 4, 1)), 1e-15);
        Assert.Equal(0, Schedule.OneCycle(0.5, 0, 0).FactorAt(new ScheduleTime(0, 8, 1)), 1e-15);
        Assert.Equal(1, Schedule.CosineRestarts(4, growth: 1).FactorAt(new ScheduleTime(4, 8, 1)));
        PlateauRule rule = Schedule.Constant().ReducedOnPlateau(0.5, patience: 0, minimumChange: 0, cooldown: 0, smallest: 0).Plateau!;
        Assert.Equal((0.5, 0, 0, 0, 0), (rule.Factor, rule.Patience, rule.MinimumChange, rule.Cooldown, rule.Smallest));
    }

    [Fact]
    public void AnEpochIsBetterThanTheBestByTheMinimumChange()
    {
        // Without a minimum change any lower loss is better, and one that is the same is not.
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Factors(Schedule.Constant().ReducedOnPlateau(0.5, patience: 0, minimumChange: 0), 2, 1, 1, 0.9, 0.9));

        // The share is of what the best loss is without its sign: -1.05 is not better than -1 by a tenth of it, and -1.2 is.
        Assert.Equal([1, 0.5, 0.5], Factors(Schedule.Constant().ReducedOnPlateau(0.5, patience: 0, minimumChange: 0.1), -1, -1.05, -1.2));

        // A loss that is no number is never better.
        Assert.Equal([0.5, 0.25, 0.25], Factors(Schedule.Constant().ReducedOnPlateau(0.5, patience: 0), double.NaN, double.PositiveInfinity, 5));

        static double[] Factors(Schedule schedule, params double[] losses)
        {
            var watch = new PlateauWatch(schedule.Plateau!);
            return Array.ConvertAll(losses, loss =>
            {
                watch.Observe(loss);
                return watch.Factor;
            });
        }
    }

    [Fact]
    public void ShortTrainingsHaveAScheduleToo()
    {
        // The peak is the first step, or there is no step but one.
        Assert.Equal([1, 0.2], Factors(Schedule.OneCycle(0.5, 0.1, 0.2), steps: 2));
        Assert.Equal([0.2], Factors(Schedule.OneCycle(0.5, 0.1, 0.2), steps: 1));

        // Behind the end it stays as it is there.
        Assert.Equal(0.2, Schedule.OneCycle(0.5, 0.1, 0.2).FactorAt(new ScheduleTime(12, 8, 1)), 1e-15);

        // A warm-up is of a step at least, and what follows begins where it begins without one.
        Assert.Equal([0.25, 1, 1], Factors(Schedule.Constant().AfterWarmUp(0.01, 0.25), steps: 3));
        Assert.Equal([0.25, 0.625, .. Factors(Schedule.OneCycle(0.5, 0.1, 0.2), steps: 6)], Factors(Schedule.OneCycle(0.5, 0.1, 0.2).AfterWarmUp(2, 0.25), steps: 8));

        // It may be longer than all of the training.
        Assert.Equal([0.25, 0.4375, 0.625], Factors(Schedule.Cosine().AfterWarmUp(4, 0.25), steps: 3));

        static double[] Factors(Schedule schedule, int steps) =>
            [.. Enumerable.Range(0, steps).Select(step => Math.Round(schedule.FactorAt(new ScheduleTime(step, steps, 1)), 14))];
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
