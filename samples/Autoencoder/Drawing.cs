using System;
using System.Globalization;
using System.Text;

/// <summary>Digits as a drawing in SVG: a square for each pixel that has ink.</summary>
internal static class Drawing
{
    private const int Gap = 4;

    /// <summary>The first images in a row, and below each what became of it.</summary>
    public static string Of(ReadOnlySpan<float> images, ReadOnlySpan<float> reconstructed, int count)
    {
        int width = count * (Picture.Size + Gap);
        int height = 2 * (Picture.Size + Gap);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{4 * width}\" shape-rendering=\"crispEdges\">\n");
        text.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int image = 0; image < count; image++)
        {
            int left = (image * (Picture.Size + Gap)) + (Gap / 2);
            Append(text, images.Slice(image * Picture.Pixels, Picture.Pixels), left, Gap / 2);
            Append(text, reconstructed.Slice(image * Picture.Pixels, Picture.Pixels), left, Picture.Size + Gap + (Gap / 2));
        }

        return text.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder text, ReadOnlySpan<float> image, int left, int top)
    {
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            int ink = (int)MathF.Round(100 * image[pixel]);
            if (ink > 0)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{left + (pixel % Picture.Size)}\" y=\"{top + (pixel / Picture.Size)}\" width=\"1\" height=\"1\" opacity=\"{ink / 100f}\"/>\n");
            }
        }
    }
}
