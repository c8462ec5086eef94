using System;
using System.Linq;
using GenNet.Generator.Model;
using GenNet.Generator.Calculus;
using GenNet.Generator.Emission;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenNet.Generator.Tests.Parsing;

/// <summary>The formulas that methods are, and when they are read again.</summary>
public sealed class FunctionParserTests
{
    private const string Network = "[GenNet.Layer(2, 1, nameof(Functions.F))] public sealed partial class Net;";

    [Theory]
    [InlineData("=> x;", "z")]
    [InlineData("=> -x + 2 * x / 3 - 1;", "−z + 2 z / 3 − 1")]
    [InlineData("=> x / (1 + MathF.Exp(-x));", "z / (1 + exp(−z))")]
    [InlineData("=> x > 0 ? x : 0.25f * x;", "z if z > 0 else 0.25 z")]
    [InlineData("{ if (x > 0) { return x; } return 0; }", "z[z > 0]")]
    [InlineData("{ if (x > 0) return x; else return 1; }", "z if z > 0 else 1")]
    [InlineData("{ float y = 0; if (x > 0) { y = x; } return y * y; }", "(z[z > 0])²")]
    [InlineData("{ float y = x; { float t = y + 1; y = t * t; } return y; }", "(z + 1)²")]
    [InlineData("{ var y = x; y *= 2; y += x; y--; return y; }", "z 2 + z − 1")]
    [InlineData("{ x = x * x; return x + 1; }", "z² + 1")]
    [InlineData("{ const int n = 3; return n / 2 * x; }", "1 z")]
    [InlineData("=> MathF.Max(0, MathF.Min(x, 6));", "max(0, min(z, 6))")]
    [InlineData("=> Math.Clamp(x, -1f, 1f);", "min(max(z, −1), 1)")]
    [InlineData("=> (float)Math.Pow(x, 3) + MathF.Pow(2, x);", "z³ + 2^z")]
    [InlineData("=> Twice(Twice(x));", "2 2 z")]
    [InlineData("=> Blend(weight: 0.25f, second: 1, first: x);", "0.25 z + (1 − 0.25) 1")]
    [InlineData("=> Root * x + Third;", "√2 z + 1/3")]
    [InlineData("{ const float share = 0.9f; return (share - 1) * x; }", "−0.1 z")]
    [InlineData("=> MathF.PI / 2 * x - 1 / float.Pi;", "π/2 z − 1/π")]
    [InlineData("{ const float c = 4.685f; const float most = c * c / 6; return 6 / (c * c) * most + x; }", "1 + z")]
    [InlineData("=> x >= 1 && !(x > 2) || x == 0 ? x : 1;", "z if (z ≥ 1 and (not (z > 2))) or z = 0 else 1")]
    [InlineData("{ bool on = x > 0; return on ? x : -x; }", "z if z > 0 else −z")]
    [InlineData("=> IsOn ? x : throw new InvalidOperationException();", "z")]
    [InlineData("{ int n = x > 0 ? 2 : 3; return n * x; }", "(2 if z > 0 else 3) z")]
    [InlineData("=> MathF.Sign(x) * MathF.Abs(x) + float.Exp(x) + double.Sqrt(2) > x ? 1 : 0;", "[sgn(z) |z| + exp(z) + √2 > z]")]
    public void AMethodIsItsFormula(string body, string formula)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(Network, Functions(body));

        Assert.Equal(formula, Assert.Single(run.Model.Layers).Activation!.Method!.Formula.ToString());
    }

    [Theory]
    [InlineData("Single", "2 z")]
    [InlineData("Double", "3 z")]
    public void PrecisionChoosesBetweenOverloads(string precision, string formula)
    {
        GeneratorRun run = GeneratorHarness.Run(
            $$"""
            using GenNet;

            [Network(Precision = Precision.{{precision}})]
            [Layer(2, 1, nameof(Functions.F))]
            public sealed partial class Net;

            internal static class Functions
            {
                public static int F(int n) => n;

                [ActivationFunction]
                public static float F(float x) => 2 * x;

                [ActivationFunction]
                public static double F(double x) => 3 * x;
            }
            """);

        UserFunction function = Assert.Single(run.Model.Layers).Activation!.Method!;
        Assert.Equal("F", function.Name);
        Assert.Equal(formula, function.Formula.ToString());
    }

    [Fact]
    public void ALossIsAFormulaOfOutputAndTarget()
    {
        GeneratorRun run = GeneratorHarness.Run(
            """
            [GenNet.Network(LossFunction = "Off", Precision = GenNet.Precision.Double)]
            [GenNet.Layer(2, 3, GenNet.Activation.Softmax)]
            internal sealed partial class Net
            {
                [GenNet.LossFunction]
                private static double Off(double output, double target) => System.Math.Abs(output - target);
            }
            """);

        Assert.Equal(Expression.Abs(ActivationFunction.A - LossFunction.T), run.Model.LossFunction!.Formula);
        Assert.Contains("○ loss: Off, Σ |a − t|, averaged over the batch", run.TextOf("Net.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyAnEditThatChangesTheFormulaWritesTheNetworkAgain()
    {
        const string Body = "=> Twice(x) + Root;";
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(
            Network, Functions(Body), "[GenNet.Layer(3, 1)] public sealed partial class Other;");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: GeneratorHarness.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

        // Layout, comments, names of locals and other methods are not in the formula.
        AssertRewrites(false, "=>\n    Twice(x) /* twice */ + Root;");
        AssertRewrites(false, Body, more: "public static float Another(float x) => x;");
        AssertRewrites(false, "{ float y = Twice(x); return y + Root; }");

        // What the method says, what it calls, and the numbers it uses are.
        AssertRewrites(true, "=> Twice(x) - Root;");
        AssertRewrites(true, "=> Twice(x) - Root;", old: "2 * x", replacement: "2.5f * x");
        AssertRewrites(true, "=> Twice(x) - Root;", old: "MathF.Sqrt(2)", replacement: "MathF.Sqrt(3)");

        void AssertRewrites(bool isRewritten, string body, string more = "", string old = "x", string replacement = "x")
        {
            SyntaxTree before = compilation.SyntaxTrees.Single(tree => tree.FilePath == "Source1.cs");
            string text = Functions(body, more).Replace(old, replacement, StringComparison.Ordinal);
            compilation = compilation.ReplaceSyntaxTree(before, before.WithChangedText(SourceText.From(text)));
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            foreach ((object value, IncrementalStepRunReason reason) in Assert.Single(driver.GetRunResult().Results)
                .TrackedSteps["Files"].SelectMany(step => step.Outputs))
            {
                string file = ((GeneratedFile)value).HintName;
                bool isCached = reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
                if (!isRewritten || file.StartsWith("Other.", StringComparison.Ordinal))
                {
                    Assert.True(isCached, $"{file} was {reason} after an edit to: {body}");
                }
                else if (file == "Net.Forward.g.cs")
                {
                    Assert.True(reason == IncrementalStepRunReason.Modified, $"{file} was {reason} after an edit to: {body}");
                }
            }
        }
    }

    private static string Functions(string body, string more = "") =>
        $$"""
        using System;
        using GenNet;

        internal static class Functions
        {
            private const bool IsOn = true;
            private static readonly float Root = MathF.Sqrt(2);
            private static readonly float Third = 1f / 3;

            [ActivationFunction]
            public static float F(float x) {{body}}

            private static float Twice(float x) => 2 * x;

            private static float Blend(float first, float second, float weight) => weight * first + (1 - weight) * second;

            {{more}}
        }
        """;
}
