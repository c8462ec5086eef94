using System;
using System.Linq;

namespace GenNet;

/// <summary>
/// A tensor as a picture: what each unit of a layer looks at in an image, each filter of a convolution, or the matrix as it is. Blue is negative,
/// white 0 and red positive, each as strong as the largest magnitude of all.
/// </summary>
internal sealed class WeightSheet
{
    /// <summary>More columns or rows than this are cut off: nobody sees more.</summary>
    private const int MostUnits = 100;

    private const int MostPixels = 1024;
    private const int Gap = 1;
    private const int BytesPerPixel = 4;

    private WeightSheet(string name, string says, byte[] file, int width, int height)
    {
        (Name, Says, File, Width, Height) = (name, says, file, width, height);
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>What is to be seen.</summary>
    public string Says { get; }

    /// <summary>The picture, as PNG.</summary>
    public byte[] File { get; }

    /// <summary>Its pixels from left to right.</summary>
    public int Width { get; }

    /// <summary>Its pixels from top to bottom.</summary>
    public int Height { get; }

    /// <summary>The picture of a tensor; null of one that has no two dimensions to speak of.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Its dimensions, the units last.</param>
    /// <param name="values">Its values, row after row.</param>
    /// <param name="image">The height and width of what its rows look at, where that is an image; null elsewhere.</param>
    public static WeightSheet? Of(string name, ReadOnlySpan<int> shape, double[] values, (int Height, int Width, int Channels)? image)
    {
        if (shape.Length < 2 || values.Length == 0)
        {
            return null;
        }

        int units = Math.Min(shape[^1], MostUnits);
        string cut = units < shape[^1] ? $", the first {units} of {shape[^1]}" : "";
        if (image is { } seen)
        {
            return Tiles(name, $"what each unit looks at, {seen.Height} × {seen.Width}{cut}", shape[^1], values, units, seen.Height, seen.Width, seen.Channels);
        }

        if (shape.Length == 4)
        {
            return Tiles(name, $"the filters, {shape[0]} × {shape[1]}, of the first channel{cut}", shape[^1], values, units, shape[0], shape[1], shape[2]);
        }

        int rows = Math.Min(values.Length / shape[^1], MostPixels);
        int columns = Math.Min(shape[^1], MostPixels);
        int stride = shape[^1];
        return Draw(name, $"a row for each input, a column for each unit ({rows} × {columns})", columns, rows, values, (x, y) => values[(y * stride) + x]);
    }

    private static WeightSheet Tiles(string name, string says, int stride, double[] values, int units, int height, int width, int channels)
    {
        int across = (int)Math.Ceiling(Math.Sqrt((double)units * height / width));
        int down = ((units - 1) / across) + 1;
        return Draw(name, says, (across * (width + Gap)) - Gap, (down * (height + Gap)) - Gap, values, (x, y) =>
        {
            (int tileX, int insideX) = Math.DivRem(x, width + Gap);
            (int tileY, int insideY) = Math.DivRem(y, height + Gap);
            int unit = (tileY * across) + tileX;
            return insideX == width || insideY == height || unit >= units
                ? double.NaN
                : values[(((insideY * width) + insideX) * channels * stride) + unit];
        });
    }

    /// <summary>Draws a value for each pixel; where it is NaN there is nothing.</summary>
    private static WeightSheet Draw(string name, string says, int width, int height, double[] values, Func<int, int, double> valueAt)
    {
        double most = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        byte[] pixels = new byte[width * height * BytesPerPixel];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double value = valueAt(x, y);
                if (double.IsNaN(value))
                {
                    continue;
                }

                double strength = most > 0 ? Math.Clamp(value / most, -1, 1) : 0;
                byte pale = (byte)(255 * (1 - Math.Abs(strength)));
                Span<byte> pixel = pixels.AsSpan(((y * width) + x) * BytesPerPixel);
                (pixel[0], pixel[1], pixel[2], pixel[3]) = strength >= 0 ? ((byte)255, pale, pale, (byte)255) : (pale, pale, (byte)255, (byte)255);
            }
        }

        return new WeightSheet(name, says, Png.Of(pixels, width), width, height);
    }
}
