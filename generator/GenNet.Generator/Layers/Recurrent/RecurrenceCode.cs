using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>
/// Step after step h·U by register tiles, then everything else of the step in one go through memory. Gates take the place of z, where the way back
/// finds them.
/// </summary>
internal sealed class RecurrenceCode(CodeStyle style, Recurrence operation) : OperationCode(style)
{
    private string Prefix => $"Layer{operation.Layer}{(operation.IsReversed ? "Reverse" : string.Empty)}";

    private Slot Gates => Place(operation.Gates);

    private Slot Output => Place(operation.Output);

    /// <summary>The columns of a gate.</summary>
    private int GroupWidth => Gates.Width / operation.Gates.Groups;

    private bool HasWholeLines => GroupWidth % Style.ElementsPerLine == 0;

    /// <summary>h·U: rows of samples by columns of gates.</summary>
    private MatrixProduct Product => new(
        $"{Prefix}RecurrentProduct",
        A: Output.Name,
        ARowStride: Output.Stride * Output.Positions,
        AStep: 1,
        B: operation.Weights.Name,
        BColumns: Placement.Of(operation.Weights).Columns,
        C: "p",
        CColumns: MatrixColumns.InRows(Place(operation.Products!).Width, Place(operation.Products!).Stride),
        Depth: new KnownExtent(operation.Weights.Rows),
        Start: null)
    {
        Formula = $"{operation.Products!.Name} = h₋·{operation.Weights.Notation}",
    };

    public override IEnumerable<StripKind> StripKinds => operation.Steps == 1 ? [] : Product.StripKinds(Style.ElementsPerLine);

    private string Types => StripKinds.Any() ? $"<{ProductWriter.TypeArguments(Style, Product)}>" : string.Empty;

    public override void WriteCall(SourceWriter writer)
    {
        IEnumerable<string> places = Tensors.Select(tensor => tensor.Name).Concat(Values(operation.Steps > 1).Select(value => Place(value).Name));
        writer.WriteLine($"{Prefix}Recurrence{Types}({string.Join(", ", places.Select(name => $"ref {name}"))}, first, end);");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        bool hasSeveral = operation.Steps > 1;
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {TextLayout.Documented(operation.Formula)}, for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.");
        writer.WriteLine("/// ₋ marks what the step before made, which is 0 before the first one.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        string tensors = string.Concat(Tensors.Select(tensor => $"ref {Element} {NameOf(tensor)}, "));
        using (writer.WriteBlock(
            $"private static void {Prefix}Recurrence{Types}(\n    {tensors}{PlacesOf(hasSeveral).Parameters}int first, int end)"
            + Style.Constraints(StripKinds, hasUpdate: false)))
        {
            if (operation.IsReversed && hasSeveral)
            {
                WriteMoves(writer, operation.Steps - 1);
            }

            WriteCallOfWidths(
                writer, HasWholeLines, suffix => $"{Prefix}FirstStep{suffix}({BiasArgument}{PlacesOf(hasProduct: false).Arguments}first, end);");
            if (hasSeveral)
            {
                if (HasWholeLines)
                {
                    writer.WriteLine();
                }

                using (writer.WriteBlock($"for (int step = 1; step < {Text(operation.Steps)}; step++)"))
                {
                    writer.WriteLine($"{Product.Name}{Types}(ref outputs, ref {operation.Weights.Name}, ref products, first, end);");
                    WriteMoves(writer, operation.IsReversed ? -1 : 1);
                    WriteCallOfWidths(
                        writer, HasWholeLines, suffix => $"{Prefix}Step{suffix}({BiasArgument}{PlacesOf(hasProduct: true).Arguments}first, end);");
                }
            }
        }

        WriteForWidths(writer, HasWholeLines, () => WriteStep(writer, isFirst: true));
        if (hasSeveral)
        {
            WriteForWidths(writer, HasWholeLines, () => WriteStep(writer, isFirst: false));
            new SampleRowsWriter(writer, Style, Product).Write();
        }
    }

    /// <summary>The line that runs everything of a step of a stream but its products, which lie where the gates will.</summary>
    public void WriteStreamCall(SourceWriter writer)
    {
        IEnumerable<string> places = Values(hasProduct: false).Select(value => $"ref {Place(value).Name}");
        writer.WriteLine($"{Prefix}Step({string.Join(", ", places)});");
    }

    /// <summary>The method that it calls. What the step before made lies where this one's will, and is read before.</summary>
    public void WriteStreamStep(SourceWriter writer)
    {
        var quantities = operation.Cell.Quantities.ToList();
        if (operation.Cell.KeepsProductApart)
        {
            quantities.Insert(0, new Quantity(RecurrentCell.Q, s_product));
        }

        List<(string Comment, List<Statement> Statements)> parts = PartsOf(quantities, symbol => symbol == s_product ? StepPlaces.Load(Vectors, "gate", 0)
            : symbol == RecurrentCell.CBefore ? StepPlaces.Load(Vectors, "memory", 0)
            : symbol == RecurrentCell.HBefore ? StepPlaces.Load(Vectors, "output", 0)
            : CodeOf(symbol, isFirst: true));
        writer.WriteLine();
        writer.WriteLine("/// <summary>Everything of a step but its products: gates, what is remembered and what is yielded.</summary>");
        writer.WriteLine(KernelOptions);
        string memory = operation.Memory is null ? string.Empty : $"ref {Element} memory, ";
        using (writer.WriteBlock($"private static void {Prefix}Step(ref {Element} gate, {memory}ref {Element} output)"))
        {
            WriteConstants(writer, parts.SelectMany(part => part.Statements));
            using (writer.WriteBlock($"for (int unit = 0; unit < {Text(GroupWidth)}; unit += {Vector}.Count)"))
            {
                WriteParts(writer, parts);
                WriteStore(writer, RecurrentCell.H);
                if (operation.Memory is not null)
                {
                    WriteStore(writer, RecurrentCell.C);
                }
            }
        }
    }

    private IEnumerable<Tensor> Tensors => (operation.Steps > 1 ? new[] { operation.Weights, operation.Bias } : [operation.Bias]).OfType<Tensor>();

    private string BiasArgument => operation.Bias is null ? string.Empty : "ref bias, ";

    private string NameOf(Tensor tensor) => tensor == operation.Weights ? tensor.Name : "bias";

    private IEnumerable<Value> Values(bool hasProduct) =>
        new[] { hasProduct ? operation.Products : null, operation.Gates, operation.Memory, operation.Output }.OfType<Value>();

    /// <summary>What a step reads and writes.</summary>
    private StepPlaces PlacesOf(bool hasProduct)
    {
        var places = new StepPlaces(Element);
        int back = operation.IsReversed ? 1 : -1;
        if (hasProduct)
        {
            places.Add("products", "product", Place(operation.Products!));
        }

        places.Add("gates", "gate", Gates);
        if (operation.Memory is { } memory)
        {
            places.Add("memories", "memory", Place(memory), hasProduct ? back * Place(memory).Stride : null);
        }

        places.Add("outputs", "output", Output, hasProduct && operation.Cell.HandsDown ? back * Output.Stride : null);
        return places;
    }

    /// <summary>Goes some steps on.</summary>
    private void WriteMoves(SourceWriter writer, int steps)
    {
        writer.WriteLine($"gates = ref Unsafe.Add(ref gates, {Text(steps * Gates.Stride)});");
        if (operation.Memory is { } memory)
        {
            writer.WriteLine($"memories = ref Unsafe.Add(ref memories, {Text(steps * Place(memory).Stride)});");
        }

        writer.WriteLine($"outputs = ref Unsafe.Add(ref outputs, {Text(steps * Output.Stride)});");
    }

    /// <summary>Everything of a step but its product.</summary>
    private void WriteStep(SourceWriter writer, bool isFirst)
    {
        StepPlaces places = PlacesOf(hasProduct: !isFirst);
        List<Quantity> quantities = operation.Cell.Step(isFirst)
            .Where(quantity => !isFirst || IsNeeded(quantity.Name))
            .ToList();
        if (operation.Cell.KeepsProductApart)
        {
            quantities.Insert(0, new Quantity(RecurrentCell.Q, QFormula(isFirst)));
        }

        List<(string Comment, List<Statement> Statements)> parts = PartsOf(quantities, symbol => CodeOf(symbol, isFirst));
        writer.WriteLine();
        writer.WriteLine(isFirst
            ? "/// <summary>The first step, before which everything is 0.</summary>"
            : "/// <summary>Any other step, with h₋·U among the products.</summary>");
        writer.WriteLine(KernelOptions);
        string bias = operation.Bias is null ? string.Empty : $"ref {Element} bias, ";
        using (writer.WriteBlock($"private static void {Prefix}{(isFirst ? "FirstStep" : "Step")}{Suffix}(\n    {bias}{places.Parameters}int first, int end)"))
        {
            WriteConstants(writer, parts.SelectMany(part => part.Statements));
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                places.WriteRows(writer);
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(GroupWidth)}; unit += {Vector}.Count)"))
                {
                    WriteParts(writer, parts);
                    foreach (Quantity quantity in quantities)
                    {
                        WriteStore(writer, quantity.Name);
                    }
                }
            }
        }
    }

    /// <summary>The statements of each quantity, and its formula.</summary>
    private List<(string Comment, List<Statement> Statements)> PartsOf(IReadOnlyList<Quantity> quantities, System.Func<Symbol, Code> code)
    {
        var formulas = new FormulaStatements(Style.Precision, code, quantities.Select(quantity => quantity.Formula).ToArray());
        return quantities
            .Select((quantity, index) => (
                $"{RecurrenceRule.Notation(quantity.Name)} = {Printer.Notation(quantity.Formula, RecurrenceRule.Notation)}",
                formulas.Declaration(quantity.Name.Name, index).ToList()))
            .ToList();
    }

    private void WriteParts(SourceWriter writer, IEnumerable<(string Comment, List<Statement> Statements)> parts)
    {
        foreach ((string comment, List<Statement> statements) in parts)
        {
            writer.WriteLine($"// {comment}");
            writer.WriteStatements(statements, Vectors);
            writer.WriteLine();
        }
    }

    /// <summary>Whether a quantity of the first step is read by another or kept: what forgets nothing is not.</summary>
    private bool IsNeeded(Symbol name) =>
        name == RecurrentCell.H
        || operation.Cell.Step(isFirst: true).Any(quantity => quantity.Formula.Uses(name))
        || operation.Cell.Gradient(isFirst: true).Any(quantity => quantity.Formula.Uses(name));

    private Expression QFormula(bool isFirst) => (isFirst, operation.Bias) switch
    {
        (true, null) => Expression.Zero,
        (true, _) => s_bias,
        (false, null) => s_product,
        _ => s_product + s_bias,
    };

    private static readonly Symbol s_bias = new("bₙ");

    private static readonly Symbol s_product = new("h₋·U");

    private Code CodeOf(Symbol symbol, bool isFirst)
    {
        if (symbol == s_bias)
        {
            return StepPlaces.Load(Vectors, "bias", 0);
        }

        if (symbol == s_product)
        {
            return StepPlaces.Load(Vectors, "product", 0);
        }

        if (symbol == RecurrentCell.CBefore)
        {
            return StepPlaces.Load(Vectors, "memoryBefore", 0);
        }

        if (symbol == RecurrentCell.HBefore)
        {
            return StepPlaces.Load(Vectors, "outputBefore", 0);
        }

        int gate = operation.Cell.Gates.ToList().FindIndex(gate => RecurrentCell.PreActivationOf(gate) == symbol);
        if (gate < 0)
        {
            return symbol.Name;
        }

        int offset = operation.Cell.KeepsProductApart ? 1 : 0;
        Code z = StepPlaces.Load(Vectors, "gate", (gate + offset) * GroupWidth);
        bool isApart = operation.Cell.KeepsProductApart && gate == operation.Cell.Gates.Count - 1;
        return isFirst || isApart ? z : new Infix(z, "+", StepPlaces.Load(Vectors, "product", (gate + offset) * GroupWidth));
    }

    private void WriteStore(SourceWriter writer, Symbol name)
    {
        int gate = operation.Cell.Gates.ToList().IndexOf(name);
        int offset = operation.Cell.KeepsProductApart ? 1 : 0;
        if (name == RecurrentCell.H)
        {
            writer.WriteLine("h.StoreUnsafe(ref output, (nuint)unit);");
        }
        else if (name == RecurrentCell.C)
        {
            writer.WriteLine("c.StoreUnsafe(ref memory, (nuint)unit);");
        }
        else if (name == RecurrentCell.Q)
        {
            writer.WriteLine("q.StoreUnsafe(ref gate, (nuint)unit);");
        }
        else if (gate >= 0)
        {
            writer.WriteLine($"{name.Name}.StoreUnsafe(ref gate, {StepPlaces.Index((gate + offset) * GroupWidth)});");
        }
    }
}
