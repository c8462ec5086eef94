using System.Linq;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <content>The tile of one sample.</content>
internal static partial class TileWriter
{
    /// <summary>One sample's tile: several sums for each element, which take turns.</summary>
    public static void WriteOne(SourceWriter writer, CodeStyle style, MatrixProduct product)
    {
        int depth = ((KnownExtent)product.Depth).Number;
        int sums = depth < Tiles.Phases ? 1 : Tiles.Phases;
        writer.WriteLine();
        string summary = $"{product.Formula} for one sample by a strip of {product.ColumnWord}s.";
        if (sums == 1)
        {
            writer.WriteLine($"/// <summary>{summary}</summary>");
        }
        else
        {
            writer.WriteLine("/// <summary>");
            writer.WriteLine($"/// {summary}");
            string end = product.SkipsZeros ? "." : ";";
            bool isRow = product.OneSampleStripKinds(style.ElementsPerLine).Contains(StripKind.Row);
            writer.WriteLine(isRow
                ? $"/// {Capitalized(s_words[sums])} sums for each element, or the first two where wide strips leave no registers for more, take the terms"
                : $"/// {Capitalized(s_words[sums])} sums for each element take the terms in turn, which hides the latency of multiply-add{end}");
            if (isRow)
            {
                writer.WriteLine($"/// in turn, which hides the latency of multiply-add{end}");
            }

            if (!product.SkipsZeros)
            {
                writer.WriteLine($"/// one load brings the factors of all {s_words[sums]}.");
            }

            writer.WriteLine("/// </summary>");
        }

        // The pass of a single layer takes its tile in: a call would be a good part of it.
        bool isInlined = style.Plan.HasOneSamplePass && style.Plan.Model.Layers.Count == 1;
        string options = isInlined ? "Kernel.Inlined" : KernelOptions;
        using (Open(writer, style, product, "One", StoringParameters(style, product), updates: false, options))
        {
            WriteSums(writer, product, sums, startsAll: false);
            if (product.SkipsZeros)
            {
                WriteOneOverTerms(writer, product, depth, sums);
            }
            else
            {
                WriteOneOverAll(writer, product, depth, sums);
            }

            writer.WriteLine();
            for (int step = 1; step < sums; step *= 2)
            {
                for (int sum = 0; sum + step < sums; sum += 2 * step)
                {
                    writer.WriteLine($"{product.C}{sum}.Add({product.C}{sum + step});");
                }
            }

            writer.WriteLine($"{product.C}0.Store(ref {product.C});");
        }
    }

    private static void WriteOneOverAll(SourceWriter writer, MatrixProduct product, int depth, int sums)
    {
        int whole = depth - (depth % sums);
        WriteRounds(0, whole, sums);
        if (whole < depth)
        {
            writer.WriteLine();
            WriteRounds(whole, depth, 1);
        }

        void WriteRounds(int first, int end, int step)
        {
            // The last term of all needs no loop if it is alone, and nothing comes behind it.
            if (first + 1 == end && end == depth)
            {
                WriteProducts(1);
                return;
            }

            using (writer.WriteBlock($"for (int k = {Number(first)}; k < {Number(end)}; k{(step == 1 ? "++" : $" += {Number(step)}")})"))
            {
                WriteProducts(step);
                WriteAdvance(writer, product, step * product.AStep, step * product.BColumns.PanelWidth);
            }
        }

        void WriteProducts(int count)
        {
            string c = product.C;
            writer.WriteLine(count == Tiles.Phases
                ? $"TStrip.AddInTurn(ref {c}0, ref {c}1, ref {c}2, ref {c}3, "
                    + $"factors: ref {product.A}, times: ref {product.B}, rowLength: {Number(product.BColumns.PanelWidth)});"
                : $"{c}0.Add({product.A}, times: ref {product.B});");
        }
    }

    private static void WriteOneOverTerms(SourceWriter writer, MatrixProduct product, int depth, int sums)
    {
        (string c, string a, string b) = (product.C, product.A, product.B);
        string row = Number(product.BColumns.PanelWidth);
        using (writer.WriteBlock($"if (count == {Number(depth)})"))
        {
            writer.WriteLine("// Nothing is 0.");
            WriteOneOverAll(writer, product, depth, sums);
            writer.WriteLine();
            writer.WriteLine("count = 0;");
        }

        writer.WriteLine();
        writer.WriteLine("int i = 0;");
        using (writer.WriteBlock($"for (; i <= count - {Number(sums)}; i += {Number(sums)})"))
        {
            writer.WriteLine("nint k0 = Unsafe.Add(ref terms, i), k1 = Unsafe.Add(ref terms, i + 1);");
            writer.WriteLine("nint k2 = Unsafe.Add(ref terms, i + 2), k3 = Unsafe.Add(ref terms, i + 3);");
            writer.WriteLine($"TStrip.AddInTurn(ref {c}0, ref {c}1, ref {c}2, ref {c}3, factors: ref {a}, times: ref {b}, rowLength: {row}, k0, k1, k2, k3);");
        }

        writer.WriteLine();
        using (writer.WriteBlock("for (; i < count; i++)"))
        {
            writer.WriteLine("nint k = Unsafe.Add(ref terms, i);");
            writer.WriteLine($"{c}0.Add({Element(a, "k", product.AStep)}, times: ref {Element(b, "k", product.BColumns.PanelWidth)});");
        }
    }
}
