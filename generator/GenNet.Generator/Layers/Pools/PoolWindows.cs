using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Pools;

/// <summary>The loops over the windows of a pool, and over the places of a window: written out where they are few and all are there.</summary>
/// <param name="window">The windows.</param>
/// <param name="large">What has the places.</param>
/// <param name="element">The type of a value.</param>
internal sealed class PoolWindows(Window window, Slot large, string element)
{
    /// <summary>The most places of a window that are written out.</summary>
    private const int MostUnrolled = 9;

    /// <summary>Whether some places of a window may lie outside, where nothing is pooled.</summary>
    public bool HasBorder => window.HasBorder;

    /// <summary>Whether the places of a window are written out.</summary>
    public bool IsUnrolled => !HasBorder && window.Kernel <= MostUnrolled;

    /// <summary>Whether no value is in two windows.</summary>
    public bool IsApart => IsApartAlong(window.Height) && IsApartAlong(window.Width);

    /// <summary>Whether every value is in a window.</summary>
    public bool CoversAll => CoversAllAlong(window.Height) && CoversAllAlong(window.Width);

    /// <summary>Where the places of a window lie behind its first, row by row.</summary>
    public IEnumerable<int> Places => Enumerable.Range(0, window.Kernel).Select(place =>
        ((place / window.Width.Kernel * window.Width.Size) + (place % window.Width.Kernel)) * large.Stride);

    /// <summary>How many places of a window are there, where that differs.</summary>
    public string Counted => window.Height.Kernel == 1 ? "(endColumn - firstColumn)"
        : "((endRow - firstRow) * (endColumn - firstColumn))";

    /// <summary>A vector of a place of a window.</summary>
    public string Load(string name, int place) => $"Vector.LoadUnsafe(ref {name}, {(place == 0 ? "unit" : $"unit + {Text(place)}")})";

    /// <summary>The loops over the windows of samples first to end; names for the first value of each window, and for what belongs to it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="larges">What has the places: what all of it is called, what a window's first place is called, and where it lies.</param>
    /// <param name="smalls">What has a value for each window.</param>
    /// <param name="body">Writes what is done to a window.</param>
    /// <param name="others">More of those.</param>
    public void WriteLoops(
        SourceWriter writer,
        IReadOnlyList<(string All, string One, Slot Slot)> larges,
        (string All, string One, Slot Slot) smalls,
        Action body,
        params (string All, string One, Slot Slot)[] others)
    {
        using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
        {
            Loop(window.Height, "y", () => Loop(window.Width, "x", () =>
            {
                if (HasBorder)
                {
                    WriteRange(writer, window.Height, "y", "Row");
                    WriteRange(writer, window.Width, "x", "Column");
                }

                string row = HasBorder ? (window.Height.Kernel == 1 ? string.Empty : "firstRow") : Scaled(window.Height, "y");
                string column = HasBorder ? "firstColumn" : Scaled(window.Width, "x");
                foreach ((string all, string one, Slot slot) in larges)
                {
                    string line = row.Length == 0 || window.Height.Size == 1
                        ? (window.Height.Size == 1 ? "sample" : $"(sample * {Text(window.Height.Size)})")
                        : $"((sample * {Text(window.Height.Size)}) + {Term(row)})";
                    string pixel = column.Length == 0 && line.StartsWith("(sample * ", StringComparison.Ordinal) ? $"(sample * {Text(window.Height.Size * window.Width.Size)})"
                        : column.Length == 0 ? $"({line} * {Text(window.Width.Size)})" : $"(({line} * {Text(window.Width.Size)}) + {Term(column)})";
                    writer.WriteLine($"ref {element} {one} = ref Unsafe.Add(ref {all}, {pixel} * {Text(slot.Stride)});");
                }

                foreach ((string all, string one, Slot slot) in new[] { smalls }.Concat(others))
                {
                    string line = window.Height.Count == 1 ? "sample" : $"((sample * {Text(window.Height.Count)}) + y)";
                    string pixel = window.Width.Count == 1 ? line : $"(({line} * {Text(window.Width.Count)}) + x)";
                    writer.WriteLine($"ref {element} {one} = ref Unsafe.Add(ref {all}, {pixel} * {Text(slot.Stride)});");
                }

                body();
            }));
        }

        void Loop(Axis axis, string index, Action inner)
        {
            if (axis.Count == 1)
            {
                inner();
                return;
            }

            using (writer.WriteBlock($"for (nint {index} = 0; {index} < {Text(axis.Count)}; {index}++)"))
            {
                inner();
            }
        }
    }

    /// <summary>The loops over the places of a window that are there.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The window's first place.</param>
    /// <param name="body">Is told how a place is called.</param>
    /// <param name="more">More of those, whose places have names of their own.</param>
    public void WritePlaces(SourceWriter writer, string name, Action<string> body, params string[] more)
    {
        string rows = HasBorder ? "endRow - firstRow" : Text(window.Height.Kernel);
        string columns = HasBorder ? "endColumn - firstColumn" : Text(window.Width.Kernel);
        bool hasRows = window.Height.Kernel > 1;
        IDisposable? outer = hasRows ? writer.WriteBlock($"for (nint row = 0; row < {rows}; row++)") : null;
        using (writer.WriteBlock($"for (nint column = 0; column < {columns}; column++)"))
        {
            string place = hasRows ? $"((row * {Text(window.Width.Size)}) + column) * {Text(large.Stride)}" : $"column * {Text(large.Stride)}";
            foreach (string origin in more.Prepend(name))
            {
                writer.WriteLine($"ref {element} {origin}Place = ref Unsafe.Add(ref {origin}, {place});");
            }

            body($"{name}Place");
        }

        outer?.Dispose();
    }

    private static void WriteRange(SourceWriter writer, Axis axis, string index, string word)
    {
        if (axis.Kernel == 1)
        {
            if (word == "Column")
            {
                writer.WriteLine($"nint firstColumn = {(axis.Count == 1 ? "0" : WindowLoops.Times(index, axis.Stride))};");
                writer.WriteLine("nint endColumn = firstColumn + 1;");
            }
            else if (axis.Size > 1)
            {
                writer.WriteLine($"nint firstRow = {WindowLoops.Times(index, axis.Stride)};");
            }

            return;
        }

        string begin = axis.Count == 1 ? $"-{Text(axis.Before)}" : $"({WindowLoops.Times(index, axis.Stride)}) - {Text(axis.Before)}";
        string end = axis.Count == 1 ? Text(axis.Kernel - axis.Before) : $"({WindowLoops.Times(index, axis.Stride)}) + {Text(axis.Kernel - axis.Before)}";
        writer.WriteLine($"nint first{word} = Math.Max({begin}, 0);");
        writer.WriteLine($"nint end{word} = Math.Min({end}, {Text(axis.Size)});");
    }

    private static string Scaled(Axis axis, string index) => axis.Count == 1 ? string.Empty : WindowLoops.Times(index, axis.Stride);

    private static string Term(string expression) => expression.Contains(" ") ? $"({expression})" : expression;

    private static bool IsApartAlong(Axis axis) => axis.Stride >= axis.Kernel || axis.Count == 1;

    private static bool CoversAllAlong(Axis axis) =>
        ((axis.Count - 1) * axis.Stride) + axis.Kernel - axis.Before >= axis.Size && (axis.Stride <= axis.Kernel || axis.Count == 1);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
