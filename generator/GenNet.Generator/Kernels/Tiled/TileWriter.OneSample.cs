using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <content>
/// The tiles of one sample, which reads each weight for one multiplication: several sums for each element hide the latency of multiply-add, and strips
/// side by side read a row of weights from front to back, which memory is fastest at.
/// </content>
internal static partial class TileWriter
{
    /// <summary>The name of the tile of a strip, without that of its product.</summary>
    public static string OneSampleTile(StripKind kind) => kind == StripKind.Row ? "OneByTwo" : "One";

    /// <summary>One sample's tiles: by a strip, and by two side by side, whichever of them the product's rows are cut into.</summary>
    public static void WriteOne(SourceWriter writer, CodeStyle style, MatrixProduct product)
    {
        foreach (IGrouping<bool, StripKind> kinds in product.OneSampleStripKinds(style.ElementsPerLine).ToLookup(kind => kind == StripKind.Row))
        {
            WriteOne(writer, style, product, isByTwo: kinds.Key);
        }
    }

    private static void WriteOne(SourceWriter writer, CodeStyle style, MatrixProduct product, bool isByTwo)
    {
        int depth = ((KnownExtent)product.Depth).Number;
        bool isInTurn = depth >= Tiles.Phases;
        WriteOneSummary(writer, product, isInTurn, isByTwo);

        // The pass of a single narrow layer takes its tile in: a call would be a good part of it. Of two strips side by side that would be more than the
        // JIT takes into so short a method.
        bool isInlined = !isByTwo && style.Plan.HasOneSamplePass && style.Plan.Model.Layers.Count == 1;
        string options = isInlined ? "Kernel.Inlined" : KernelOptions;
        string name = OneSampleTile(isByTwo ? StripKind.Row : StripKind.Line);
        using (Open(writer, style, product, name, StoringParameters(style, product), updates: false, options))
        {
            int strips = isByTwo ? 2 : 1;
            int sums = isInTurn ? Tiles.Phases : strips;
            WriteOneSums(writer, product, strips, sums);
            if (product.SkipsZeros)
            {
                WriteOneOverTerms(writer, style, product, depth, isByTwo);
            }
            else
            {
                WriteOneOverAll(writer, product, depth, isByTwo);
            }

            writer.WriteLine();
            foreach ((int sum, int other) in PairsOf(strips, sums))
            {
                writer.WriteLine($"{product.C}{sum}.Add({product.C}{other});");
            }

            string store = product.StoresOutputs ? "StoreUnaligned" : "Store";
            for (int strip = 0; strip < strips; strip++)
            {
                writer.WriteLine($"{product.C}{strip}.{store}(ref {OfStrip(product.C, strip)});");
            }
        }
    }

    private static void WriteOneSummary(SourceWriter writer, MatrixProduct product, bool isInTurn, bool isByTwo)
    {
        writer.WriteLine();
        string summary = $"{product.Formula} for one sample by {(isByTwo ? "two strips" : "a strip")} of {product.ColumnWord}s{(isByTwo ? ", side by side" : string.Empty)}.";
        if (!isInTurn)
        {
            writer.WriteLine($"/// <summary>{summary}</summary>");
            return;
        }

        string end = product.SkipsZeros ? "." : ";";
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {summary}");
        if (isByTwo)
        {
            writer.WriteLine("/// Two sums for each element, or one where the strips leave no registers for more, take the terms in turn, which hides");
            writer.WriteLine($"/// the latency of multiply-add{end}");
        }
        else
        {
            writer.WriteLine($"/// {Capitalized(s_words[Tiles.Phases])} sums for each element take the terms in turn, which hides the latency of multiply-add{end}");
        }

        if (!product.SkipsZeros)
        {
            writer.WriteLine($"/// {(isByTwo ? "both strips share a factor" : $"one load brings the factors of all {s_words[Tiles.Phases]}")}.");
        }

        writer.WriteLine("/// </summary>");
    }

    /// <summary>The sums: the first of each strip begins with the bias, or with what stands in C.</summary>
    private static void WriteOneSums(SourceWriter writer, MatrixProduct product, int strips, int sums)
    {
        string? start = product.AddsToC ? product.C : product.Start;
        for (int strip = 0; strip < strips && start is not null; strip++)
        {
            writer.WriteLine($"TStrip {product.C}{strip} = TStrip.Load(ref {OfStrip(start, strip)});");
        }

        IEnumerable<string> others = Enumerable.Range(0, sums).Skip(start is null ? 0 : strips).Select(sum => $"{product.C}{sum} = default");
        if (others.Any())
        {
            writer.WriteLine($"TStrip {string.Join(", ", others)};");
        }

        writer.WriteLine();
    }

    private static void WriteOneOverAll(SourceWriter writer, MatrixProduct product, int depth, bool isByTwo)
    {
        int inTurn = depth < Tiles.Phases ? 1 : Tiles.Phases;
        int whole = depth - (depth % inTurn);
        WriteRounds(0, whole, inTurn);
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
            if (count == Tiles.Phases)
            {
                writer.WriteLine($"{InTurn(product, isByTwo)});");
                return;
            }

            WriteOneTerm(writer, product, product.A, product.B, isByTwo);
        }
    }

    private static void WriteOneOverTerms(SourceWriter writer, CodeStyle style, MatrixProduct product, int depth, bool isByTwo)
    {
        using (writer.WriteBlock($"if (count == {Number(depth)})"))
        {
            writer.WriteLine("// Nothing is 0.");
            WriteOneOverAll(writer, product, depth, isByTwo);
            writer.WriteLine();
            writer.WriteLine("count = 0;");
        }

        writer.WriteLine();
        writer.WriteLine("int i = 0;");
        using (writer.WriteBlock($"for (; i <= count - {Number(Tiles.Phases)}; i += {Number(Tiles.Phases)})"))
        {
            writer.WriteLine("nint k0 = Unsafe.Add(ref terms, i), k1 = Unsafe.Add(ref terms, i + 1);");
            writer.WriteLine("nint k2 = Unsafe.Add(ref terms, i + 2), k3 = Unsafe.Add(ref terms, i + 3);");
            writer.WriteLine($"{InTurn(product, isByTwo)}, k0, k1, k2, k3);");
        }

        writer.WriteLine();
        using (writer.WriteBlock("for (; i < count; i++)"))
        {
            writer.WriteLine("nint k = Unsafe.Add(ref terms, i);");
            if (isByTwo)
            {
                writer.WriteLine($"ref {style.Element} {product.B}_k = ref {Element(product.B, "k", product.BColumns.PanelWidth)};");
                WriteOneTerm(writer, product, Element(product.A, "k", product.AStep), $"{product.B}_k", isByTwo);
            }
            else
            {
                WriteOneTerm(
                    writer, product, Element(product.A, "k", product.AStep), Element(product.B, "k", product.BColumns.PanelWidth), isByTwo);
            }
        }
    }

    /// <summary>What is added to what in the end, so that the first sum of each strip is that of all.</summary>
    private static IEnumerable<(int Sum, int Other)> PairsOf(int strips, int sums) => (strips, sums) switch
    {
        (1, Tiles.Phases) => [(0, 1), (2, 3), (0, 2)],
        (2, Tiles.Phases) => [(0, 2), (1, 3)],
        _ => [],
    };

    /// <summary>The call that adds four terms, but for its end.</summary>
    private static string InTurn(MatrixProduct product, bool isByTwo)
    {
        string c = product.C;
        return $"TStrip.{(isByTwo ? "AddSideBySide" : "AddInTurn")}(ref {c}0, ref {c}1, ref {c}2, ref {c}3, "
            + $"factors: ref {product.A}, times: ref {product.B}, rowLength: {Number(product.BColumns.PanelWidth)}";
    }

    /// <summary>The line, or two of them, that add one term.</summary>
    private static void WriteOneTerm(SourceWriter writer, MatrixProduct product, string factor, string row, bool isByTwo)
    {
        for (int strip = 0; strip < (isByTwo ? 2 : 1); strip++)
        {
            writer.WriteLine($"{product.C}{strip}.Add({factor}, times: ref {OfStrip(row, strip)});");
        }
    }

    /// <summary>An element of the first strip, or of the one beside it.</summary>
    private static string OfStrip(string first, int strip) => strip == 0 ? first : $"Unsafe.Add(ref {first}, TStrip.Count)";
}
