using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using GenNet;

/// <summary>Draws digits in the terminal, with what the network reads in them.</summary>
internal static class Gallery
{
    private const int ImageSize = 28;
    private const int PictureWidth = ImageSize / 2;
    private const int PictureHeight = ImageSize / 4;
    private const string Gap = "  ";

    /// <summary>Shows the first four test digits, and the first that the network gets wrong.</summary>
    public static void Show(Digits digits, Dataset test)
    {
        int[] shown = [0, 1, 2, 3, .. Enumerable.Range(4, test.Count - 4).Where(index => IsMistaken(digits, test, index)).Take(1)];
        List<string>[] pictures = [.. shown.Select(index => Draw(digits, test, index))];
        Console.WriteLine();
        for (int line = 0; line < pictures[0].Count; line++)
        {
            Console.WriteLine(string.Join(Gap, pictures.Select(picture => picture[line])).TrimEnd());
        }

        Console.WriteLine();
    }

    private static bool IsMistaken(Digits digits, Dataset test, int index) =>
        digits.Classify(ImageOf(test, index)) != LabelOf(test, index);

    private static List<string> Draw(Digits digits, Dataset test, int index)
    {
        ReadOnlySpan<float> image = ImageOf(test, index);
        List<string> lines = [];
        for (int row = 0; row < PictureHeight; row++)
        {
            var line = new StringBuilder();
            for (int column = 0; column < PictureWidth; column++)
            {
                line.Append(Dots(image, 4 * row, 2 * column));
            }

            lines.Add(line.ToString());
        }

        float[] outputs = new float[Digits.OutputSize];
        digits.Predict(image, outputs);
        int read = digits.Classify(image);
        lines.Add($"reads {read}".PadRight(PictureWidth));
        lines.Add(FormattableString.Invariant($"{100 * outputs[read]:F1} % sure").PadRight(PictureWidth));
        lines.Add((read == LabelOf(test, index) ? "" : $"but it is {LabelOf(test, index)}").PadRight(PictureWidth));
        return lines;
    }

    /// <summary>A braille character for a block of four rows and two columns of pixels, with a dot for each that has ink.</summary>
    private static char Dots(ReadOnlySpan<float> image, int top, int left)
    {
        const float Ink = 0.4f;

        // Unicode numbers the dots down the left column, then down the right one, and adds the bottom row last.
        ReadOnlySpan<byte> bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
        int dots = 0;
        for (int i = 0; i < bits.Length; i++)
        {
            float pixel = image[((top + (i / 2)) * ImageSize) + left + (i % 2)];
            dots |= pixel > Ink ? bits[i] : 0;
        }

        return (char)('\u2800' + dots);
    }

    private static ReadOnlySpan<float> ImageOf(Dataset test, int index) =>
        test.Inputs.Span.Slice(index * test.InputSize, test.InputSize);

    private static int LabelOf(Dataset test, int index) =>
        test.Targets.Span.Slice(index * test.TargetSize, test.TargetSize).IndexOf(1f);
}
