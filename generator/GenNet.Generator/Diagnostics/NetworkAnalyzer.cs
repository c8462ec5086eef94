using System.Collections.Immutable;
using System.Linq;
using GenNet.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenNet.Generator.Diagnostics;

/// <summary>
/// Reports every mistake in the declaration of a network, under the argument that is wrong. It runs the parser that the generator
/// runs; a generator's own diagnostics could not be suppressed, and their locations would spoil its cache.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.LayerSizesDiffer,
        Rules.SizeBelowOne,
        Rules.NetworkTooLarge,
        Rules.SoftmaxBeforeLastLayer,
        Rules.LossNeedsActivation,
        Rules.UndefinedValue,
        Rules.ScaleNotFinite,
        Rules.ClassNotPartial,
        Rules.ContainingTypeNotPartial,
        Rules.NotAnOrdinaryClass,
        Rules.GenericNetwork,
        Rules.OtherBaseClass,
        Rules.FileLocalNetwork,
        Rules.LayersInSeveralParts,
        Rules.NetworkWithoutLayers,
        Rules.MemberClash,
        Rules.UnrollTooLarge,
        Rules.UnrollCostly,
        Rules.ValueFromGeneratedCode,
        Rules.ScaleWithoutEffect,
        Rules.LanguageTooOld,
        Rules.RuntimeDoesNotFit,
        Rules.SoftmaxOverOneOutput,
        Rules.CodeCostly,
        Rules.ArgumentWithoutEffect,
        Rules.ArgumentOutOfRange,
        Rules.ClassWeightsCount,
        Rules.NoGradientsToCheck,
        Rules.ByteScale);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // A network is one class with two parts, and [GeneratedCode] on one part counts for the class: with any other setting
        // nothing would be reported for it.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().Any(NetworkParser.IsNetworkAttribute))
        {
            var locator = new MistakeLocator(context);
            if (NetworkParser.Parse(type, locator, context.CancellationToken).Architecture is { } network)
            {
                CodeCost.Report(type, network, context.Compilation, locator);
            }
        }
    }
}
