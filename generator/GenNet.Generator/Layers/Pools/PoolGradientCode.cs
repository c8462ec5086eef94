using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Pools;

/// <summary>What a pool hands down: δ to the first of the largest values of each window, or a share of it to each.</summary>
internal sealed class PoolGradientCode(CodeStyle style, PoolGradient operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}PoolGradient";

    private bool IsMax => operation.Input is not null;

    public override void WriteCall(SourceWriter writer)
    {
        string pooled = IsMax ? $"ref {Place(operation.Input!).Name}, ref {Place(operation.Pooled!).Name}, " : string.Empty;
        writer.WriteLine($"{Name}({pooled}ref {Place(operation.Delta).Name}, ref {Place(operation.Output).Name}, first, end);");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        Slot delta = Place(operation.Delta);
        Slot output = Place(operation.Output);
        var windows = new PoolWindows(operation.Window, output, Element);
        bool adds = !windows.IsApart;
        string parameters = IsMax ? $"ref {Element} inputs, ref {Element} pooled, " : string.Empty;
        writer.WriteLine();
        string formula = operation.Function is null ? $"s = {operation.Formula}" : TextLayout.Documented(operation.Formula);
        writer.WriteLine($"/// <summary>{formula}, for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock($"private static void {Name}(\n    {parameters}ref {Element} deltas, ref {Element} sums, int first, int end)"))
        {
            if (adds || !windows.CoversAll)
            {
                int sample = output.Positions;
                writer.WriteLine(adds
                    ? "// Windows overlap: what each has for a value is added up."
                    : "// Values in no window have no part in the loss.");
                writer.WriteLine($"Rows.Clear(ref sums, stride: {Text(output.Stride)}, (nint)first * {Text(sample)}, (nint)end * {Text(sample)});");
                writer.WriteLine();
            }

            List<Statement> slope = SlopeStatements();
            WriteConstants(writer, slope);
            (string, string, Slot)[] pooled = IsMax ? [("pooled", "max", Place(operation.Pooled!))] : [];
            List<(string, string, Slot)> larges = [("sums", "sum", output)];
            if (IsMax)
            {
                larges.Add(("inputs", "input", Place(operation.Input!)));
            }

            windows.WriteLoops(writer, larges, ("deltas", "delta", delta), () => WriteWindow(writer, windows, output, adds, slope), pooled);
        }
    }

    /// <summary>What makes d of δ and of the largest value of a window.</summary>
    private List<Statement> SlopeStatements()
    {
        if (operation.Function is null)
        {
            return [];
        }

        Expression delta = Simplifier.Simplify(new Symbol(operation.Delta.Name) * operation.Function.Derivative);
        return new FormulaStatements(Style.Precision, NameOf, delta).Declaration("d", 0).ToList();

        // A shared part may be called a sum, which the pool has its own of.
        static Code NameOf(Symbol symbol) => symbol == ActivationFunction.A ? "largest" : symbol.Name == "sum" ? "total" : symbol.Name;
    }

    private void WriteWindow(SourceWriter writer, PoolWindows windows, Slot output, bool adds, List<Statement> slope)
    {
        if (!IsMax)
        {
            string count = windows.HasBorder
                ? $"{Printer.Literal(1, Style.Precision)} / {windows.Counted}"
                : Printer.Literal(1.0 / operation.Window.Kernel, Style.Precision);
            writer.WriteLine($"{Vector} share = Vector.Create({count});");
        }

        using (writer.WriteBlock($"for (nuint unit = 0; unit < {Text(output.Width)}; unit += (nuint){Vector}.Count)"))
        {
            if (slope.Count == 0)
            {
                writer.WriteLine($"{Vector} d = Vector.LoadUnsafe(ref delta, unit){(IsMax ? string.Empty : " * share")};");
            }

            if (IsMax)
            {
                writer.WriteLine($"{Vector} largest = Vector.LoadUnsafe(ref max, unit);");
                if (slope.Count > 0)
                {
                    writer.WriteLine($"{Vector} {operation.Delta.Name} = Vector.LoadUnsafe(ref delta, unit);");
                    writer.WriteStatements(slope, Style.Vectors);
                }

                writer.WriteLine($"{Vector} left = Vector<{Element}>.AllBitsSet;");
            }

            bool isDeclared = false;
            if (windows.IsUnrolled)
            {
                foreach (int place in windows.Places)
                {
                    string index = place == 0 ? "unit" : $"unit + {Text(place)}";
                    WriteShare(windows.Load("input", place), $"ref sum, {index}");
                }

                return;
            }

            windows.WritePlaces(writer, "sum", _ => WriteShare("Vector.LoadUnsafe(ref inputPlace, unit)", "ref sumPlace, unit"), IsMax ? ["input"] : []);

            void WriteShare(string input, string place)
            {
                string share = "d";
                if (IsMax)
                {
                    writer.WriteLine($"{(isDeclared ? string.Empty : $"{Vector} ")}isFirst = Vector.Equals<{Element}>({input}, largest) & left;");
                    isDeclared = true;
                    writer.WriteLine("left = Vector.AndNot(left, isFirst);");
                    share = "d & isFirst";
                }

                string stored = adds ? $"(Vector.LoadUnsafe({place}) + {(IsMax ? $"({share})" : share)})" : IsMax ? $"({share})" : share;
                writer.WriteLine($"{stored}.StoreUnsafe({place});");
            }
        }
    }
}
