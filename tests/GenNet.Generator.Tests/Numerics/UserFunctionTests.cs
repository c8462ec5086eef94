using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Text;
using GenNet.Generator.Tests.Documentation;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// The ten functions of <c>samples/CustomFunctions</c> in generated networks of both precisions, straight-line and tiled: against loops
/// over derivatives worked out by hand, against central differences, against <c>CheckGradients</c>, and against the methods themselves.
/// </summary>
public sealed class UserFunctionTests
{
    private const int Inputs = 3;
    private const int Hidden = 5;
    private const int Outputs = 2;
    private const int Samples = 9;

    private static readonly Dictionary<string, (Func<double, double> Value, Func<double, double> Slope)> s_activations = new()
    {
        ["Swish"] = (x => x * Logistic(1.5 * x), x => Logistic(1.5 * x) + (1.5 * x * Logistic(1.5 * x) * Logistic(-1.5 * x))),
        ["Snake"] = (
            x => x + (Math.Sin(Frequency * x) * Math.Sin(Frequency * x) / Frequency),
            x => 1 + Math.Sin(2 * Frequency * x)),
        ["BentIdentity"] = (x => ((Math.Sqrt((x * x) + 1) - 1) / 2) + x, x => (x / (2 * Math.Sqrt((x * x) + 1))) + 1),
        ["Squareplus"] = (x => (x + Math.Sqrt((x * x) + 4)) / 2, x => (1 + (x / Math.Sqrt((x * x) + 4))) / 2),
    };

    private static readonly Dictionary<string, (Func<double, double, double> Value, Func<double, double, double> Slope)> s_losses = new()
    {
        ["Biweight"] = (
            (a, t) => Math.Abs(a - t) > BiweightWidth ? BiweightMost : BiweightMost * (1 - Math.Pow(1 - Square((a - t) / BiweightWidth), 3)),
            (a, t) => Math.Abs(a - t) > BiweightWidth
                ? 0
                : BiweightMost * 6 * (a - t) / Square(BiweightWidth) * Square(1 - Square((a - t) / BiweightWidth))),
        ["Quantile"] = ((a, t) => t > a ? Share * (t - a) : ShareBelow * (t - a), (a, t) => t > a ? -Share : -ShareBelow),
        ["Linex"] = (
            (a, t) => Math.Exp(LinexRate * (t - a)) - (LinexRate * (t - a)) - 1,
            (a, t) => LinexRate * (1 - Math.Exp(LinexRate * (t - a)))),
        ["LogCosh"] = ((a, t) => Math.Log(Math.Cosh(a - t)), (a, t) => Math.Tanh(a - t)),
        ["Cauchy"] = (
            (a, t) => 0.125 * Math.Log(1 + Square(2 * (a - t))),
            (a, t) => (a - t) / (1 + Square(2 * (a - t)))),
        ["Charbonnier"] = (
            (a, t) => Math.Pow(Square(a - t) + CharbonnierOffset, CharbonnierPower),
            (a, t) => 2 * CharbonnierPower * (a - t) * Math.Pow(Square(a - t) + CharbonnierOffset, CharbonnierPower - 1)),
    };

    private static readonly IReadOnlyList<string> s_chosen = TestScope.Cases(s_activations.Keys.Concat(s_losses.Keys), quick: 2);

    private static readonly Lazy<LoadedNetworks> s_networks = new(() => GeneratorHarness.CompileAndLoad(
        MarkdownPages.Read("samples/CustomFunctions/Functions.cs"), NetworkSource()));

    private delegate GradientReport GradientChecker<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int parametersPerTensor);

    public static TheoryData<string, Precision, Unroll> Cases =>
    [
        .. from function in s_chosen
           from precision in new[] { Precision.Single, Precision.Double }
           from unroll in new[] { Unroll.Full, Unroll.Tiled }
           select new TheoryDataRow<string, Precision, Unroll>(function, precision, unroll),
    ];

    public static TheoryData<string, Unroll> DoubleCases =>
    [
        .. from function in s_chosen
           from unroll in new[] { Unroll.Full, Unroll.Tiled }
           select new TheoryDataRow<string, Unroll>(function, unroll),
    ];

    // The numbers that the sample writes as floats, as the decimals that they are written as.
    private static double Frequency => Math.PI / 2;

    private static double BiweightWidth => 4.685;

    private static double BiweightMost => 4.685 * 4.685 / 6;

    private static double Share => 0.9;

    private static double ShareBelow => -0.1;

    private static double LinexRate => 1.2;

    private static double CharbonnierOffset => 0.01;

    private static double CharbonnierPower => 0.45;

    [Theory]
    [MemberData(nameof(Cases))]
    public void NetworkAgreesWithDerivativesByHand(string function, Precision precision, Unroll unroll)
    {
        if (precision == Precision.Single)
        {
            Compare(s_networks.Value.CreateSingle(NameOf(function, precision, unroll)), function, Agreement.SingleTolerance);
        }
        else
        {
            Compare(s_networks.Value.CreateDouble(NameOf(function, precision, unroll)), function, Agreement.DoubleTolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CheckGradientsFindsNothing(string function, Precision precision, Unroll unroll)
    {
        GradientReport report = precision == Precision.Single
            ? Check(s_networks.Value.CreateSingle(NameOf(function, precision, unroll)))
            : Check(s_networks.Value.CreateDouble(NameOf(function, precision, unroll)));

        Assert.True(report.IsCorrect, report.ToString());
    }

    [Theory]
    [MemberData(nameof(DoubleCases))]
    public void GradientIsTheLimitOfDifferences(string function, Unroll unroll)
    {
        TrainableNetwork<double> network = s_networks.Value.CreateDouble(NameOf(function, Precision.Double, unroll));
        (double[] parameters, double[] inputs, double[] targets) = Draw<double>();
        double[] gradient = new double[parameters.Length];
        network.CopyParametersFrom(parameters);
        network.Gradient(inputs, targets, gradient);
        double[] differences = CentralDifferences.Of(parameters, moved =>
        {
            network.CopyParametersFrom(moved);
            return network.Gradient(inputs, targets, new double[moved.Length]);
        });

        foreach ((string tensor, Range range) in Tensors())
        {
            Agreement.Same($"{function}: gradient of {tensor}", differences[range], gradient[range], 1e-7);
        }
    }

    [Theory]
    [InlineData("Swish")]
    [InlineData("Snake")]
    [InlineData("BentIdentity")]
    [InlineData("Squareplus")]
    public void NetworkComputesWhatTheMethodDoes(string function)
    {
        TrainableNetwork<float> network = s_networks.Value.CreateSingle("One" + function);
        Func<float, float> method = s_networks.Value.Assembly.GetType("Functions", throwOnError: true)!
            .GetMethod(function, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<float, float>>();
        network.CopyParametersFrom([1, 0]);
        float[] inputs = [.. Enumerable.Range(-40, 81).Select(i => i / 8f)];
        float[] outputs = new float[inputs.Length];
        network.Predict(inputs, outputs);

        for (int i = 0; i < inputs.Length; i++)
        {
            float expected = method(inputs[i]);
            Assert.True(
                Math.Abs(expected - outputs[i]) <= 2e-6 * Math.Max(1, Math.Abs(expected)),
                $"{function}({inputs[i]}) is {expected}, but the network says {outputs[i]}.");
        }
    }

    private static void Compare<T>(TrainableNetwork<T> network, string function, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] parameters, T[] inputs, T[] targets) = Draw<T>();
        network.CopyParametersFrom(parameters);
        T[] gradient = new T[parameters.Length];
        T loss = network.Gradient(inputs, targets, gradient);
        T[] outputs = new T[Samples * Outputs];
        network.Predict(inputs, outputs);

        ReferenceResult expected = Reference(function, Widen(parameters), Widen(inputs), Widen(targets));
        Agreement.Same($"{function}: outputs", expected.Outputs, Widen(outputs), tolerance);
        Agreement.Same($"{function}: loss", [expected.Loss], [double.CreateChecked(loss)], tolerance);
        foreach ((string tensor, Range range) in Tensors())
        {
            Agreement.Same($"{function}: gradient of {tensor}", expected.Gradient[range], Widen(gradient)[range], tolerance);
        }
    }

    private static GradientReport Check<T>(TrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] parameters, T[] inputs, T[] targets) = Draw<T>();
        network.CopyParametersFrom(parameters);
        return network.GetType().GetMethod("CheckGradients")!
            .CreateDelegate<GradientChecker<T>>(network)(inputs, targets, int.MaxValue);
    }

    /// <summary>a1 = f(x·W1 + b1), a2 = g(a1·W2 + b2), and the gradient of the mean loss, by loops and the derivatives above.</summary>
    private static ReferenceResult Reference(string function, double[] p, double[] inputs, double[] targets)
    {
        bool isActivation = s_activations.TryGetValue(function, out var activation);
        (Func<double, double> f, Func<double, double> fSlope) =
            isActivation ? activation : (Math.Tanh, x => 1 - Square(Math.Tanh(x)));
        (Func<double, double> g, Func<double, double> gSlope) = isActivation ? activation : (x => x, _ => 1);
        (Func<double, double, double> l, Func<double, double, double> lSlope) = isActivation
            ? ((a, t) => Square(a - t) / 2, (a, t) => a - t)
            : s_losses[function];
        const int b1 = Inputs * Hidden;
        const int w2 = b1 + Hidden;
        const int b2 = w2 + (Hidden * Outputs);
        double[] gradient = new double[p.Length];
        double[] outputs = new double[Samples * Outputs];
        double loss = 0;
        for (int s = 0; s < Samples; s++)
        {
            double[] z1 = new double[Hidden];
            double[] fromAbove = new double[Hidden];
            for (int j = 0; j < Hidden; j++)
            {
                z1[j] = p[b1 + j];
                for (int i = 0; i < Inputs; i++)
                {
                    z1[j] += inputs[(s * Inputs) + i] * p[(i * Hidden) + j];
                }
            }

            for (int k = 0; k < Outputs; k++)
            {
                double z2 = p[b2 + k];
                for (int j = 0; j < Hidden; j++)
                {
                    z2 += f(z1[j]) * p[w2 + (j * Outputs) + k];
                }

                double a = g(z2);
                double t = targets[(s * Outputs) + k];
                outputs[(s * Outputs) + k] = a;
                loss += l(a, t) / Samples;
                double delta = lSlope(a, t) * gSlope(z2) / Samples;
                gradient[b2 + k] += delta;
                for (int j = 0; j < Hidden; j++)
                {
                    gradient[w2 + (j * Outputs) + k] += f(z1[j]) * delta;
                    fromAbove[j] += p[w2 + (j * Outputs) + k] * delta;
                }
            }

            for (int j = 0; j < Hidden; j++)
            {
                double delta = fromAbove[j] * fSlope(z1[j]);
                gradient[b1 + j] += delta;
                for (int i = 0; i < Inputs; i++)
                {
                    gradient[(i * Hidden) + j] += inputs[(s * Inputs) + i] * delta;
                }
            }
        }

        return new ReferenceResult(outputs, loss, gradient);
    }

    /// <summary>Numbers that both precisions hold, and one target far from what any network yields.</summary>
    private static (T[] Parameters, T[] Inputs, T[] Targets) Draw<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(29);
        T[] parameters = Numbers((Inputs * Hidden) + Hidden + (Hidden * Outputs) + Outputs, 0.7);
        T[] inputs = Numbers(Samples * Inputs, 1);
        T[] targets = Numbers(Samples * Outputs, 1);
        targets[3] = T.CreateChecked(8);
        return (parameters, inputs, targets);

        T[] Numbers(int count, double deviation) =>
            [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((float)(deviation * random.NextNormal())))];
    }

    private static IEnumerable<(string Name, Range Range)> Tensors()
    {
        const int b1 = Inputs * Hidden;
        const int w2 = b1 + Hidden;
        const int b2 = w2 + (Hidden * Outputs);
        return [("W1", ..b1), ("b1", b1..w2), ("W2", w2..b2), ("b2", b2..(b2 + Outputs))];
    }

    private static string NameOf(string function, Precision precision, Unroll unroll) => $"{function}{precision}{unroll}";

    private static string NetworkSource()
    {
        var source = new StringBuilder("using GenNet;\n");
        foreach ((string function, Precision precision, Unroll unroll) in Cases.Select(row => row.Data))
        {
            bool isActivation = s_activations.ContainsKey(function);
            string loss = isActivation ? "Loss = Loss.HalfSquaredError" : $"LossFunction = nameof(Functions.{function})";
            string first = isActivation ? $"nameof(Functions.{function})" : "Activation.Tanh";
            string second = isActivation ? $"nameof(Functions.{function})" : "Activation.Linear";
            source.Append(
                CultureInfo.InvariantCulture,
                $"""
                [Network({loss}, Precision = Precision.{precision}, Unroll = Unroll.{unroll}, CheckGradients = true)]
                [Layer({Inputs}, {Hidden}, {first})]
                [Layer({Hidden}, {Outputs}, {second})]
                internal sealed partial class {NameOf(function, precision, unroll)};

                """);
        }

        foreach (string function in s_activations.Keys)
        {
            source.Append(CultureInfo.InvariantCulture, $"[Layer(1, 1, nameof(Functions.{function}))] internal sealed partial class One{function};\n");
        }

        return source.ToString();
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Square(double x) => x * x;

    private static double[] Widen<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, double.CreateChecked);
}
