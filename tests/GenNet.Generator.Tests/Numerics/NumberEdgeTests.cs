using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Every numeric argument of the attributes, and numbers in functions of the user's own, at the edges of both precisions, straight-line and
/// tiled: either one error of ours stands under the argument, or everything compiles and computes what the reference does.
/// </summary>
public sealed class NumberEdgeTests
{
    private const int Samples = 5;

    private static readonly double[] s_positive =
    [
        double.Epsilon, 1e-310, 2.2250738585072014e-308, 1e-300, 1e-160, 1e-46, 7.1e-46, float.Epsilon, 1e-40, 1.17549435e-38, 1e-30, 0.5,
        1, 1.5, 1e30, float.MaxValue, 3.4028235677973366e38, 3.5e38, 1e39, 1e160, 1e300, double.MaxValue, double.PositiveInfinity,
    ];

    private static readonly double[] s_edges = [0, double.NaN, .. s_positive, .. s_positive.Select(value => -value)];

    private static readonly IReadOnlyList<Case> s_cases = TestScope.Cases(AllCases(), quick: 12);

    private static readonly Lazy<(IReadOnlyDictionary<string, Diagnostic[]> Mistakes, LoadedNetworks Networks)> s_generated = new(() =>
    {
        string[] sources = [.. s_cases.Select(drawn => drawn.Source)];
        ImmutableArray<Diagnostic> found = AnalyzerHarness.DiagnosticsOf(GeneratorHarness.CreateCompilation(sources)).GetAwaiter().GetResult();
        return (
            found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .GroupBy(diagnostic => diagnostic.Location.SourceTree!.FilePath)
                .ToDictionary(mistakes => mistakes.Key, mistakes => mistakes.ToArray()),
            GeneratorHarness.CompileAndLoad(GeneratorHarness.RunUnchecked(sources)));
    });

    private enum Kind
    {
        Formula,
        LayerNumber,
        ByteScale,
        Function,
    }

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsAMistakeUnderTheArgumentOrComputesWhatItSays(int number)
    {
        Case drawn = s_cases[number];
        if (s_generated.Value.Mistakes.TryGetValue($"Source{number}.cs", out Diagnostic[]? mistakes))
        {
            Diagnostic mistake = Assert.Single(mistakes);
            string text = mistake.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(mistake.Location.SourceSpan);
            Assert.Contains(drawn.Written, text, StringComparison.Ordinal);
            return;
        }

        Assert.True(double.IsFinite(drawn.Value), $"{drawn.Source} is without a mistake.");
        NetworkDescription network = drawn.Network;
        if (network.Precision == Precision.Single && drawn.Value != 0)
        {
            Assert.True(float.IsFinite((float)drawn.Value) && (float)drawn.Value != 0, $"{drawn.Source} is without a mistake.");
        }

        if (drawn.Kind == Kind.Formula)
        {
            AssertComputes(drawn);
        }
    }

    [Fact]
    public void EveryNumericArgumentIsAmongTheCases()
    {
        IEnumerable<string> arguments = new[] { typeof(LayerAttribute), typeof(NetworkAttribute) }
            .SelectMany(attribute => attribute.GetProperties())
            .Where(property => property.CanWrite && (property.PropertyType == typeof(double) || property.PropertyType == typeof(double[])))
            .Select(property => property.Name);

        Assert.Equal(
            arguments.Order(StringComparer.Ordinal),
            AllCases().Where(drawn => drawn.Kind != Kind.Function).Select(drawn => drawn.Argument).Distinct().Order(StringComparer.Ordinal));
    }

    private static void AssertComputes(Case drawn)
    {
        NetworkDescription network = drawn.Network;
        var random = new Random(3);
        double[] parameters = network.DrawParameters(random);
        if (network.Layers[0].HasSlope)
        {
            parameters[^1] = network.Layers[0].Number;
        }

        RandomCase batch = RandomCases.DrawBatch(network, parameters, Samples, random);
        ReferenceResult expected = new ReferenceNetwork(network, parameters).Backpropagate(batch.Inputs, batch.Targets);
        double[] moved = [.. parameters.Select((parameter, i) => parameter * (1 + ((i % 2 == 0 ? 1 : -1) * Ulp(network))))];
        ReferenceResult nearby = new ReferenceNetwork(network, moved).Backpropagate(batch.Inputs, batch.Targets);
        GeneratedNetwork generated = network.Precision == Precision.Single
            ? new GeneratedNetwork<float>(s_generated.Value.Networks.CreateSingle(network.Name))
            : new GeneratedNetwork<double>(s_generated.Value.Networks.CreateDouble(network.Name));
        generated.Parameters = parameters;
        ReferenceResult actual = generated.Gradient(batch.Inputs, batch.Targets);

        Compare("outputs", expected.Outputs, nearby.Outputs, actual.Outputs);
        Compare("loss", [expected.Loss], [nearby.Loss], [actual.Loss]);
        foreach ((string tensor, Range range) in network.Tensors)
        {
            Compare($"gradient of {tensor}", expected.Gradient[range], nearby.Gradient[range], actual.Gradient[range]);
        }

        // Where a rounding of the parameters changes the answer, or where the answer is beyond the precision, there is nothing to compare.
        void Compare(string what, double[] values, double[] valuesNearby, double[] actualValues)
        {
            double most = network.Precision == Precision.Single ? float.MaxValue : double.MaxValue;
            double largest = values.Max(Math.Abs);
            double tolerance = Agreement.ToleranceOf(network.Precision) * largest;
            bool isKnown = largest < most / 1e3 && !values.Zip(valuesNearby).Any(pair => Math.Abs(pair.First - pair.Second) > tolerance / 4);
            if (isKnown)
            {
                // Below the smallest normal number a result has fewer digits.
                double grain = network.Precision == Precision.Single ? float.Epsilon : double.Epsilon;
                Agreement.Within($"{network} with {drawn.Argument} {drawn.Written}: {what}", values, actualValues, tolerance + (256 * grain));
            }
        }
    }

    private static double Ulp(NetworkDescription network) => network.Precision == Precision.Single ? 6e-8 : 1e-16;

    private static IEnumerable<Case> AllCases()
    {
        int number = 0;
        foreach (double value in s_edges)
        {
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                foreach (Unroll unroll in new[] { Unroll.Full, Unroll.Tiled })
                {
                    foreach (Case drawn in OfValue(value, precision, unroll))
                    {
                        yield return drawn with { Network = drawn.Network with { Name = FormattableString.Invariant($"Edge{number++}") } };
                    }
                }
            }
        }
    }

    private static IEnumerable<Case> OfValue(double value, Precision precision, Unroll unroll)
    {
        foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => TestedFunctions.ArgumentName(activation) is not null))
        {
            yield return new Case(
                Kind.Formula, TestedFunctions.ArgumentName(activation)!, value, Network(activation, Loss.MeanAbsoluteError, argument: value));
        }

        foreach (Loss loss in TestedFunctions.Losses.Where(loss => TestedFunctions.ArgumentName(loss) is not null))
        {
            Activation last = loss switch
            {
                Loss.FocalLoss => Activation.Sigmoid,
                Loss.GaussianNll => Activation.MeanAndVariance,
                _ => Activation.Linear,
            };
            yield return new Case(
                Kind.Formula, TestedFunctions.ArgumentName(loss)!, value, Network(last, loss) with { LossArgument = value });
        }

        // A smoothing of 0 is none, which the description leaves out.
        yield return new Case(
            Kind.Formula, "LabelSmoothing", value, Network(Activation.Softmax, Loss.CrossEntropy) with { LabelSmoothing = value });
        yield return new Case(
            Kind.Formula, "ClassWeights", value, Network(Activation.Softmax, Loss.CrossEntropy) with { Weights = [1, value, 2, 1] });
        yield return new Case(
            Kind.Formula, "PositiveWeights", value, Network(Activation.Sigmoid, Loss.BinaryCrossEntropy) with { Weights = [1, value, 2, 1] });
        foreach (string argument in new[] { "InitializerScale", "L1", "L2", "LearningRateFactor" })
        {
            yield return new Case(Kind.LayerNumber, argument, value, Network(Activation.Tanh, Loss.MeanAbsoluteError));
        }

        yield return new Case(Kind.ByteScale, "ByteScale", value, Network(Activation.Tanh, Loss.MeanAbsoluteError));
        if (double.IsFinite(value))
        {
            yield return new Case(Kind.Function, "function", value, Network(Activation.Tanh, Loss.MeanAbsoluteError));
        }

        NetworkDescription Network(Activation last, Loss loss, double? argument = null) => new(
            "Edge", loss, Reduction.Mean, precision, unroll, new LayerDescription(2, 4, last, Argument: argument));
    }

    /// <summary>A network with a number at one place.</summary>
    private sealed record Case(Kind Kind, string Argument, double Value, NetworkDescription Network)
    {
        /// <summary>What stands where the mistake would be.</summary>
        public string Written => Kind == Kind.Function ? "Functions.Of" : NetworkDescription.Literal(Value);

        public string Source
        {
            get
            {
                string source = Network.Source;
                string number = NetworkDescription.Literal(Value);
                return Kind switch
                {
                    Kind.LayerNumber => source.Replace("Activation.Tanh", $"Activation.Tanh, {Argument} = {number}", StringComparison.Ordinal),
                    Kind.ByteScale => source.Replace("Network(", $"Network(ByteScale = {number}, ", StringComparison.Ordinal),
                    Kind.Function => source.Replace("GenNet.Activation.Tanh", $"nameof({Network.Name}Functions.Of)", StringComparison.Ordinal)
                        + string.Create(
                            CultureInfo.InvariantCulture,
                            $"public static class {Network.Name}Functions {{ [GenNet.ActivationFunction] public static double Of(double x) => x + (1 / (1 + ({number} * x * x))); }}\n"),
                    _ => source,
                };
            }
        }
    }
}
