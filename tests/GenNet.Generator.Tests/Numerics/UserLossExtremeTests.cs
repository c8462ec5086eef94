using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Losses that people write, in the spellings that they write them in, after every activation that they belong to: value and gradient are
/// those of the exact loss, to the digits of the network's precision, where the output has long rounded to 0 or 1.
/// </summary>
public sealed partial class UserLossExtremeTests
{
    private const int Units = 3;

    private static readonly double[] s_preActivations =
        [0, 0.5, -0.5, 2, -2, 20, -20, 30, -30, 60, -60, 85, -85, 90, -90, 200, -200, 700, -700, 1e4, -1e4, 1e30, -1e30];

    /// <summary>Each elementwise kind: its activations, its spellings, its targets, and the exact loss and slope in z.</summary>
    private static readonly Kind[] s_kinds =
    [
        new(
            "WeightedCrossEntropy",
            "Activation.Sigmoid",
            [
                "-(3 * t * MathF.Log(a) + (1 - t) * MathF.Log(1 - a))",
                "-3 * t * MathF.Log(a) - (1 - t) * MathF.Log(1 - a)",
                "3 * (-t * MathF.Log(a)) + (t - 1) * MathF.Log(-a + 1)",
                "-(MathF.Log(a) * t * 3) - MathF.Log(-(a - 1)) * (1 - t)",
                "-3 * t * MathF.Log(a) - (1 - t) * float.LogP1(-a)",
                "-(3 * t * MathF.Log2(a) + (1 - t) * MathF.Log2(1 - a)) * 0.69314718056f",
                "(3 * t * MathF.Log10(1 / a) + (1 - t) * MathF.Log10(1 / (1 - a))) * 2.30258509299f",
                "-(1.5f * t * MathF.Log(a * a) + (1 - t) * MathF.Log((2 - 2 * a) / 2))",
                "-(3 * t * MathF.Log(MathF.Sqrt(a)) + (1 - t) * MathF.Log(MathF.Sqrt(1 - a))) * 2",
            ],
            [0, 0.3, 1],
            (z, t) => (3 * t * Softplus(-z)) + ((1 - t) * Softplus(z)),
            (z, t) => ((1 - t) * Sigmoid(z)) - (3 * t * Sigmoid(-z))),
        new(
            "CrossEntropyOfABranch",
            "Activation.Sigmoid",
            [
                "t > 0.5f ? -3 * MathF.Log(a) : -MathF.Log(1 - a)",
                "-(t > 0.5f ? 3 : 1) * MathF.Log(t > 0.5f ? a : 1 - a)",
            ],
            [0, 1],
            (z, t) => t > 0.5 ? 3 * Softplus(-z) : Softplus(z),
            (z, t) => t > 0.5 ? -3 * Sigmoid(-z) : Sigmoid(z)),
        new(
            "Focal",
            "Activation.Sigmoid",
            [
                "-0.25f * MathF.Pow(1 - a, 2) * t * MathF.Log(a) - 0.75f * MathF.Pow(a, 2) * (1 - t) * MathF.Log(1 - a)",
                "-(0.25f * t * MathF.Log(a) * (1 - a) * (1 - a) + 0.75f * (1 - t) * a * a * MathF.Log(1 - a))",
                "MathF.Pow(1 - a, 2) * MathF.Log(a) * t / -4 + MathF.Pow(a, 2) * MathF.Log(1 - a) * (t - 1) * 0.75f",
            ],
            [0, 0.3, 1],
            (z, t) => (0.25 * t * Square(Sigmoid(-z)) * Softplus(-z)) + (0.75 * (1 - t) * Square(Sigmoid(z)) * Softplus(z)),
            (z, t) => (0.25 * t * -Square(Sigmoid(-z)) * ((2 * Sigmoid(z) * Softplus(-z)) + Sigmoid(-z)))
                + (0.75 * (1 - t) * Square(Sigmoid(z)) * ((2 * Sigmoid(-z) * Softplus(z)) + Sigmoid(z)))),
        new(
            "Entropy",
            "Activation.Sigmoid",
            ["a * MathF.Log(a) + (1 - a) * MathF.Log(1 - a) + 0 * t", "MathF.Log(1 - a) * (1 - a) + MathF.Log(a) * a"],
            [0],
            (z, _) => -(Sigmoid(z) * Softplus(-z)) - (Sigmoid(-z) * Softplus(z)),
            (z, _) => Sigmoid(z) * Sigmoid(-z) * z),
        new(
            "Logit",
            "Activation.Sigmoid",
            [
                "0.5f * (MathF.Log(a / (1 - a)) - t) * (MathF.Log(a / (1 - a)) - t)",
                "MathF.Pow(MathF.Log(a) - MathF.Log(1 - a) - t, 2) / 2",
                "MathF.Pow(t + MathF.Log((1 - a) / a), 2) / 2",
            ],
            [0, 1],
            (z, t) => Square(z - t) / 2,
            (z, t) => z - t),
        new(
            "GeneralizedCrossEntropy",
            "Activation.Sigmoid",
            ["t * (1 - MathF.Pow(a, 0.7f)) / 0.7f", "(t - t * MathF.Pow(a, 0.7f)) / 0.7f"],
            [1],
            (z, t) => -t * ReferenceActivations.ExpM1(-0.7 * Softplus(-z)) / 0.7,
            (z, t) => -t * Math.Exp(-0.7 * Softplus(-z)) * Sigmoid(-z))
        {
            Floor = 1,
        },
        new(
            "Root",
            "Activation.Sigmoid",
            ["t * MathF.Sqrt(a)", "MathF.Pow(a, 0.5f) * t"],
            [0.3, 1],
            (z, t) => t * Math.Exp(-Softplus(-z) / 2),
            (z, t) => t / 2 * Math.Exp(-Softplus(-z) / 2) * Sigmoid(-z)),
        new(
            "Odds",
            "Activation.Sigmoid",
            ["t * (1 - a) / a", "t * ((1 - a) / a)"],
            [1],
            (z, t) => t * Math.Exp(-z),
            (z, t) => -t * Math.Exp(-z)),
        new(
            "Reciprocal",
            "Activation.Sigmoid",
            ["t / a", "1 / a * t"],
            [1],
            (z, t) => t * (1 + Math.Exp(-z)),
            (z, t) => -t * Math.Exp(-z)),
        new(
            "OfLogSigmoid",
            "Activation.LogSigmoid",
            ["-3 * t * a - (1 - t) * MathF.Log(1 - MathF.Exp(a))", "-3 * t * a - (1 - t) * float.LogP1(-MathF.Exp(a))"],
            [0, 0.3, 1],
            (z, t) => (3 * t * Softplus(-z)) + ((1 - t) * Softplus(z)),
            (z, t) => ((1 - t) * Sigmoid(z)) - (3 * t * Sigmoid(-z))),
        new(
            "OfSigns",
            "Activation.Tanh",
            [
                "-(1 + t) / 2 * MathF.Log((1 + a) / 2) - (1 - t) / 2 * MathF.Log((1 - a) / 2)",
                "-0.5f * (1 + t) * MathF.Log(0.5f * (1 + a)) - 0.5f * (1 - t) * MathF.Log(0.5f - 0.5f * a)",
                "t > 0 ? -MathF.Log((a + 1) * 0.5f) : -MathF.Log(0.5f * (-a + 1))",
            ],
            [-1, 1],
            (z, t) => (((1 + t) * Softplus(-2 * z)) + ((1 - t) * Softplus(2 * z))) / 2,
            (z, t) => ((1 - t) * Sigmoid(2 * z)) - ((1 + t) * Sigmoid(-2 * z))),
        new(
            "Squashed",
            "Activation.Tanh",
            ["t * MathF.Log(1 - a * a)", "MathF.Log((1 - a) * (1 + a)) * t", "t * MathF.Log(1 - MathF.Pow(a, 2))", "t * (float.LogP1(a) + float.LogP1(-a))"],
            [1],
            (z, t) => -t * ((2 * Math.Abs(z)) + (2 * Math.Log(1 + Math.Exp(-2 * Math.Abs(z)))) - (2 * Math.Log(2))),
            (z, t) => -2 * t * Math.Tanh(z))
        {
            Floor = 1,
        },
        new(
            "InverseTanh",
            "Activation.Tanh",
            ["0.5f * MathF.Pow(float.Atanh(a) - t, 2)", "0.5f * MathF.Pow(0.5f * MathF.Log((1 + a) / (1 - a)) - t, 2)"],
            [0, 1],
            (z, t) => Square(z - t) / 2,
            (z, t) => z - t),
        new(
            "PoissonOfRate",
            "Activation.Exponential",
            ["a - t * MathF.Log(a)", "a - MathF.Log10(a) * t * 2.30258509299f"],
            [0, 1, 3],
            (z, t) => Math.Exp(z) - (t * z),
            (z, t) => Math.Exp(z) - t)
        {
            Floor = 1,
        },
        new(
            "GammaOfRate",
            "Activation.Exponential",
            ["t / a + MathF.Log(a)", "MathF.Log(a) + 1 / a * t"],
            [0.3, 1],
            (z, t) => (t * Math.Exp(-z)) + z,
            (z, t) => 1 - (t * Math.Exp(-z))),
        new(
            "LogarithmicError",
            "Activation.Exponential",
            ["0.5f * MathF.Pow(MathF.Log(a) - MathF.Log(t), 2)", "0.5f * MathF.Pow(MathF.Log(a / t), 2)"],
            [1],
            (z, _) => z * z / 2,
            (z, _) => z),
        new(
            "PoissonOfSoftplus",
            "Activation.Softplus",
            ["a - t * MathF.Log(a)", "-(t * MathF.Log(a)) + a"],
            [0, 1, 3],
            (z, t) => Softplus(z) - (t == 0 ? 0 : t * LogSoftplus(z)),
            (z, t) => Sigmoid(z) - (t * SlopeOfLogSoftplus(z))),
        new(
            "OfGaussian",
            "Activation.Gaussian",
            ["-t * MathF.Log(a)", "-MathF.Log(a * a) * t / 2"],
            [1],
            (z, t) => t * z * z,
            (z, t) => 2 * t * z),
        new(
            "OfSoftsign",
            "Activation.Softsign",
            ["-t * MathF.Log((1 - a) / 2)", "-t * MathF.Log(0.5f - 0.5f * a)"],
            [1],
            (z, t) => -t * Math.Log(z > 0 ? 0.5 / (1 + z) : (1 - (2 * z)) / (2 * (1 - z))),
            (z, t) => z > 0 ? t / (1 + z) : t / ((1 - z) * (1 - (2 * z))))
        {
            Floor = 1,
        },
    ];

    /// <summary>Each kind after softmax: its spellings, and the exact loss and ∂L/∂(ln aᵢ) from all ln a.</summary>
    private static readonly CoupledKind[] s_coupledKinds =
    [
        new(
            "WeightedClasses",
            "Activation.Softmax",
            ["-3 * t * MathF.Log(a)", "-MathF.Log(a) * t * 3", "-3 * t * MathF.Log2(a) * 0.69314718056f", "3 * t * MathF.Log(1 / a)"],
            (l, t) => -3 * t * l,
            (_, t) => -3 * t),
        new(
            "FocalClasses",
            "Activation.Softmax",
            ["-t * MathF.Pow(1 - a, 2) * MathF.Log(a)", "-(1 - a) * (1 - a) * MathF.Log(a) * t"],
            (l, t) => -t * Square(1 - Math.Exp(l)) * l,
            (l, t) => -t * ((Square(1 - Math.Exp(l))) - (2 * (1 - Math.Exp(l)) * Math.Exp(l) * l))),
        new(
            "Divergence",
            "Activation.Softmax",
            ["t > 0 ? t * MathF.Log(t / a) : 0", "t > 0 ? t * (MathF.Log(t) - MathF.Log(a)) : 0"],
            (l, t) => t > 0 ? t * (Math.Log(t) - l) : 0,
            (_, t) => -t),
        new(
            "EntropyOfClasses",
            "Activation.Softmax",
            ["a * MathF.Log(a) + 0 * t", "MathF.Log(a) * a"],
            (l, _) => Math.Exp(l) * l,
            (l, _) => Math.Exp(l) * (l + 1)),
        new(
            "RootOfClasses",
            "Activation.Softmax",
            ["-t * MathF.Sqrt(a)", "-MathF.Pow(a, 0.5f) * t"],
            (l, t) => -t * Math.Exp(l / 2),
            (l, t) => -t * Math.Exp(l / 2) / 2),
        new(
            "OfLogarithms",
            "Activation.LogSoftmax",
            ["-3 * t * a", "-t * (a + a + a)"],
            (l, t) => -3 * t * l,
            (_, t) => -3 * t),
    ];

    private static readonly double[][] s_logits =
        [[0, 0, 0], [20, 0, -20], [0, 90, -90], [200, 0, 1], [1e4, -1e4, 1e4], [0, -700, 700], [1e6, 1e6 - 1, 1e6 - 2]];

    private static readonly double[][] s_classTargets = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.25, 0.25, 0.5], [0, 0, 0]];

    private static readonly Lazy<LoadedNetworks> s_networks = new(() => GeneratorHarness.CompileAndLoad(Source()));

    private delegate double Term(double z, double t);

    public static TheoryData<string, int, Precision, Unroll> Cases => Select(s_kinds.Select(kind => (kind.Name, kind.Spellings.Length)));

    public static TheoryData<string, int, Precision, Unroll> CoupledCases =>
        Select(s_coupledKinds.Select(kind => (kind.Name, kind.Spellings.Length)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void LossAndGradientAreExact(string name, int spelling, Precision precision, Unroll unroll)
    {
        Kind kind = s_kinds.Single(kind => kind.Name == name);
        string network = NameOf(name, spelling, precision, unroll);
        if (precision == Precision.Single)
        {
            Check(s_networks.Value.CreateSingle(network), kind, 2e-5, 1e-36, 1e37);
        }
        else
        {
            // The spellings' own numbers have eleven digits.
            Check(s_networks.Value.CreateDouble(network), kind, 1e-9, 1e-290, 1e300);
        }
    }

    [Theory]
    [MemberData(nameof(CoupledCases))]
    public void LossAndGradientOfClassesAreExact(string name, int spelling, Precision precision, Unroll unroll)
    {
        CoupledKind kind = s_coupledKinds.Single(kind => kind.Name == name);
        string network = NameOf(name, spelling, precision, unroll);
        if (precision == Precision.Single)
        {
            CheckClasses(s_networks.Value.CreateSingle(network), kind, 2e-6);
        }
        else
        {
            CheckClasses(s_networks.Value.CreateDouble(network), kind, 1e-9);
        }
    }

    private static void Check<T>(TrainableNetwork<T> network, Kind kind, double tolerance, double least, double most)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // One unit is what is looked at, in each of its places; the others' loss is known.
        foreach (double t in kind.Targets)
        {
            for (int i = 0; i < s_preActivations.Length; i++)
            {
                double z = s_preActivations[i];
                double exact = kind.Value(z, t);
                double exactSlope = kind.Slope(z, t);
                double[] logits = new double[Units];
                Array.Fill(logits, z);
                T[] gradient = new T[2 * Units];
                network.CopyParametersFrom([.. new T[Units], .. logits.Select(T.CreateChecked)]);
                double loss = double.CreateChecked(network.Gradient(new T[1], [.. Enumerable.Repeat(T.CreateChecked(t), Units)], gradient)) / Units;
                if (Math.Abs(exact) < most / 10)
                {
                    AssertNear("loss", exact, loss);
                }

                for (int unit = 0; unit < Units && Math.Abs(exactSlope) < most; unit++)
                {
                    AssertNear("gradient", exactSlope, double.CreateChecked(gradient[Units + unit]));
                }

                void AssertNear(string what, double expected, double actual) => Assert.True(
                    Math.Abs(expected - actual) <= (tolerance * Math.Max(Math.Abs(expected), kind.Floor)) + least,
                    string.Create(
                        CultureInfo.InvariantCulture, $"{network.GetType().Name}: the {what} at z = {z}, t = {t} is {actual}, but {expected} is exact."));
            }
        }
    }

    private static void CheckClasses<T>(TrainableNetwork<T> network, CoupledKind kind, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (double[] z in s_logits)
        {
            double[] l = ReferenceLosses.LogSoftmax(z);
            foreach (double[] t in s_classTargets)
            {
                double[] byLogarithm = [.. l.Select((logarithm, i) => kind.SlopeByLogarithm(logarithm, t[i]))];
                double expectedLoss = l.Select((logarithm, i) => kind.Value(logarithm, t[i])).Sum();
                T[] gradient = new T[2 * Units];
                network.CopyParametersFrom([.. new T[Units], .. z.Select(T.CreateChecked)]);
                double loss = double.CreateChecked(network.Gradient(new T[1], Array.ConvertAll(t, T.CreateChecked), gradient));
                AssertNear("loss", expectedLoss, loss);
                for (int unit = 0; unit < Units; unit++)
                {
                    double expected = byLogarithm[unit] - (Math.Exp(l[unit]) * byLogarithm.Sum());
                    AssertNear($"gradient of unit {unit}", expected, double.CreateChecked(gradient[Units + unit]));
                }

                void AssertNear(string what, double expected, double actual) => Assert.True(
                    Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{network.GetType().Name}: the {what} at z = [{string.Join(", ", z)}], t = [{string.Join(", ", t)}] is {actual}, but {expected} is exact."));
            }
        }
    }

    private static TheoryData<string, int, Precision, Unroll> Select(IEnumerable<(string Name, int Spellings)> kinds) =>
    [
        .. from numbered in kinds.Select((kind, number) => (kind.Name, kind.Spellings, Number: number))
           from spelling in Enumerable.Range(0, numbered.Spellings)
           from variant in Enumerable.Range(0, 4)

           // In a quick run one spelling of each kind, in precisions and strategies by turns.
           where TestScope.Full || (spelling == numbered.Number % numbered.Spellings && variant == numbered.Number % 4)
           select new TheoryDataRow<string, int, Precision, Unroll>(
               numbered.Name, spelling, variant % 2 == 0 ? Precision.Single : Precision.Double, variant is 0 or 3 ? Unroll.Full : Unroll.Tiled),
    ];

    private static string NameOf(string kind, int spelling, Precision precision, Unroll unroll) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}{spelling}{precision}{unroll}");

    /// <summary>A number that is written as a float.</summary>
    [GeneratedRegex(@"(\d)f\b")]
    private static partial Regex Suffix();

    private static string Source()
    {
        var source = new StringBuilder("using System;\nusing GenNet;\ninternal static class Losses\n{\n");
        foreach ((string name, string[] spellings) in
            s_kinds.Select(kind => (kind.Name, kind.Spellings)).Concat(s_coupledKinds.Select(kind => (kind.Name, kind.Spellings))))
        {
            for (int i = 0; i < spellings.Length; i++)
            {
                string ofFloats = $"public static float {name}{i}(float a, float t) => {spellings[i]};";
                string ofDoubles = Suffix().Replace(ofFloats.Replace("MathF.", "Math.").Replace("float", "double"), "$1");
                source.Append(CultureInfo.InvariantCulture, $"    [LossFunction] {ofFloats}\n    [LossFunction] {ofDoubles}\n");
            }
        }

        source.Append("}\n");
        foreach ((string name, int spelling, Precision precision, Unroll unroll) in Cases.Concat(CoupledCases).Select(row => row.Data))
        {
            string activation = s_kinds.FirstOrDefault(kind => kind.Name == name)?.Activation
                ?? s_coupledKinds.Single(kind => kind.Name == name).Activation;
            source.Append(
                CultureInfo.InvariantCulture,
                $"""
                [Network(LossFunction = nameof(Losses.{name}{spelling}), Precision = Precision.{precision}, Unroll = Unroll.{unroll})]
                [Layer(1, {Units}, {activation})]
                internal sealed partial class {NameOf(name, spelling, precision, unroll)};

                """);
        }

        return source.ToString();
    }

    private static double Sigmoid(double z) => z < 0 ? Math.Exp(z) / (1 + Math.Exp(z)) : 1 / (1 + Math.Exp(-z));

    /// <summary>ln(1 + eᶻ) to the last digits, however small it is.</summary>
    private static double Softplus(double z) => Math.Max(z, 0) + Log1P(Math.Exp(-Math.Abs(z)));

    private static double Log1P(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    private static double LogSoftplus(double z) => z < -40 ? z : Math.Log(Softplus(z));

    private static double SlopeOfLogSoftplus(double z) => z < -40 ? 1 : Sigmoid(z) / Softplus(z);

    private static double Square(double x) => x * x;

    private sealed record Kind(string Name, string Activation, string[] Spellings, double[] Targets, Term Value, Term Slope)
    {
        /// <summary>The size of the terms that the loss is the difference of, where it may be smaller.</summary>
        public double Floor { get; init; }
    }

    private sealed record CoupledKind(string Name, string Activation, string[] Spellings, Term Value, Term SlopeByLogarithm);
}
