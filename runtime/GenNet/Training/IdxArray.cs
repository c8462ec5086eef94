using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace GenNet.Training;

/// <summary>
/// An array in the IDX format: two zero bytes, the type, the number of dimensions, each dimension as a big-endian 32-bit number, then the values,
/// big-endian too. Written for files that lie: memory grows with what is there, not with what is promised.
/// </summary>
internal sealed class IdxArray
{
    private const byte UnsignedByteType = 0x08;
    private const byte SignedByteType = 0x09;
    private const byte ShortType = 0x0b;
    private const byte IntType = 0x0c;
    private const byte FloatType = 0x0d;
    private const byte DoubleType = 0x0e;
    private const int FirstBlock = 1 << 16;

    private readonly byte[] _values;
    private readonly string _name;
    private readonly byte _type;

    private IdxArray(byte[] values, byte type, string name, int rank, int count, int rowLength)
    {
        _type = type;
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

    /// <summary>Whether the values are unsigned bytes.</summary>
    public bool IsBytes => _type == UnsignedByteType;

    /// <summary>The values, where they are unsigned bytes.</summary>
    public byte[] Bytes => _values;

    /// <summary>Each value as a float.</summary>
    public float[] ToFloats()
    {
        float[] floats = new float[_values.Length / SizeOf(_type)];
        for (int i = 0; i < floats.Length; i++)
        {
            double value = ValueAt(i);
            floats[i] = (float)value;
            if (float.IsInfinity(floats[i]) && double.IsFinite(value))
            {
                throw new InvalidDataException(
                    FormattableString.Invariant($"{_name} has {value} as value {i}, beyond what a float holds, 3.4E+38. Scale its values."));
            }
        }

        return floats;
    }

    /// <summary>The first value of each row as the number of a class.</summary>
    public int[] ToLabels(int classes)
    {
        int[] labels = new int[Count];
        for (int i = 0; i < labels.Length; i++)
        {
            double value = ValueAt(i * RowLength);
            if (!(value >= 0 && value < int.MaxValue && value == Math.Floor(value)))
            {
                throw new InvalidDataException(
                    FormattableString.Invariant($"{_name} gives sample {i} the label {value}, but labels are whole numbers from 0 on. Take the right file."));
            }

            labels[i] = (int)value;
        }

        int wrong = Array.FindIndex(labels, label => label >= classes);
        if (wrong >= 0)
        {
            int largest = labels.Max();
            throw new InvalidDataException(
                $"{_name} gives sample {wrong} the label {labels[wrong]}, but {Counted.There(classes, "class")}, 0 to {classes - 1}. The largest label is "
                + $"{largest}: pass classes: {largest + 1}, or take the right file.");
        }

        return labels;
    }

    private static int SizeOf(byte type) => type switch
    {
        UnsignedByteType or SignedByteType => 1,
        ShortType => 2,
        IntType or FloatType => 4,
        DoubleType => 8,
        _ => 0,
    };

    private double ValueAt(int index)
    {
        ReadOnlySpan<byte> value = _values.AsSpan(index * SizeOf(_type));
        return _type switch
        {
            UnsignedByteType => value[0],
            SignedByteType => (sbyte)value[0],
            ShortType => BinaryPrimitives.ReadInt16BigEndian(value),
            IntType => BinaryPrimitives.ReadInt32BigEndian(value),
            FloatType => BinaryPrimitives.ReadSingleBigEndian(value),
            _ => BinaryPrimitives.ReadDoubleBigEndian(value),
        };
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
                $"{name} is no IDX file: it starts with {Convert.ToHexString(magic)}, where an IDX file starts with 0000, the type of its values "
                + "and the number of its dimensions.");
        }

        byte type = magic[2];
        int size = SizeOf(type);
        if (size == 0)
        {
            throw new InvalidDataException(
                $"{name} holds values of type 0x{type:X2}, which the IDX format has not: unsigned bytes are 0x08, signed bytes 0x09, integers 0x0B and "
                + "0x0C, floats 0x0D and doubles 0x0E. It is damaged: fetch it again.");
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
        RequireArrayLength(count * rowLength * size, name);
        byte[] values = ReadValues(stream, (int)(count * rowLength * size), size, name);
        return new IdxArray(values, type, name, rank, (int)count, (int)rowLength);
    }

    private static void RequireArrayLength(long length, string name)
    {
        if (length > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"{name} promises at least {Counted.Of(length, "value")}, more than the {Array.MaxLength} an array holds. Its header is damaged, "
                + "or it must be split.");
        }
    }

    private static byte[] ReadValues(Stream stream, int length, int size, string name)
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
                    $"{name} promises {Counted.Of(length / size, "value")} but ends after {read / size}. It is truncated: fetch it again.");
            }

            read += received;
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException(
                $"{name} goes on after the {Counted.Of(length / size, "value")} its header promises. It is damaged: fetch it again.");
        }

        return values;
    }
}
