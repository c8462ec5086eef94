using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Emission;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels;

/// <summary>
/// Writes register tiles: the unrolled block of accumulators that every matrix product of every layer is made of. The order of the
/// terms of a sum is the same in every tile of one phase, so that a sample's result does not depend on where the tile lies.
/// </summary>
internal static class TileWriter
{
    /// <summary>A tile that stores its block of C.</summary>
    public static void WriteStoring(SourceWriter writer, EmissionStyle style, MatrixProduct product, string suffix, TilePlan tile)
    {
        string start = product.Start is null ? string.Empty : $"ref {style.Element} {product.Start}, ";
        string signature = $"private static void {product.Name}{suffix}<TLane>(\n    ref {style.Element} {product.A}, "
            + $"ref {style.Element} {product.B}, {start}ref {style.Element} {product.C}{TermParameters(product)})\n"
            + $"    where TLane : struct, ILane<TLane, {style.Element}>";
        Write(writer, style, product, signature, tile, (row, vector, value) =>
            $"TLane.Store({value}, {Reference(product.C, row * product.CColumns.PanelWidth, vector)});");
    }

    /// <summary>A tile that hands its block of C to an update as it leaves the registers.</summary>
    public static void WriteUpdating(SourceWriter writer, EmissionStyle style, MatrixProduct product, string suffix, TilePlan tile)
    {
        string depth = product.SkipsZeros ? string.Empty : $", int {product.Depth}";
        string signature = $"private static void {product.Name}{suffix}<TLane, TUpdate>(\n    ref {style.Element} {product.A}, "
            + $"ref {style.Element} {product.B}{depth}{TermParameters(product)}, nint offset, TUpdate update)\n"
            + $"    where TLane : struct, ILane<TLane, {style.Element}>\n"
            + $"    where TUpdate : struct, IUpdate<{style.Element}>";
        Write(writer, style, product, signature, tile, (row, vector, value) =>
            $"update.Apply({Offset("offset", row * product.CColumns.PanelWidth, vector)}, {value});");
    }

    private static string TermParameters(MatrixProduct product) => product.SkipsZeros ? ", ref ushort terms, int count" : string.Empty;

    private static void Write(
        SourceWriter writer,
        EmissionStyle style,
        MatrixProduct product,
        string signature,
        TilePlan tile,
        System.Func<int, int, string, string> finish)
    {
        writer.WriteLine();
        WriteSummary(writer, product, tile);
        writer.WriteLine("[MethodImpl(Kernel.Options)]");
        using (writer.WriteBlock(signature))
        {
            WriteStart(writer, product, tile);
            writer.WriteLine();
            if (product.SkipsZeros)
            {
                WriteLoopOverTerms(writer, style, product, tile);
            }
            else
            {
                WriteLoop(writer, product, tile);
            }

            writer.WriteLine();
            for (int row = 0; row < tile.Rows; row++)
            {
                for (int vector = 0; vector < tile.Vectors; vector++)
                {
                    string value = string.Join(
                        " + ", Enumerable.Range(0, tile.Phases).Select(phase => Accumulator(product, tile, row, vector, phase)));
                    writer.WriteLine(finish(row, vector, value));
                }
            }
        }
    }

    private static void WriteSummary(SourceWriter writer, MatrixProduct product, TilePlan tile)
    {
        int accumulators = tile.Rows * tile.Vectors * tile.Phases;
        writer.WriteLine("/// <summary>");
        writer.WriteLine(
            $"/// {product.Formula} for {Counted(tile.Rows, product.RowWord)} by {Counted(tile.Vectors, "vector")} of {product.ColumnWord}s.");
        string why = tile.Phases == 1
            ? $"{Counted(accumulators, "accumulator")}, {Counted(tile.Vectors, "loaded vector")} and a broadcast stay in registers."
            : $"{Counted(accumulators, "accumulator")}, {Number(tile.Phases)} of them for each element, hide the latency of multiply-add.";
        writer.WriteLine($"/// {char.ToUpperInvariant(why[0])}{why.Substring(1)}");
        writer.WriteLine("/// </summary>");
    }

    private static void WriteStart(SourceWriter writer, MatrixProduct product, TilePlan tile)
    {
        for (int row = 0; row < tile.Rows; row++)
        {
            var declarations = new List<string>();
            for (int vector = 0; vector < tile.Vectors; vector++)
            {
                for (int phase = 0; phase < tile.Phases; phase++)
                {
                    string start = product.Start is null || phase > 0
                        ? "default"
                        : row == 0
                            ? $"TLane.Load({Reference(product.Start, 0, vector)})"
                            : Accumulator(product, tile, 0, vector, 0);
                    declarations.Add($"{Accumulator(product, tile, row, vector, phase)} = {start}");
                }
            }

            WriteDeclarations(writer, declarations);
        }
    }

    /// <summary>The loop over all terms, down A and B.</summary>
    private static void WriteLoop(SourceWriter writer, MatrixProduct product, TilePlan tile)
    {
        int phases = tile.Phases;
        int whole = 0;
        if (phases > 1)
        {
            int depth = int.Parse(product.Depth, CultureInfo.InvariantCulture);
            whole = depth - (depth % phases);
            if (whole > 0)
            {
                WriteTerms($"for (int k = 0; k < {whole}; k += {phases})", phases);
            }

            if (whole == depth)
            {
                return;
            }

            if (whole > 0)
            {
                writer.WriteLine();
            }
        }

        WriteTerms($"for (int k = {whole}; k < {product.Depth}; k++)", 1);

        void WriteTerms(string loop, int count)
        {
            using (writer.WriteBlock(loop))
            {
                for (int phase = 0; phase < count; phase++)
                {
                    WriteTerm(
                        writer,
                        product,
                        tile,
                        phase,
                        suffix: count == 1 ? string.Empty : $"_{phase}",
                        a: (product.A, phase * product.AStep),
                        b: (product.B, phase * product.BColumns.PanelWidth));
                }

                writer.WriteLine($"{product.A} = ref Unsafe.Add(ref {product.A}, {count * product.AStep});");
                writer.WriteLine($"{product.B} = ref Unsafe.Add(ref {product.B}, {count * product.BColumns.PanelWidth});");
            }
        }
    }

    /// <summary>The loop over the terms that are not 0, wherever they lie.</summary>
    private static void WriteLoopOverTerms(SourceWriter writer, EmissionStyle style, MatrixProduct product, TilePlan tile)
    {
        if (tile.Phases == 1)
        {
            WriteTerms("for (int i = 0; i < count; i++)", 1);
            return;
        }

        writer.WriteLine("int i = 0;");
        WriteTerms($"for (; i <= count - {tile.Phases}; i += {tile.Phases})", tile.Phases);
        writer.WriteLine();
        WriteTerms("for (; i < count; i++)", 1);

        void WriteTerms(string loop, int count)
        {
            using (writer.WriteBlock(loop))
            {
                for (int phase = 0; phase < count; phase++)
                {
                    string suffix = count == 1 ? string.Empty : $"_{phase}";
                    string term = phase == 0 ? "i" : $"i + {Number(phase)}";
                    string k = $"k{suffix}";
                    writer.WriteLine($"nint {k} = Unsafe.Add(ref terms, {term});");
                    writer.WriteLine($"ref {style.Element} {product.A}_{k} = ref Unsafe.Add(ref {product.A}, {Times(k, product.AStep)});");
                    writer.WriteLine(
                        $"ref {style.Element} {product.B}_{k} = ref Unsafe.Add(ref {product.B}, {Times(k, product.BColumns.PanelWidth)});");
                    WriteTerm(writer, product, tile, phase, suffix, a: ($"{product.A}_{k}", 0), b: ($"{product.B}_{k}", 0));
                }
            }
        }
    }

    /// <summary>One term of every sum of the tile, its elements of A and B at some offsets behind what they are named after.</summary>
    private static void WriteTerm(
        SourceWriter writer,
        MatrixProduct product,
        TilePlan tile,
        int phase,
        string suffix,
        (string Name, int Offset) a,
        (string Name, int Offset) b)
    {
        WriteDeclarations(writer, Enumerable.Range(0, tile.Vectors).Select(vector =>
            $"{product.B}_{vector}{suffix} = TLane.Load({Reference(b.Name, b.Offset, vector)})").ToList());
        for (int row = 0; row < tile.Rows; row++)
        {
            string element = $"{product.A}_{row}{suffix}";
            writer.WriteLine($"TLane {element} = {Element(a.Name, (row * product.ARowStride) + a.Offset)};");
            for (int vector = 0; vector < tile.Vectors; vector++)
            {
                string sum = Accumulator(product, tile, row, vector, phase);
                writer.WriteLine($"{sum} = TLane.MultiplyAdd({element}, {product.B}_{vector}{suffix}, {sum});");
            }
        }
    }

    /// <summary>Vectors declared side by side, or one below the other where a line would be too long.</summary>
    private static void WriteDeclarations(SourceWriter writer, IReadOnlyList<string> declarations)
    {
        string line = $"TLane {string.Join(", ", declarations)};";
        if (line.Length <= EmissionStyle.LineLength)
        {
            writer.WriteLine(line);
            return;
        }

        foreach (string declaration in declarations)
        {
            writer.WriteLine($"TLane {declaration};");
        }
    }

    private static string Accumulator(MatrixProduct product, TilePlan tile, int row, int vector, int phase) =>
        tile.Phases == 1 ? $"{product.C}{row}_{vector}" : $"{product.C}{vector}_{phase}";

    private static string Element(string name, int offset) => offset == 0 ? name : $"Unsafe.Add(ref {name}, {offset})";

    private static string Reference(string name, int offset, int vector) =>
        offset == 0 && vector == 0 ? $"ref {name}" : $"ref Unsafe.Add(ref {name}, {Offset(null, offset, vector)})";

    private static string Offset(string? start, int offset, int vector)
    {
        string vectors = vector switch
        {
            0 => string.Empty,
            1 => "TLane.Count",
            _ => $"({vector} * TLane.Count)",
        };
        string text = string.Join(
            " + ", new[] { start ?? string.Empty, offset == 0 ? string.Empty : Number(offset), vectors }.Where(part => part.Length > 0));
        return text.Length == 0 ? "0" : text[0] == '(' ? text.Substring(1, text.Length - 2) : text;
    }

    private static string Times(string factor, int number) => number == 1 ? factor : $"{factor} * {Number(number)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Counted(int number, string thing)
    {
        string[] words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        return $"{(number < words.Length ? words[number] : Number(number))} {thing}{(number == 1 ? string.Empty : "s")}";
    }
}
