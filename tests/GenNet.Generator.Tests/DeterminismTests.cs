using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests;

/// <summary>The same declarations give the same bytes: in every culture, with every line end, in every order, run after run.</summary>
public sealed class DeterminismTests
{
    /// <summary>A network of each strategy, with negative numbers and fractions, a mistake, and names that sort differently by culture.</summary>
    private const string Networks =
        """
        using GenNet;

        [Network(Loss = Loss.HalfSquaredError)]
        [Layer(2, 3, Activation.Tanh, InitializerScale = -0.5)]
        [Layer(3, 1, InitializerScale = 1e-30)]
        public sealed partial class Ästhetik;

        [Network(Precision = Precision.Double, Unroll = Unroll.Full)]
        [Layer(12, 11, Activation.ReLU, InitializerScale = -1234.5)]
        [Layer(11, 10, Activation.Softmax)]
        public sealed partial class indigo;

        [Layer(1000, 200, Activation.Sigmoid, InitializerScale = -1e6), Layer(200, 10, Activation.Softmax)]
        public sealed partial class INDIGO;

        [Layer(-2, 3), Layer(3, -1, InitializerScale = double.NegativeInfinity)]
        public sealed partial class Zebra;
        """;

    [Fact]
    public void CulturesChangeNothing()
    {
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "\u2212";
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NumberGroupSeparator = "\u00a0";
        odd.NumberFormat.PositiveInfinitySymbol = "\u221e";
        odd.NumberFormat.NegativeInfinitySymbol = "\u2212\u221e";
        odd.NumberFormat.NaNSymbol = "?";
        odd.NumberFormat.DigitSubstitution = DigitShapes.NativeNational;
        Assert.Equal("\u22120,5", (-0.5).ToString(odd));

        Assert.Equal(Generate(Networks), InCulture(odd, () => Generate(Networks)));
        Assert.Equal(Messages(), InCulture(odd, Messages));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\u2028")]
    public void LineEndsOfTheSourceChangeNothing(string lineEnd)
    {
        string[] generated = Generate(Networks.ReplaceLineEndings(lineEnd));

        Assert.Equal(Generate(Networks.ReplaceLineEndings("\n")), generated);
        Assert.All(generated, text => Assert.DoesNotContain('\r', text));
    }

    [Fact]
    public void OrderOfFilesAndClassesChangesNothing()
    {
        string[] classes = Networks.Split("\n\n")[1..];
        string[] reversed = [.. classes.Reverse().Select(source => $"using GenNet;\n{source}")];

        Assert.Equal(Generate(Networks), Generate(reversed));
    }

    [Fact]
    public void RunsChangeNothing()
    {
        string[] first = Generate(Networks);
        string[][] others = new string[4][];
        Parallel.For(0, others.Length, index => others[index] = Generate(Networks));

        Assert.All(others, other => Assert.Equal(first, other));
    }

    /// <summary>The names and texts of the generated files, by name: the compiler lists them by when they were declared.</summary>
    private static string[] Generate(params string[] sources)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(sources);
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: GeneratorHarness.ParseOptions)
            .RunGenerators(compilation, TestContext.Current.CancellationToken);
        IEnumerable<string> files = driver.GetRunResult().Results.Single().GeneratedSources
            .OrderBy(file => file.HintName, StringComparer.Ordinal)
            .Select(file => $"{file.HintName}\n{file.SourceText}");
        Assert.Equal(13, files.Count());
        return [.. files];
    }

    private static string[] Messages() =>
    [
        .. AnalyzerHarness.DiagnosticsOf(GeneratorHarness.AddGenerated(GeneratorHarness.CreateCompilation(Networks))).GetAwaiter().GetResult()
            .Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)),
    ];

    private static T InCulture<T>(CultureInfo culture, Func<T> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
