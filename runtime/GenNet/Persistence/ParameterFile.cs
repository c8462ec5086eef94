using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

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

    /// <summary>Headers we write have about 250 bytes for each layer; other tools may add some metadata.</summary>
    private const int MostHeaderBytes = 1 << 20;
    private const int MostHeaderBytesForLayer = 1 << 10;

    /// <summary>We write four entries and four for each layer.</summary>
    private const int MostEntries = 100;
    private const int MostEntriesForLayer = 4;

    public static void Save<T>(Network<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FileReplacement.Write(path, file => Save(network, file));

    public static void Save<T>(Network<T> network, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        T[] parameters = new T[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        RequireFinite(network.Layout, parameters);

        SafetensorsFormat.WriteHeader(stream, WriteHeader(network.Layout, Unsafe.SizeOf<T>()));
        SafetensorsFormat.WriteValues<T>(stream, parameters);
    }

    public static void Load<T>(Network<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        Load(network, file, path);
    }

    public static void Load<T>(Network<T> network, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        Load(network, stream, "The stream");
    }

    public static unsafe void Load<T>(Network<T> network, ReadOnlySpan<byte> file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (byte* first = file)
        {
            // No bytes have no address, which the unmanaged stream refuses.
            using Stream stream = file.IsEmpty ? new MemoryStream() : new UnmanagedMemoryStream(first, file.Length);
            Load(network, stream, "The weight file");
        }
    }

    private static void Load<T>(Network<T> network, Stream stream, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        ulong mostBytes = MostHeaderBytes + ((ulong)layout.Layers.Count * MostHeaderBytesForLayer);
        var header = SafetensorsHeader.Parse(
            SafetensorsFormat.ReadHeader(stream, mostBytes, layout.Name, source),
            source,
            MostEntries + (MostEntriesForLayer * layout.Layers.Count));
        RequireArchitecture(header, layout, source);
        Dictionary<string, long> offsets = RequireTensors(header, layout, Unsafe.SizeOf<T>(), source);
        T[] values = ReadValues<T>(stream, layout, source);

        // From here on nothing fails, so the network changes as a whole.
        foreach (LayerLayout layer in layout.Layers)
        {
            int kernel = (int)(offsets[KernelName(layer)] / Unsafe.SizeOf<T>());
            for (int input = 0; input < layer.Inputs; input++)
            {
                ParameterOrder.CopyRowToStorage<T>(
                    layer, input, values.AsSpan(kernel + (input * layer.Outputs), layer.Outputs), network.Storage);
            }

            if (layer.HasBias)
            {
                int bias = (int)(offsets[BiasName(layer)] / Unsafe.SizeOf<T>());
                values.AsSpan(bias, layer.Outputs).CopyTo(network.Storage[layer.BiasOffset..]);
            }

            if (layer.SlopeOffset is { } slope)
            {
                network.Storage[slope] = values[(int)(offsets[SlopeName(layer)] / Unsafe.SizeOf<T>())];
            }
        }
    }

    internal static string KernelName(LayerLayout layer) => $"{layer.Name}.kernel";

    internal static string BiasName(LayerLayout layer) => $"{layer.Name}.bias";

    internal static string SlopeName(LayerLayout layer) => $"{layer.Name}.slope";

    private static ArrayBufferWriter<byte> WriteHeader(NetworkLayout layout, int elementSize)
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
                json.WriteString(layer.Name, LayerDescription.ForFile(layer));
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (LayerLayout layer in layout.Layers)
            {
                SafetensorsFormat.WriteTensor(json, KernelName(layer), elementSize, [layer.Inputs, layer.Outputs], ref offset);
                if (layer.HasBias)
                {
                    SafetensorsFormat.WriteTensor(json, BiasName(layer), elementSize, [layer.Outputs], ref offset);
                }

                if (layer.SlopeOffset is not null)
                {
                    SafetensorsFormat.WriteTensor(json, SlopeName(layer), elementSize, [1], ref offset);
                }
            }

            json.WriteEndObject();
        }

        return buffer;
    }

    private static void RequireArchitecture(SafetensorsHeader header, NetworkLayout layout, string source)
    {
        if (!header.Metadata.TryGetValue(FormatKey, out string? format))
        {
            throw new InvalidDataException(
                $"{source} was not written by GenNet (its metadata has no '{FormatKey}'), so its activations cannot be told. "
                + $"Copy its values in with CopyParametersFrom if they belong to {layout.Name}, and save it from there.");
        }

        if (format != Format)
        {
            throw new InvalidDataException(
                $"{source} has the format {SafetensorsHeader.Quote(format)}, but this version of GenNet reads format '{Format}'. "
                + "Use the version that wrote it, or a newer one.");
        }

        int layers = 0;
        while (header.Metadata.ContainsKey(LayerName(layers)))
        {
            layers++;
        }

        if (layers != layout.Layers.Count)
        {
            throw new InvalidDataException(
                $"{source} describes {Count(layers)}, but {layout.Name} has {Count(layout.Layers.Count)}. "
                + "Load a file that was saved from the same layers.");
        }

        for (int i = 0; i < layers; i++)
        {
            string inFile = header.Metadata[LayerName(i)];
            string inNetwork = LayerDescription.ForFile(layout.Layers[i]);
            if (inFile != inNetwork)
            {
                throw new InvalidDataException(
                    $"{source} does not fit: layer {i + 1} is {LayerDescription.ForPerson(inFile)} in the file but "
                    + $"{LayerDescription.ForPerson(inNetwork)} in {layout.Name}. Load a file that was saved from the same layers.");
            }
        }

        static string Count(int layers) => layers == 1 ? "1 layer" : $"{layers} layers";

        // Names of the layers that the network has, so that a file written by it is found whatever they are.
        string LayerName(int index) => index < layout.Layers.Count
            ? layout.Layers[index].Name
            : $"layer{index + 1}";
    }

    /// <summary>Makes sure that the tensors are the network's and fill the data without gap or overlap; returns where each begins.</summary>
    private static Dictionary<string, long> RequireTensors(
        SafetensorsHeader header, NetworkLayout layout, int elementSize, string source)
    {
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        var inOrder = new List<(long Begin, long End, string Name)>();
        foreach (LayerLayout layer in layout.Layers)
        {
            Require(KernelName(layer), [layer.Inputs, layer.Outputs]);
            if (layer.HasBias)
            {
                Require(BiasName(layer), [layer.Outputs]);
            }

            if (layer.SlopeOffset is not null)
            {
                Require(SlopeName(layer), [1]);
            }
        }

        foreach (string name in header.Tensors.Keys)
        {
            if (!offsets.ContainsKey(name))
            {
                throw new InvalidDataException(
                    $"{source} has a tensor {SafetensorsHeader.Quote(name)}, which {layout.Name} has not. "
                    + "Load a file that was saved from the same layers.");
            }
        }

        inOrder.Sort();
        long next = 0;
        foreach ((long begin, long end, string name) in inOrder)
        {
            if (begin != next)
            {
                throw new InvalidDataException(
                    $"{source} is damaged: the tensor {name} begins at byte {begin} of the data, not at byte {next} where the one "
                    + "before it ends. Save the network again.");
            }

            next = end;
        }

        return offsets;

        void Require(string name, ReadOnlySpan<long> shape)
        {
            if (!header.Tensors.TryGetValue(name, out TensorEntry tensor))
            {
                throw new InvalidDataException(
                    $"{source} has no tensor {name}, which {layout.Name} needs. Load a file that was saved from the same layers.");
            }

            if (tensor.Type != SafetensorsFormat.TypeName(elementSize))
            {
                throw new InvalidDataException(
                    $"{source} holds {name} as {SafetensorsHeader.Quote(tensor.Type)}, but {layout.Name} computes in "
                    + (elementSize == sizeof(float)
                        ? "single precision, 'F32'. Declare Precision.Double if the file is 'F64'."
                        : "double precision, 'F64'. Declare Precision.Single if the file is 'F32'."));
            }

            if (!shape.SequenceEqual(tensor.Shape))
            {
                throw new InvalidDataException(
                    $"{source} does not fit: {name} has the shape {ShapeText(tensor.Shape)} in the file but {ShapeText(shape)} in "
                    + $"{layout.Name}. Load a file that was saved from the same layers.");
            }

            long size = elementSize;
            foreach (long dimension in shape)
            {
                size *= dimension;
            }

            if (tensor.End - tensor.Begin != size)
            {
                throw new InvalidDataException(
                    $"{source} is damaged: the tensor {name} takes {size} bytes, but its data_offsets span "
                    + $"{tensor.End - tensor.Begin}. Save the network again.");
            }

            offsets.Add(name, tensor.Begin);
            inOrder.Add((tensor.Begin, tensor.End, name));
        }

        static string ShapeText(ReadOnlySpan<long> shape)
        {
            string text = "[";
            for (int i = 0; i < shape.Length; i++)
            {
                text += string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{shape[i]}");
            }

            return text + "]";
        }
    }

    private static T[] ReadValues<T>(Stream stream, NetworkLayout layout, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long bytes = (long)layout.ParameterCount * Unsafe.SizeOf<T>();
        if (stream.CanSeek && stream.Length - stream.Position < bytes)
        {
            throw Truncated(stream.Length - stream.Position);
        }

        // As long as the network's own storage, whatever the file says.
        T[] values = new T[layout.ParameterCount];
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
                $"{source} goes on after the {bytes} bytes of {layout.Name}'s parameters: it is damaged. Save the network again.");
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
            $"{source} ends after {found} of the {bytes} bytes of {layout.Name}'s parameters: it is truncated. Save the network again.");
    }

    /// <summary>Refuses to write a file that could not be read, perhaps over a good one.</summary>
    private static void RequireFinite<T>(NetworkLayout layout, ReadOnlySpan<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T parameter in parameters)
        {
            if (!T.IsFinite(parameter))
            {
                throw new InvalidOperationException(
                    $"{layout.Name} has a parameter that is NaN or infinite, so it is not saved: training diverged. "
                    + "Train with a smaller learning rate.");
            }
        }
    }
}
