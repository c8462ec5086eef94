using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Weights;
using GenNet.Persistence.Formats;

namespace GenNet.Build;

/// <summary>Refuses values that are NaN or infinite while a file goes by: a network is not filled with them at run time either.</summary>
internal sealed class FiniteValues
{
    private readonly List<(long Begin, long End, string Name, int Size, byte High, byte Low)> _ranges;
    private readonly string _file;
    private byte _before;
    private int _range;

    public FiniteValues(IEnumerable<DescribedTensor> tensors, string file)
    {
        _file = file;
        _ranges = tensors
            .Select(tensor => (Tensor: tensor, Format: ExponentOf(tensor.Type)))
            .Where(pair => pair.Format.Size > 0)
            .OrderBy(pair => pair.Tensor.Begin)
            .Select(pair => (
                pair.Tensor.Begin,
                pair.Tensor.Begin + (pair.Tensor.Shape.Aggregate(1L, (count, dimension) => count * dimension) * pair.Format.Size),
                pair.Tensor.Name,
                pair.Format.Size,
                pair.Format.High,
                pair.Format.Low))
            .ToList();
    }

    /// <summary>Looks at bytes of the file's values.</summary>
    /// <param name="block">The bytes.</param>
    /// <param name="first">The first to look at.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="position">Where the first one lies among the values.</param>
    public void Look(byte[] block, int first, int end, long position)
    {
        byte before = _before;
        _before = end > first ? block[end - 1] : before;
        for (; _range < _ranges.Count; _range++)
        {
            (long begin, long behind, string name, int size, byte high, byte low) = _ranges[_range];
            long from = Math.Max(begin, position);
            long to = Math.Min(behind, position + end - first);

            // The last byte of each value, which has the sign and most of the exponent.
            for (long at = from + size - 1 - ((from - begin) % size); at < to; at += size)
            {
                int index = first + (int)(at - position);
                byte second = index > first ? block[index - 1] : before;
                if ((block[index] & high) == high && (second & low) == low)
                {
                    throw new WeightsFileException(
                        WeightsFileException.NotFinite,
                        $"{_file} holds a value of {FileText.Quote(name)} that is NaN or infinite: training diverged, or the file is damaged. "
                        + "Train with a smaller learning rate and save the network again.");
                }
            }

            if (behind > position + end - first)
            {
                return;
            }
        }
    }

    /// <summary>The size of a value, and the bits of its exponent in its last byte and the one before: a number that has all of them is not finite.</summary>
    private static (int Size, byte High, byte Low) ExponentOf(string type) => type switch
    {
        "F64" => (8, 0x7F, 0xF0),
        "F32" => (4, 0x7F, 0x80),
        "BF16" => (2, 0x7F, 0x80),
        "F16" => (2, 0x7C, 0),
        _ => (0, 0, 0),
    };
}
