using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace GenNet.Training;

/// <summary>
/// An array of unsigned bytes in the IDX format: two zero bytes, the type, the number of dimensions, each dimension as a big-endian
/// 32-bit number, then the bytes. Written for files that lie: memory grows with what is there, not with what is promised.
/// </summary>
internal sealed class IdxArray
{
    private const byte UnsignedByteType = 0x08;
    private const int FirstBlock = 1 << 16;

    private readonly byte[] _values;
    private readonly string _name;

    private IdxArray(byte[] values, string name, int rank, int count, int rowLength)
    {
        _values = values;
        _name = name;
        Rank = rank;
        Count = count;
        RowLength = rowLength;
    }

    /// <summary>The number of dimensions.</summary>
    public int Rank { get; }

    /// <summary>The first dimension.</summary>
    public int Count { get; }

    /// <summary>The product of the other dimensions.</summary>
    public int RowLength { get; }

    /// <summary>Reads a whole array and makes sure that nothing follows it; <paramref name="name"/> is for messages.</summary>
    public static IdxArray Read(Stream stream, string name)
    {
        try
        {
            Stream source = stream;
            if (!stream.CanSeek)
            {
                source = new MemoryStream();
                stream.CopyTo(source);
                source.Position = 0;
            }

            if (!IsGzipped(source))
            {
                return ReadPlain(source, name);
            }

            using var unzipped = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
            try
            {
                return ReadPlain(unzipped, name);
            }
            catch (InvalidDataException exception) when (!exception.Message.StartsWith(name, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{name} is a damaged gzip file ({exception.Message}). Fetch it again.", exception);
            }
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException(
                $"{name} ends within its header, so it is no IDX file or a truncated one. Fetch it again.", exception);
        }
    }

    /// <summary>Each byte as a float from 0 to 1.</summary>
    public float[] ToUnitInterval()
    {
        // Divided, not multiplied by a rounded 1/255, so that 255 becomes 1.
        Span<float> table = stackalloc float[256];
        for (int value = 0; value < table.Length; value++)
        {
            table[value] = value / 255f;
        }

        float[] result = new float[_values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = table[_values[i]];
        }

        return result;
    }

    /// <summary>For each byte a row of zeros with a one at the byte's place.</summary>
    public float[] ToOneHot(int classes)
    {
        if ((long)_values.Length * classes > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(classes), classes, $"{classes} classes for each of {_values.Length} labels are more values than an array holds.");
        }

        float[] result = new float[_values.Length * classes];
        for (int i = 0; i < _values.Length; i++)
        {
            int label = _values[i];
            if (label >= classes)
            {
                int largest = _values.Max();
                throw new InvalidDataException(
                    $"{_name} gives sample {i} the label {label}, but there are {classes} classes, 0 to {classes - 1}. The largest label is "
                    + $"{largest}: pass classes: {largest + 1}, or take the right file.");
            }

            result[(i * classes) + label] = 1;
        }

        return result;
    }

    private static bool IsGzipped(Stream stream)
    {
        long start = stream.Position;
        bool isGzipped = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = start;
        return isGzipped;
    }

    private static IdxArray ReadPlain(Stream stream, string name)
    {
        Span<byte> magic = stackalloc byte[4];
        stream.ReadExactly(magic);
        if (magic[0] != 0 || magic[1] != 0 || magic[3] == 0)
        {
            throw new InvalidDataException(
                $"{name} is no IDX file: it starts with {Convert.ToHexString(magic)}, where an IDX file of bytes starts with 000008 "
                + "and the number of its dimensions.");
        }

        if (magic[2] != UnsignedByteType)
        {
            throw new InvalidDataException(
                $"{name} holds values of type 0x{magic[2]:X2}; only unsigned bytes, 0x08, are read. Convert it to unsigned bytes.");
        }

        int rank = magic[3];
        Span<byte> dimensions = stackalloc byte[4 * rank];
        stream.ReadExactly(dimensions);
        uint count = BinaryPrimitives.ReadUInt32BigEndian(dimensions);
        long rowLength = 1;
        for (int i = 1; i < rank; i++)
        {
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(dimensions[(4 * i)..]);
            if (dimension == 0)
            {
                throw new InvalidDataException($"{name} has no values: its dimension {i + 1} is 0. Take a file with values.");
            }

            // Both factors are below 2³² here, so the product does not overflow.
            rowLength *= dimension;
            RequireArrayLength(rowLength, name);
        }

        RequireArrayLength(count, name);
        RequireArrayLength(count * rowLength, name);
        byte[] values = ReadValues(stream, (int)(count * rowLength), name);
        return new IdxArray(values, name, rank, (int)count, (int)rowLength);
    }

    private static void RequireArrayLength(long length, string name)
    {
        if (length > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"{name} promises at least {length} values, more than the {Array.MaxLength} an array holds. Its header is damaged, "
                + "or it must be split.");
        }
    }

    private static byte[] ReadValues(Stream stream, int length, string name)
    {
        byte[] values = new byte[Math.Min(length, FirstBlock)];
        int read = 0;
        while (read < length)
        {
            if (read == values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(length, 2L * values.Length));
            }

            int received = stream.Read(values, read, values.Length - read);
            if (received == 0)
            {
                throw new InvalidDataException(
                    $"{name} promises {length} values but ends after {read}. It is truncated: fetch it again.");
            }

            read += received;
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException(
                $"{name} goes on after the {length} values its header promises. It is damaged: fetch it again.");
        }

        return values;
    }
}
