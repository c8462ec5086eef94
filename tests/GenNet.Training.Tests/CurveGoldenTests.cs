using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using Xunit;
using static GenNet.Activation;

namespace GenNet.Training.Tests;

/// <summary>
/// The loss of every one of 200 steps of Fit is PyTorch's (1.13, <c>Goldens/make_curve_goldens.py</c>), with the same data, first parameters, order and optimizer:
/// within 1e-9 in double precision, and 1e-4 in single.
/// </summary>
public sealed class CurveGoldenTests
{
    private const int Batch = 12;
    private const int Epochs = 40;

    private static readonly Dictionary<string, Func<FitOptions>> s_configurations = new()
    {
        ["classes, Sgd"] = () => new FitOptions { Optimizer = new Sgd(0.3) },
        ["classes, Momentum with Nesterov and decay"] = () => new FitOptions { Optimizer = new Momentum(0.05) { IsNesterov = true, WeightDecay = 0.001 } },
        ["classes, Adam"] = () => new FitOptions { Optimizer = new Adam(0.01) },
        ["classes, AdamW with cosine"] = () => new FitOptions { Optimizer = new AdamW(0.02) { WeightDecay = 0.05 }, Schedule = Schedule.Cosine() },
        ["classes, RmsProp clipped"] = () => new FitOptions { Optimizer = new RmsProp(0.005) { ClipNorm = 0.5 } },
        ["numbers, Adam with AMSGrad"] = () => new FitOptions { Optimizer = new Adam(0.01) { IsAmsGrad = true } },
        ["numbers, NAdam"] = () => new FitOptions { Optimizer = new NAdam(0.01) },
        ["numbers, AdaGrad"] = () => new FitOptions { Optimizer = new AdaGrad(0.1) },
    };

    private static readonly Lazy<JsonElement> s_golden = new(Read);

    public static TheoryData<string> Names => [.. s_configurations.Keys];

    [Fact]
    public void Every_golden_is_compared() => Assert.Equal(
        s_configurations.Keys.Order(), s_golden.Value.GetProperty("curves").EnumerateObject().Select(curve => curve.Name).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision_follows_PyTorch(string name) =>
        Compare<double>(name.StartsWith("classes", StringComparison.Ordinal) ? new CurveClasses(1) : new CurveNumbers(1), name, 1e-9);

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_follows_PyTorch(string name) =>
        Compare<float>(name.StartsWith("classes", StringComparison.Ordinal) ? new SingleCurveClasses(1) : new SingleCurveNumbers(1), name, 1e-4);

    private static void Compare<T>(TrainableNetwork<T> network, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isOfClasses = name.StartsWith("classes", StringComparison.Ordinal);
        float[] inputs = s_golden.Value.GetProperty("inputs").Deserialize<float[]>()!;
        Dataset dataset = isOfClasses
            ? new Dataset(inputs, s_golden.Value.GetProperty("labels").Deserialize<int[]>()!, 4, 3)
            : new Dataset(inputs, s_golden.Value.GetProperty("numbers").Deserialize<float[]>()!, 4, 1);
        network.CopyParametersFrom(Array.ConvertAll(
            s_golden.Value.GetProperty(isOfClasses ? "classes" : "regression").Deserialize<double[]>()!, T.CreateChecked));

        // Progress tells the mean of the epoch so far, of batches of one size: the last one's loss is what it makes of the mean before.
        var losses = new List<double>();
        double before = 0;
        FitOptions options = s_configurations[name]();
        network.Fit(dataset, new FitOptions
        {
            Epochs = Epochs,
            BatchSize = Batch,
            Shuffle = false,
            Optimizer = options.Optimizer,
            Schedule = options.Schedule,
            Progress = progress =>
            {
                before = progress.Batch == 1 ? 0 : before;
                losses.Add((progress.Loss * progress.Batch) - before);
                before = progress.Loss * progress.Batch;
            },
        });
        double[] expected = s_golden.Value.GetProperty("curves").GetProperty(name).Deserialize<double[]>()!;
        Assert.Equal(expected.Length, losses.Count);
        for (int step = 0; step < expected.Length; step++)
        {
            Assert.InRange(Math.Abs(expected[step] - losses[step]), 0, tolerance);
        }
    }

    private static JsonElement Read()
    {
        using Stream stream = typeof(CurveGoldenTests).Assembly.GetManifestResourceStream("Goldens/Curves.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}

[Network(Precision = Precision.Double)]
[Layer(4, 8, Tanh)]
[Layer(8, 3, Softmax)]
internal sealed partial class CurveClasses;

[Network(Precision = Precision.Double)]
[Layer(4, 8, Tanh)]
[Layer(8, 1)]
internal sealed partial class CurveNumbers;

[Layer(4, 8, Tanh)]
[Layer(8, 3, Softmax)]
internal sealed partial class SingleCurveClasses;

[Layer(4, 8, Tanh)]
[Layer(8, 1)]
internal sealed partial class SingleCurveNumbers;
