using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenNet.Generator.Attributes;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Layers;
using GenNet.Generator.Layers.Embedding;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Reads the attributes of a class. The generator and the analyzer both come here, so that what one refuses the other explains.
/// Whatever the compiler already reports (a value of the wrong type, a missing argument) is refused in silence.
/// </summary>
internal static class NetworkParser
{
    /// <summary>The metadata name of <c>[Network]</c>.</summary>
    public const string NetworkAttributeName = "GenNet.NetworkAttribute";

    /// <summary>Statements for more parameters than this take the compiler minutes and a gigabyte.</summary>
    private const int MostUnrolledParameters = 60_000;

    /// <summary>Whether an attribute makes its class a network.</summary>
    public static bool IsNetworkAttribute(AttributeData attribute) => IsLayer(attribute) || IsNetwork(attribute) || IsInput(attribute);

    /// <summary>Reads what a class with a <c>[Layer]</c> or a <c>[Network]</c> declares.</summary>
    /// <param name="type">The class; any symbol at all does no harm.</param>
    /// <param name="compilation">The program, for the methods that it names.</param>
    /// <param name="reporter">Told of each mistake, once; null if nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static NetworkDeclaration Parse(
        INamedTypeSymbol type, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
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
            TakesIndices = layers.Any(layer => layer.Kind is EmbeddingKind),
            Explores = settings.Explores,
            IsStream = input is { Rank: 2 } && layers.All(layer => layer.IsDense || layer.Spec is null or { IsStepwise: true }),
            HasPretrained = settings.Weights is not null,
        };
        NetworkType? networkType = NetworkTypeParser.Parse(type, shell, compilation, reporter, cancellationToken);
        bool fit = hasOrder && Fit(layers, settings, reporter);
        NetworkModel? architecture = fit && models is { } found
            ? Resolve(type, networkType, layers, shapes!.Input!.Value, found, settings, reporter, cancellationToken)
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

        double byteScale = arguments.Read("ByteScale", 0.0);
        bool hasByteScale = !arguments.Names("ByteScale")
            || (!double.IsNaN(byteScale) && !double.IsInfinity(byteScale) && byteScale != 0);
        if (!hasByteScale)
        {
            reporter?.ReportArgument(
                Rules.ByteScale,
                attribute,
                "ByteScale",
                [new Remedy("Remove ByteScale", attribute, "ByteScale", null)],
                byteScale.ToString(CultureInfo.InvariantCulture));
        }

        bool isCorrect = arguments.IsUsable
            && hasByteScale
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
            hasByteScale ? byteScale : 0)
        {
            Weights = arguments.Read<string?>("Weights", null),
            Explores = arguments.Read("Explore", false),
        };
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

    private static LayerDeclaration Read(
        ImmutableArray<AttributeData> declared,
        int index,
        Compilation compilation,
        FunctionNames functions,
        IMistakeReporter? reporter,
        CancellationToken cancellationToken)
    {
        AttributeData attribute = declared[index];
        var arguments = new AttributeArguments(attribute, cancellationToken);
        ILayerKind kind = LayerKinds.Of(LayerReader.NameOf(attribute))!;
        LayerDeclaration layer;
        if (IsDense(attribute))
        {
            layer = WithFunction(ReadLayer(declared, index, compilation, reporter, cancellationToken), functions, cancellationToken);
        }
        else
        {
            if (!arguments.IsUsable)
            {
                MisspeltMembers.Report(attribute, compilation, reporter, cancellationToken);
            }

            LayerSpec? spec = arguments.IsUsable ? kind.Read(new LayerReader(attribute, index + 1, functions, reporter, cancellationToken)) : null;
            ActivationModel? activation = spec?.Applied;
            layer = new LayerDeclaration(attribute, null, null, activation?.Activation ?? Activation.Linear, true, Initializer.Auto, 1, activation?.Argument ?? 0)
            {
                Spec = spec,
                Function = activation?.Method,
            };
        }

        return layer with
        {
            Kind = kind,
            IsUsable = arguments.IsUsable,
            StatesInputs = arguments.IsUsable ? arguments.Takes("inputs") : layer.Inputs is not null,
            Name = arguments.Read<string?>("Name", null),
            From = arguments.Read<string?>("From", null),
            Others = arguments.ReadArray("names").Select(name => name as string).ToImmutableArray(),
            IsFrozen = arguments.Read("Frozen", false),
            Rule = ReadRule(new LayerReader(attribute, index + 1, functions, reporter, cancellationToken), arguments),
        };
    }

    /// <summary>What a layer says of how its parameters learn; null where a number makes no sense.</summary>
    private static LearningRule? ReadRule(LayerReader reader, AttributeArguments arguments)
    {
        double? l1 = reader.Number(new FormulaArgument("L1", 0) { AtLeast = 0 });
        double? l2 = reader.Number(new FormulaArgument("L2", 0) { AtLeast = 0 });
        double? factor = reader.Number(new FormulaArgument("LearningRateFactor", 1) { AtLeast = 0 });
        return l1 is { } first && l2 is { } second && factor is { } rate
            ? new LearningRule(first, arguments.Names("L2") ? second : null, rate)
            : null;
    }

    /// <summary>The shape that <c>[Input]</c> states; null where there is none.</summary>
    private static Shape? ReadInput(
        ImmutableArray<AttributeData> attributes,
        FunctionNames functions,
        IMistakeReporter? reporter,
        CancellationToken cancellationToken,
        out bool isCorrect,
        out string? name)
    {
        isCorrect = true;
        name = null;
        AttributeData? attribute = attributes.FirstOrDefault(IsInput);
        if (attribute is null)
        {
            return null;
        }

        var arguments = new AttributeArguments(attribute, cancellationToken);
        name = arguments.Read<string?>("Name", null);

        if (attributes.TakeWhile(other => other != attribute).Any(IsLayer))
        {
            reporter?.ReportAttribute(Rules.InputBehindLayers, attribute);
            isCorrect = false;
        }

        IReadOnlyList<int>? sizes = arguments.IsUsable
            ? new LayerReader(attribute, 0, functions, reporter, cancellationToken).Sizes()
            : null;
        isCorrect &= sizes is not null;
        return sizes is null ? null : Shape.Of([.. sizes]);
    }

    private static LayerDeclaration WithFunction(LayerDeclaration layer, FunctionNames functions, CancellationToken cancellationToken)
    {
        var arguments = new AttributeArguments(layer.Attribute, cancellationToken);
        return arguments.IsUsable && layer.Attribute.AttributeConstructor!.Parameters.Any(parameter => parameter.Name == "function")
            ? layer with
            {
                NamesFunction = true,
                Function = functions.ReadActivation(layer.Attribute, arguments.Read<string?>("function", null)),
            }
            : layer;
    }

    private static LayerDeclaration ReadLayer(
        ImmutableArray<AttributeData> declared, int index, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        AttributeData attribute = declared[index];
        int number = index + 1;
        var arguments = new AttributeArguments(attribute, cancellationToken);
        int? inputs = arguments.Read<int?>("inputs", null);
        int? outputs = arguments.Read<int?>("outputs", null);
        if (!arguments.IsUsable)
        {
            MisspeltMembers.Report(attribute, compilation, reporter, cancellationToken);
            return new LayerDeclaration(attribute, inputs, outputs, null, true, null, null, null);
        }

        (Initializer? initializer, double? scale) = WeightArguments.Read(attribute, arguments, number, reporter);
        Activation? activation = EnumArguments.Read<Activation>(attribute, arguments, "activation", "an Activation", reporter);
        return new LayerDeclaration(
            attribute,
            ReadSize(inputs, "inputs"),
            ReadSize(outputs, "outputs"),
            activation,
            arguments.Read("Bias", true),
            initializer,
            scale,
            FormulaArguments.ReadOfActivation(attribute, arguments, activation, reporter))
        {
            IsPerChannel = FormulaArguments.IsPerChannel(attribute, arguments, activation, reporter),
        };

        int? ReadSize(int? size, string name)
        {
            if (size is not < 1)
            {
                return size;
            }

            reporter?.ReportArgument(
                Rules.SizeBelowOne, attribute, name, RemediesFor(name), Text(number), Text(size.Value), name);
            return null;
        }

        // What the neighbour says is what this layer should say.
        Remedy[] RemediesFor(string name)
        {
            bool isInput = name == "inputs";
            int neighbour = isInput ? index - 1 : index + 1;
            string opposite = isInput ? "outputs" : "inputs";
            return neighbour >= 0
                && neighbour < declared.Length
                && new AttributeArguments(declared[neighbour], cancellationToken).Read(opposite, 0) is var size and > 0
                    ?
                    [
                        new Remedy($"Change layer {Text(number)}'s {name} to {{0}}", attribute, name, Text(size))
                        {
                            Model = (declared[neighbour], opposite),
                        },
                    ]
                    : [];
        }
    }

    /// <summary>Whether there are layers, and they stand one after the other.</summary>
    private static bool HasOrder(
        INamedTypeSymbol type,
        ImmutableArray<AttributeData> attributes,
        ImmutableArray<LayerDeclaration> layers,
        NetworkSettings settings,
        IMistakeReporter? reporter,
        CancellationToken cancellationToken)
    {
        if (layers.IsEmpty)
        {
            // A misspelt [Layer] is an error already.
            if (settings.Attribute is { } attribute && attributes.All(other => other.AttributeClass is { TypeKind: not TypeKind.Error }))
            {
                reporter?.ReportAttribute(Rules.NetworkWithoutLayers, attribute, type.Name);
            }

            return false;
        }

        SyntaxNode? firstPart = PartOf(layers[0]);
        if (layers.FirstOrDefault(layer => PartOf(layer) != firstPart) is not { } stray)
        {
            return true;
        }

        reporter?.ReportAttribute(Rules.LayersInSeveralParts, stray.Attribute, type.Name);
        return false;

        SyntaxNode? PartOf(LayerDeclaration layer) =>
            layer.Attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).Parent?.Parent;
    }

    /// <summary>Whether every value makes sense, next to its neighbours too.</summary>
    private static bool Fit(ImmutableArray<LayerDeclaration> layers, NetworkSettings settings, IMistakeReporter? reporter)
    {
        bool fit = settings.IsCorrect;
        bool isSoftmaxLast = true;
        for (int index = 0; index < layers.Length; index++)
        {
            LayerDeclaration layer = layers[index];
            fit &= layer.IsUsable && (layer.IsDense || layer.Spec is not null);
            fit &= layer.Function is not null || !layer.NamesFunction;
            fit &= !layer.StatesInputs || layer.Inputs is not null;
            fit &= !layer.IsDense || layer is
            {
                Outputs: not null, Activation: not null, Initializer: not null, InitializerScale: not null,
                ActivationArgument: not null,
            };

            if (layer.Activation is { } activation && ActivationTable.Of(activation) is { EndsNetwork: true } row
                && (layer.Spec is not ActivateSpec || !row.IsCoupled)
                && index < layers.Length - 1)
            {
                reporter?.ReportArgument(
                    Rules.SoftmaxBeforeLastLayer,
                    layer.Attribute,
                    "activation",
                    [new Remedy($"Change layer {Text(index + 1)}'s activation to {{0}}", layer.Attribute, "activation", "Activation.ReLU")],
                    Text(index + 1),
                    Text(layers.Length),
                    row.Word);
                isSoftmaxLast = false;
            }
        }

        if (settings is { ByteScale: not 0, Attribute: { } network } && layers.Any(layer => layer.Spec is EmbeddingSpec))
        {
            reporter?.ReportArgument(
                Rules.IndicesMisused,
                network,
                "ByteScale",
                [new Remedy("Remove ByteScale", network, "ByteScale", null)],
                "ByteScale makes numbers of bytes, but the network's inputs are indices for its embedding",
                "Remove ByteScale, and give the network integers");
            fit = false;
        }

        return isSoftmaxLast
            && LossFits(layers, settings, reporter)
            && fit;
    }

    private static bool LossFits(ImmutableArray<LayerDeclaration> layers, NetworkSettings settings, IMistakeReporter? reporter)
    {
        if (layers[layers.Length - 1].Activation is not { } activation)
        {
            return true;
        }

        LayerDeclaration last = layers[layers.Length - 1];
        if (!MomentsFit(last, layers.Length, activation, settings, reporter))
        {
            return false;
        }

        if (settings.Loss is not { } loss || LossTable.Of(loss).Activations is not { } fitting || fitting.Contains(activation))
        {
            return true;
        }

        Loss other = ActivationTable.Of(activation).IsCoupled
            ? Loss.CrossEntropy
            : activation == Activation.Sigmoid ? Loss.BinaryCrossEntropy : Loss.MeanSquaredError;
        var otherLoss = new Remedy("Change the loss to {0}", settings.Attribute!, "Loss", $"Loss.{other}");
        var otherActivation = new Remedy(
            $"Change layer {Text(layers.Length)}'s activation to {{0}}", last.Attribute, "activation", $"Activation.{fitting[0]}");
        bool wouldBeConstant = fitting[0] == Activation.Softmax && last.Outputs == 1;
        reporter?.ReportArgument(
            Rules.LossNeedsActivation,
            settings.Attribute!,
            "Loss",
            wouldBeConstant ? [otherLoss] : [otherLoss, otherActivation],
            loss.ToString(),
            string.Join(" or ", fitting.Select(needed => WithArticle(ActivationTable.Of(needed).Word))),
            Text(layers.Length),
            activation.ToString(),
            fitting[0].ToString(),
            other.ToString());
        return false;
    }

    /// <summary>Whether means and variances, where there are any, meet the loss that is for them, and are as many of each.</summary>
    private static bool MomentsFit(
        LayerDeclaration last, int number, Activation activation, NetworkSettings settings, IMistakeReporter? reporter)
    {
        bool makesMoments = ActivationTable.Of(activation).SecondHalf is not null;
        string? otherLoss = settings.LossFunction is { } written ? written.Name
            : settings.Loss is { } declared && !LossTable.Of(declared).HasVariances ? declared.ToString() : null;
        if (makesMoments && otherLoss is not null)
        {
            string name = settings.LossFunction is null ? "Loss" : "LossFunction";
            Remedy theLoss = settings.LossFunction is null
                ? new Remedy("Change the loss to {0}", settings.Attribute!, name, $"Loss.{Loss.GaussianNll}")
                : new Remedy("Remove LossFunction", settings.Attribute!, name, null);
            reporter?.ReportArgument(
                Rules.ActivationNeedsLoss,
                settings.Attribute!,
                name,
                [
                    theLoss,
                    new Remedy($"Change layer {Text(number)}'s activation to {{0}}", last.Attribute, "activation", "Activation.Linear"),
                ],
                Text(number),
                activation.ToString(),
                nameof(Loss.GaussianNll),
                otherLoss);
            return false;
        }

        bool hasMoments = makesMoments || (settings.Loss is { } loss && LossTable.Of(loss).HasVariances);
        if (!hasMoments || last.Outputs is not { } outputs || outputs % 2 == 0)
        {
            return true;
        }

        int even = outputs == int.MaxValue ? outputs - 1 : outputs + 1;
        reporter?.ReportArgument(
            Rules.OddMoments,
            last.Attribute,
            "outputs",
            [new Remedy($"Change layer {Text(number)}'s outputs to {{0}}", last.Attribute, "outputs", Text(even))],
            Text(number),
            Text(outputs),
            outputs == 1 ? "output" : "outputs",
            Text(even),
            Text(even / 2));
        return false;
    }

    private static string WithArticle(string word) => ("aeiou".Contains(word[0]) ? "an " : "a ") + word;

    /// <summary>
    /// Whether there is memory for the network. Where there is not, the first layer is to blame with which there is none.
    /// </summary>
    private static bool StorageFits(ImmutableArray<LayerDeclaration> layers, NetworkGraph graph, IMistakeReporter? reporter)
    {
        if (Planner.TryPlan(graph, out _) is not null)
        {
            return true;
        }

        NetworkModel network = graph.Model;
        Precision precision = network.Precision;
        long needed = 0;
        int count = 0;
        do
        {
            count++;
        }
        while (Planner.TryPlan(LayerKinds.Build(network with { Layers = new(network.Layers.Take(count).ToImmutableArray()) }), out needed) is not null);
        LayerModel layer = network.Layers[count - 1];
        reporter?.ReportArgument(
            Rules.NetworkTooLarge,
            layers[count - 1].Attribute,
            layer.Output.Count > layer.Input.Count || !layers[count - 1].StatesInputs ? "outputs" : "inputs",
            Text(count),
            Grouped(needed),
            network.IsTrainable ? "learn (a gradient, transposed weights and outputs" : "predict (weights and outputs",
            $"{Text(Footprint.ElementsPerLine(precision) / 2)} or {Text(Footprint.ElementsPerLine(precision))}",
            Grouped(Footprint.MostValues(precision)));
        return false;
    }

    private static NetworkModel? Resolve(
        INamedTypeSymbol type,
        NetworkType? networkType,
        ImmutableArray<LayerDeclaration> declared,
        Shape input,
        ImmutableArray<LayerModel> layers,
        NetworkSettings settings,
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
        NetworkGraph graph = LayerKinds.Build(architecture);
        if (!StorageFits(declared, graph, reporter))
        {
            return null;
        }

        if (!Budget.Keeps(type, graph, reporter, cancellationToken))
        {
            return null;
        }

        if (settings is { Unroll: Unroll.Full, Attribute: { } attribute } && graph.ParameterCount > MostUnrolledParameters)
        {
            reporter?.ReportArgument(
                Rules.UnrollTooLarge,
                attribute,
                "Unroll",
                [new Remedy("Remove Unroll", attribute, "Unroll", null)],
                type.Name,
                Grouped(graph.ParameterCount),
                Grouped(MostUnrolledParameters));
            return null;
        }

        if (networkType is null)
        {
            return null;
        }

        if (!NumbersInRange.Fit(declared, settings, architecture, reporter))
        {
            return null;
        }

        ReportIfGeneratedOtherwise(type, graph.ParameterCount, reporter);
        ReportIfSoftmaxIsConstant(declared, reporter);
        return architecture;
    }

    /// <summary>
    /// The analyzer sees generated code and the generator does not: a size such as <c>Other.OutputSize</c> makes sense to the one
    /// alone, and the other wrote a shell without any parameter.
    /// </summary>
    private static void ReportIfGeneratedOtherwise(INamedTypeSymbol type, long parameters, IMistakeReporter? reporter)
    {
        IFieldSymbol? generated = type.GetMembers("ParameterCount").OfType<IFieldSymbol>().FirstOrDefault();
        if (generated is { HasConstantValue: true, ConstantValue: int count } && count != parameters)
        {
            reporter?.ReportComputedArgument(Rules.ValueFromGeneratedCode, type, type.Name);
        }
    }

    /// <summary>e^z / e^z is 1 whatever z is, and no step of training changes that.</summary>
    private static void ReportIfSoftmaxIsConstant(ImmutableArray<LayerDeclaration> layers, IMistakeReporter? reporter)
    {
        if (layers[layers.Length - 1] is { Activation: Activation.Softmax, Outputs: 1 } last)
        {
            reporter?.ReportArgument(
                Rules.SoftmaxOverOneOutput,
                last.Attribute,
                "activation",
                [new Remedy($"Change layer {Text(layers.Length)}'s activation to {{0}}", last.Attribute, "activation", "Activation.Sigmoid")],
                Text(layers.Length));
        }
    }

    /// <summary>Whether an attribute is a layer of ours, of whatever kind.</summary>
    public static bool IsLayer(AttributeData attribute) =>
        LayerKinds.Of(LayerReader.NameOf(attribute)) is not null
        && IsOurs(attribute.AttributeClass, $"{LayerReader.NameOf(attribute)}Attribute");

    private static bool IsDense(AttributeData attribute) => IsOurs(attribute.AttributeClass, "LayerAttribute");

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

    private static string Grouped(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
