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
            + $"ref {style.Element} {product.B}, {start}ref {style.Element} {product.C})\n"
            + $"    where TLane : struct, ILane<TLane, {style.Element}>";
        Write(writer, product, signature, tile, (row, vector, value) =>
            $"TLane.Store({value}, {Reference(product.C, row * product.CStride, vector)});");
    }

    /// <summary>A tile that hands its block of C to an update as it leaves the registers.</summary>
    public static void WriteUpdating(SourceWriter writer, EmissionStyle style, MatrixProduct product, string suffix, TilePlan tile)
    {
        string signature = $"private static void {product.Name}{suffix}<TLane, TUpdate>(\n    ref {style.Element} {product.A}, "
            + $"ref {style.Element} {product.B}, int {product.Depth}, nint offset, TUpdate update)\n"
            + $"    where TLane : struct, ILane<TLane, {style.Element}>\n"
            + $"    where TUpdate : struct, IUpdate<{style.Element}>";
        Write(writer, product, signature, tile, (row, vector, value) =>
            $"update.Apply({Offset("offset", row * product.CStride, vector)}, {value});");
    }

    private static void Write(
        SourceWriter writer,
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
            WriteLoop(writer, product, tile);
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

            writer.WriteLine($"TLane {string.Join(", ", declarations)};");
        }
    }

    private static void WriteLoop(SourceWriter writer, MatrixProduct product, TilePlan tile)
    {
        bool isConstant = int.TryParse(product.Depth, NumberStyles.None, CultureInfo.InvariantCulture, out int depth);
        if (tile.Phases > 1 && isConstant && depth < tile.Phases)
        {
            WriteTerms("k", product.Depth, phases: 1, first: 0);
            return;
        }

        WriteTerms("k", tile.Phases == 1 ? product.Depth : $"{depth - (depth % tile.Phases)}", tile.Phases, first: 0);
        if (tile.Phases > 1 && depth % tile.Phases != 0)
        {
            writer.WriteLine();
            WriteTerms("k", product.Depth, phases: 1, first: depth - (depth % tile.Phases));
        }

        void WriteTerms(string counter, string end, int phases, int first)
        {
            string step = phases == 1 ? $"{counter}++" : $"{counter} += {phases}";
            using (writer.WriteBlock($"for (int {counter} = {first}; {counter} < {end}; {step})"))
            {
                for (int phase = 0; phase < phases; phase++)
                {
                    string suffix = phases == 1 ? string.Empty : $"_{phase}";
                    writer.WriteLine("TLane " + string.Join(", ", Enumerable.Range(0, tile.Vectors).Select(vector =>
                        $"{product.B}_{vector}{suffix} = TLane.Load({Reference(product.B, phase * product.BStep, vector)})")) + ";");
                    for (int row = 0; row < tile.Rows; row++)
                    {
                        string a = $"{product.A}_{row}{suffix}";
                        writer.WriteLine($"TLane {a} = {Element(product.A, (row * product.ARowStride) + (phase * product.AStep))};");
                        for (int vector = 0; vector < tile.Vectors; vector++)
                        {
                            string sum = Accumulator(product, tile, row, vector, phase);
                            writer.WriteLine($"{sum} = TLane.MultiplyAdd({a}, {product.B}_{vector}{suffix}, {sum});");
                        }
                    }
                }

                writer.WriteLine($"{product.A} = ref Unsafe.Add(ref {product.A}, {phases * product.AStep});");
                writer.WriteLine($"{product.B} = ref Unsafe.Add(ref {product.B}, {phases * product.BStep});");
            }
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

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Counted(int number, string thing)
    {
        string[] words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        return $"{(number < words.Length ? words[number] : Number(number))} {thing}{(number == 1 ? string.Empty : "s")}";
    }
}
