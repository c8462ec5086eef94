using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>L-BFGS goes where PyTorch's goes, remembers what it must, and refuses what it cannot search.</summary>
public sealed class LbfgsTests
{
    private static readonly Dictionary<string, Func<Lbfgs>> s_cases = new()
    {
        ["one iteration a step"] = () => new Lbfgs(maxIterations: 1),
        ["three iterations a step"] = () => new Lbfgs(maxIterations: 3, historySize: 4),
        ["small rate"] = () => new Lbfgs(0.5, maxIterations: 2, historySize: 3),
        ["decay"] = () => new Lbfgs(maxIterations: 2) { WeightDecay = 0.5 },
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TwentyStepsAreThoseOfPyTorch(string name)
    {
        // What one rounding makes of the next direction is not small, as the valley is narrow: by the thirtieth iteration it shows.
        Follow<double>(name, iteration => iteration <= 20 ? 1e-12 : 1e-9, steps: 20);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SinglePrecisionGoesTheSameWay(string name) => Follow<float>(name, _ => 1e-5, steps: 4);

    private static void Follow<T>(string name, Func<int, double> tolerance, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement root = Read();
        JsonElement golden = root.GetProperty("cases").GetProperty(name);
        double[] losses = golden.GetProperty("losses").Deserialize<double[]>()!;
        double[][] after = golden.GetProperty("after").Deserialize<double[][]>()!;
        var network = new RosenbrockNetwork<T>();
        network.CopyParametersFrom(Array.ConvertAll(root.GetProperty("start").Deserialize<double[]>()!, T.CreateChecked));
        Lbfgs optimizer = s_cases[name]();
        Assert.Equal(20, after.Length);
        for (int step = 0; step < steps; step++)
        {
            T loss = network.TrainStep([T.One, T.One, T.One], [T.One, T.One, T.One, T.One, T.One], optimizer);
            Same(losses[step], loss, $"{name}, step {step + 1}: loss");
            T[] parameters = network.ToParameters();
            for (int i = 0; i < parameters.Length; i++)
            {
                Same(after[step][i], parameters[i], $"{name}, step {step + 1}: parameter {i}");
            }

            void Same(double expected, T actual, string what) => Assert.True(
                Math.Abs(double.CreateChecked(actual) - expected) <= tolerance((step + 1) * optimizer.MaxIterations) * Math.Max(1, Math.Abs(expected)),
                $"{what} is {actual} instead of {expected}.");
        }
    }

    [Fact]
    public void ItComesToTheLowestPlace()
    {
        var single = new RosenbrockNetwork<float>();
        var twin = new RosenbrockNetwork<double>();
        var optimizer = new Lbfgs();
        for (int step = 0; step < 20; step++)
        {
            single.TrainStep([1, 1, 1], [1, 1, 1, 1, 1], optimizer);
            twin.TrainStep([1, 1, 1], [1, 1, 1, 1, 1], optimizer);
        }

        Assert.All(single.ToParameters(), parameter => Assert.Equal(1, parameter, 1e-3f));
        Assert.All(twin.ToParameters(), parameter => Assert.Equal(1, parameter, 1e-5));
    }

    [Fact]
    public void BatchesOfSeveralPassesAreSearchedAsWhole()
    {
        // Samples of one line, in passes of 7: one step is enough for the least squares.
        float[] inputs = [.. Enumerable.Range(0, 50).Select(i => i / 10f)];
        float[] targets = Array.ConvertAll(inputs, x => (3 * x) - 2);
        var network = new LinearNetwork<double>(1, 1, samplesPerPass: 7);
        TrainingHistory history = network.Fit(
            new Dataset(inputs, targets, 1, 1), new FitOptions { Epochs = 3, BatchSize = int.MaxValue, Optimizer = new Lbfgs() });
        Assert.InRange(history.Loss, 0, 1e-10);
        Assert.Equal(3, network.ToParameters()[0], 1e-5);
        Assert.Equal(-2, network.ToParameters()[1], 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void WhatIsSavedAndLoadedGoesOnWithTheSameBits(int steps)
    {
        var network = new RosenbrockNetwork<double>();
        var optimizer = new Lbfgs(maxIterations: 3, historySize: 5);
        Step(network, optimizer, steps);
        using var file = new MemoryStream();
        optimizer.StateOf(network).Save(file);
        file.Position = 0;
        var twin = new RosenbrockNetwork<double>();
        twin.CopyParametersFrom(network.ToParameters());
        var other = new Lbfgs(maxIterations: 3, historySize: 5);
        other.StateOf(twin).Load(file);
        Step(network, optimizer, 4);
        Step(twin, other, 4);
        Assert.Equal(network.ToParameters(), twin.ToParameters());

        optimizer.Reset(network);
        network.CopyParametersFrom(new double[20]);
        Step(network, optimizer, 3);
        var anew = new RosenbrockNetwork<double>();
        Step(anew, new Lbfgs(maxIterations: 3, historySize: 5), 3);
        Assert.Equal(anew.ToParameters(), network.ToParameters());
    }

    [Fact]
    public void AStepAllocatesNothingButWhatItRemembers()
    {
        var network = new LinearNetwork<float>(3, 2);
        var optimizer = new Lbfgs(maxIterations: 3, historySize: 2);
        float[] inputs = [.. Enumerable.Range(0, 30).Select(i => MathF.Sin(i))];
        float[] targets = [.. Enumerable.Range(0, 20).Select(i => MathF.Cos(3 * i))];
        network.TrainStep(inputs, targets, optimizer);
        network.TrainStep(inputs, targets, optimizer);
        float[] parameters = network.ToParameters();
        int clean = 0;
        for (int round = 0; round < 100 && clean < 4; round++)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] = MathF.Sin((round * 10) + i);
            }

            network.CopyParametersFrom(parameters);
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.TrainStep(inputs, targets, optimizer);
            clean = GC.GetAllocatedBytesForCurrentThread() == before ? clean + 1 : 0;
        }

        Assert.Equal(4, clean);
    }

    [Fact]
    public void ALineThatLeavesTheNumbersIsShortened()
    {
        // The first length leads to parameters whose loss is infinite.
        var network = new RosenbrockNetwork<float>();
        network.CopyParametersFrom([.. Enumerable.Repeat(2f, 20)]);
        var optimizer = new Lbfgs(1e15, maxIterations: 1);
        float first = network.TrainStep([1, 1, 1], [1, 1, 1, 1, 1], optimizer);
        float second = network.TrainStep([1, 1, 1], [1, 1, 1, 1, 1], optimizer);
        Assert.True(float.IsFinite(second));
        Assert.InRange(second, 0, first);
        Assert.All(network.ToParameters(), parameter => Assert.True(float.IsFinite(parameter)));
    }

    [Fact]
    public void WhatCannotBeSearchedIsRefused()
    {
        var network = new LinearNetwork<float>(1, 1);
        float[] before = network.ToParameters();
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => network.ApplyGradient([1, 1], new Lbfgs()));
        Assert.Contains("Lbfgs evaluates a batch several times in a step", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<InvalidOperationException>(() => network.TrainStep([1], [1], new Lbfgs { ClipNorm = 1 }));
        Assert.Contains("Leave ClipNorm and ClipValue at infinity", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<InvalidOperationException>(() => network.Fit(
            new Dataset([[1], [2]], [[1], [2]]), new FitOptions { BatchSize = 1, AccumulateBatches = 2, Optimizer = new Lbfgs() }));
        Assert.Contains("Fit with AccumulateBatches of 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.ToParameters());
    }

    private static void Step<T>(RosenbrockNetwork<T> network, Lbfgs optimizer, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int step = 0; step < steps; step++)
        {
            network.TrainStep([T.One, T.One, T.One], [T.One, T.One, T.One, T.One, T.One], optimizer);
        }
    }

    private static JsonElement Read()
    {
        using Stream stream = typeof(LbfgsTests).Assembly.GetManifestResourceStream("Goldens/Lbfgs.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
