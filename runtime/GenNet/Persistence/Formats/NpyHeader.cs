using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace GenNet.Persistence.Formats;

/// <summary>
/// The header of a .npy file, which is a dictionary in Python's words: {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }. What is
/// read of them is what NumPy writes.
/// </summary>
internal sealed class NpyHeader
{
    private const int MostBytes = 1 << 14;
    private const int MostDimensions = 8;
    private const int BeginBytes = 10;

    private NpyHeader(string type, TensorEncoding encoding, long[] shape)
    {
        Type = type;
        Encoding = encoding;
        Shape = shape;
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
    /// <param name="array">What the array is called in them.</param>
    public static NpyHeader Read(Stream stream, string source, string array)
    {
        Span<byte> begin = stackalloc byte[BeginBytes];
        Fill(begin);
        if (!begin.StartsWith(Signature) || begin[6] is 0 or > 3)
        {
            throw Damaged("it does not begin as a .npy file does");
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(begin[8..]);
        if (begin[6] > 1)
        {
            Span<byte> high = stackalloc byte[2];
            Fill(high);
            length = BinaryPrimitives.ReadUInt16LittleEndian(high) == 0 ? length : int.MaxValue;
        }

        if (length > MostBytes)
        {
            throw Damaged("its header is too long");
        }

        byte[] text = new byte[length];
        Fill(text);
        string? type = null;
        bool? isFortran = null;
        long[]? shape = null;
        string rest = System.Text.Encoding.Latin1.GetString(text).Trim();
        if (!Take("{"))
        {
            throw Damaged("its header is no dictionary");
        }

        while (!Take("}"))
        {
            string key = TakeText() ?? throw Damaged("its header has something else than names for its entries");
            if (!Take(":"))
            {
                throw Damaged("its header has an entry without a value");
            }

            switch (key)
            {
                case "descr" when type is null:
                    type = TakeText() ?? throw Refused("is a table of several columns, and a tensor has numbers alone: save each column by itself");
                    break;
                case "fortran_order" when isFortran is null:
                    isFortran = Take("True") ? true : Take("False") ? false : throw Damaged("its fortran_order is neither True nor False");
                    break;
                case "shape" when shape is null:
                    shape = TakeShape();
                    break;
                default:
                    throw Damaged($"its header has an unknown or repeated {SafetensorsHeader.Quote(key)}");
            }

            if (!Take(",") && !rest.StartsWith('}'))
            {
                throw Damaged("its header is no dictionary");
            }
        }

        if (type is null || isFortran is null || shape is null || rest.Length > 0)
        {
            throw Damaged("its header is not a dictionary of descr, fortran_order and shape");
        }

        (string name, bool isBigEndian) = TypeOf(type);
        return new NpyHeader(name, new TensorEncoding(isBigEndian, isFortran.Value), shape);

        bool Take(string word)
        {
            if (!rest.StartsWith(word, StringComparison.Ordinal))
            {
                return false;
            }

            rest = rest[word.Length..].TrimStart();
            return true;
        }

        string? TakeText()
        {
            int end = rest.Length > 0 && rest[0] is '\'' or '"' ? rest.IndexOf(rest[0], 1) : -1;
            if (end < 0)
            {
                return null;
            }

            string taken = rest[1..end];
            rest = rest[(end + 1)..].TrimStart();
            return taken;
        }

        long[] TakeShape()
        {
            var sizes = new List<long>();
            if (!Take("("))
            {
                throw Damaged("its shape is no tuple");
            }

            while (!Take(")"))
            {
                int digits = 0;
                while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                {
                    digits++;
                }

                if (sizes.Count == MostDimensions || !long.TryParse(rest.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                {
                    throw Damaged($"its shape is no tuple of at most {MostDimensions} whole numbers");
                }

                sizes.Add(size);
                rest = rest[digits..].TrimStart();
                if (!Take(",") && !rest.StartsWith(')'))
                {
                    throw Damaged("its shape is no tuple");
                }
            }

            return [.. sizes];
        }

        (string Name, bool IsBigEndian) TypeOf(string descriptor)
        {
            if (descriptor.Contains('O', StringComparison.Ordinal))
            {
                throw Refused(
                    "holds Python objects, a pickle: a program that runs when it is read, so GenNet does not read it. Save numbers: array.astype(\"float32\")");
            }

            string kind = descriptor.TrimStart('<', '>', '=', '|');
            string known = kind switch
            {
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
            return (known, descriptor.StartsWith('>'));
        }

        void Fill(Span<byte> bytes)
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw Damaged("it ends before its header does");
            }
        }

        InvalidDataException Damaged(string how) => new(
            $"{source} is damaged: {SafetensorsHeader.Quote(array)} is no array of NumPy, {how}. Save it again with numpy.save or numpy.savez.");

        InvalidDataException Refused(string why) => new($"{source} can't be read: {SafetensorsHeader.Quote(array)} {why}.");
    }
}
