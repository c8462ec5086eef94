using System;
using System.Globalization;

namespace GenNet;

/// <summary>Numbers and words as a report writes them, the same in every culture.</summary>
internal static class Written
{
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percentage(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F2} %");

    /// <summary>A place in a picture.</summary>
    public static string Place(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
