using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>
/// Twenty steps of every optimizer are those of PyTorch 1.13, or for Lion those of its paper (<c>Goldens/make_optimizer_goldens.py</c>): within 1e-12 of
/// the parameter in double precision, 1e-6 in single, or of 1 for smaller parameters.
/// </summary>
public sealed class OptimizerGoldenTests
{
    private const int Every = 5;

    private static readonly Dictionary<string, Func<Optimizer>> s_optimizers = new()
    {
        ["Sgd"] = () => new Sgd(0.1),
        ["Sgd, decay"] = () => new Sgd(0.1) { WeightDecay = 0.2 },
        ["Sgd, clip norm"] = () => new Sgd(0.1) { ClipNorm = 1.5 },
        ["Sgd, clip value"] = () => new Sgd(0.1) { ClipValue = 0.4 },
        ["Sgd, clip both, decay"] = () => new Sgd(0.1) { ClipValue = 0.9, ClipNorm = 1.5, WeightDecay = 0.2 },
        ["Momentum"] = () => new Momentum(0.05),
        ["Momentum, Nesterov, decay"] = () => new Momentum(0.05, 0.8) { IsNesterov = true, WeightDecay = 0.1 },
        ["AdaGrad"] = () => new AdaGrad(),
        ["AdaGrad, all settings"] = () => new AdaGrad(0.1, 0.05, 0.3, 1e-3) { WeightDecay = 0.1 },
        ["AdaDelta"] = () => new AdaDelta(),
        ["AdaDelta, all settings"] = () => new AdaDelta(0.7, 0.8, 1e-3) { WeightDecay = 0.1 },
        ["RmsProp"] = () => new RmsProp(),
        ["RmsProp, centered"] = () => new RmsProp(0.02, 0.9, 1e-2) { IsCentered = true, WeightDecay = 0.1 },
        ["RmsProp, momentum"] = () => new RmsProp(0.02, 0.9, 1e-2, 0.7),
        ["RmsProp, centered, momentum"] = () => new RmsProp(0.02, 0.9, 1e-2, 0.7) { IsCentered = true },
        ["Adam"] = () => new Adam(),
        ["Adam, all settings"] = () => new Adam(0.05, 0.8, 0.95, 1e-3) { WeightDecay = 0.1 },
        ["Adam, AMSGrad, clip norm"] = () => new Adam(0.05, 0.8, 0.6) { IsAmsGrad = true, ClipNorm = 1 },
        ["AdamW"] = () => new AdamW(),
        ["AdamW, AMSGrad, decay"] = () => new AdamW(0.05, 0.8, 0.6, 1e-3) { IsAmsGrad = true, WeightDecay = 0.3 },
        ["NAdam"] = () => new NAdam(),
        ["NAdam, all settings"] = () => new NAdam(0.05, 0.8, 0.95, 1e-3, 0.02) { WeightDecay = 0.1 },
        ["RProp"] = () => new RProp(),
        ["RProp, all settings"] = () => new RProp(0.2, 0.4, 1.5, 0.05, 0.4),
        ["Lion"] = () => new Lion(),
        ["Lion, all settings"] = () => new Lion(0.02, 0.8, 0.95) { WeightDecay = 0.3 },
    };

    private static readonly Lazy<Golden> s_golden = new(Read);

    public static TheoryData<string> Names => [.. s_optimizers.Keys];

    [Fact]
    public void EveryGoldenIsCompared() => Assert.Equal(s_optimizers.Keys.Order(), s_golden.Value.After.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublePrecisionStepsAsPyTorchDoes(string name) => Follow<double>(name, 1e-12);

    [Theory]
    [MemberData(nameof(Names))]
    public void SinglePrecisionStepsAsPyTorchDoes(string name) => Follow<float>(name, 1e-6);

    private static void Follow<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Five outputs in rows of eight or sixteen: there is padding between the parameters.
        var network = new LinearNetwork<T>(3, 5);
        Optimizer optimizer = s_optimizers[name]();
        Golden golden = s_golden.Value;
        network.CopyParametersFrom(Array.ConvertAll(golden.Start, T.CreateChecked));
        for (int step = 1; step <= golden.Gradients.Length; step++)
        {
            network.ApplyGradient(Array.ConvertAll(golden.Gradients[step - 1], T.CreateChecked), optimizer);
            if (step % Every != 0)
            {
                continue;
            }

            T[] actual = network.ToParameters();
            double[] expected = golden.After[name][(step / Every) - 1];
            for (int i = 0; i < expected.Length; i++)
            {
                double error = Math.Abs(double.CreateChecked(actual[i]) - expected[i]) / Math.Max(1, Math.Abs(expected[i]));
                Assert.True(error <= tolerance, $"{name}, step {step}, parameter {i}: {actual[i]} instead of {expected[i]}.");
            }
        }

        Assert.Equal(optimizer is Sgd ? 0 : golden.Gradients.Length, optimizer.StateOf(network).Step);
    }

    private static Golden Read()
    {
        using Stream stream = typeof(OptimizerGoldenTests).Assembly.GetManifestResourceStream("Goldens/Optimizers.json")!;
        JsonElement root = JsonDocument.Parse(stream).RootElement;
        return new Golden(
            root.GetProperty("start").Deserialize<double[]>()!,
            root.GetProperty("gradients").Deserialize<double[][]>()!,
            root.GetProperty("after").Deserialize<Dictionary<string, double[][]>>()!);
    }

    private sealed record Golden(double[] Start, double[][] Gradients, Dictionary<string, double[][]> After);
}
