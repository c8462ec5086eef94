using System;
using System.Buffers.Binary;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenNet.Persistence;

/// <summary>
/// A weight file in a resource of the assembly whose compiler has read it: nothing is left to find out, so its values are copied from the program's
/// image to where they are stored, and no more.
/// </summary>
internal static class EmbeddedFile
{
    private const int BFloat16 = -16;
    private const int NumbersOfAxis = 3;

    /// <summary>Fills a network from a file whose tensors are its own.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The resource, which is closed behind.</param>
    /// <param name="offsets">Where each tensor begins in it, in bytes.</param>
    public static void Load<T>(Network<T> network, Stream file, ReadOnlySpan<int> offsets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using (file)
        {
            ReadOnlySpan<byte> bytes = BytesOf(file);
            ReadOnlySpan<TensorLayout> tensors = network.Layout.Tensors;
            for (int i = 0; i < tensors.Length; i++)
            {
                ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(bytes.Slice(offsets[i], tensors[i].Length * Unsafe.SizeOf<T>()));
                if (!BitConverter.IsLittleEndian)
                {
                    T[] swapped = values.ToArray();
                    SafetensorsFormat.SwapToLittleEndian<T>(swapped);
                    values = swapped;
                }

                ParameterOrder.CopyToStorage(tensors[i], values, network.Storage);
            }
        }
    }

    /// <summary>Fills a network from a file whose values have another order, or are numbers of another type.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The resource, which is closed behind.</param>
    /// <param name="pieces">The parts of its tensors, as <see cref="Network{T}.LoadEmbeddedPieces"/> has them.</param>
    public static void LoadPieces<T>(Network<T> network, Stream file, ReadOnlySpan<int> pieces)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using (file)
        {
            ReadOnlySpan<byte> bytes = BytesOf(file);
            T[] values = new T[network.Layout.ValueCount];
            while (pieces is [int bits, int begin, int target, int adds, int dimensions, .. ReadOnlySpan<int> rest])
            {
                ReadOnlySpan<int> axes = rest[..(NumbersOfAxis * dimensions)];
                Copy(bytes[begin..], values.AsSpan(target), bits, adds != 0, axes, 0, 0);
                pieces = rest[axes.Length..];
            }

            // Of a double that is too large the compiler has seen no more than where it lies.
            foreach (T value in values)
            {
                if (!T.IsFinite(value))
                {
                    throw new InvalidDataException(
                        $"The weights that {network.Layout.Name} was compiled with hold a value that is too large for {(Unsafe.SizeOf<T>() == sizeof(float) ? "float" : "double")}. "
                        + "Declare Precision.Double, or make the weights smaller.");
                }
            }

            ParameterOrder.CopyToStorage<T>(network.Layout, values, network.Storage, includesState: true);
        }
    }

    /// <summary>Copies along the first axis, and for each place on it along those behind.</summary>
    private static void Copy<T>(ReadOnlySpan<byte> file, Span<T> values, int bits, bool adds, ReadOnlySpan<int> axes, int source, int target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int size, int sourceStride, int targetStride) = (axes[0], axes[1], axes[2]);
        for (int i = 0; i < size; i++, source += sourceStride, target += targetStride)
        {
            if (axes.Length > NumbersOfAxis)
            {
                Copy(file, values, bits, adds, axes[NumbersOfAxis..], source, target);
            }
            else
            {
                T value = Read<T>(file, bits, source);
                values[target] = adds ? values[target] + value : value;
            }
        }
    }

    private static T Read<T>(ReadOnlySpan<byte> file, int bits, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => bits switch
    {
        64 => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(file[(index * sizeof(double))..])),
        32 => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(file[(index * sizeof(float))..])),
        BFloat16 => T.CreateTruncating(
            BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(file[(index * sizeof(ushort))..]) << 16)),
        _ => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(file[(index * sizeof(ushort))..])),
    };

    /// <summary>The bytes of a resource; they are there as long as it is open.</summary>
    private static unsafe ReadOnlySpan<byte> BytesOf(Stream file)
    {
        if (file is UnmanagedMemoryStream image)
        {
            return new ReadOnlySpan<byte>(image.PositionPointer, checked((int)image.Length));
        }

        // Not every platform has resources in memory.
        byte[] bytes = new byte[checked((int)file.Length)];
        file.ReadExactly(bytes);
        return bytes;
    }
}
