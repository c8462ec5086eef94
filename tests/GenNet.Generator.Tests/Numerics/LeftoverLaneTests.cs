using System;
using System.Linq;
using System.Numerics;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// A batch that does not fill a vector leaves lanes over, which count 0. Where a function that the user wrote is infinite at 0, or no number,
/// 0 times it must not reach the loss and the gradient: losses of ln t, ln a and 1 / t, and activations with a logarithm or a quotient.
/// </summary>
public sealed class LeftoverLaneTests
{
    private static readonly string[] s_losses =
    [
        "0.5f * MathF.Pow(a - MathF.Log(t), 2)",
        "0.5f * (a - 1 / t) * (a - 1 / t)",
        "MathF.Abs(a - MathF.Pow(t, -0.5f))",
        "t * MathF.Log(t / (1 + a * a))",
        "MathF.Sqrt(t) * a",
    ];

    private static readonly string[] s_activations = ["MathF.Log(x)", "1 / x", "MathF.Sqrt(x)", "x * MathF.Log(x * x)", "MathF.Pow(x, -1.5f)"];

    private static readonly Lazy<LoadedNetworks> s_networks = new(() => GeneratorHarness.CompileAndLoad(Source()));

    public static TheoryData<string> Names =>
        [.. Enumerable.Range(0, s_losses.Length).Select(i => $"Loss{i}"), .. Enumerable.Range(0, s_activations.Length).Select(i => $"Function{i}")];

    [Theory]
    [MemberData(nameof(Names))]
    public void BatchesOfEverySizeAreTheSumOfTheirSamples(string name)
    {
        Check(s_networks.Value.CreateSingle(name + "Single"), 1e-4f);
        Check(s_networks.Value.CreateDouble(name + "Double"), 1e-10);
    }

    private static void Check<T>(TrainableNetwork<T> network, T tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Most = 19;
        var random = new Random(4);
        T[] inputs = [.. Enumerable.Range(0, Most).Select(_ => T.CreateChecked(1 + random.NextDouble()))];
        T[] targets = [.. Enumerable.Range(0, Most).Select(_ => T.CreateChecked(1 + random.NextDouble()))];
        T[] gradient = new T[network.Layout.ParameterCount];
        network.CopyParametersFrom([.. gradient.Select((_, i) => T.CreateChecked(i % 2 == 0 ? 1 : 0))]);
        T sum = T.Zero;
        T[] sums = new T[gradient.Length];
        for (int count = 1; count <= Most; count++)
        {
            sum += network.Gradient(inputs.AsSpan(count - 1, 1), targets.AsSpan(count - 1, 1), gradient);
            Assert.True(T.IsFinite(sum), $"{network.GetType().Name}: the loss of sample {count} is no number.");
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += gradient[i];
            }

            AssertNear(sum, network.Gradient(inputs.AsSpan(0, count), targets.AsSpan(0, count), gradient));
            for (int i = 0; i < sums.Length; i++)
            {
                AssertNear(sums[i], gradient[i]);
            }

            void AssertNear(T expected, T actual) => Assert.True(
                T.Abs(expected - actual) <= tolerance * (T.One + T.Abs(expected)),
                $"{network.GetType().Name}, {count} samples: {actual}, but {expected} is the sum over the samples.");
        }
    }

    private static string Source()
    {
        string losses = string.Concat(s_losses.Select((loss, i) => $"    [LossFunction] public static float Loss{i}(float a, float t) => {loss};\n"));
        string activations = string.Concat(
            s_activations.Select((function, i) => $"    [ActivationFunction] public static float Function{i}(float x) => {function};\n"));
        string networks = string.Concat(
            from precision in Enum.GetValues<Precision>()
            from name in Names.Select(row => row.Data)
            select name.StartsWith("Loss", StringComparison.Ordinal)
                ? $$"""
                    [Network(LossFunction = nameof(Functions.{{name}}), Precision = Precision.{{precision}}, Reduction = Reduction.Sum)]
                    [Layer(1, 1)]
                    internal sealed partial class {{name}}{{precision}};

                    """
                : $$"""
                    [Network(Precision = Precision.{{precision}}, Reduction = Reduction.Sum)]
                    [Layer(1, 1, nameof(Functions.{{name}}))]
                    [Layer(1, 1)]
                    internal sealed partial class {{name}}{{precision}};

                    """);
        return $"using System;\nusing GenNet;\ninternal static class Functions\n{{\n{losses}{activations}}}\n{networks}";
    }
}
