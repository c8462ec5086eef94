using System;
using System.Buffers.Binary;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence.Formats;

/// <summary>Reads the values of a tensor of any element type into a network's.</summary>
internal static class ElementReader
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Fills <paramref name="values"/> in row-major order.</summary>
    /// <exception cref="InvalidDataException">The stream ends before, or a value is none that a network computes with.</exception>
    public static void Read<T>(Stream stream, FileTensor tensor, TensorEncoding encoding, Span<T> values, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = ElementType.Size(tensor.Type);
        byte[] block = new byte[(int)Math.Min(BlockBytes, (long)values.Length * size)];
        FortranOrder? order = encoding.IsFortran && tensor.Shape.Length > 1 ? new FortranOrder(tensor.Shape) : null;
        for (int first = 0; first < values.Length; first += BlockBytes / size)
        {
            int count = Math.Min(values.Length - first, BlockBytes / size);
            Span<byte> bytes = block.AsSpan(0, count * size);
            if (stream.Fill(block, bytes.Length) < bytes.Length)
            {
                throw new InvalidDataException(
                    $"{source} ends before the last value of {FileText.Quote(tensor.Name)}: it is truncated. Save it again, or copy it again from where it comes.");
            }

            if (encoding.IsBigEndian)
            {
                Swap(bytes, size);
            }

            for (int i = 0; i < count; i++)
            {
                double wide = Element(bytes[(i * size)..], tensor.Type);
                T value = T.CreateTruncating(wide);
                if (!T.IsFinite(value))
                {
                    throw NotFinite<T>(tensor, wide, source);
                }

                values[order is null ? first + i : order.Next()] = value;
            }
        }
    }

    /// <summary>Every float is a double too, and comes back to the bit.</summary>
    private static double Element(ReadOnlySpan<byte> bytes, string type) => type switch
    {
        "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "F64" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        "F16" => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        "BF16" => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        _ => throw new InvalidOperationException($"{type} is no type of weights."),
    };

    private static void Swap(Span<byte> bytes, int size)
    {
        for (int first = 0; first < bytes.Length; first += size)
        {
            bytes.Slice(first, size).Reverse();
        }
    }

    private static InvalidDataException NotFinite<T>(FileTensor tensor, double value, string source)
        where T : unmanaged => new(
        double.IsFinite(value)
            ? $"{source} holds a value of {FileText.Quote(tensor.Name)} that is too large for {(Unsafe.SizeOf<T>() == sizeof(float) ? "float" : "double")}: declare "
                + "Precision.Double, or make the weights smaller."
            : $"{source} holds a value of {FileText.Quote(tensor.Name)} that is NaN or infinite: it is damaged, or was saved after training diverged. "
                + "Train with a smaller learning rate and save it again.");
}
