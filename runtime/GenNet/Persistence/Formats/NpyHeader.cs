using System;
using System.Collections.Generic;
using System.IO;

namespace GenNet.Persistence.Formats;

/// <summary>
/// The header of a .npy file, which is a dictionary in Python's words: {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }. What is
/// read of them is what NumPy writes.
/// </summary>
internal sealed class NpyHeader
{
    /// <summary>NumPy's have some 120; an archive may have a thousand of them, each packed into a few bytes.</summary>
    private const int MostBytes = 1 << 11;
    private const int MostDimensions = 8;
    private const int BeginBytes = 10;
    private const int VersionAt = 6;
    private const int LengthAt = 8;

    private readonly string _source;
    private readonly string _subject;

    private NpyHeader(Stream stream, string source, string? array)
    {
        _source = source;
        _subject = array is null ? "it" : FileText.Quote(array);
        byte[] begin = Bytes(stream, BeginBytes);
        if (!begin.AsSpan().StartsWith(Signature) || begin[VersionAt] is 0 or > 3)
        {
            throw Damaged("it does not begin as a .npy file does");
        }

        int length = begin[LengthAt] | (begin[LengthAt + 1] << 8);
        if (begin[VersionAt] > 1)
        {
            byte[] high = Bytes(stream, 2);
            length = high[0] == 0 && high[1] == 0 ? length : int.MaxValue;
        }

        if (length > MostBytes)
        {
            throw Damaged("its header is too long");
        }

        (string type, bool isFortran, Shape) = ReadAll(new PythonText(Bytes(stream, length)));
        Type = TypeOf(type);
        Encoding = new TensorEncoding(type[0] == '>', isFortran);
    }

    /// <summary>The first bytes of every such file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The element type, as safetensors calls it, or as NumPy does where that has no such.</summary>
    public string Type { get; }

    public TensorEncoding Encoding { get; }

    public long[] Shape { get; }

    /// <summary>Reads a header; the values follow.</summary>
    /// <param name="stream">The file at its beginning.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <param name="array">What the array is called in them; null where it is all that the file holds.</param>
    public static NpyHeader Read(Stream stream, string source, string? array) => new(stream, source, array);

    private (string Type, bool IsFortran, long[] Shape) ReadAll(PythonText text)
    {
        string? type = null;
        bool? isFortran = null;
        long[]? shape = null;
        if (!text.Take("{"))
        {
            throw Damaged("its header is no dictionary");
        }

        while (!text.Take("}"))
        {
            string key = text.TakeText() ?? throw Damaged("its header has something else than names for its entries");
            if (!text.Take(":"))
            {
                throw Damaged("its header has an entry without a value");
            }

            switch (key)
            {
                case "descr" when type is null:
                    type = text.TakeText() ?? throw Refused("is a table of several columns, and a tensor has numbers alone: save each column by itself");
                    break;
                case "fortran_order" when isFortran is null:
                    isFortran = text.Take("True") ? true : text.Take("False") ? false : throw Damaged("its fortran_order is neither True nor False");
                    break;
                case "shape" when shape is null:
                    shape = ReadShape(text);
                    break;
                default:
                    throw Damaged($"its header has an unknown or repeated {FileText.Quote(key)}");
            }

            if (!text.Take(",") && !text.IsNext('}'))
            {
                throw Damaged("its header is no dictionary");
            }
        }

        return type is { Length: > 0 } && isFortran is { } order && shape is not null && text.IsAtEnd
            ? (type, order, shape)
            : throw Damaged("its header is not a dictionary of descr, fortran_order and shape");
    }

    private long[] ReadShape(PythonText text)
    {
        var sizes = new List<long>();
        if (!text.Take("("))
        {
            throw Damaged("its shape is no tuple");
        }

        while (!text.Take(")"))
        {
            if (sizes.Count == MostDimensions || text.TakeNumber() is not { } size)
            {
                throw Damaged($"its shape is no tuple of at most {MostDimensions} whole numbers");
            }

            sizes.Add(size);
            if (!text.Take(",") && !text.IsNext(')'))
            {
                throw Damaged("its shape is no tuple");
            }
        }

        return [.. sizes];
    }

    private string TypeOf(string descriptor) => descriptor.TrimStart('<', '>', '=', '|') switch
    {
        _ when descriptor.IndexOf('O') >= 0 => throw Refused(
            "holds Python objects, a pickle: a program that runs when it is read, so GenNet does not read it. Save numbers: array.astype(\"float32\")"),
        "f2" => "F16",
        "f4" => "F32",
        "f8" => "F64",
        "bfloat16" => "BF16",
        "i8" => "I64",
        "i4" => "I32",
        "i2" => "I16",
        "i1" => "I8",
        "u8" => "U64",
        "u4" => "U32",
        "u2" => "U16",
        "u1" => "U8",
        "b1" => "BOOL",
        _ => descriptor,
    };

    private byte[] Bytes(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        return stream.Fill(bytes, count) == count ? bytes : throw Damaged("it ends before its header does");
    }

    private InvalidDataException Damaged(string how) => new(
        $"{_source} is damaged: {_subject} is no array of NumPy, {how}. Save it again with numpy.save or numpy.savez.");

    private InvalidDataException Refused(string why) => new($"{_source} can't be read: {_subject} {why}.");
}
