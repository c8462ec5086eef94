using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using GenNet.Generator.Weights;

namespace GenNet.Build;

/// <summary>
/// The header of a safetensors file (https://github.com/huggingface/safetensors), read without trusting it: the length of a JSON text as eight
/// little-endian bytes, the text, then the tensors' values without gaps.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>What the format is called.</summary>
    public const string Format = "safetensors";

    private const int LengthBytes = sizeof(ulong);
    private const string MetadataName = "__metadata__";

    /// <summary>As many as the library of the format itself reads.</summary>
    private const ulong MostBytes = 100_000_000;

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
        int read = Fill(file, lengthBytes);
        ulong length = BitConverter.ToUInt64(lengthBytes, 0);
        if (read < LengthBytes || length > MostBytes || length > (ulong)(file.Length - LengthBytes))
        {
            throw header.NotSafetensors(lengthBytes, read, file.Length);
        }

        byte[] json = new byte[(int)length];
        if (Fill(file, json) < json.Length)
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

    /// <summary>Text from a file as it may appear in a message: short, on one line, in quotes.</summary>
    public static string Quote(string text)
    {
        const int MostCharacters = 60;
        string shown = new(text.Take(MostCharacters).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter).ToArray());
        return text.Length > MostCharacters ? $"'{shown}…'" : $"'{shown}'";
    }

    private static int Fill(Stream file, byte[] bytes)
    {
        int count = 0;
        int read;
        while (count < bytes.Length && (read = file.Read(bytes, count, bytes.Length - count)) > 0)
        {
            count += read;
        }

        return count;
    }

    private void ReadAll(JsonText json)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        json.BeginObject();
        while (json.NextName() is { } name)
        {
            if (!names.Add(name))
            {
                throw new FormatException($"{Quote(name)} is there twice");
            }

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
                throw new FormatException($"{Quote(key)} is there twice");
            }

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
                    throw new FormatException($"the tensor {Quote(name)} has an unknown or repeated {Quote(property)}");
            }
        }

        if (type is null || shape is null || offsets is not { Length: 2 })
        {
            throw new FormatException($"the tensor {Quote(name)} has no dtype, no shape or no two data_offsets");
        }

        long begin = offsets[0];
        long end = offsets[1];
        if (SizeOf(type) is { } size && end - begin != Count(shape, name) * size)
        {
            throw new FormatException($"the tensor {Quote(name)} takes {Count(shape, name) * size} bytes, but its data_offsets span {end - begin}");
        }

        _tensors.Add(new DescribedTensor(name, type, shape, begin));
        _spans.Add((begin, end, name));
    }

    private void RequireThatTensorsFill()
    {
        long next = 0;
        foreach ((long begin, long end, string name) in _spans.OrderBy(span => span.Begin).ThenBy(span => span.End))
        {
            if (begin != next || end < begin)
            {
                throw Damaged($"has the tensor {Quote(name)} at byte {begin} of its values, not at byte {next} where the one before it ends");
            }

            next = end;
        }

        if (next != DataLength)
        {
            throw Damaged($"has {DataLength} bytes of values, but its tensors take {next}");
        }
    }

    private static long Count(long[] shape, string name)
    {
        long count = 1;
        foreach (long dimension in shape)
        {
            if (dimension > 0 && count > (1L << 40) / dimension)
            {
                throw new FormatException($"the tensor {Quote(name)} has a shape beyond all measure");
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

    /// <summary>What a file is that does not begin as one of these does, as far as its first bytes tell.</summary>
    private WeightsFileException NotSafetensors(byte[] first, int count, long length)
    {
        string begin = Encoding.ASCII.GetString(first, 0, count);
        string kind = count == 0 ? "is empty"
            : begin.StartsWith("PK", StringComparison.Ordinal) || first[0] == 0x80
                ? "is a PyTorch file (.pt) or another archive, not safetensors. In Python: from safetensors.torch import save_file; "
                    + "save_file(model.state_dict(), \"model.safetensors\")"
            : first[0] == 0x89 && begin.IndexOf("HDF", StringComparison.Ordinal) == 1
                ? "is an HDF5 file (.h5, .keras), not safetensors"
            : count >= LengthBytes && BitConverter.ToUInt64(first, 0) <= MostBytes
                ? $"promises a header of {BitConverter.ToUInt64(first, 0)} bytes but has {length} in all: it is truncated"
            : first.Take(count).All(letter => letter is (>= 0x20 and <= 0x7E) or 0x09 or 0x0A or 0x0D) ? "is a text, not safetensors"
            : "is no safetensors file";
        return new WeightsFileException(
            WeightsFileException.UnknownFormat, $"{_file} {kind}. GenNetWeights takes safetensors files, as Save writes them.");
    }

    private WeightsFileException Damaged(string mistake) =>
        new(WeightsFileException.Damaged, $"{_file} is damaged: it {mistake}. Save the network again.");
}
