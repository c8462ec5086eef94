using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using GenNet.Persistence.Formats;

namespace GenNet.Persistence;

/// <summary>
/// Weight files in the safetensors format: the length of a JSON header as eight little-endian bytes, the header, then the tensors'
/// values, little-endian and without gaps. Reading is written for files from anywhere: either the whole network is filled from a
/// file that fits in every respect, or <see cref="InvalidDataException"/> says what differs and the network is as before.
/// </summary>
internal static class ParameterFile
{
    private const string FormatKey = "gennet";
    private const string Format = "1";
    private const int BlockLength = 1 << 16;

    /// <summary>We write three entries, and one for each layer and each tensor.</summary>
    private const int MostOtherEntries = 100;

    public static void Save<T>(Network<T> network, string path, WeightMap? map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FileReplacement.Write(path, file => Save(network, file, map));

    /// <summary>Writes a file with some entries more in its metadata, which loading a network passes over.</summary>
    public static void Save<T>(Network<T> network, string path, WeightMap? map, (string Key, string Value)[] more)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FileReplacement.Write(path, file => Save(network, file, map, more));

    public static void Save<T>(Network<T> network, Stream stream, WeightMap? map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Save(network, stream, map, more: []);

    private static void Save<T>(Network<T> network, Stream stream, WeightMap? map, (string Key, string Value)[] more)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (map?.Names is WeightNames.PyTorch or WeightNames.Keras)
        {
            WeightWriting.Save(network, stream, map, more);
            return;
        }

        T[] values = new T[network.Layout.ValueCount];
        ParameterOrder.CopyFromStorage<T>(network.Layout, network.Storage, values, includesState: true);
        RequireFinite(network.Layout, values);

        SafetensorsFormat.WriteHeader(stream, WriteHeader(network.Layout, Unsafe.SizeOf<T>(), more));
        SafetensorsFormat.WriteValues<T>(stream, values);
    }

    public static void Load<T>(Network<T> network, string path, WeightMap? map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream file = FileOpening.Read(path);
        WeightReading.Load(network, file, path, map);
    }

    public static void Load<T>(Network<T> network, Stream stream, WeightMap? map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        WeightReading.Load(network, stream, "The stream", map);
    }

    public static unsafe void Load<T>(Network<T> network, ReadOnlySpan<byte> file, WeightMap? map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (byte* first = file)
        {
            // No bytes have no address, which the unmanaged stream refuses.
            using Stream stream = file.IsEmpty ? new MemoryStream() : new UnmanagedMemoryStream(first, file.Length);
            WeightReading.Load(network, stream, "The weight file", map);
        }
    }

    /// <summary>Whether a file is of ours, with descriptions of layers, and so is held against all that they say.</summary>
    public static bool IsOurs(SafetensorsHeader header) => header.Metadata.ContainsKey(FormatKey);

    /// <summary>Fills a network from a file of ours.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The file behind its header.</param>
    /// <param name="header">The header.</param>
    /// <param name="source">What the file is called in messages.</param>
    public static void Load<T>(Network<T> network, Stream stream, SafetensorsHeader header, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        int most = MostOtherEntries + layout.Layers.Length + layout.Tensors.Length;
        if (header.Metadata.Count + header.Tensors.Count > most)
        {
            throw new InvalidDataException($"{source} is damaged: its header has more than {most} entries. Save the network again.");
        }

        RequireArchitecture(header, layout, source);
        Dictionary<string, long> offsets = RequireTensors(header, layout, Unsafe.SizeOf<T>(), source);
        T[] values = ReadValues<T>(stream, layout, source);

        // From here on nothing fails, so the network changes as a whole.
        foreach (TensorLayout tensor in layout.Tensors)
        {
            int first = (int)(offsets[tensor.Name] / Unsafe.SizeOf<T>());
            ParameterOrder.CopyToStorage(tensor, values.AsSpan(first, tensor.Length), network.Storage);
        }
    }

    private static ArrayBufferWriter<byte> WriteHeader(NetworkLayout layout, int elementSize, (string Key, string Value)[] more)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString(FormatKey, Format);
            json.WriteString("network", layout.Name);
            json.WriteString("layout", "[inputs, outputs]");
            foreach (LayerLayout layer in layout.Layers)
            {
                json.WriteString(layer.Name, layer.Description);
            }

            foreach ((string key, string value) in more)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (TensorLayout tensor in layout.Tensors)
            {
                SafetensorsFormat.WriteTensor(json, tensor.Name, elementSize, tensor.Shape, ref offset);
            }

            json.WriteEndObject();
        }

        return buffer;
    }

    private static void RequireArchitecture(SafetensorsHeader header, NetworkLayout layout, string source)
    {
        string format = header.Metadata[FormatKey];
        if (format != Format)
        {
            throw new InvalidDataException(
                $"{source} has the format {FileText.Quote(format)}, but this version of GenNet reads format '{Format}'. "
                + "Use the version that wrote it, or a newer one.");
        }

        int layers = 0;
        while (header.Metadata.ContainsKey(LayerName(layers)))
        {
            layers++;
        }

        if (layers != layout.Layers.Length)
        {
            throw new InvalidDataException(
                $"{source} describes {Count(layers)}, but {layout.Name} has {Count(layout.Layers.Length)}. "
                + "Load a file that was saved from the same layers.");
        }

        for (int i = 0; i < layers; i++)
        {
            string inFile = header.Metadata[LayerName(i)];
            string inNetwork = layout.Layers[i].Description;
            if (inFile != inNetwork)
            {
                throw new InvalidDataException(
                    $"{source} does not fit: layer {i + 1} is {LayerDescription.ForPerson(inFile)} in the file but "
                    + $"{LayerDescription.ForPerson(inNetwork)} in {layout.Name}. Load a file that was saved from the same layers.");
            }
        }

        static string Count(int layers) => Counted.Of(layers, "layer");

        // Names of the layers that the network has, so that a file written by it is found whatever they are.
        string LayerName(int index) => index < layout.Layers.Length
            ? layout.Layers[index].Name
            : $"layer{index + 1}";
    }

    /// <summary>Makes sure that the tensors are the network's and fill the data without gap or overlap; returns where each begins.</summary>
    private static Dictionary<string, long> RequireTensors(
        SafetensorsHeader header, NetworkLayout layout, int elementSize, string source)
    {
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        var places = new List<(long Begin, long End, string Name)>();
        foreach (TensorLayout tensor in layout.Tensors)
        {
            TensorEntry entry = RequireTensor(header, layout, tensor, elementSize, source);
            offsets.Add(tensor.Name, entry.Begin);
            places.Add((entry.Begin, entry.End, tensor.Name));
        }

        foreach (string name in header.Tensors.Keys)
        {
            if (!offsets.ContainsKey(name))
            {
                throw new InvalidDataException(
                    $"{source} has a tensor {FileText.Quote(name)}, which {layout.Name} has not. "
                    + "Load a file that was saved from the same layers.");
            }
        }

        RequireNoGap(places, source);
        return offsets;
    }

    /// <summary>Makes sure that a tensor of the network is in a file, in its type and shape.</summary>
    private static TensorEntry RequireTensor(SafetensorsHeader header, NetworkLayout layout, TensorLayout tensor, int elementSize, string source)
    {
        string name = tensor.Name;
        if (!header.Tensors.TryGetValue(name, out TensorEntry entry))
        {
            throw new InvalidDataException(
                $"{source} has no tensor {name}, which {layout.Name} needs. Load a file that was saved from the same layers.");
        }

        if (entry.Type != SafetensorsFormat.TypeName(elementSize))
        {
            throw new InvalidDataException(
                $"{source} holds {name} as {FileText.Quote(entry.Type)}, but {layout.Name} computes in "
                + (elementSize == sizeof(float) ? "single precision, 'F32'. " : "double precision, 'F64'. ")
                + (entry.Type == SafetensorsFormat.TypeName(sizeof(float) + sizeof(double) - elementSize)
                    ? $"Declare Precision.{(elementSize == sizeof(float) ? "Double" : "Single")}."
                    : "Save the network again."));
        }

        long[] shape = Array.ConvertAll(tensor.Shape.ToArray(), dimension => (long)dimension);
        if (!shape.AsSpan().SequenceEqual(entry.Shape))
        {
            throw new InvalidDataException(
                $"{source} does not fit: {name} has the shape {ShapeText(entry.Shape)} in the file but {ShapeText(shape)} in "
                + $"{layout.Name}. Load a file that was saved from the same layers.");
        }

        long size = (long)elementSize * tensor.Length;
        if (entry.End - entry.Begin != size)
        {
            throw new InvalidDataException(
                $"{source} is damaged: the tensor {name} takes {Counted.Of(size, "byte")}, but its data_offsets span "
                + $"{entry.End - entry.Begin}. Save the network again.");
        }

        return entry;
    }

    /// <summary>Makes sure that each tensor begins where the one before it ends.</summary>
    private static void RequireNoGap(List<(long Begin, long End, string Name)> places, string source)
    {
        places.Sort();
        long next = 0;
        foreach ((long begin, long end, string name) in places)
        {
            if (begin != next)
            {
                throw new InvalidDataException(
                    $"{source} is damaged: the tensor {name} begins at byte {begin} of the data, not at byte {next} where the one "
                    + "before it ends. Save the network again.");
            }

            next = end;
        }
    }

    private static string ShapeText(ReadOnlySpan<long> shape)
    {
        string text = "[";
        for (int i = 0; i < shape.Length; i++)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{shape[i]}");
        }

        return text + "]";
    }

    private static T[] ReadValues<T>(Stream stream, NetworkLayout layout, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long bytes = (long)layout.ValueCount * Unsafe.SizeOf<T>();
        if (stream.CanSeek && stream.Length - stream.Position < bytes)
        {
            throw Truncated(stream.Length - stream.Position);
        }

        // As long as the network's own storage, whatever the file says.
        T[] values = new T[layout.ValueCount];
        for (int first = 0; first < values.Length; first += BlockLength)
        {
            Span<byte> block = MemoryMarshal.AsBytes(values.AsSpan(first, Math.Min(BlockLength, values.Length - first)));
            int read = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            if (read < block.Length)
            {
                throw Truncated(((long)first * Unsafe.SizeOf<T>()) + read);
            }
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException(
                $"{source} goes on after the {Counted.Of(bytes, "byte")} of {layout.Name}'s parameters: it is damaged. Save the network again.");
        }

        SafetensorsFormat.SwapToLittleEndian<T>(values);
        foreach (T value in values)
        {
            if (!T.IsFinite(value))
            {
                throw new InvalidDataException(
                    $"{source} holds a parameter that is NaN or infinite: it is damaged, or was saved after training diverged. "
                    + "Train with a smaller learning rate and save the network again.");
            }
        }

        return values;

        InvalidDataException Truncated(long found) => new(
            $"{source} ends after {found} of the {Counted.Of(bytes, "byte")} of {layout.Name}'s parameters: it is truncated. Save the network again.");
    }

    /// <summary>Refuses to write a file that could not be read, perhaps over a good one.</summary>
    internal static void RequireFinite<T>(NetworkLayout layout, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            if (!T.IsFinite(value))
            {
                throw new InvalidOperationException(
                    $"{layout.Name} has a parameter that is NaN or infinite, so it is not saved: training diverged. "
                    + "Train with a smaller learning rate.");
            }
        }
    }
}
