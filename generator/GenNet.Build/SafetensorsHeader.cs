using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using GenNet.Generator.Weights;
using GenNet.Persistence.Formats;

namespace GenNet.Build;

/// <summary>
/// The header of a safetensors file (https://github.com/huggingface/safetensors), read without trusting it: the length of a JSON text as eight
/// little-endian bytes, the text, then the tensors' values without gaps.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>What the format is called.</summary>
    public const string Format = "safetensors";

    /// <summary>A header has as many as the library of the format itself reads.</summary>
    public const ulong MostBytes = 100_000_000;

    /// <summary>Each entry costs many times the memory of its shortest text.</summary>
    private const int MostEntries = 1 << 16;
    private const int LengthBytes = sizeof(ulong);
    private const string MetadataName = "__metadata__";

    private readonly string _file;
    private readonly List<DescribedTensor> _tensors = [];
    private readonly List<KeyValuePair<string, string>> _metadata = [];
    private readonly List<(long Begin, long End, string Name)> _spans = [];

    private SafetensorsHeader(string file) => _file = file;

    /// <summary>The tensors in the order of the header.</summary>
    public IReadOnlyList<DescribedTensor> Tensors => _tensors;

    /// <summary>The free text entries in the order of the header.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata => _metadata;

    /// <summary>Where the values begin in the file.</summary>
    public long Begin { get; private set; }

    /// <summary>How many bytes of values there are.</summary>
    public long DataLength { get; private set; }

    /// <summary>Reads a header, and holds it against the file's length.</summary>
    /// <exception cref="WeightsFileException">It is damaged, or the file is of another kind.</exception>
    public static SafetensorsHeader Read(Stream file, string name)
    {
        var header = new SafetensorsHeader(name);
        byte[] lengthBytes = new byte[LengthBytes];
        ulong length = file.Fill(lengthBytes, LengthBytes) == LengthBytes ? BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes)
            : throw header.Damaged($"has {Counted.Of(file.Length, "byte")} in all, and it begins with eight that promise a header");
        if (length > MostBytes || length > (ulong)(file.Length - LengthBytes))
        {
            throw header.Damaged($"promises a header of {length} bytes but has {file.Length} in all: it is truncated");
        }

        byte[] json = new byte[(int)length];
        if (file.Fill(json, json.Length) < json.Length)
        {
            throw header.Damaged("ends before its header does");
        }

        header.Begin = LengthBytes + json.Length;
        header.DataLength = file.Length - header.Begin;
        try
        {
            header.ReadAll(new JsonText(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(json)));
        }
        catch (DecoderFallbackException)
        {
            throw header.Damaged("has a header that is not UTF-8");
        }
        catch (FormatException exception)
        {
            throw header.Damaged($"has a header that is no JSON of this format: {exception.Message}");
        }

        header.RequireThatTensorsFill();
        return header;
    }

    private void ReadAll(JsonText json)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        json.BeginObject();
        while (json.NextName() is { } name)
        {
            if (!names.Add(name))
            {
                throw new FormatException($"{FileText.Quote(name)} is there twice");
            }

            RequireRoom();

            if (name == MetadataName)
            {
                ReadMetadata(json);
            }
            else
            {
                ReadTensor(json, name);
            }
        }

        json.End();
    }

    private void ReadMetadata(JsonText json)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        json.BeginObject();
        while (json.NextName() is { } key)
        {
            if (!keys.Add(key))
            {
                throw new FormatException($"{FileText.Quote(key)} is there twice");
            }

            RequireRoom();

            _metadata.Add(new KeyValuePair<string, string>(key, json.ReadString()));
        }
    }

    private void ReadTensor(JsonText json, string name)
    {
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        json.BeginObject();
        while (json.NextName() is { } property)
        {
            switch (property)
            {
                case "dtype" when type is null:
                    type = json.ReadString();
                    break;
                case "shape" when shape is null:
                    shape = json.ReadNumbers();
                    break;
                case "data_offsets" when offsets is null:
                    offsets = json.ReadNumbers();
                    break;
                default:
                    throw new FormatException($"the tensor {FileText.Quote(name)} has an unknown or repeated {FileText.Quote(property)}");
            }
        }

        if (type is null || shape is null || offsets is not { Length: 2 })
        {
            throw new FormatException($"the tensor {FileText.Quote(name)} has no dtype, no shape or no two data_offsets");
        }

        long begin = offsets[0];
        long end = offsets[1];
        if (SizeOf(type) is { } size && end - begin != Count(shape, name) * size)
        {
            throw new FormatException($"the tensor {FileText.Quote(name)} takes {Counted.Of(Count(shape, name) * size, "byte")}, but its data_offsets span {end - begin}");
        }

        _tensors.Add(new DescribedTensor(name, type, shape, begin));
        _spans.Add((begin, end, name));
    }

    private void RequireRoom()
    {
        if (_tensors.Count + _metadata.Count == MostEntries)
        {
            throw new FormatException($"it has more than {MostEntries} entries");
        }
    }

    private void RequireThatTensorsFill()
    {
        long next = 0;
        foreach ((long begin, long end, string name) in _spans.OrderBy(span => span.Begin).ThenBy(span => span.End))
        {
            if (begin != next || end < begin)
            {
                throw Damaged($"has the tensor {FileText.Quote(name)} at byte {begin} of its values, not at byte {next} where the one before it ends");
            }

            next = end;
        }

        if (next > int.MaxValue)
        {
            throw new InvalidDataException($"{_file} holds 2 GB of values or more, which no assembly has room for. Load it when the program runs.");
        }

        if (next != DataLength)
        {
            throw Damaged($"has {Counted.Of(DataLength, "byte")} of values, but its tensors take {next}");
        }
    }

    private static long Count(long[] shape, string name)
    {
        long count = 1;
        foreach (long dimension in shape)
        {
            if (dimension > 0 && count > (1L << 40) / dimension)
            {
                throw new FormatException($"the tensor {FileText.Quote(name)} has a shape beyond all measure");
            }

            count *= dimension;
        }

        return count;
    }

    private static int? SizeOf(string type) => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => null,
    };

    private WeightsFileException Damaged(string mistake) =>
        new(WeightsFileException.Damaged, $"{_file} is damaged: it {mistake}. Save the network again.");
}
