using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace GenNet.Generator.Text;

/// <summary>How generated text is laid out: where lines break, and how numbers and formulas are written in prose.</summary>
internal static class TextLayout
{
    /// <summary>Statements longer than this are broken into lines.</summary>
    public const int LineLength = 128;

    /// <summary>A formula as it may stand in a documentation comment.</summary>
    public static string Documented(string formula) => formula.Replace("&", "&amp;").Replace("<", "&lt;");

    /// <summary>A call whose arguments stand on a line of their own, or on two where one would be too long.</summary>
    public static string WrapArguments(string call, string arguments, string lastArguments) =>
        arguments.Length + lastArguments.Length <= LineLength
            ? $"{call}\n    {arguments}{lastArguments}"
            : $"{call}\n    {arguments.TrimEnd()}\n    {lastArguments}";

    /// <summary>Numbers separated as a person writes them in prose: thousands by commas.</summary>
    public static string Count(long number, string thing) =>
        $"{number.ToString("N0", CultureInfo.InvariantCulture)} {Counted.Thing(number, thing)}";

    /// <summary>Names joined by commas, eight a line at most, as field declarations.</summary>
    public static IEnumerable<string> Fields(string type, IEnumerable<string> names) => Locals("public " + type, names);

    /// <summary>Declarations of locals that come in rows: as many whole rows a line as fit, and rows that are longer on lines of their own.</summary>
    public static IEnumerable<string> LocalsInRows(string type, IEnumerable<IEnumerable<string>> rows)
    {
        string line = string.Empty;
        foreach (string row in rows.SelectMany(row => Locals(string.Empty, row)).Select(row => row.Trim().TrimEnd(';')))
        {
            if (line.Length > 0 && type.Length + line.Length + row.Length + ", ;".Length > LineLength)
            {
                yield return $"{type} {line};";
                line = string.Empty;
            }

            line = line.Length == 0 ? row : $"{line}, {row}";
        }

        if (line.Length > 0)
        {
            yield return $"{type} {line};";
        }
    }

    /// <summary>The same as declarations of locals, with their values.</summary>
    public static IEnumerable<string> Locals(string type, IEnumerable<string> names)
    {
        const int NamesPerLine = 8;
        List<string> all = names.ToList();
        for (int i = 0; i < all.Count; i += NamesPerLine)
        {
            yield return $"{type} {string.Join(", ", all.GetRange(i, Math.Min(NamesPerLine, all.Count - i)))};";
        }
    }
}
