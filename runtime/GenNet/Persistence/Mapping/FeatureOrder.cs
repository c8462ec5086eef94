using System;
using System.Collections.Generic;
using System.Globalization;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>
/// In what order PyTorch has values that lie in a row: where they were an image, channel after channel, which with us lie beside each other.
/// </summary>
internal static class FeatureOrder
{
    /// <summary>The axes of a row of values.</summary>
    /// <param name="order">The shapes that lie in the row; null where the order is the same everywhere.</param>
    /// <param name="count">The number of values.</param>
    /// <param name="sourceStride">How far apart two values of the row are in the file's tensor.</param>
    /// <param name="targetStride">How far apart they are in ours.</param>
    /// <returns>For each shape where it begins in the row, and its axes.</returns>
    public static IReadOnlyList<KeyValuePair<int, PieceAxis[]>> Axes(string? order, int count, int sourceStride, int targetStride)
    {
        var parts = new List<KeyValuePair<int, PieceAxis[]>>();
        if (order is null)
        {
            parts.Add(new(0, [new PieceAxis(count, sourceStride, targetStride)]));
            return parts;
        }

        int first = 0;
        foreach (string shape in order.Split(','))
        {
            int[] sizes = Array.ConvertAll(shape.Trim().Split(' '), text => int.Parse(text, CultureInfo.InvariantCulture));
            int channels = sizes[sizes.Length - 1];
            int positions = 1;
            foreach (int size in sizes)
            {
                positions *= size;
            }

            positions /= channels;
            parts.Add(new(
                first,
                [
                    new PieceAxis(positions, sourceStride, channels * targetStride),
                    new PieceAxis(channels, positions * sourceStride, targetStride),
                ]));
            first += positions * channels;
        }

        return parts;
    }
}
