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
/// One step of a small recurrent layer in a stream: the sums of all gates, a vector of units at a time in registers, and everything else. Where the weights stay
/// in the first-level cache, all sums come first: what the functions of two vectors do then goes on at the same time. Where they do not, each vector goes from its sums
/// to h at once: while its functions wait for one another, the next one's weights come. Vectors of 512 bits have registers for the sums of all units at once.
/// </summary>
/// <param name="style">How things are called.</param>
/// <param name="product">x·W + b.</param>
/// <param name="operation">The steps.</param>
internal sealed class FusedStepCode(CodeStyle style, DenseProduct product, Recurrence operation) : OperationCode(style)
{
    /// <summary>The most units of a layer that takes its steps so: beyond, each gate takes whole cache lines of the weights.</summary>
    public const int MostUnits = 64;

    /// <summary>
    /// The most bytes of such a layer's U for which all sums come before everything else: three quarters of a first-level cache of 32 KB. Measured with 256 bits
    /// on a Zen 3: a step of Gru(16), 3 KB, takes 81 ns so and 93 otherwise, of Lstm(20), 8 KB, 166 and 176, but of Lstm(40), 30 KB, 400 and 374.
    /// </summary>
    private const int BytesOfSumsFirst = 24 * 1024;

    /// <summary>Sums of each gate in registers, which take turns.</summary>
    private const int Turns = 2;

    /// <summary>So few terms are written out.</summary>
    private const int MostUnrolledTerms = 2;

    private RecurrentCell Cell => operation.Cell;

    private int Units => operation.Output.Features;

    /// <summary>Whether all sums of the method at hand come before everything else.</summary>
    private bool HasSumsFirst => Vectors.IsWide ||
        Placement.Of(operation.Weights).Columns.Count * operation.Weights.Rows * Footprint.BytesPerElement(Style.Precision) <= BytesOfSumsFirst;

    private int GroupWidth => Place(operation.Gates).Width / operation.Gates.Groups;

    private bool HasWholeLines => GroupWidth % Style.ElementsPerLine == 0;

    /// <summary>The sums of a vector of units: x·W + b and h·U of each gate, together or apart, each in a part of the gates' place.</summary>
    private IEnumerable<StepSum> Sums
    {
        get
        {
            int gates = Cell.Gates.Count;
            for (int gate = 0; gate < gates; gate++)
            {
                bool isApart = Cell.KeepsProductApart && gate == gates - 1;
                yield return new StepSum(
                    RecurrentCell.PreActivationOf(Cell.Gates[gate]).Name,
                    gate,
                    gate,
                    isApart ? null : gate + (Cell.KeepsProductApart ? 1 : 0),
                    product.Bias is null ? null : ("b", gate * GroupWidth));
            }

            if (Cell.KeepsProductApart)
            {
                yield return new StepSum(RecurrentCell.Q.Name, gates, null, 0, operation.Bias is null ? null : ("bn", 0));
            }
        }
    }

    private IEnumerable<(string Name, string Place)> Places => new (string Name, string? Place)[]
    {
        ("x", Place(product.Input).Name),
        ("w", product.Weights.Name),
        ("b", product.Bias?.Name),
        ("u", operation.Weights.Name),
        ("bn", operation.Bias?.Name),
        ("memory", operation.Memory is { } memory ? Place(memory).Name : null),
        ("output", Place(operation.Output).Name),

        // Where the gates stay in registers, their place holds h of this step until nobody reads that of the step before.
        (HasSumsFirst ? "sums" : "next", Place(operation.Gates).Name),
    }.Where(place => place.Place is not null).Select(place => (place.Name, place.Place!));

    public override bool StepNamesRows => false;

    public override void WriteCall(SourceWriter writer) => WriteCallOfWidths(
        writer, HasWholeLines, suffix => $"Layer{operation.Layer}Step{suffix}({string.Join(", ", Places.Select(place => $"ref {place.Place}"))});");

    public override void WriteMethods(SourceWriter writer) => WriteForWidths(writer, HasWholeLines, () => WriteMethod(writer));

    private void WriteMethod(SourceWriter writer)
    {
        IReadOnlyList<Quantity> quantities = Cell.Quantities;
        var formulas = new FormulaStatements(Style.Precision, CodeOf, quantities.Select(quantity => quantity.Formula).ToArray());
        List<(string Comment, List<Statement> Statements)> parts = quantities
            .Select((quantity, index) => (
                $"{RecurrenceRule.Notation(quantity.Name)} = {Printer.Notation(quantity.Formula, RecurrenceRule.Notation)}",
                formulas.Declaration(quantity.Name.Name, index).ToList()))
            .ToList();
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        string order = Vectors.IsWide ? ": first the sums of all units, which read h₋"
            : HasSumsFirst ? ": first all sums, which read h₋, a vector of units at a time"
            : ", a vector of units at a time";
        writer.WriteLine($"/// {TextLayout.Documented(operation.Formula)}{order}. What of a vector lies");
        writer.WriteLine("/// behind the last unit is never read.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void Layer{operation.Layer}Step{Suffix}(\n    {string.Join(", ", Places.Select(place => $"ref {Element} {place.Name}"))})"))
        {
            IEnumerable<Statement> statements = parts.SelectMany(part => part.Statements);
            if (HasSumsFirst)
            {
                WriteAllSums(writer);
                writer.WriteLine();
                WriteConstants(writer, statements);
                using (WriteLoop(writer))
                {
                    WriteParts(writer, parts, "output");
                }

                return;
            }

            WriteConstants(writer, statements);
            using (WriteLoop(writer))
            {
                WriteSums(writer);
                WriteParts(writer, parts, "next");
            }

            writer.WriteLine();
            using (WriteLoop(writer))
            {
                writer.WriteLine($"{Functions}.LoadUnsafe(ref next, unit).StoreUnsafe(ref output, unit);");
            }
        }
    }

    /// <summary>The sums of all units, which take their places.</summary>
    private void WriteAllSums(SourceWriter writer)
    {
        if (Vectors.IsWide)
        {
            new WideSumsWriter(writer, Style, GroupWidth, Units, Sums.ToList()).Write(("x", "w", product.Weights), ("output", "u", operation.Weights));
            return;
        }

        using (WriteLoop(writer))
        {
            WriteSums(writer);
            foreach (StepSum sum in Sums)
            {
                writer.WriteLine($"{sum.Name}.StoreUnsafe(ref sums, {At(sum.Place * GroupWidth)});");
            }
        }
    }

    /// <summary>Everything behind the sums.</summary>
    private void WriteParts(SourceWriter writer, List<(string Comment, List<Statement> Statements)> parts, string h)
    {
        foreach ((string comment, List<Statement> statements) in parts)
        {
            writer.WriteLine($"// {comment}");
            writer.WriteStatements(statements, Vectors);
            writer.WriteLine();
        }

        if (operation.Memory is not null)
        {
            writer.WriteLine("c.StoreUnsafe(ref memory, unit);");
        }

        writer.WriteLine($"h.StoreUnsafe(ref {h}, unit);");
    }

    private System.IDisposable WriteLoop(SourceWriter writer) =>
        writer.WriteBlock($"for (nuint unit = 0; unit < {Text(Units)}; unit += (nuint){Vector}.Count)");

    /// <summary>The sums of a vector of units: x·W + b and h·U of each gate, together or apart.</summary>
    private void WriteSums(SourceWriter writer)
    {
        foreach (StepSum sum in Sums)
        {
            writer.WriteLine($"{Vector} {sum.Name} = {(sum.Start is { } start ? Load(start.Row, start.Column) : $"{Vector}.Zero")};");
            if (sum.OfU is not null && Units > 1)
            {
                writer.WriteLine($"{Vector} {sum.Name}1 = {Vector}.Zero;");
            }
        }

        List<(string Name, int Group)> ofInputs = Sums.Where(sum => sum.OfW is not null).Select(sum => (sum.Name, sum.OfW!.Value)).ToList();
        List<(string Name, int Group)> ofOutputs = Sums.Where(sum => sum.OfU is not null).Select(sum => (sum.Name, sum.OfU!.Value)).ToList();
        WriteTerms(writer, "x", "w", product.Weights, ofInputs, 1);
        WriteTerms(writer, "output", "u", operation.Weights, ofOutputs, Turns);
        if (Units > 1)
        {
            foreach ((string name, _) in ofOutputs)
            {
                writer.WriteLine($"{name} += {name}1;");
            }

            writer.WriteLine();
        }
    }

    /// <summary>The terms of some sums, of which every factor is spread once for all.</summary>
    private void WriteTerms(SourceWriter writer, string factors, string weights, Tensor tensor, List<(string Name, int Group)> sums, int turns)
    {
        int rows = tensor.Rows;
        MatrixColumns columns = Placement.Of(tensor).Columns;
        foreach ((string name, int group) in sums)
        {
            writer.WriteLine($"ref {Element} {weights}_{name} = ref Unsafe.Add(ref {weights}, {PlaceOf(columns, group * GroupWidth)});");
        }

        int whole = rows - (rows % turns);
        if (rows > MostUnrolledTerms)
        {
            int step = turns * columns.PanelWidth;
            string header = $"for (int k = 0; k < {Text(whole)}; k{(turns == 1 ? "++" : $" += {Text(turns)}")})";
            writer.WriteLine($"nuint {weights}Row = 0;");
            using (writer.WriteBlock(header))
            {
                for (int turn = 0; turn < turns; turn++)
                {
                    WriteTerm(turn, turn == 0 ? "k" : $"k + {Text(turn)}", turn == 0 ? $"{weights}Row" : $"{weights}Row + {Text(turn * columns.PanelWidth)}");
                }

                writer.WriteLine($"{weights}Row += {Text(step)};");
            }

            writer.WriteLine();
        }
        else
        {
            whole = 0;
        }

        for (int k = whole; k < rows; k++)
        {
            WriteTerm(k % turns, Text(k), Text(k * columns.PanelWidth));
        }

        if (whole < rows)
        {
            writer.WriteLine();
        }

        void WriteTerm(int turn, string factor, string row)
        {
            string local = $"{factors}_{new string(factor.Where(char.IsLetterOrDigit).ToArray())}";
            writer.WriteLine($"{Vector} {local} = Vector.Create(Unsafe.Add(ref {factors}, {factor}));");
            foreach ((string name, _) in sums)
            {
                string sum = turn == 0 ? name : $"{name}{Text(turn)}";
                writer.WriteLine($"{sum} = Vector.MultiplyAddEstimate({local}, Vector.LoadUnsafe(ref {weights}_{name}, {row}), {sum});");
            }
        }
    }

    /// <summary>Where the columns of a vector of units begin, those of the first unit at <paramref name="first"/>.</summary>
    private string PlaceOf(MatrixColumns columns, int first)
    {
        int width = columns.PanelWidth;
        if (!columns.IsInPanels || columns.PanelLength == width || first / width == (first + GroupWidth - 1) / width)
        {
            int place = columns.IsInPanels ? (first / width * columns.PanelLength) + (first % width) : first;
            return place == 0 ? "unit" : $"unit + {Text(place)}";
        }

        // A gate's columns go from one panel into the next.
        string column = $"(unit + {Text(first)})";
        return $"({column} / {Text(width)} * {Text(columns.PanelLength)}) + ({column} % {Text(width)})";
    }

    private string Load(string row, int column) => $"{Functions}.LoadUnsafe(ref {row}, {At(column)})";

    private static string At(int column) => column == 0 ? "unit" : $"unit + {Text(column)}";

    private Code CodeOf(Symbol symbol)
    {
        if (HasSumsFirst && Sums.FirstOrDefault(sum => sum.Name == symbol.Name) is { } sum)
        {
            return Load("sums", sum.Place * GroupWidth);
        }

        return symbol == RecurrentCell.CBefore ? Load("memory", 0)
            : symbol == RecurrentCell.HBefore ? Load("output", 0)
            : symbol.Name;
    }
}
