using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// z = x·W + b with weights that lie unit by unit: a sum along the inputs for each unit. At any vector width it has as many parts as a cache line has
/// elements, so that its bits are the same; narrower vectors go through the inputs once more for the other parts.
/// </summary>
internal sealed class UnitProductCode(CodeStyle style, DenseProduct operation) : OperationCode(style)
{
    private const string Strip = "TVector";

    private string Name => $"Layer{operation.Layer}{operation.Weights.Part}Forward";

    private string X => Place(operation.Input).Name;

    private string W => operation.Weights.Name;

    private int Units => operation.Weights.Columns;

    private int Inputs => operation.Weights.Rows;

    /// <summary>How many inputs of each part are taken at a time, each into sums of its own: four to eight sums hide the latency of multiply-add.</summary>
    private int Turns => Units switch
    {
        1 or 2 => 4,
        3 or 4 => 2,
        _ => 1,
    };

    private string Parameters => $"ref {Element} {X}, ref {Element} {W}{(operation.Bias is { } bias ? $", ref {Element} {bias.Name}" : string.Empty)}, ref {Element} z";

    private string Weights => $"ref {W}{(operation.Bias is { } bias ? $", ref {bias.Name}" : string.Empty)}";

    public override IEnumerable<StripKind> StripKinds => [StripKind.Vector];

    public override void WriteCall(SourceWriter writer) =>
        writer.WriteLine($"{Name}<{Strip}>(ref {X}, {Weights}, ref {Place(operation.Output).Name}, {Range(operation.Output.Positions)});");

    public override void WriteOneSampleCall(SourceWriter writer) =>
        writer.WriteLine($"{Name}One<{Strip}>(ref {X}, {Weights}, ref {Place(operation.Output).Name});");

    public override void WriteMethods(SourceWriter writer)
    {
        string constraint = Style.Constraint(Strip);
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{operation.FormulaBeforeLoss} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock($"private static void {Name}<{Strip}>(\n    {Parameters}, int first, int end){constraint}"))
        {
            Slot output = Place(operation.Output);
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                writer.WriteLine(TextLayout.WrapArguments(
                    $"{Name}One<{Strip}>(",
                    $"ref Unsafe.Add(ref {X}, sample * {Text(Place(operation.Input).Stride)}), {Weights}, ",
                    $"ref Unsafe.Add(ref z, sample * {Text(output.Stride)}));"));
            }

            if (output.IsPadded)
            {
                writer.WriteLine();
                writer.WriteLine($"Rows.ClearPadding(ref z, {Text(output.Features)}, {Text(output.Stride)}, first, end);");
            }
        }

        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {operation.FormulaBeforeLoss} for one sample. The weights of a unit lie side by side, so a sum runs along them and the inputs:");
        writer.WriteLine($"/// in {TileWriter.Word(Style.ElementsPerLine)} parts, as many of them at a time as a vector has elements.");
        writer.WriteLine("/// </summary>");

        // The pass of a single layer takes it in: a call would be a good part of it.
        bool isInlined = Style.Plan.HasOneSamplePass && Style.Plan.Model.Layers.Count == 1;
        writer.WriteLine(isInlined ? "[MethodImplAttribute(Kernel.Inlined)]" : KernelOptions);
        using (writer.WriteBlock($"private static void {Name}One<{Strip}>(\n    {Parameters}){constraint}"))
        {
            WriteZeros(writer, "z", Units);
            using (writer.WriteBlock($"for (nint part = 0; part < {Text(Style.ElementsPerLine)}; part += {Strip}.Count)"))
            {
                WriteParts(writer);
            }

            writer.WriteLine();
            for (int unit = 0; unit < Units; unit++)
            {
                string bias = operation.Bias is { } tensor ? $" + {Behind(tensor.Name, unit)}" : string.Empty;
                writer.WriteLine($"{Behind("z", unit)} = z{Text(unit)}.Sum(){bias};");
            }
        }
    }

    private static void WriteZeros(SourceWriter writer, string name, int count)
    {
        foreach (string line in TextLayout.Locals(Strip, Enumerable.Range(0, count).Select(i => $"{name}{Text(i)} = default")))
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>Some parts of each sum.</summary>
    private void WriteParts(SourceWriter writer)
    {
        int line = Style.ElementsPerLine;
        int step = Turns * line;
        int whole = Inputs / step * step;
        WriteZeros(writer, "p", Turns * Units);
        string start = whole == Inputs ? "nint k = part" : string.Empty;
        string x = Turns == 1 ? $"{X}_k" : $"{X}_";
        if (whole < Inputs)
        {
            writer.WriteLine("nint k = part;");
        }

        using (writer.WriteBlock($"for ({start}; k < {Text(whole)}; k += {Text(step)})"))
        {
            WriteTerms(writer, Turns, x);
        }

        if (whole < Inputs)
        {
            writer.WriteLine();
            WriteTerms(writer, (Inputs - whole) / line, "rest");
        }

        writer.WriteLine();
        for (int half = Turns * Units / 2; half >= Units; half /= 2)
        {
            WriteAdditions(writer, "p", half, half);
        }

        WriteAdditions(writer, "z", Units, 0);
    }

    /// <summary>Adds what stands so far behind to some sums.</summary>
    private static void WriteAdditions(SourceWriter writer, string sums, int count, int distance)
    {
        for (int sum = 0; sum < count; sum++)
        {
            writer.WriteLine($"{sums}{Text(sum)}.Add(p{Text(sum + distance)});");
        }
    }

    /// <summary>A term of each sum for so many turns.</summary>
    private void WriteTerms(SourceWriter writer, int turns, string name)
    {
        for (int turn = 0; turn < turns; turn++)
        {
            int behind = turn * Style.ElementsPerLine;
            string k = behind == 0 ? "k" : $"k + {Text(behind)}";
            string strip = Turns == 1 ? name : $"{name}{Text(turn)}";
            writer.WriteLine($"{Strip} {strip} = {Strip}.Load(ref Unsafe.Add(ref {X}, {k}));");
            for (int unit = 0; unit < Units; unit++)
            {
                string place = unit == 0 ? k : $"{k} + {Text(unit * Inputs)}";
                writer.WriteLine($"p{Text((turn * Units) + unit)}.AddProduct({strip}, times: ref Unsafe.Add(ref {W}, {place}));");
            }
        }
    }
}
