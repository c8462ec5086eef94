using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Mapping;

namespace GenNet.Generator.Weights;

/// <summary>The numbers of a small weight file, in the network's order: what the runtime does when it loads the file, bit for bit.</summary>
internal static class WeightValues
{
    /// <summary>The bytes of a value.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F64" => sizeof(double),
        "F32" => sizeof(float),
        _ => sizeof(ushort),
    };

    /// <summary>The values of all tensors of a network.</summary>
    /// <param name="bytes">The values of the file.</param>
    /// <param name="mapping">Which tensor of the file is which of the network.</param>
    /// <param name="described">The file's tensors.</param>
    /// <param name="starts">Where each tensor of the network begins.</param>
    /// <param name="count">How many values the network has.</param>
    /// <param name="precision">What it computes in, which each value is rounded to.</param>
    public static double[] Read(
        byte[] bytes,
        WeightMapping mapping,
        IReadOnlyDictionary<string, DescribedTensor> described,
        IReadOnlyDictionary<string, int> starts,
        int count,
        Precision precision)
    {
        double[] values = new double[count];

        // What adds comes last, to what it adds to.
        foreach (bool adds in new[] { false, true })
        {
            foreach (MappedSource source in mapping.Sources)
            {
                int size = SizeOf(source.Tensor.Type);
                int begin = (int)described[source.Tensor.Name].Begin;
                foreach (TensorPiece piece in source.Pieces.Where(piece => piece.Adds == adds))
                {
                    int start = starts[piece.Target.Name];
                    piece.ForEachStretch((from, to, axis) =>
                    {
                        for (int i = 0; i < axis.Size; i++)
                        {
                            double value = Rounded(Read(bytes, begin + ((from + (i * axis.SourceStride)) * size), source.Tensor.Type), precision);
                            int index = start + to + (i * axis.TargetStride);
                            values[index] = adds ? Rounded(values[index] + value, precision) : value;
                        }
                    });
                }
            }
        }

        return values;
    }

    /// <summary>The values of a vector, in their order.</summary>
    /// <param name="bytes">The values of the file.</param>
    /// <param name="type">Their type.</param>
    /// <param name="precision">What the network computes in.</param>
    public static double[] Read(byte[] bytes, string type, Precision precision)
    {
        double[] values = new double[bytes.Length / SizeOf(type)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Rounded(Read(bytes, i * SizeOf(type), type), precision);
        }

        return values;
    }

    private static double Rounded(double value, Precision precision) => precision == Precision.Single ? (float)value : value;

    private static double Read(byte[] bytes, int begin, string type)
    {
        // Files are little-endian, and so may the machine not be.
        ulong bits = 0;
        for (int i = SizeOf(type) - 1; i >= 0; i--)
        {
            bits = (bits << 8) | bytes[begin + i];
        }

        return type switch
        {
            "F64" => BitConverter.Int64BitsToDouble((long)bits),
            "F32" => ToSingle((uint)bits),
            "BF16" => ToSingle((uint)bits << 16),
            _ => OfHalf((int)bits),
        };
    }

    private static float ToSingle(uint bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);

    /// <summary>A number of 16 bits: a sign, five bits of exponent and ten of fraction.</summary>
    private static double OfHalf(int bits)
    {
        const int FractionBits = 10;
        int exponent = (bits >> FractionBits) & 0x1F;
        int fraction = bits & ((1 << FractionBits) - 1);
        double size = exponent == 0
            ? fraction * Math.Pow(2, -24)
            : ((1 << FractionBits) + fraction) * Math.Pow(2, exponent - 25);
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
