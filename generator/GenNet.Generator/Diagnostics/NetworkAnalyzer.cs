using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Parsing;
using GenNet.Generator.Weights;
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
        Rules.RequiredMember,
        Rules.HidingName,
        Rules.RuntimeUnderAlias,
        Rules.MisspeltMember,
        Rules.ArgumentWithoutEffect,
        Rules.ArgumentOutOfRange,
        Rules.WeightsCount,
        Rules.OddMoments,
        Rules.ActivationNeedsLoss,
        Rules.NumberBeyondPrecision,
        Rules.NoGradientsToCheck,
        Rules.NoSuchFunction,
        Rules.FunctionNotMarked,
        Rules.FunctionSignature,
        Rules.FunctionInOtherAssembly,
        Rules.FunctionConstruct,
        Rules.FunctionCall,
        Rules.FunctionRecursion,
        Rules.FunctionState,
        Rules.FunctionTooLong,
        Rules.TwoLosses,
        Rules.ByteScale,
        Rules.FlattenMissing,
        Rules.InputSizeDiffers,
        Rules.UnknownValue,
        Rules.NameTaken,
        Rules.ShapesDoNotMeet,
        Rules.UnusedValue,
        Rules.InputMissing,
        Rules.InputBehindLayers,
        Rules.DimensionBelowOne,
        Rules.PropertyInTheWay,
        Rules.BelowZero,
        Rules.IndicesMisused,
        Rules.NoSuchWeights,
        Rules.WeightsUnreadable,
        Rules.WeightsAmbiguous,
        Rules.WeightsDoNotFit,
        Rules.BudgetExceeded);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // A network is one class with two parts, and [GeneratedCode] on one part counts for the class: with any other setting
        // nothing would be reported for it.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            ImmutableArray<AdditionalText> texts = start.Options.AdditionalFiles;
            var weightFiles = new Lazy<IReadOnlyList<WeightsDescription>>(() => ReadWeightFiles(texts, start.CancellationToken));
            start.RegisterSymbolAction(network => Analyze(network, weightFiles), SymbolKind.NamedType);

            // Two functions that call a third both come across the mistake in it.
            var reported = new ConcurrentDictionary<Location, bool>();
            start.RegisterSymbolAction(function => AnalyzeFunction(function, reported), SymbolKind.Method);
        });
    }

    private static void AnalyzeFunction(SymbolAnalysisContext context, ConcurrentDictionary<Location, bool> reported)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (FunctionParser.IsActivation(method))
        {
            FunctionParser.ParseActivation(method, context.Compilation, new MistakeLocator(context, reported), context.CancellationToken);
        }

        if (FunctionParser.IsLoss(method))
        {
            FunctionParser.ParseLoss(method, context.Compilation, new MistakeLocator(context, reported), context.CancellationToken);
        }
    }

    /// <summary>The change with the attribute that it is of. Where a size is left to the layer before, there is none.</summary>
    private static Remedy At(INamedTypeSymbol type, WeightsRemedy remedy)
    {
        AttributeData attribute = remedy.Layer == 0
            ? type.GetAttributes().First(NetworkParser.IsNetwork)
            : type.GetAttributes().Where(NetworkParser.IsLayer).ElementAt(remedy.Layer - 1);
        return new Remedy(remedy.Title, attribute, remedy.Argument, remedy.Value) { MustBeWritten = remedy.Argument is not ("activation" or "Precision") };
    }

    private static IReadOnlyList<WeightsDescription> ReadWeightFiles(ImmutableArray<AdditionalText> texts, CancellationToken cancellationToken) =>
        texts
            .Where(WeightFiles.IsDescription)
            .Select(text => WeightFiles.Read(text, cancellationToken))
            .OfType<WeightsDescription>()
            .ToList();

    private static void Analyze(SymbolAnalysisContext context, Lazy<IReadOnlyList<WeightsDescription>> weightFiles)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().Any(NetworkParser.IsNetworkAttribute))
        {
            var locator = new MistakeLocator(context);
            if (NetworkParser.Parse(type, context.Compilation, locator, context.CancellationToken).Model is { } network)
            {
                CodeCost.Report(type, network, context.Compilation, locator);
                if (network.Weights is not null)
                {
                    WeightsReading.Read(network, weightFiles.Value, out WeightsMistake? mistake);
                    if (mistake is not null)
                    {
                        locator.ReportArgument(
                            mistake.Rule,
                            type.GetAttributes().First(NetworkParser.IsNetwork),
                            "Weights",
                            mistake.Remedies.Select(remedy => At(type, remedy)).ToList(),
                            mistake.Values);
                    }
                }
            }
        }
    }
}
