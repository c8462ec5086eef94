using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>Runs the analyzer over what a build would show it: sources and generated files together.</summary>
internal static class AnalyzerHarness
{
    /// <summary>What the analyzer reports, in the order of the source; suppressed diagnostics are left out.</summary>
    public static Task<ImmutableArray<Diagnostic>> DiagnosticsOf(Compilation compilation) =>
        DiagnosticsOf(compilation, new AnalyzerOptions([]));

    /// <inheritdoc cref="DiagnosticsOf(Compilation)"/>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(Compilation compilation, AnalyzerOptions analyzerOptions)
    {
        var options = new CompilationWithAnalyzersOptions(
            analyzerOptions,
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers([new NetworkAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        // An exception inside an analyzer arrives as a diagnostic with an id of Roslyn's own.
        Assert.All(diagnostics, diagnostic => Assert.True(
            diagnostic.Id.StartsWith("GN", StringComparison.Ordinal), $"The analyzer threw: {diagnostic}"));
        return
        [
            .. diagnostics
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }
}
