using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace GenNet;

/// <summary>A chart of curves or dots, as SVG.</summary>
internal sealed class Chart
{
    private const int Width = 460;
    private const int Height = 260;
    private const int Left = 58;
    private const int Right = 14;
    private const int Top = 34;
    private const int Bottom = 40;

    /// <summary>Colours that stand apart from each other for those who see fewer, and from light and dark alike (Okabe and Ito).</summary>
    private const string Style =
        """
        <style>
        .gn { font: 12px system-ui, sans-serif; fill: #1f2328; color-scheme: light dark; }
        .gn .title { font-weight: 600; font-size: 13px; }
        .gn .grid { stroke: #8884; stroke-width: 1; fill: none; }
        .gn .mark { stroke: #888; stroke-dasharray: 3 3; fill: none; }
        .gn .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .gn .c0 { stroke: #0072b2; } .gn .c1 { stroke: #d55e00; } .gn .c2 { stroke: #009e73; } .gn .c3 { stroke: #cc79a7; }
        .gn .f0 { fill: #0072b2; } .gn .f1 { fill: #d55e00; } .gn .f2 { fill: #009e73; } .gn .f3 { fill: #cc79a7; }
        @media (prefers-color-scheme: dark) {
          .gn { fill: #e6edf3; }
          .gn .c0 { stroke: #56b4e9; } .gn .c1 { stroke: #e69f00; } .gn .f0 { fill: #56b4e9; } .gn .f1 { fill: #e69f00; }
        }
        @media print { .gn { fill: #000; } }
        </style>
        """;

    public required string Title { get; init; }

    public required string XName { get; init; }

    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>Whether differences of more than a factor of ten make the upright axis logarithmic.</summary>
    public bool MayBeLogarithmic { get; init; }

    /// <summary>A place on the horizontal axis that a line marks, and what it says; null for none.</summary>
    public (double X, string Says)? Mark { get; init; }

    /// <summary>Whether a line shows where both axes have the same value.</summary>
    public bool HasDiagonal { get; init; }

    /// <summary>Charts side by side, as a picture that is whole by itself.</summary>
    public static string Picture(IReadOnlyList<Chart> charts)
    {
        var svg = new StringBuilder();
        int width = charts.Count * Width;
        string description = Written.Escape(string.Join(". ", charts.Select(chart => chart.InWords())));
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gn\" width=\"{width}\" height=\"{Height}\" viewBox=\"0 0 {width} {Height}\" role=\"img\" aria-label=\"{description}\">\n");
        svg.Append(Style).Append('\n');
        for (int i = 0; i < charts.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({i * Width} 0)\">\n");
            charts[i].Draw(svg);
            svg.Append("</g>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private string InWords() =>
        $"{Title} over {XName}: " + string.Join(", ", Series.Where(series => series.IsJoined && series.Points.Count > 0)
            .Select(series => $"{series.Name} from {Written.Number(series.Points[0].Y)} to {Written.Number(series.Points[^1].Y)}"));

    private void Draw(StringBuilder svg)
    {
        Axis x = Axis.Of(Series.SelectMany(series => series.Points).Select(point => point.X), mayBeLogarithmic: false);
        Axis y = Axis.Of(Series.SelectMany(series => series.Points).Select(point => point.Y), MayBeLogarithmic);
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{Left}\" y=\"16\">{Written.Escape(Title)}{(y.IsLogarithmic ? " (logarithmic scale)" : "")}</text>\n");
        foreach (double mark in x.Marks)
        {
            string place = X(x, mark);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{place} {Top}V{Height - Bottom}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{place}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{Written.Number(mark)}</text>\n");
        }

        foreach (double mark in y.Marks)
        {
            string place = Y(y, mark);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {place}H{Width - Right}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{place}\" dy=\"4\" text-anchor=\"end\">{Written.Number(mark)}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{Written.Escape(XName)}</text>\n");
        if (Mark is { } marked)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mark\" d=\"M{X(x, marked.X)} {Top}V{Height - Bottom}\"><title>{Written.Escape(marked.Says)}</title></path>\n");
        }

        if (HasDiagonal)
        {
            double least = Math.Max(x.Least, y.Least);
            double most = Math.Min(x.Most, y.Most);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mark\" d=\"M{X(x, least)} {Y(y, least)}L{X(x, most)} {Y(y, most)}\"><title>right</title></path>\n");
        }

        int legend = Width - Right;
        for (int i = Series.Count - 1; i >= 0; i--)
        {
            DrawSeries(svg, Series[i], i % 4, x, y);
            if (Series.Count > 1)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text class=\"f{i % 4}\" x=\"{legend}\" y=\"16\" text-anchor=\"end\">{Written.Escape(Series[i].Name)}</text>\n");
                legend -= 14 + (7 * Series[i].Name.Length);
            }
        }
    }

    private static void DrawSeries(StringBuilder svg, Series series, int colour, Axis x, Axis y)
    {
        (double X, double Y)[] points = [.. series.Points.Where(point => double.IsFinite(point.Y) && double.IsFinite(point.X))];
        if (!series.IsJoined || points.Length == 1)
        {
            foreach ((double pointX, double pointY) in points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"f{colour}\" fill-opacity=\".6\" r=\"2.5\" cx=\"{X(x, pointX)}\" cy=\"{Y(y, pointY)}\"/>");
            }

            svg.Append('\n');
            return;
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line c{colour}\" d=\"{(points.Length > 0 ? "M" : "")}");
        svg.AppendJoin('L', points.Select(point => $"{X(x, point.X)} {Y(y, point.Y)}"));
        svg.Append(CultureInfo.InvariantCulture, $"\"><title>{Written.Escape(series.Name)}</title></path>\n");
    }

    private static string X(Axis axis, double value) => Written.Place(Left + (axis.PlaceOf(value) * (Width - Left - Right)));

    private static string Y(Axis axis, double value) => Written.Place(Height - Bottom - (axis.PlaceOf(value) * (Height - Top - Bottom)));
}
