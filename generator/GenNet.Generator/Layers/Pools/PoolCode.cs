using System;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Pools;

/// <summary>The largest value or the mean of every window, a vector of features at a time.</summary>
internal sealed class PoolCode(CodeStyle style, Pool operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}Pool";

    public override void WriteCall(SourceWriter writer) =>
        writer.WriteLine($"{Name}(ref {Place(operation.Input).Name}, ref {Place(operation.Output).Name}, first, end);");

    public override void WriteMethods(SourceWriter writer)
    {
        Slot input = Place(operation.Input);
        Slot output = Place(operation.Output);
        var windows = new PoolWindows(operation.Window, input, Element);
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{operation.Formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock($"private static void {Name}(ref {Element} inputs, ref {Element} outputs, int first, int end)"))
        {
            windows.WriteLoops(writer, [("inputs", "input", input)], ("outputs", "output", output), () =>
            {
                if (operation.IsMax)
                {
                    WriteMax(writer, windows);
                }
                else
                {
                    WriteMean(writer, windows);
                }
            });
        }
    }

    private void WriteMax(SourceWriter writer, PoolWindows windows)
    {
        if (windows.IsUnrolled)
        {
            using (WriteVectors(writer, Place(operation.Output)))
            {
                string[] values = windows.Places.Select(place => windows.Load("input", place)).ToArray();
                writer.WriteLine($"{Vector} max = {values[0]};");
                foreach (string value in values.Skip(1))
                {
                    writer.WriteLine($"max = Vector.Max(max, {value});");
                }

                writer.WriteLine("max.StoreUnsafe(ref output, unit);");
            }

            return;
        }

        using (WriteVectors(writer, Place(operation.Output)))
        {
            writer.WriteLine($"{Vector} max = Vector.LoadUnsafe(ref input, unit);");
            windows.WritePlaces(writer, "input", place => writer.WriteLine($"max = Vector.Max(max, Vector.LoadUnsafe(ref {place}, unit));"));
            writer.WriteLine();
            writer.WriteLine("max.StoreUnsafe(ref output, unit);");
        }
    }

    private void WriteMean(SourceWriter writer, PoolWindows windows)
    {
        if (!windows.HasBorder)
        {
            string share = Printer.Literal(1.0 / operation.Window.Kernel, Style.Precision);
            writer.WriteLine($"{Vector} share = Vector.Create({share});");
        }
        else
        {
            writer.WriteLine($"{Vector} share = Vector.Create({Printer.Literal(1, Style.Precision)} / {windows.Counted});");
        }

        using (WriteVectors(writer, Place(operation.Output)))
        {
            if (windows.IsUnrolled)
            {
                string[] values = windows.Places.Select(place => windows.Load("input", place)).ToArray();
                writer.WriteLine($"{Vector} sum = {values[0]};");
                foreach (string value in values.Skip(1))
                {
                    writer.WriteLine($"sum += {value};");
                }
            }
            else
            {
                writer.WriteLine($"{Vector} sum = {Vector}.Zero;");
                windows.WritePlaces(writer, "input", place => writer.WriteLine($"sum += Vector.LoadUnsafe(ref {place}, unit);"));
                writer.WriteLine();
            }

            writer.WriteLine("(sum * share).StoreUnsafe(ref output, unit);");
        }
    }

    private IDisposable WriteVectors(SourceWriter writer, Slot slot) =>
        writer.WriteBlock($"for (nuint unit = 0; unit < {Text(slot.Width)}; unit += (nuint){Vector}.Count)");
}
