using System;
using System.Globalization;
using System.Text;

/// <summary>Draws the points that were given beside those that were made, as SVG.</summary>
internal static class Picture
{
    private const int Size = 320;
    private const float Range = 1.6f;

    public static string Of(ReadOnlySpan<float> given, ReadOnlySpan<float> made)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {2 * Size} {Size + 24}\" font-family=\"sans-serif\" font-size=\"14\" fill=\"#808080\">\n");
        Panel(svg, 0, "given", given, "#0072b2");
        Panel(svg, Size, "made by the generator", made, "#d55e00");
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, int left, string title, ReadOnlySpan<float> points, string colour)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + (Size / 2)}\" y=\"16\" text-anchor=\"middle\">{title}</text>\n<g fill=\"{colour}\" fill-opacity=\"0.5\">\n");
        for (int i = 0; i < points.Length; i += 2)
        {
            float x = left + (Size * (0.5f + (points[i] / (2 * Range))));
            float y = 24 + (Size * (0.5f - (points[i + 1] / (2 * Range))));
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"1.8\"/>");
        }

        svg.Append("\n</g>\n");
    }
}
