using System;

/// <summary>Draws what was and what was forecast in a line.</summary>
internal static class Chart
{
    private const int Width = 50;
    private const float Largest = 200;

    /// <summary>A bar of what was, and a mark where the forecast is.</summary>
    public static string Line(float actual, float forecast)
    {
        char[] line = new char[Width];
        Array.Fill(line, ' ');
        line.AsSpan(0, Column(actual)).Fill('─');
        line[Math.Min(Column(forecast), Width - 1)] = '●';
        return new string(line).TrimEnd();
    }

    private static int Column(float count) => (int)Math.Clamp(count / Largest * Width, 0, Width);
}
