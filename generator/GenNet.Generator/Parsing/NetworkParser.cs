using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenNet.Generator.Attributes;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Reads the attributes of a class. The generator and the analyzer both come here, so that what one refuses the other explains.
/// Whatever the compiler already reports (a value of the wrong type, a missing argument) is refused in silence.
/// </summary>
internal static partial class NetworkParser
{
    /// <summary>Whether an attribute makes its class a network.</summary>
    public static bool IsNetworkAttribute(AttributeData attribute) => IsLayer(attribute) || IsNetwork(attribute) || IsInput(attribute);

    /// <summary>Reads what a class with a <c>[Layer]</c> or a <c>[Network]</c> declares.</summary>
    /// <param name="type">The class; any symbol at all does no harm.</param>
    /// <param name="compilation">The program, for the methods that it names.</param>
    /// <param name="reporter">Told of each mistake, once; null if nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="leavesStorage">
    /// Whether the caller plans the network, and finds out itself if there is no memory for it: the generator does so behind its cache, and not with each
    /// keystroke.
    /// </param>
    public static NetworkDeclaration Parse(
        INamedTypeSymbol type, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken, bool leavesStorage = false)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        NetworkSettings settings = ReadSettings(attributes.FirstOrDefault(IsNetwork), compilation, reporter, cancellationToken);
        var functions = new FunctionNames(type, compilation, settings.Precision, reporter, cancellationToken);
        settings = WithFunction(settings, functions, reporter, cancellationToken);
        ImmutableArray<AttributeData> declared = attributes.Where(IsLayer).ToImmutableArray();
        ImmutableArray<LayerDeclaration> layers = declared
            .Select((_, index) => Read(declared, index, compilation, functions, reporter, cancellationToken))
            .ToImmutableArray();
        Shape? input = ReadInput(attributes, functions, reporter, cancellationToken, out bool isInputCorrect, out string? inputName);
        bool hasOrder = HasOrder(type, attributes, layers, settings, reporter, cancellationToken);
        ShapeInference? shapes = hasOrder && isInputCorrect ? new ShapeInference(layers, input, inputName, reporter) : null;
        ImmutableArray<LayerModel>? models = shapes?.Infer();

        // At least 1: a program may divide by a size or make an array of that length, and has one mistake, not two.
        var shell = new NetworkShell(
            input ?? Shape.Of(Math.Max(layers.FirstOrDefault()?.Inputs ?? 1, 1)),
            (int)Math.Min(shapes?.Output?.Count ?? Math.Max(layers.LastOrDefault()?.Outputs ?? 1, 1), int.MaxValue),
            settings.Precision == Precision.Double,
            settings.IsTrainable,
            settings.ChecksGradients,
            settings.ByteScale != 0,
            LossTable.Of(settings.Loss ?? LossTable.DefaultAfter(layers.LastOrDefault()?.Activation ?? Activation.Linear)).IsOfClasses)
        {
            TakesIndices = layers.Any(layer => layer.Kind is IIndexKind),
            Explores = settings.Explores,
            IsStream = models is { } resolved
                ? StreamTiming.Of(shapes!.Input!, resolved) is not null
                : input is { Rank: 2 } && layers.All(layer => layer.Spec is null or { IsStepwise: true }),
            HasPretrained = settings.Weights is not null,
        };
        NetworkType? networkType = NetworkTypeParser.Parse(type, shell, compilation, reporter, cancellationToken);
        bool fit = hasOrder && Fit(layers, settings, reporter);
        NetworkModel? architecture = fit && models is { } found
            ? Resolve(type, networkType, layers, shapes!.Input!, found, settings, leavesStorage, reporter, cancellationToken)
            : null;
        return new NetworkDeclaration(networkType, networkType is null ? null : architecture, shell);
    }

    private static NetworkSettings ReadSettings(
        AttributeData? attribute, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (attribute is null)
        {
            return new NetworkSettings(null, true, null, Reduction.Mean, Precision.Single, Unroll.Auto, true, false, 0);
        }

        var arguments = new AttributeArguments(attribute, cancellationToken);
        if (!arguments.IsUsable)
        {
            MisspeltMembers.Report(attribute, compilation, reporter, cancellationToken);
        }

        Loss? loss = EnumArguments.Read<Loss>(attribute, arguments, "Loss", "a Loss", reporter);
        Reduction? reduction = EnumArguments.Read<Reduction>(attribute, arguments, "Reduction", "a Reduction", reporter);
        Precision? precision = EnumArguments.Read<Precision>(attribute, arguments, "Precision", "a Precision", reporter);
        Unroll? unroll = EnumArguments.Read<Unroll>(attribute, arguments, "Unroll", "an Unroll", reporter);
        bool isTrainable = arguments.Read("Trainable", true);
        bool checksGradients = arguments.Read("CheckGradients", false);
        if (checksGradients && !isTrainable)
        {
            reporter?.ReportArgument(
                Rules.NoGradientsToCheck,
                attribute,
                "CheckGradients",
                [
                    new Remedy("Remove CheckGradients", attribute, "CheckGradients", null),
                    new Remedy("Remove Trainable", attribute, "Trainable", null),
                ]);
        }

        double? byteScale = ReadByteScale(attribute, arguments, reporter);
        bool isCorrect = arguments.IsUsable
            && byteScale is not null
            && loss is not null
            && reduction is not null
            && precision is not null
            && unroll is not null
            && (isTrainable || !checksGradients);
        return new NetworkSettings(
            attribute,
            isCorrect,
            loss == Loss.Auto ? null : loss,
            reduction ?? Reduction.Mean,
            precision ?? Precision.Single,
            unroll ?? Unroll.Auto,
            isTrainable,
            checksGradients && isTrainable,
            byteScale ?? 0)
        {
            Weights = arguments.Read<string?>("Weights", null),
            Explores = arguments.Read("Explore", false),
        };
    }

    /// <summary>What bytes are multiplied by, 0 where nothing is said of bytes; null where it makes no sense.</summary>
    private static double? ReadByteScale(AttributeData attribute, AttributeArguments arguments, IMistakeReporter? reporter)
    {
        double scale = arguments.Read("ByteScale", 0.0);
        if (!arguments.Names("ByteScale") || (!double.IsNaN(scale) && !double.IsInfinity(scale) && scale != 0))
        {
            return scale;
        }

        reporter?.ReportArgument(
            Rules.ByteScale,
            attribute,
            "ByteScale",
            [new Remedy("Remove ByteScale", attribute, "ByteScale", null)],
            scale.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    private static NetworkSettings WithFunction(
        NetworkSettings settings, FunctionNames functions, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (settings.Attribute is not { } attribute
            || new AttributeArguments(attribute, cancellationToken) is not { IsUsable: true } arguments
            || !arguments.Names("LossFunction"))
        {
            return settings;
        }

        if (settings.Loss is not null)
        {
            reporter?.ReportArgument(
                Rules.TwoLosses,
                attribute,
                "LossFunction",
                [
                    new Remedy("Remove LossFunction", attribute, "LossFunction", null),
                    new Remedy("Remove Loss", attribute, "Loss", null),
                ]);
            return settings with { IsCorrect = false };
        }

        UserFunction? function = functions.ReadLoss(attribute, arguments.Read<string?>("LossFunction", null));
        return settings with { LossFunction = function, IsCorrect = settings.IsCorrect && function is not null };
    }

    private static NetworkModel? Resolve(
        INamedTypeSymbol type,
        NetworkType? networkType,
        ImmutableArray<LayerDeclaration> declared,
        Shape input,
        ImmutableArray<LayerModel> layers,
        NetworkSettings settings,
        bool leavesStorage,
        IMistakeReporter? reporter,
        CancellationToken cancellationToken)
    {
        LayerModel last = layers[layers.Length - 1];
        Loss loss = settings.LossFunction is not null ? Loss.MeanSquaredError : settings.Loss ?? LossTable.DefaultAfter(last.Activation?.Activation ?? Activation.Linear);
        LossDeclaration? lossDeclaration = settings.Attribute is { } network
            ? FormulaArguments.ReadOfLoss(
                network, new AttributeArguments(network, cancellationToken), loss, settings.LossFunction, last.Output.Features, reporter)
            : new LossDeclaration(new LossArguments(), default);
        if (lossDeclaration is null)
        {
            return null;
        }

        var architecture = new NetworkModel(
            networkType ?? NetworkType.None,
            loss,
            lossDeclaration,
            settings.Reduction,
            settings.Precision,
            settings.Unroll,
            settings.IsTrainable,
            settings.ChecksGradients,
            settings.ByteScale,
            input,
            new EquatableArray<LayerModel>(layers))
        {
            LossFunction = settings.LossFunction,
            Weights = settings.Weights,
            Explores = settings.Explores,
            Declaration = settings.Explores ? DeclarationText.Of(type, cancellationToken) : string.Empty,
        };
        var graph = new Lazy<NetworkGraph>(() => LayerKinds.Build(architecture));
        bool fits = (leavesStorage || StorageFits(declared, graph.Value, reporter))
            && Budget.Keeps(type, graph, reporter, cancellationToken)
            && UnrollFits(type, settings, graph, reporter)
            && networkType is not null
            && NumbersInRange.Fit(declared, settings, architecture, reporter);
        if (!fits)
        {
            return null;
        }

        ReportIfGeneratedOtherwise(type, graph, reporter);
        ReportIfSoftmaxIsConstant(declared, reporter);
        return architecture;
    }

    /// <summary>Whether an attribute is a layer of ours, of whatever kind.</summary>
    public static bool IsLayer(AttributeData attribute) =>
        LayerKinds.Of(LayerReader.NameOf(attribute)) is not null
        && IsOurs(attribute.AttributeClass, $"{LayerReader.NameOf(attribute)}Attribute");

    /// <summary>Whether an attribute states the shape of a sample.</summary>
    public static bool IsInput(AttributeData attribute) => IsOurs(attribute.AttributeClass, "InputAttribute");

    /// <summary>Whether an attribute is what belongs to the whole of a network.</summary>
    public static bool IsNetwork(AttributeData attribute) => IsOurs(attribute.AttributeClass, "NetworkAttribute");

    /// <summary>Whether a type is the one of this name that the runtime declares.</summary>
    public static bool IsOurs(INamedTypeSymbol? type, string name) =>
        type is
        {
            Arity: 0,
            ContainingType: null,
            ContainingNamespace: { Name: "GenNet", ContainingNamespace.IsGlobalNamespace: true },
        }
        && type.Name == name;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
