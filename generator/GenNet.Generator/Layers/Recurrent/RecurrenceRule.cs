using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>The gradient rule of a recurrence.</summary>
internal static class RecurrenceRule
{
    /// <summary>The way back through the steps.</summary>
    /// <param name="forward">The way forward.</param>
    /// <param name="delta">δ of what it makes, of every step or of the last one alone.</param>
    public static RecurrenceGradient Gradient(Recurrence forward, Value delta)
    {
        int n = forward.Layer;
        bool hasSeveral = forward.Steps > 1;
        Shape step = Shape.Of(forward.Output.Features);
        Value ofZ = OfZ(forward);
        string d = GradientBuilder.Notation(delta);
        string ofU = GradientBuilder.Notation(OfU(forward));
        string way = forward.Steps == 1 ? $"through the only step from {d}"
            : (forward.IsReversed ? "from the first step to the last, " : "from the last step to the first, ")
                + $"through each from {(delta.Positions == 1 ? $"{d} of the last" : d)} and {ofU}·{forward.Weights.Notation}ᵀ of the step behind it";
        return new RecurrenceGradient(forward, delta, ofZ)
        {
            OfU = OfU(forward),
            OfQ = forward.Bias is null ? null : OfQ(forward),
            OfOutput = hasSeveral ? Of("su", step) : null,
            OfMemory = hasSeveral && forward.Cell.HasCell ? Of("sc", step) : null,
            Direct = hasSeveral && forward.Cell.HandsDown ? Of("sh", step) : null,
            Formula = $"{GradientBuilder.Notation(ofZ)} {way}",
        };

        Value Of(string symbol, Shape shape) => new($"{symbol}{Direction(forward)}", n, shape);
    }

    /// <summary>The gradients of U and, where there is one, of its bias.</summary>
    public static IEnumerable<Operation> OfParameters(Recurrence forward)
    {
        Value ofU = OfU(forward);
        string before = forward.Steps == 1 ? "0 of one step" : $"{forward.Output.Name}ᵀ of the step before·{GradientBuilder.Notation(ofU)}";
        yield return new WeightGradient(forward.Layer, forward.Output, ofU, forward.Weights)
        {
            Lag = forward.IsReversed ? -1 : 1,
            Formula = $"∂L/∂{forward.Weights.Notation} = {before}",
        };
        if (forward.Bias is { } bias)
        {
            Value ofQ = OfQ(forward);
            yield return new RowSumGradient(forward.Layer, ofQ, null, bias) { Formula = $"∂L/∂{bias.Name} = {GradientBuilder.Notation(ofQ)}" };
        }
    }

    /// <summary>r for what belongs to the direction from the last step to the first.</summary>
    public static string Direction(Recurrence forward) => forward.IsReversed ? "r" : string.Empty;

    /// <summary>How a cell's symbol is written: ₋ marks what the step before made.</summary>
    public static string Notation(Symbol symbol) =>
        symbol == RecurrentCell.HBefore ? "h₋"
        : symbol == RecurrentCell.CBefore ? "c₋"
        : symbol == RecurrentCell.DHBefore ? "δh₋"
        : symbol == RecurrentCell.DCBefore ? "δc₋"
        : symbol == RecurrentCell.DCAfter ? "δc"
        : symbol.Name.Length > 1 && symbol.Name[0] == 'd' ? $"δ{symbol.Name.Substring(1)}"
        : symbol.Name;

    private static Value OfGates(Recurrence forward) => forward.Gates with { Symbol = $"d{forward.Gates.Symbol}" };

    private static Value OfU(Recurrence forward) => Groups(OfGates(forward), $"du{Direction(forward)}", forward.Cell.Gates.Count);

    private static Value OfQ(Recurrence forward) => Groups(OfGates(forward), $"dq{Direction(forward)}", 1);

    private static Value OfZ(Recurrence forward) => forward.Input.PartOf is { } part
        ? forward.Input with { Symbol = $"d{forward.Input.Symbol}", PartOf = part with { Whole = OfGates(forward) } }
        : OfGates(forward);

    /// <summary>The first groups of what stands in the place of the gates.</summary>
    private static Value Groups(Value gates, string symbol, int count) => count == gates.Groups
        ? gates
        : new Value(symbol, gates.Layer, gates.Shape.WithFeatures(gates.Features / gates.Groups * count))
        {
            Groups = count,
            PartOf = new ValuePart(gates, 0),
        };
}
