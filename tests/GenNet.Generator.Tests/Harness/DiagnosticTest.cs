using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>One mistake, one diagnostic: the form of every test of a rule.</summary>
internal static class DiagnosticTest
{
    /// <summary>
    /// A program that uses all that is generated into a class <c>Net</c> of floats. It compiles with any declaration that leaves the
    /// generator a class to write into.
    /// </summary>
    public const string Use =
        """
        public static class Use
        {
            public static object[] All()
            {
                var network = new Net();
                var seeded = new Net(7);
                float[] inputs = new float[Net.InputSize];
                float[] outputs = new float[Net.OutputSize];
                float[] parameters = new float[Net.ParameterCount];
                network.Predict(inputs, outputs);
                network.Predict(inputs, outputs, 2);
                network.Gradient(inputs, outputs, parameters);
                network.CopyParametersTo(parameters);
                network.CopyParametersFrom(parameters);
                network.Save("net.safetensors");
                float loss = seeded.TrainStep(inputs, outputs, new GenNet.Sgd(0.1));
                var history = seeded.Fit(new GenNet.Dataset(inputs, outputs, Net.InputSize, Net.OutputSize));
                return [loss, history, 1 / Net.InputSize, Net.Load("net.safetensors").Classify(inputs), Net.Summary];
            }
        }
        """;

    /// <summary>
    /// Fails unless the analyzer reports exactly what is marked, with these messages, the compiler has nothing to add, and a
    /// <c>#pragma</c> silences it all.
    /// </summary>
    /// <param name="marked">The source, with marks.</param>
    /// <param name="messages">The messages in the order of the marks.</param>
    public static Task Verify(string marked, params string[] messages) => Verify([], marked, messages);

    /// <summary>The same for a program whose project has other files, too.</summary>
    public static async Task Verify(ImmutableArray<AdditionalText> files, string marked, params string[] messages)
    {
        MarkedSource source = MarkedSource.Parse(marked);
        var options = new AnalyzerOptions(files);
        Compilation compilation = GeneratorHarness.RunUnchecked(files, source.Text).Compilation;
        GeneratorHarness.AssertCompiles(compilation);
        await VerifyDiagnostics(compilation, options, source, messages);

        // Whether a pragma silences it is a matter of the rule, of which there are several cases: a quick run asks in about every fourth, always the same.
        if (!TestScope.Full && marked.Length % 4 != 0)
        {
            return;
        }

        string ids = string.Join(", ", source.Marks.Select(mark => mark.Id).Distinct());
        string silent = $"#pragma warning disable {ids}\n{source.Text}";
        Compilation silenced = TestScope.Full
            ? GeneratorHarness.RunUnchecked(files, silent).Compilation
            : GeneratorHarness.AddGenerated(GeneratorHarness.CreateCompilation(silent), files);
        Assert.Empty(await AnalyzerHarness.DiagnosticsOf(silenced, options));
    }

    /// <summary>Fails unless the compiler reports these ids, and the analyzer nothing.</summary>
    public static async Task VerifyLeftToCompiler(string source, params string[] compilerIds)
    {
        Compilation compilation = GeneratorHarness.RunUnchecked(source).Compilation;
        Assert.Equal(
            compilerIds,
            GeneratorHarness.CompilerDiagnosticsOf(compilation).Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(await AnalyzerHarness.DiagnosticsOf(compilation));
    }

    private static async Task VerifyDiagnostics(Compilation compilation, AnalyzerOptions options, MarkedSource source, string[] messages)
    {
        Assert.Equal(source.Marks.Length, messages.Length);
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerHarness.DiagnosticsOf(compilation, options);
        Assert.Equal(
            source.Marks.Zip(messages, (mark, message) =>
                $"{mark.Id} {mark.Span} '{source.Text.Substring(mark.Span.Start, mark.Span.Length)}': {message}"),
            diagnostics.Select(diagnostic =>
                $"{diagnostic.Id} {diagnostic.Location.SourceSpan} '{TextAt(diagnostic)}': {Message(diagnostic)}"));
    }

    private static string TextAt(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree ? tree.GetText().ToString(diagnostic.Location.SourceSpan) : "nowhere";

    private static string Message(Diagnostic diagnostic) =>
        diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
