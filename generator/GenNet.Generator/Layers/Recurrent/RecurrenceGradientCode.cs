using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>From the last step to the first: everything of a step in one go through memory, then δz·Uᵀ for the step before by register tiles.</summary>
internal sealed class RecurrenceGradientCode(CodeStyle style, RecurrenceGradient operation) : OperationCode(style)
{
    private Recurrence Forward => operation.Forward;

    private RecurrentCell Cell => Forward.Cell;

    private int Steps => Forward.Steps;

    private string Prefix => $"Layer{operation.Layer}{(Forward.IsReversed ? "Reverse" : string.Empty)}";

    private Slot Gates => Place(operation.Gates);

    private string Transpose => $"{Forward.Weights.Name}T";

    private int GroupWidth => Gates.Width / operation.Gates.Groups;

    private bool HasWholeLines => GroupWidth % Style.ElementsPerLine == 0;

    /// <summary>Whether δ is that of every step, and not of the last one alone.</summary>
    private bool IsOfEveryStep => operation.Delta.Positions == Steps && Steps > 1;

    /// <summary>δz·Uᵀ: rows of samples by columns of units.</summary>
    private MatrixProduct Product => new(
        $"{Prefix}RecurrentInputGradient",
        A: Gates.Name,
        ARowStride: Gates.Stride * Gates.Positions,
        AStep: 1,
        B: Transpose,
        BColumns: Placement.TransposeOf(Forward.Weights).Columns,
        C: "s",
        CColumns: MatrixColumns.InRows(Place(operation.OfOutput!).Width, Place(operation.OfOutput!).Stride),
        Depth: WeightTranspose.Depth(Placement, Forward.Weights),
        Start: null)
    {
        Formula = $"{operation.OfOutput!.Name} = {GradientBuilder.Notation(operation.OfU)}·{Forward.Weights.Notation}ᵀ",
        Loops = WeightTranspose.Loops(Placement, Forward.Weights),
    };

    public override IEnumerable<StripKind> StripKinds => Steps == 1 ? [] : Product.StripKinds(Style.ElementsPerLine);

    private string Types => StripKinds.Any() ? $"<{ProductWriter.TypeArguments(Style, Product)}>" : string.Empty;

    public override void WriteCall(SourceWriter writer)
    {
        IEnumerable<string> places = Places(Step.All).Select(place => Place(place.Value).Name);
        string u = Steps == 1 ? string.Empty : $"ref {Transpose}, ";
        writer.WriteLine($"{Prefix}RecurrenceGradient{Types}({u}{string.Join(", ", places.Select(name => $"ref {name}"))}, first, end);");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {TextLayout.Documented(operation.Formula)},");
        writer.WriteLine("/// for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>. ₋ marks the step before.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        string u = Steps == 1 ? string.Empty : $"ref {Element} {Transpose}, ";
        using (writer.WriteBlock(
            $"private static void {Prefix}RecurrenceGradient{Types}(\n    {u}{PlacesOf(Step.All).Parameters}int first, int end)"
            + Style.Constraints(StripKinds, hasUpdate: false)))
        {
            WriteSteps(writer);
        }

        foreach (Step step in Kinds)
        {
            WriteForWidths(writer, HasWholeLines, () => WriteStep(writer, step));
        }

        if (Steps > 1)
        {
            new SampleRowsWriter(writer, Style, Product).Write();
        }
    }

    /// <summary>The kinds of steps there are.</summary>
    private IEnumerable<Step> Kinds => Steps switch
    {
        1 => [Step.Only],
        2 => [Step.Last, Step.First],
        _ => [Step.Last, Step.Between, Step.First],
    };

    private void WriteSteps(SourceWriter writer)
    {
        if (Steps == 1)
        {
            WriteCallOf(Step.Only);
            return;
        }

        if (!Forward.IsReversed)
        {
            WriteMoves(writer, Steps - 1);
        }

        int back = Forward.IsReversed ? 1 : -1;
        WriteCallOf(Step.Last);
        if (HasWholeLines)
        {
            writer.WriteLine();
        }

        if (Steps > 2)
        {
            using (writer.WriteBlock($"for (int step = {Text(Steps - 2)}; step > 0; step--)"))
            {
                WriteBack();
                WriteCallOf(Step.Between);
            }

            writer.WriteLine();
        }

        WriteBack();
        WriteCallOf(Step.First);

        void WriteBack()
        {
            writer.WriteLine($"{Product.Name}{Types}(ref deltaGates, ref {Transpose}, ref ofOutputs, first, end);");
            WriteMoves(writer, back);
        }

        void WriteCallOf(Step step) => WriteCallOfWidths(
            writer, HasWholeLines, suffix => $"{Prefix}{step}StepGradient{suffix}({PlacesOf(step).Arguments}first, end);");
    }

    /// <summary>Goes some steps on.</summary>
    private void WriteMoves(SourceWriter writer, int steps)
    {
        foreach ((string name, _, Value value, _) in Places(Step.All))
        {
            if (value.Positions == Steps)
            {
                writer.WriteLine($"{name} = ref Unsafe.Add(ref {name}, {Text(steps * Place(value).Stride)});");
            }
        }
    }

    /// <summary>What a step reads and writes.</summary>
    private IEnumerable<(string Name, string Row, Value Value, bool HasBefore)> Places(Step step)
    {
        bool isLast = step is Step.Last or Step.Only;
        bool isFirst = step is Step.First or Step.Only;
        if (IsOfEveryStep || isLast || step == Step.All)
        {
            yield return ("deltas", "delta", operation.Delta, false);
        }

        if (operation.OfOutput is { } ofOutput && !isLast)
        {
            yield return ("ofOutputs", "ofOutput", ofOutput, false);
        }

        if (operation.OfMemory is { } ofMemory)
        {
            yield return ("ofMemories", "ofMemory", ofMemory, false);
        }

        if (operation.Direct is { } direct)
        {
            yield return ("directs", "direct", direct, false);
        }

        if (Cell.Gradient(isFirst).Any(quantity => Cell.Gates.Any(gate => gate != RecurrentCell.H && quantity.Formula.Uses(gate))))
        {
            yield return ("gates", "gate", Forward.Gates, false);
        }

        if (Forward.Memory is { } memory)
        {
            yield return ("memories", "memory", memory, !isFirst);
        }

        if (Cell.HandsDown || !Cell.HasCell)
        {
            yield return ("outputs", "output", Forward.Output, Cell.HandsDown && !isFirst);
        }

        yield return ("deltaGates", "deltaGate", operation.Gates, false);
    }

    private StepPlaces PlacesOf(Step step)
    {
        var places = new StepPlaces(Element);
        foreach ((string name, string row, Value value, bool hasBefore) in Places(step))
        {
            Slot slot = Place(value);
            places.Add(name, row, slot, hasBefore ? (Forward.IsReversed ? slot.Stride : -slot.Stride) : null);
        }

        return places;
    }

    /// <summary>Everything of a step but its product.</summary>
    private void WriteStep(SourceWriter writer, Step step)
    {
        bool isFirst = step is Step.First or Step.Only;
        bool isLast = step is Step.Last or Step.Only;
        StepPlaces places = PlacesOf(step);
        List<Quantity> quantities = Cell.Gradient(isFirst).ToList();
        if (isLast)
        {
            // Behind the last step there is nothing.
            quantities = quantities
                .Select(quantity => quantity with { Formula = Simplifier.Simplify(quantity.Formula.Replace(RecurrentCell.DCAfter, 0)) })
                .ToList();
        }

        quantities.Insert(0, new Quantity(RecurrentCell.DH, OfOutput(isLast)));
        var formulas = new FormulaStatements(Style.Precision, CodeOf, quantities.Select(quantity => quantity.Formula).ToArray());
        List<(string Comment, List<Statement> Statements)> parts = quantities
            .Select((quantity, index) => (
                $"{RecurrenceRule.Notation(quantity.Name)} = {Printer.Notation(quantity.Formula, RecurrenceRule.Notation)}",
                formulas.Declaration(quantity.Name.Name, index).ToList()))
            .ToList();
        string which = step switch
        {
            Step.Only => "the only step",
            Step.Last => "the last step, behind which there is nothing",
            Step.First => "the first step, before which everything is 0",
            _ => "any other step",
        };
        writer.WriteLine();
        writer.WriteLine($"/// <summary>The way back through {which}.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock($"private static void {Prefix}{step}StepGradient{Suffix}(\n    {places.Parameters}int first, int end)"))
        {
            WriteConstants(writer, parts.SelectMany(part => part.Statements));
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                places.WriteRows(writer);
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(GroupWidth)}; unit += {Vector}.Count)"))
                {
                    WriteLoads(writer, quantities);
                    foreach ((string comment, List<Statement> statements) in parts)
                    {
                        writer.WriteLine($"// {comment}");
                        writer.WriteStatements(statements, Vectors);
                        writer.WriteLine();
                    }

                    foreach (Quantity quantity in quantities)
                    {
                        WriteStore(writer, quantity.Name);
                    }
                }
            }
        }
    }

    private Expression OfOutput(bool isLast)
    {
        var terms = new List<Expression>();
        if (isLast || IsOfEveryStep)
        {
            terms.Add(s_delta);
        }

        if (!isLast)
        {
            terms.Add(s_ofOutput);
            if (operation.Direct is not null)
            {
                terms.Add(s_direct);
            }
        }

        return terms.Aggregate((left, right) => left + right);
    }

    private static readonly Symbol s_delta = new("δ");

    private static readonly Symbol s_ofOutput = new("δz·Uᵀ");

    private static readonly Symbol s_direct = new("δh₋ of the step after");

    /// <summary>What a step has kept, by the names that formulas have for it.</summary>
    private void WriteLoads(SourceWriter writer, IReadOnlyList<Quantity> quantities)
    {
        int offset = Cell.KeepsProductApart ? 1 : 0;
        for (int gate = 0; gate < Cell.Gates.Count; gate++)
        {
            if (Cell.Gates[gate] != RecurrentCell.H)
            {
                WriteLoad(Cell.Gates[gate], "gate", (gate + offset) * GroupWidth);
            }
        }

        WriteLoad(RecurrentCell.Q, "gate", 0);
        WriteLoad(RecurrentCell.C, "memory", 0);
        WriteLoad(RecurrentCell.CBefore, "memoryBefore", 0);
        WriteLoad(RecurrentCell.H, "output", 0);
        WriteLoad(RecurrentCell.HBefore, "outputBefore", 0);
        WriteLoad(RecurrentCell.DCAfter, "ofMemory", 0);
        writer.WriteLine();

        void WriteLoad(Symbol symbol, string row, int column)
        {
            if (quantities.Any(quantity => quantity.Formula.Uses(symbol)))
            {
                writer.WriteLine($"{Vector} {symbol.Name} = {StepPlaces.LoadText(Vectors, row, column)};");
            }
        }
    }

    private Code CodeOf(Symbol symbol) =>
        symbol == s_delta ? StepPlaces.Load(Vectors, "delta", 0)
        : symbol == s_ofOutput ? StepPlaces.Load(Vectors, "ofOutput", 0)
        : symbol == s_direct ? StepPlaces.Load(Vectors, "direct", 0)
        : symbol.Name;

    private void WriteStore(SourceWriter writer, Symbol name)
    {
        int offset = Cell.KeepsProductApart ? 1 : 0;
        int gate = Cell.Gates.ToList().FindIndex(gate => RecurrentCell.GradientOf(RecurrentCell.PreActivationOf(gate)) == name);
        if (gate >= 0)
        {
            writer.WriteLine($"{name.Name}.StoreUnsafe(ref deltaGate, {StepPlaces.Index((gate + offset) * GroupWidth)});");
        }
        else if (name == RecurrentCell.GradientOf(RecurrentCell.Q))
        {
            writer.WriteLine($"{name.Name}.StoreUnsafe(ref deltaGate, (nuint)unit);");
        }
        else if (name == RecurrentCell.DCBefore && operation.OfMemory is not null)
        {
            writer.WriteLine($"{name.Name}.StoreUnsafe(ref ofMemory, (nuint)unit);");
        }
        else if (name == RecurrentCell.DHBefore && operation.Direct is not null)
        {
            writer.WriteLine($"{name.Name}.StoreUnsafe(ref direct, (nuint)unit);");
        }
    }

    /// <summary>Which step: the first has none before it, the last none behind.</summary>
    private enum Step
    {
        All,
        Only,
        First,
        Between,
        Last,
    }
}
