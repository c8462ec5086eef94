using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Unicode;
using GenNet.Persistence.Formats;

namespace GenNet.Persistence;

/// <summary>
/// The JSON header of a safetensors file (https://github.com/huggingface/safetensors), read without trusting it: whatever the bytes
/// are, the result is a header or an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const string MetadataName = "__metadata__";
    private const int MostDimensions = 8;

    // The outer object, a tensor's object, its array.
    private const int MostDepth = 3;

    private readonly string _source;
    private readonly int _mostEntries;

    private SafetensorsHeader(string source, int mostEntries)
    {
        _source = source;
        _mostEntries = mostEntries;
    }

    /// <summary>The free text entries.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensors by name.</summary>
    public Dictionary<string, TensorEntry> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Reads a header of at most <paramref name="mostEntries"/> tensors and free text entries, because each costs many times the memory
    /// of its shortest text; <paramref name="source"/> names the file in messages.
    /// </summary>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string source, int mostEntries)
    {
        var header = new SafetensorsHeader(source, mostEntries);
        if (!Utf8.IsValid(json))
        {
            throw header.Damaged("is not UTF-8");
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
            header.ReadAll(ref reader);
            return header;
        }
        catch (JsonException exception)
        {
            throw header.Damaged("is not well-formed JSON", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The reader's word for a string with half a surrogate pair.
            throw header.Damaged("contains text that is not Unicode", exception);
        }
    }

    private void ReadAll(ref Utf8JsonReader reader)
    {
        if (!IsNext(ref reader, JsonTokenType.StartObject))
        {
            throw Damaged("is not a JSON object");
        }

        bool hasMetadata = false;
        while (ReadName(ref reader, out string name))
        {
            if (name == MetadataName)
            {
                if (hasMetadata)
                {
                    throw Damaged($"has {MetadataName} twice");
                }

                hasMetadata = true;
                ReadMetadata(ref reader);
                continue;
            }

            RequireRoom();
            if (!Tensors.TryAdd(name, ReadTensor(ref reader, name)))
            {
                throw Damaged($"has a tensor {FileText.Quote(name)} twice");
            }
        }

        // Anything but white space after the object is malformed JSON, which the reader reports.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (!IsNext(ref reader, JsonTokenType.StartObject))
        {
            throw Damaged($"has no object as {MetadataName}");
        }

        while (ReadName(ref reader, out string name))
        {
            RequireRoom();
            if (!IsNext(ref reader, JsonTokenType.String))
            {
                throw Damaged($"has no text as the entry {FileText.Quote(name)} of {MetadataName}");
            }

            if (!Metadata.TryAdd(name, reader.GetString()!))
            {
                throw Damaged($"has the entry {FileText.Quote(name)} of {MetadataName} twice");
            }
        }
    }

    private TensorEntry ReadTensor(ref Utf8JsonReader reader, string tensor)
    {
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        if (!IsNext(ref reader, JsonTokenType.StartObject))
        {
            throw Damaged($"describes the tensor {FileText.Quote(tensor)} by something else than an object");
        }

        while (ReadName(ref reader, out string name))
        {
            switch (name)
            {
                case "dtype" when type is null:
                    if (!IsNext(ref reader, JsonTokenType.String))
                    {
                        throw Damaged($"gives the tensor {FileText.Quote(tensor)} a dtype that is not text");
                    }

                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, tensor, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, tensor, name);
                    break;
                default:
                    throw Damaged($"describes the tensor {FileText.Quote(tensor)} by an unknown or repeated {FileText.Quote(name)}");
            }
        }

        return type is not null && shape is not null && offsets is [long begin, long end] && begin <= end
            ? new TensorEntry(type, shape, begin, end)
            : throw Damaged($"describes the tensor {FileText.Quote(tensor)} without a dtype, a shape and two data_offsets in ascending order");
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string tensor, string name)
    {
        if (!IsNext(ref reader, JsonTokenType.StartArray))
        {
            throw Damaged($"gives the tensor {FileText.Quote(tensor)} a {name} that is not an array");
        }

        Span<long> numbers = stackalloc long[MostDimensions];
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == MostDimensions)
            {
                throw Damaged($"gives the tensor {FileText.Quote(tensor)} a {name} of more than {MostDimensions} numbers");
            }

            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out numbers[count]) || numbers[count] < 0)
            {
                throw Damaged($"gives the tensor {FileText.Quote(tensor)} a {name} with something else than whole numbers from 0 on");
            }

            count++;
        }

        return numbers[..count].ToArray();
    }

    /// <summary>Reads the next property's name, or the end of the object, which is false.</summary>
    private static bool ReadName(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    private void RequireRoom()
    {
        if (Metadata.Count + Tensors.Count == _mostEntries)
        {
            throw Damaged($"has more than {_mostEntries} entries");
        }
    }

    private static bool IsNext(ref Utf8JsonReader reader, JsonTokenType token) => reader.Read() && reader.TokenType == token;

    private InvalidDataException Damaged(string mistake, Exception? cause = null) =>
        new($"{_source} is damaged or no safetensors file: its header {mistake}. Save the network again.", cause);
}
