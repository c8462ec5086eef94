using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>
/// Layers that go over steps: x·W + b of all steps at once, then step after step what a <see cref="RecurrentCell"/> makes of it and of the step
/// before. A second direction has parameters of its own.
/// </summary>
internal sealed class RecurrentLayerKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Rnn", "Gru", "Lstm"];

    public LayerSpec? Read(ILayerReader reader)
    {
        IReadOnlyList<int>? sizes = reader.Sizes();
        (Initializer Initializer, double Scale)? weights = reader.Weights(Initializer.Auto);
        return sizes is null || weights is not { } drawn ? null : new RecurrentSpec(
            (RecurrentKind)Enum.Parse(typeof(RecurrentKind), reader.AttributeName),
            sizes[0],
            reader.IsTrue("Sequences", false),
            reader.IsTrue("Bidirectional", false),
            reader.IsTrue("Bias", true),
            drawn.Initializer,
            drawn.Scale);
    }

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        var recurrent = (RecurrentSpec)spec;
        Shape input = inputs[0];
        long features = (long)recurrent.Units * (recurrent.IsBidirectional ? 2 : 1);
        mistake = input.Rank switch
        {
            1 => $"goes over steps, [steps × features], but takes {input.ValuesInWords} without steps: add [Reshape({input}, 1)] before it for steps of one "
                + "value each, or set Sequences = true where a recurrent layer yields them",
            3 => $"goes over steps, [steps × features], but takes {input.ValuesInWords}: add [Reshape({input.Dimensions[0]}, "
                + $"{(long)input.Dimensions[1] * input.Dimensions[2]})] before it for a step a row",
            _ when features * GatesOf(recurrent) > int.MaxValue => new ShapeMistake($"has {recurrent.Units} units, more than there can be") { Arguments = ["units"] },
            _ => null,
        };
        return mistake is not null ? null
            : recurrent.YieldsSequences ? input.WithFeatures((int)features)
            : Shape.Of((int)features);
    }

    public bool Makes(LayerSpec spec) => spec is RecurrentSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        var spec = (RecurrentSpec)layer.Spec;
        Value forward = AddDirection(graph, layer, spec, isReversed: false);
        if (!spec.IsBidirectional)
        {
            graph.Yield(layer, forward);
            return;
        }

        Value reverse = AddDirection(graph, layer, spec, isReversed: true);
        var output = new Value("a", layer.Number, layer.Output);
        graph.Add(new Concatenation(layer.Number, [forward, reverse], output)
        {
            Formula = $"{output.Name} = {forward.Name} ‖ {reverse.Name}",
        });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer)
    {
        var spec = (RecurrentSpec)layer.Spec;
        return $"{spec.Kind} {layer.Input} → {layer.Output}{(spec.IsBidirectional ? ", bidirectional" : string.Empty)}"
            + (spec.HasBias ? string.Empty : ", no bias");
    }

    public string DescribeInFile(LayerModel layer)
    {
        var spec = (RecurrentSpec)layer.Spec;
        return $"{spec.Kind.ToString().ToLowerInvariant()} {layer.Input.Features} {spec.Units}{(spec.YieldsSequences ? " sequences" : string.Empty)}"
            + $"{(spec.IsBidirectional ? " bidirectional" : string.Empty)}{(spec.HasBias ? " bias" : string.Empty)}";
    }

    /// <summary>The operations of one direction; what it yields.</summary>
    private static Value AddDirection(GraphBuilder graph, LayerModel layer, RecurrentSpec spec, bool isReversed)
    {
        int n = layer.Number;
        RecurrentCell cell = CellOf(spec);
        int units = spec.Units;
        int steps = layer.Input.Dimensions[0];
        string r = isReversed ? "r" : string.Empty;
        string words = isReversed ? "reverse_" : string.Empty;
        int gates = cell.Gates.Count;
        Shape sequence = Shape.Of(steps, units);
        Value input = graph.InputOf(layer);

        Tensor weights = graph.Add(Weights($"w{r}", $"{words}kernel", layer.Input.Features, Initializer.GlorotUniform));
        Tensor recurrent = graph.Add(Weights($"u{r}", $"{words}recurrent_kernel", units, Initializer.Orthogonal) with
        {
            // What stays apart from z comes first, so that all that U makes lies side by side.
            GroupShift = cell.KeepsProductApart ? 1 : 0,
        });
        Tensor? bias = spec.HasBias
            ? graph.Add(new Tensor($"b{r}", n, $"{words}bias", Shape.Of(gates * units))
            {
                Groups = gates,
                InitialValues = cell.InitialBiases,
                IsFrozen = layer.IsFrozen,
            })
            : null;
        Tensor? recurrentBias = spec.HasBias && cell.KeepsProductApart
            ? graph.Add(new Tensor($"bn{r}", n, $"{words}recurrent_bias", Shape.Of(units)) { IsFrozen = layer.IsFrozen })
            : null;

        Value ofInput = OfInput(cell, r, n, sequence);
        var product = new DenseProduct(n, input, weights, bias, ofInput);
        graph.Add(product with { Formula = product.FormulaBeforeLoss });

        bool isWhole = spec.YieldsSequences || steps == 1;
        var h = new Value(isWhole && !spec.IsBidirectional ? "a" : $"h{r}", n, isWhole && !spec.YieldsSequences ? Shape.Of(units) : sequence);
        graph.Add(new Recurrence(n, cell, ofInput, recurrent, recurrentBias, h)
        {
            Memory = cell.HasCell ? new Value($"c{r}", n, sequence) : null,
            Products = steps > 1 ? new Value($"hu{r}", n, Shape.Of(gates * units)) { Groups = gates } : null,
            IsReversed = isReversed,
            Formula = FormulaOf(spec, ofInput, recurrent, recurrentBias, h, steps, isReversed),
        });
        if (isWhole)
        {
            return h;
        }

        var last = new Value(spec.IsBidirectional ? $"e{r}" : "a", n, Shape.Of(units));
        graph.Add(new OneStep(n, h, isReversed ? 0 : steps - 1, last) { Formula = $"{last.Name} = {h.Name} of the {(isReversed ? "first" : "last")} step" });
        return last;

        Tensor Weights(string symbol, string word, int rows, Initializer otherwise) => new(symbol, n, word, Shape.Of(rows, gates * units))
        {
            Groups = gates,
            Initializer = spec.Initializer == Initializer.Auto ? otherwise : spec.Initializer,
            InitializerScale = spec.InitializerScale,
            IsFrozen = layer.IsFrozen,
        };
    }

    /// <summary>The products of all steps' inputs, beside which those of what is remembered lie where a cell keeps them apart.</summary>
    private static Value OfInput(RecurrentCell cell, string suffix, int layer, Shape sequence)
    {
        int gates = cell.Gates.Count;
        var ofInput = new Value($"g{suffix}", layer, sequence.WithFeatures(gates * sequence.Features)) { Groups = gates };
        return cell.KeepsProductApart
            ? ofInput with
            {
                PartOf = new ValuePart(
                    new Value($"gq{suffix}", layer, sequence.WithFeatures((gates + 1) * sequence.Features)) { Groups = gates + 1 }, 1),
            }
            : ofInput;
    }

    /// <summary>h1 = Lstm(g1 + h₋·U1) from the first step to the last.</summary>
    private static string FormulaOf(RecurrentSpec spec, Value ofInput, Tensor weights, Tensor? bias, Value h, int steps, bool isReversed)
    {
        string q = bias is null ? $"h₋·{weights.Notation}" : $"h₋·{weights.Notation} + {bias.Name}";
        string taken = CellOf(spec).KeepsProductApart ? $"{ofInput.Name}, {q}" : $"{ofInput.Name} + {q}";
        string way = steps == 1 ? "for the only step"
            : isReversed ? "from the last step to the first"
            : "from the first step to the last";
        return $"{h.Name} = {spec.Kind}({taken}) {way}";
    }

    private static int GatesOf(RecurrentSpec spec) => CellOf(spec).Gates.Count;

    private static RecurrentCell CellOf(RecurrentSpec spec) => spec.Kind switch
    {
        RecurrentKind.Rnn => RecurrentCell.Rnn,
        RecurrentKind.Gru => RecurrentCell.Gru,
        _ => RecurrentCell.Lstm,
    };
}
