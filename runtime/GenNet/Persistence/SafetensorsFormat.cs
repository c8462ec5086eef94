using System;
using System.Buffers;
using System.Buffers.Binary;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GenNet.Persistence;

/// <summary>
/// The parts of a safetensors file: the length of a JSON header as eight little-endian bytes, the header, then the tensors' values,
/// little-endian and without gaps.
/// </summary>
internal static class SafetensorsFormat
{
    private const int LengthBytes = sizeof(ulong);
    private const int HeaderAlignment = 8;
    private const int FirstHeaderBytes = 1 << 12;
    private const int BlockLength = 1 << 16;

    /// <summary>The element type as the header calls it.</summary>
    public static string TypeName(int elementSize) => elementSize == sizeof(float) ? "F32" : "F64";

    /// <summary>Writes what the header says of a tensor, whose values follow those of the one before.</summary>
    public static void WriteTensor(
        Utf8JsonWriter json, string name, int elementSize, ReadOnlySpan<int> shape, ref long offset)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", TypeName(elementSize));
        json.WriteStartArray("shape");
        long size = elementSize;
        foreach (int dimension in shape)
        {
            json.WriteNumberValue(dimension);
            size *= dimension;
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        offset += size;
        json.WriteNumberValue(offset);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a header, filled up with spaces so that values are aligned, after its length.</summary>
    public static void WriteHeader(Stream stream, ArrayBufferWriter<byte> header)
    {
        int padding = -header.WrittenCount & (HeaderAlignment - 1);
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
    }

    /// <summary>Writes values, whose bytes are turned round on machines of the other order.</summary>
    public static void WriteValues<T>(Stream stream, Span<T> values)
        where T : unmanaged
    {
        SwapToLittleEndian(values);
        for (int first = 0; first < values.Length; first += BlockLength)
        {
            stream.Write(MemoryMarshal.AsBytes(values.Slice(first, Math.Min(BlockLength, values.Length - first))));
        }
    }

    /// <summary>Reads the header of a file.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="most">The most bytes that a header may have.</param>
    /// <param name="owner">Whose header that would be.</param>
    /// <param name="source">What the file is called in messages.</param>
    public static byte[] ReadHeader(Stream stream, ulong most, string owner, string source)
    {
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(lengthBytes, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
        {
            throw new InvalidDataException($"{source} ends before its header: it is empty or truncated. Save the network again.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > most)
        {
            throw new InvalidDataException(
                $"{source} is damaged or no safetensors file: it promises a header of {length} bytes, and {most} are the most for "
                + $"{owner}. Save the network again.");
        }

        // What is allocated follows what has arrived, not what is promised.
        byte[] header = new byte[Math.Min((int)length, FirstHeaderBytes)];
        int read = 0;
        while (true)
        {
            read += stream.ReadAtLeast(header.AsSpan(read), header.Length - read, throwOnEndOfStream: false);
            if (read < header.Length)
            {
                throw new InvalidDataException(
                    $"{source} promises a header of {Counted.Of((long)length, "byte")} but ends after {read} of them: it is truncated. "
                    + "Save the network again.");
            }

            if (read == (int)length)
            {
                return header;
            }

            Array.Resize(ref header, Math.Min((int)length, 2 * header.Length));
        }
    }

    /// <summary>From the machine's byte order to the file's, or back.</summary>
    public static void SwapToLittleEndian<T>(Span<T> values)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
        {
            return;
        }

        if (typeof(T) == typeof(float))
        {
            Span<uint> bits = MemoryMarshal.Cast<T, uint>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
        else
        {
            Span<ulong> bits = MemoryMarshal.Cast<T, ulong>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
