using System;
using System.Text;

/// <summary>Digits in a terminal: a character for two pixels, one above the other.</summary>
internal static class Picture
{
    /// <summary>The height and the width of an image.</summary>
    public const int Size = 28;

    /// <summary>The pixels of an image.</summary>
    public const int Pixels = Size * Size;

    private const float Ink = 0.4f;

    /// <summary>Writes the first images side by side.</summary>
    public static void Write(ReadOnlySpan<float> images, int count)
    {
        for (int row = 0; row < Size; row += 2)
        {
            var line = new StringBuilder();
            for (int image = 0; image < count; image++)
            {
                for (int column = 2; column < Size - 2; column++)
                {
                    int pixel = (image * Pixels) + (row * Size) + column;
                    line.Append((images[pixel] > Ink, images[pixel + Size] > Ink) switch
                    {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        _ => ' ',
                    });
                }
            }

            Console.WriteLine(line.ToString().TrimEnd());
        }
    }
}
