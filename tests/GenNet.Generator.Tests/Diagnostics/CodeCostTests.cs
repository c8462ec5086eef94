using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Costly code says so, with numbers that are right: characters counted, IL within a quarter of what is compiled.</summary>
public sealed partial class CodeCostTests
{
    private const double Tolerance = 0.25;

    /// <summary>Networks that are unrolled, and how often they multiply and add.</summary>
    public static TheoryData<string, string> Unrolled => new(TestScope.Cases(
        [
            ("[Layer(13, 10)]", "130"),
            ("[Layer(5, 17, Activation.Sigmoid), Layer(17, 1)]", "102"),
            ("[Layer(20, 30, Activation.ReLU), Layer(30, 20, Activation.Tanh)]", "1,200"),
        ],
        quick: 2));

    [Theory]
    [MemberData(nameof(Unrolled))]
    public async Task GN0018_UnrolledPastOneMethod(string layers, string multiplyAdds)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(Source($"[Network(Unroll = Unroll.Full)] {layers}"));
        Diagnostic costly = Assert.Single(await AnalyzerHarness.DiagnosticsOf(run.Compilation));

        Assert.Equal(("GN0018", DiagnosticSeverity.Warning, "Unroll.Full"), (costly.Id, costly.Severity, TextAt(costly)));
        Assert.StartsWith(
            $"Net multiplies and adds {multiplyAdds} times a sample, and Unroll.Full writes a statement for each: ", costly.GetMessage(), StringComparison.Ordinal);
        AssertNumbersAreRight(costly, run);
        Assert.Empty(await AnalyzerHarness.DiagnosticsOf(
            GeneratorHarness.RunUnchecked($"#pragma warning disable GN0018\n{Source($"[Network(Unroll = Unroll.Full)] {layers}")}").Compilation));
    }

    [Theory]
    [InlineData("[Network(Unroll = Unroll.Full)] [Layer(10, 10)]")]
    [InlineData("[Layer(13, 10)]")]
    [InlineData("[Layer(784, 64), Layer(64, 10)]")]
    public async Task GN0018_AndGN0024NotWhereCodeIsSmall(string attributes) =>
        Assert.Empty(await AnalyzerHarness.DiagnosticsOf(GeneratorHarness.RunUnchecked(Source(attributes)).Compilation));

    [FullFact]
    public async Task GN0024_ManyLayers()
    {
        string attributes = string.Concat(Enumerable.Repeat("[Layer(17, 17, Activation.Sigmoid)]", 80));
        GeneratorRun run = GeneratorHarness.RunUnchecked(Source(attributes));
        Diagnostic costly = Assert.Single(await AnalyzerHarness.DiagnosticsOf(run.Compilation));

        Assert.Equal(("GN0024", DiagnosticSeverity.Info, "Net"), (costly.Id, costly.Severity, TextAt(costly)));
        AssertNumbersAreRight(costly, run);
        Assert.Empty(await AnalyzerHarness.DiagnosticsOf(
            GeneratorHarness.RunUnchecked($"#pragma warning disable GN0024\n{Source(attributes)}").Compilation));
    }

    private static string Source(string attributes) => $"using GenNet;\n{attributes}\npublic sealed partial class Net;";

    private static void AssertNumbersAreRight(Diagnostic diagnostic, GeneratorRun run)
    {
        double[] sizes = [.. Numbers().Matches(diagnostic.GetMessage(CultureInfo.InvariantCulture)).Select(ToBytes)];
        int characters = run.Files.Sum(file => file.SourceText.Length);
        long compiled = IntermediateLanguageOf(run.Compilation);

        Assert.Equal(2, sizes.Length);
        Assert.InRange(sizes[0], characters * 0.95, characters * 1.05);
        Assert.InRange(sizes[1], compiled * (1 - Tolerance), compiled * (1 + Tolerance));
        Assert.Matches(@"about \d+\.\d\d s of just-in-time compilation", diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    private static double ToBytes(Match match) =>
        double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (match.Groups[2].Value == "KB" ? 1e3 : 1e6);

    private static string TextAt(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan);

    /// <summary>The bytes of all method bodies.</summary>
    private static long IntermediateLanguageOf(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        using var file = new PEReader(image);
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.MethodDefinitions
            .Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0)
            .Sum(address => (long)file.GetMethodBody(address).GetILContent().Length);
    }

    [GeneratedRegex(@"([0-9.]+) (KB|MB) of")]
    private static partial Regex Numbers();
}
