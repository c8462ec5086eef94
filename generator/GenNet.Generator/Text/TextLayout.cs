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
        $"{number.ToString("N0", CultureInfo.InvariantCulture)} {thing}{(number == 1 ? string.Empty : "s")}";

    /// <summary>Names joined by commas, eight a line at most, as field declarations.</summary>
    public static IEnumerable<string> Fields(string type, IEnumerable<string> names) => Locals("public " + type, names);

    /// <summary>The same as declarations of locals, with their values.</summary>
    public static IEnumerable<string> Locals(string type, IEnumerable<string> names)
    {
        const int NamesPerLine = 8;
        List<string> all = names.ToList();
        for (int i = 0; i < all.Count; i += NamesPerLine)
        {
            yield return $"{type} {string.Join(", ", all.Skip(i).Take(NamesPerLine))};";
        }
    }
}
