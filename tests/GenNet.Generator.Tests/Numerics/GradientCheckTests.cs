using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary><c>CheckGradients</c>: correct networks pass, a broken backward pass is found, and kinks are known for what they are.</summary>
public sealed class GradientCheckTests
{
    private static readonly IReadOnlyList<NetworkDescription> s_descriptions = TestScope.Cases<NetworkDescription>(
    [
        .. from ending in Enumerable.Range(0, RandomCases.Endings.Count)
           from precision in new[] { Precision.Single, Precision.Double }
           select Describe(ending, precision),
    ],
        quick: 4);

    private static readonly Lazy<LoadedNetworks> s_networks = new(
        () => GeneratorHarness.CompileAndLoad([.. s_descriptions.Select(SourceWithCheck)]));

    private delegate GradientReport GradientChecker<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int parametersPerTensor);

    public static TheoryData<string> Names => [.. s_descriptions.Select(description => description.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ACorrectNetworkPasses(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        RandomCase drawn = CentralDifferences.DrawCase(description, seed: 12);

        GradientReport report = CheckOf(s_networks.Value, drawn);

        Assert.True(report.IsCorrect, report.ToString());
        Assert.True(report.IsLossCorrect);
        Assert.Equal(drawn.Samples, report.Samples);
        Assert.Equal(description.Tensors.Count(), report.Tensors.Count);
        Assert.All(report.Tensors, tensor => Assert.Equal(GradientVerdict.Correct, tensor.Verdict));
        Assert.Equal(description.ParameterCount, report.Tensors.Sum(tensor => tensor.Checked));

        // All three are there, and none is a copy of another: they agree within what each can.
        double[] gradient = new ReferenceNetwork(description, drawn.Parameters).Backpropagate(drawn.Inputs, drawn.Targets).Gradient;
        foreach (((string tensorName, Range range), GradientTensor tensor) in description.Tensors.Zip(report.Tensors))
        {
            double scale = gradient[range].Max(Math.Abs);
            Agreement.Within(tensorName, [tensor.DualNumbers], [tensor.CentralDifference], 1e-6 * scale);
            Agreement.Within(tensorName, [tensor.DualNumbers], [tensor.Backward], Agreement.ToleranceOf(description.Precision) * scale);
            Assert.Contains(gradient[range], expected => Math.Abs(expected - tensor.DualNumbers) <= 1e-9 * scale);
        }
    }

    private static readonly Lazy<GeneratorRun> s_xor = new(() => GeneratorHarness.Run(
        """
        [GenNet.Network(Loss = GenNet.Loss.HalfSquaredError, Precision = GenNet.Precision.Double, CheckGradients = true)]
        [GenNet.Layer(2, 3, GenNet.Activation.Sigmoid)]
        [GenNet.Layer(3, 1, GenNet.Activation.Sigmoid)]
        internal sealed partial class Xor;
        """));

    private static readonly Lazy<LoadedNetworks> s_intactXor = new(() => GeneratorHarness.CompileAndLoad(s_xor.Value));

    [Theory]
    [InlineData("Backward", "dw1_0_1 += x_0 * d1_1;", "dw1_0_1 -= x_0 * d1_1;", "w1_0_1", 1)]
    [InlineData("Backward", "db2_0 += d2_0;", "db2_0 += 1.00001 * d2_0;", "b2_0", 1)]
    [InlineData("Backward", "(a1_2 * (one - a1_2))", "(a1_2 * (one + a1_2))", "w1_1_2", 3)]
    [InlineData("Backward", "d2_0 = (a2_0 - t_0)", "d2_0 = 2 * (a2_0 - t_0)", "b2_0", 13)]
    public void ABrokenBackwardPassIsFound(string file, string written, string broken, string worst, int wrong)
    {
        double[] inputs = [0.3, -0.2, 0.1, 1.1, 1.2, 0.4];
        double[] targets = [0, 1, 1];
        Assert.True(Bind(s_intactXor.Value.CreateDouble("Xor", seed: 3))(inputs, targets, int.MaxValue).IsCorrect);

        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(Tamper(s_xor.Value, $"Xor.{file}.g.cs", written, broken));
        GradientReport report = Bind(loaded.CreateDouble("Xor", seed: 3))(inputs, targets, int.MaxValue);

        Assert.False(report.IsCorrect, report.ToString());
        Assert.True(report.IsLossCorrect);
        Assert.Equal(wrong, report.Tensors.Sum(tensor => tensor.Wrong));
        Assert.Contains(report.Tensors, tensor => tensor.Verdict == GradientVerdict.Wrong && tensor.WorstParameter == worst);
        Assert.Contains("WRONG", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenLossIsFound()
    {
        GeneratorRun run = GeneratorHarness.Run(
            """
            [GenNet.Network(Loss = GenNet.Loss.HalfSquaredError, CheckGradients = true)]
            [GenNet.Layer(2, 1)]
            internal sealed partial class Net;
            """);
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(Tamper(run, "Net.Backward.g.cs", "loss = 0.5f *", "loss = 0.51f *"));

        GradientReport report = Bind(loaded.CreateSingle("Net", seed: 3))([1, 2], [3], int.MaxValue);

        Assert.False(report.IsCorrect);
        Assert.False(report.IsLossCorrect);
        Assert.All(report.Tensors, tensor => Assert.Equal(GradientVerdict.Correct, tensor.Verdict));
    }

    /// <summary>From one window there is no next, however far it would be.</summary>
    [Theory]
    [InlineData("[Input(8, 8, 1)]", "[Conv2D(2, 3, Stride = int.MaxValue)]")]
    [InlineData("[Input(8, 8, 1)]", "[Conv2D(2, 3, Stride = 100)]")]
    [InlineData("[Input(8, 8, 1)]", "[MaxPool2D(2, Stride = int.MaxValue)]")]
    [InlineData("[Input(1, 1, 1)]", "[ConvTranspose2D(2, 3, Stride = int.MaxValue)]")]
    public void AStrideBeyondAllValuesIsDifferentiated(string input, string layer)
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            $"using GenNet;\nusing static GenNet.Activation;\n[Network(Precision = Precision.Double, CheckGradients = true)]\n{input}\n[Conv2D(4, 1, Tanh)]\n{layer}\n[Flatten]\n[Layer(1)]\n"
            + "internal sealed partial class Far;");
        TrainableNetwork<double> network = loaded.CreateDouble("Far", seed: 3);
        double[] inputs = [.. Enumerable.Range(0, 3 * (input.Contains("8", StringComparison.Ordinal) ? 64 : 1)).Select(i => Math.Sin(i))];

        GradientReport report = Bind(network)(inputs, [0.5, -1, 2], int.MaxValue);

        Assert.True(report.IsCorrect, report.ToString());
    }

    [Fact]
    public void GradientsOfALossThatIs0WhateverTheParametersAreCorrect()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            """
            [GenNet.Network(Precision = GenNet.Precision.Double, CheckGradients = true)]
            [GenNet.Layer(2, 1, GenNet.Activation.ReLU)]
            internal sealed partial class Dead;
            """);
        TrainableNetwork<double> network = loaded.CreateDouble("Dead", seed: 3);
        network.CopyParametersFrom([1, 1, -10]);

        GradientReport report = Bind(network)([1, 2, 3, 4], [0, 0], int.MaxValue);

        Assert.True(report.IsCorrect, report.ToString());
        Assert.All(report.Tensors, tensor => Assert.Equal(GradientVerdict.Correct, tensor.Verdict));
    }

    [Fact]
    public void ABrokenTiledPassIsFound()
    {
        GeneratorRun run = GeneratorHarness.Run(
            """
            [GenNet.Network(Unroll = GenNet.Unroll.Tiled, CheckGradients = true)]
            [GenNet.Layer(5, 4, GenNet.Activation.Tanh)]
            [GenNet.Layer(4, 3, GenNet.Activation.Softmax)]
            internal sealed partial class Net;
            """);
        float[] inputs = [.. Enumerable.Range(0, 35).Select(i => MathF.Sin(i))];
        float[] targets = [.. Enumerable.Range(0, 21).Select(i => i % 3 == 0 ? 1f : 0f)];
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            Tamper(run, "Net.Loss.g.cs", "(((a * allTargets) - t) * shares)", "(((a * allTargets) + t) * shares)"));

        GradientReport report = Bind(loaded.CreateSingle("Net", seed: 3))(inputs, targets, int.MaxValue);

        Assert.True(report.IsLossCorrect);
        Assert.All(report.Tensors, tensor => Assert.Equal(GradientVerdict.Wrong, tensor.Verdict));
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void ReLUAtZeroIsAKinkAndNoMistake(Precision precision)
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            $"""
            [GenNet.Network(Precision = GenNet.Precision.{precision}, CheckGradients = true)]
            [GenNet.Layer(2, 3, GenNet.Activation.ReLU)]
            [GenNet.Layer(3, 1)]
            internal sealed partial class Net;
            """);

        // Unit 1 stands at z = 0 for the first sample: both its weights and its bias take it across.
        double[] parameters = [0.5, 1, -0.5, 0.25, -1, 0.75, 0.1, 0, 0.2, 0.3, 0.4, 0.5, 0.6];
        double[] inputs = [1, 1, 0.5, -2];
        double[] targets = [1, 2];
        GradientReport report = precision == Precision.Single
            ? Check<float>(loaded.CreateSingle("Net"), parameters, inputs, targets)
            : Check<double>(loaded.CreateDouble("Net"), parameters, inputs, targets);

        Assert.True(report.IsCorrect, report.ToString());
        Assert.Equal([2, 1, 0, 0], report.Tensors.Select(tensor => tensor.AtKink));
        Assert.Equal(
            [GradientVerdict.CorrectWithKinks, GradientVerdict.CorrectWithKinks, GradientVerdict.Correct, GradientVerdict.Correct],
            report.Tensors.Select(tensor => tensor.Verdict));
        Assert.Contains("correct, 2 at a kink", report.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Rounding decides which of two equal values is the largest, which matters for parameters in front of the pool and for none behind it.</summary>
    [Fact]
    public void AKinkIsNoneOfTheParametersBehindIt()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            """
            [GenNet.Network(Precision = GenNet.Precision.Double, CheckGradients = true)]
            [GenNet.Input(16, 1)]
            [GenNet.Conv1D(1, 1)]
            [GenNet.MaxPool1D(2)]
            [GenNet.Flatten]
            [GenNet.Layer(1)]
            internal sealed partial class Net;
            """);

        double[] inputs = [.. Enumerable.Range(0, 16).Select(i => 0.3 + (0.1 * (i / 2)))];
        double[] parameters = [0.5, 0.1, -0.5, 0.25, 0.3, 0.2, -0.1, 0.4, 0.6, -0.3, 0.7];
        GradientReport report = Check<double>(loaded.CreateDouble("Net"), parameters, inputs, [1]);

        Assert.True(report.IsCorrect, report.ToString());
        Assert.Equal([1, 1, 0, 0], report.Tensors.Select(tensor => tensor.AtKink));
    }

    /// <summary>Each unit of the first layer is 0 or 1 as rounding wants, so that no parameter's gradient is known.</summary>
    [Fact]
    public void AJumpIsAKinkOfTheParametersBehindItToo()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            """
            [GenNet.Network(Precision = GenNet.Precision.Double, CheckGradients = true)]
            [GenNet.Layer(2, 8, nameof(Functions.Step))]
            [GenNet.Layer(8, 1)]
            internal sealed partial class Net;

            internal static class Functions
            {
                [GenNet.ActivationFunction]
                public static double Step(double z) => z > 0 ? 1 : 0;
            }
            """);
        double[] parameters =
        [
            .. Enumerable.Range(1, 8).Select(unit => 0.3 * unit), .. Enumerable.Range(1, 8).Select(unit => -0.3 * unit), .. new double[8],
            .. Enumerable.Range(1, 8).Select(unit => 0.1 * unit), 0.2,
        ];

        GradientReport report = Check<double>(loaded.CreateDouble("Net"), parameters, [1, 1], [1]);

        Assert.Equal([8, 1], report.Tensors.Skip(2).Select(tensor => tensor.AtKink));
    }

    [Fact]
    public void AWrongSlopeAtAKinkIsFound()
    {
        GeneratorRun run = GeneratorHarness.Run(
            """
            [GenNet.Network(Precision = GenNet.Precision.Double, CheckGradients = true)]
            [GenNet.Layer(2, 3, GenNet.Activation.ReLU)]
            [GenNet.Layer(3, 1)]
            internal sealed partial class Net;
            """);
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            Tamper(run, "Net.Backward.g.cs", "db1_1 += d1_1;", "db1_1 += d1_1 + share;"));

        GradientReport report = Check<double>(
            loaded.CreateDouble("Net"), [0.5, 1, -0.5, 0.25, -1, 0.75, 0.1, 0, 0.2, 0.3, 0.4, 0.5, 0.6], [1, 1], [1]);

        Assert.Equal(1, report.Tensors[1].AtKink);
        Assert.Equal(1, report.Tensors[1].Wrong);
        Assert.Equal("b1_1", report.Tensors[1].WorstParameter);
        Assert.Equal(1, report.Tensors.Sum(tensor => tensor.Wrong));
    }

    [Fact]
    public void TrainedUntilRoundingIsAllThatIsLeftANetworkPasses()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            """
            [GenNet.Network(CheckGradients = true)]
            [GenNet.Layer(3, 4, GenNet.Activation.Tanh)]
            [GenNet.Layer(4, 1)]
            internal sealed partial class Net;
            """);
        TrainableNetwork<float> network = loaded.CreateSingle("Net", seed: 5);
        float[] inputs = [1, 2, 3, -1, 0.5f, 0.25f];
        float[] targets = [0.5f, -0.75f];
        for (int step = 0; step < 3000; step++)
        {
            network.TrainStep(inputs, targets, new Sgd(0.1));
        }

        GradientReport report = Bind(network)(inputs, targets, int.MaxValue);

        Assert.True(report.Loss < 1e-12, report.ToString());
        Assert.True(report.IsCorrect, report.ToString());
    }

    [Fact]
    public void SaturatedOutputsPass()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            """
            [GenNet.Network(Loss = GenNet.Loss.SquaredError, CheckGradients = true)]
            [GenNet.Layer(1, 2, GenNet.Activation.Sigmoid)]
            [GenNet.Layer(2, 1, GenNet.Activation.Sigmoid)]
            internal sealed partial class Net;
            """);

        GradientReport report = Check<float>(loaded.CreateSingle("Net"), [30, -40, 20, 1, 25, 30, -2], [1], [0]);

        Assert.True(report.IsCorrect, report.ToString());
    }

    [Fact]
    public void NotANumberIsWrong()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            "[GenNet.Network(CheckGradients = true), GenNet.Layer(1, 1)] internal sealed partial class Net;");

        GradientReport report = Check<float>(loaded.CreateSingle("Net"), [double.NaN, 1], [1], [0]);

        Assert.False(report.IsLossCorrect);
        Assert.All(report.Tensors, tensor => Assert.Equal(GradientVerdict.Wrong, tensor.Verdict));
    }

    [Fact]
    public void APartOfTheParametersCanBeChecked()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            """
            [GenNet.Network(CheckGradients = true)]
            [GenNet.Layer(20, 10, GenNet.Activation.Tanh)]
            [GenNet.Layer(10, 2)]
            internal sealed partial class Net;
            """);
        TrainableNetwork<float> network = loaded.CreateSingle("Net");
        float[] inputs = [.. Enumerable.Range(0, 40).Select(i => MathF.Cos(i))];

        GradientReport report = Bind(network)(inputs, [1, 2, 3, 4], 15);

        Assert.Equal([15, 10, 15, 2], report.Tensors.Select(tensor => tensor.Checked));
        Assert.Equal([200, 10, 20, 2], report.Tensors.Select(tensor => tensor.Parameters));
        Assert.True(report.IsCorrect, report.ToString());
        Assert.Contains("15 of 200", report.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("parametersPerTensor", () => Bind(network)(inputs, [1, 2, 3, 4], 0));
        Assert.Throws<ArgumentException>("inputs", () => Bind(network)([1, 2], [1, 2], 1));
        Assert.Throws<ArgumentException>("inputs", () => Bind(network)([], [], 1));
    }

    /// <summary>A normalization takes away what a bias before it adds, and softmax what the keys of an attention have in common: their gradients are 0.</summary>
    [Theory]
    [InlineData(Precision.Single)]
    [FullInlineData(Precision.Double)]
    public void WhereAGradientCancelsWhatRoundingLeavesIsNoMistake(Precision precision)
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            $"""
            [GenNet.Network(Precision = GenNet.Precision.{precision}, CheckGradients = true)]
            [GenNet.Input(6, 6, 2)]
            [GenNet.Conv2D(4, 3, Padding = 1)]
            [GenNet.BatchNorm]
            [GenNet.Activate(GenNet.Activation.Tanh)]
            [GenNet.Reshape(36, 4)]
            [GenNet.SelfAttention(2)]
            [GenNet.Flatten]
            [GenNet.Layer(3, GenNet.Activation.Softmax)]
            internal sealed partial class Net;
            """);
        var random = new Random(5);
        Assert.All(Enumerable.Range(0, TestScope.Count(quick: 2, full: 20)), seed =>
        {
            double[] inputs = [.. Enumerable.Range(0, 4 * 72).Select(_ => random.NextDouble())];
            double[] targets = [.. Enumerable.Range(0, 4 * 3).Select(i => i % 3 == seed % 3 ? 1.0 : 0)];
            GradientReport report = precision == Precision.Single
                ? Bind(loaded.CreateSingle("Net", seed))(Array.ConvertAll(inputs, value => (float)value), Array.ConvertAll(targets, value => (float)value), 20)
                : Bind(loaded.CreateDouble("Net", seed))(inputs, targets, 20);

            Assert.True(report.IsCorrect, report.ToString());
        });
    }

    [Fact]
    public void WithoutTheOptionNothingOfItIsGenerated()
    {
        GeneratorRun run = GeneratorHarness.Run("[GenNet.Layer(2, 1, GenNet.Activation.Sigmoid)] internal sealed partial class Net;");

        Assert.Equal(
            ["Net.g.cs", "Net.Forward.g.cs", "Net.Loss.g.cs", "Net.Backward.g.cs"], run.Files.Select(file => file.HintName));
        Assert.All(run.Files, file =>
        {
            string text = file.SourceText.ToString();
            Assert.DoesNotContain("CheckGradients", text, StringComparison.Ordinal);
            Assert.DoesNotContain("GradientChecking", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Dual", text, StringComparison.Ordinal);
        });
    }

    private static GradientReport CheckOf(LoadedNetworks loaded, RandomCase drawn) =>
        drawn.Description.Precision == Precision.Single
            ? Check<float>(loaded.CreateSingle(drawn.Description.Name), drawn.Parameters, drawn.Inputs, drawn.Targets)
            : Check<double>(loaded.CreateDouble(drawn.Description.Name), drawn.Parameters, drawn.Inputs, drawn.Targets);

    private static GradientReport Check<T>(TrainableNetwork<T> network, double[] parameters, double[] inputs, double[] targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        network.CopyParametersFrom(Array.ConvertAll(parameters, T.CreateChecked));
        return Bind(network)(Array.ConvertAll(inputs, T.CreateChecked), Array.ConvertAll(targets, T.CreateChecked), int.MaxValue);
    }

    /// <summary>The method that is generated into the network's own class.</summary>
    private static GradientChecker<T> Bind<T>(TrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.GetType().GetMethod("CheckGradients")!.CreateDelegate<GradientChecker<T>>(network);

    /// <summary>The run as if the generator had written something else in one file.</summary>
    private static GeneratorRun Tamper(GeneratorRun run, string file, string written, string broken)
    {
        SyntaxTree tree = run.Compilation.SyntaxTrees.Single(candidate => candidate.FilePath.EndsWith("/" + file, StringComparison.Ordinal));
        string text = tree.ToString();
        Assert.Contains(written, text, StringComparison.Ordinal);
        SyntaxTree changed = tree.WithChangedText(SourceText.From(text.Replace(written, broken, StringComparison.Ordinal), Encoding.UTF8));
        return run with { Compilation = run.Compilation.ReplaceSyntaxTree(tree, changed) };
    }

    private static string SourceWithCheck(NetworkDescription description) =>
        description.Source.Replace("[GenNet.Network(", "[GenNet.Network(CheckGradients = true, ", StringComparison.Ordinal);

    private static NetworkDescription Describe(int ending, Precision precision)
    {
        (Activation last, Loss loss) = RandomCases.Endings[ending];
        int hidden = ending % RandomCases.HiddenActivations.Count;
        return new NetworkDescription(
            $"{last}{loss}{precision}",
            loss,
            ending % 3 == 0 ? Reduction.Sum : Reduction.Mean,
            precision,
            ending % 2 == 0 ? Unroll.Full : Unroll.Tiled,
            new LayerDescription(3, 5, RandomCases.HiddenActivations[hidden]),
            new LayerDescription(5, 4, RandomCases.HiddenActivations[(hidden + 1) % RandomCases.HiddenActivations.Count], HasBias: false),
            new LayerDescription(4, 2, last));
    }
}
