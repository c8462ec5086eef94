using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <content>Whether what is declared goes together, is small enough, and makes sense.</content>
internal static partial class NetworkParser
{
    /// <summary>Statements for more parameters than this take the compiler minutes and a gigabyte.</summary>
    private const int MostUnrolledParameters = 60_000;

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
            if (attributes.Any(other => other.AttributeClass is not { TypeKind: not TypeKind.Error }))
            {
                return false;
            }

            // An [Input] says what the first layer takes.
            AttributeData? input = attributes.FirstOrDefault(IsInput);
            string layer = input is null ? "[Layer(2, 1)]" : "[Layer(1)]";
            if (settings.Attribute is { } attribute)
            {
                string both = input is null ? string.Empty : " and [Input]";
                reporter?.ReportAttribute(
                    Rules.NetworkWithoutLayers, attribute, type.Name, input is null ? "a [Network]" : "[Network] and [Input]", layer, $"[Network]{both}");
            }
            else if (input is not null)
            {
                reporter?.ReportAttribute(Rules.NetworkWithoutLayers, input, type.Name, "an [Input]", layer, "[Input]");
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
            fit &= layer is { IsUsable: true, Spec: not null };
            fit &= !layer.StatesInputs || layer.Inputs is not null;
            if (layer.Activation is { } activation && ActivationTable.Of(activation) is { EndsNetwork: true } row
                && (layer.Spec is not { MayCoupleAnywhere: true } || !row.IsCoupled)
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

        if (settings is { ByteScale: not 0, Attribute: { } network } && layers.Any(layer => layer.Spec is { Indices: not null }))
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
            Counted.Of(outputs, "output"),
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

        string[] values = MistakeOfStorage(graph.Model, out int number);
        LayerModel layer = graph.Model.Layers[number - 1];
        reporter?.ReportArgument(
            Rules.NetworkTooLarge,
            layers[number - 1].Attribute,
            layer.Output.Count > layer.Input.Count || !layers[number - 1].StatesInputs ? "outputs" : "inputs",
            values);
        return false;
    }

    /// <summary>What <see cref="Rules.NetworkTooLarge"/> says of a network that there is no memory for.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">The number of the first layer with which there is none.</param>
    public static string[] MistakeOfStorage(NetworkModel network, out int layer)
    {
        Precision precision = network.Precision;
        long needed = 0;
        int count = 0;
        do
        {
            count++;
        }
        while (Planner.TryPlan(LayerKinds.Build(network with { Layers = new(network.Layers.Take(count).ToImmutableArray()) }), out needed) is not null);
        layer = count;
        return
        [
            Text(count),
            Grouped(needed),
            network.IsTrainable ? "learn (a gradient, transposed weights and outputs" : "predict (weights and outputs",
            $"{Text(Footprint.ElementsPerLine(precision) / 2)} or {Text(Footprint.ElementsPerLine(precision))}",
            Grouped(Footprint.MostValues(precision)),
        ];
    }

    /// <summary>Whether the compiler has not too much to do with statements for every parameter.</summary>
    private static bool UnrollFits(INamedTypeSymbol type, NetworkSettings settings, Lazy<NetworkGraph> graph, IMistakeReporter? reporter)
    {
        if (settings is not { Unroll: Unroll.Full, Attribute: { } attribute } || graph.Value.ParameterCount <= MostUnrolledParameters)
        {
            return true;
        }

        reporter?.ReportArgument(
            Rules.UnrollTooLarge,
            attribute,
            "Unroll",
            [new Remedy("Remove Unroll", attribute, "Unroll", null)],
            type.Name,
            Grouped(graph.Value.ParameterCount),
            Grouped(MostUnrolledParameters));
        return false;
    }

    /// <summary>
    /// The analyzer sees generated code and the generator does not: a size such as <c>Other.OutputSize</c> makes sense to the one
    /// alone, and the other wrote a shell without any parameter.
    /// </summary>
    private static void ReportIfGeneratedOtherwise(INamedTypeSymbol type, Lazy<NetworkGraph> graph, IMistakeReporter? reporter)
    {
        IFieldSymbol? generated = type.GetMembers("ParameterCount").OfType<IFieldSymbol>().FirstOrDefault();
        if (generated is { HasConstantValue: true, ConstantValue: int count } && count != graph.Value.ParameterCount)
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

    private static string Grouped(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
