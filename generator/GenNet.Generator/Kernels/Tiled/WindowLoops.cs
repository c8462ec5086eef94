using System;
using System.Globalization;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>The loops over images that the code of convolutions and pools is made of.</summary>
internal static class WindowLoops
{
    /// <summary>The loop over the rows of an image, y; steps have one row and no loop.</summary>
    public static void WriteRows(SourceWriter writer, int rows, Action body)
    {
        if (rows == 1)
        {
            body();
            return;
        }

        using (writer.WriteBlock($"for (nint y = 0; y < {Text(rows)}; y++)"))
        {
            body();
        }
    }

    /// <summary>The row y times a stride; null where there is one row.</summary>
    public static string? Row(int rows, int stride) => rows == 1 ? null : Times("y", stride);

    /// <summary>The line of an image among those of all samples: ((sample * 28) + y).</summary>
    public static string Line(string sample, int rows, string? row) =>
        rows == 1 && row is null ? sample
        : row is null ? $"({sample} * {Text(rows)})"
        : $"({(rows == 1 ? sample : $"({sample} * {Text(rows)})")} + {Term(row)})";

    /// <summary>
    /// The loop over the tiles of a row of pixels, the first of which is pixel; the last tile has fewer pixels, or moves back so as not to overrun.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="count">The number of pixels as C#.</param>
    /// <param name="known">The same, where it is known; 0 where it is not.</param>
    /// <param name="tiles">The pixels of a tile, and those of the last one where it has fewer.</param>
    /// <param name="tile">Writes the tile of that name.</param>
    public static void WriteTiles(SourceWriter writer, string count, int known, (int Rows, int Last) tiles, Action<string> tile)
    {
        (int rows, int last) = tiles;
        if (rows == 1 || last > 0 || (known > 0 && known % rows == 0))
        {
            using (writer.WriteBlock($"for (nint pixel = 0; pixel < {count}; pixel{(rows == 1 ? "++" : $" += {Text(rows)}")})"))
            {
                if (last > 0)
                {
                    using (writer.WriteBlock($"if (pixel == {Text(known - last)})"))
                    {
                        tile("LastTile");
                        writer.WriteLine("continue;");
                    }

                    writer.WriteLine();
                }

                tile("Tile");
            }

            return;
        }

        using (writer.WriteBlock($"for (nint next = 0; next < {count}; next += {Text(rows)})"))
        {
            writer.WriteLine("// The last tile moves back so as not to overrun: it computes some pixels again, to the same bits.");
            writer.WriteLine($"nint pixel = Math.Min(next, {(known > 0 ? Text(known - rows) : $"{count} - {Text(rows)}")});");
            tile("Tile");
        }
    }

    /// <summary>A product, without a factor of 1.</summary>
    public static string Times(string name, int factor) => factor == 1 ? name : $"{name} * {Text(factor)}";

    /// <summary>The same as a term of a sum.</summary>
    public static string Term(string name, int factor) => factor == 1 ? name : $"({name} * {Text(factor)})";

    private static string Term(string expression) => expression.Contains(" ") ? $"({expression})" : expression;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
