using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence;

/// <summary>Writes safetensors files with the names and in the order of others.</summary>
internal static class WeightWriting
{
    /// <summary>Writes a network with others' names; what is added up with us stands in the first of two, and the second is zero.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The file.</param>
    /// <param name="map">Whose names, and the names of layers where a person gives them.</param>
    /// <param name="more">Texts that go along.</param>
    public static void Save<T>(Network<T> network, Stream stream, WeightMap map, (string Key, string Value)[] more)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        bool isKeras = map.Names == WeightNames.Keras;
        IReadOnlyList<NetworkLayer> layers = LayoutLayers.Of(layout);
        Func<LayerPart, string> names = isKeras ? KerasNames.Of(layers) : PyTorchNames.Of(layout, layers);
        LayerPart? last = null;
        Convention convention = isKeras ? Convention.Keras : Convention.PyTorch;
        IReadOnlyList<MappedSource> tensors = WeightMapping.Names(layers, convention, NameOf) ?? throw new NotSupportedException(
            $"{layout.Name} is not saved with {convention.Name}'s names: {convention.Name} has nothing like its {last!.Name}, {last.Layer.Description}. Save it with "
            + "WeightNames.GenNet, and convert its tensors by hand.");

        T[] values = new T[layout.ValueCount];
        ParameterOrder.CopyFromStorage<T>(layout, network.Storage, values, includesState: true);
        ParameterFile.RequireFinite<T>(layout, values);
        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ParameterTensor tensor in ParameterTensor.Of(layout, includesState: true))
        {
            starts.Add(tensor.Name, tensor.Start);
        }

        SafetensorsFormat.WriteHeader(stream, Header(tensors, Unsafe.SizeOf<T>(), [("format", isKeras ? "tf" : "pt"), .. more]));
        foreach (MappedSource tensor in tensors)
        {
            T[] written = new T[Formats.ElementType.Count(tensor.Tensor.Shape)];
            foreach (TensorPiece piece in tensor.Pieces)
            {
                if (!piece.Adds)
                {
                    CopyBack(piece, values, starts[piece.Target.Name], written);
                }
            }

            SafetensorsFormat.WriteValues<T>(stream, written);
        }

        string NameOf(LayerPart part)
        {
            last = part;
            foreach (KeyValuePair<string, string> pair in map)
            {
                if (pair.Value == part.Name)
                {
                    return pair.Key;
                }
            }

            return names(part);
        }
    }

    private static ArrayBufferWriter<byte> Header(IReadOnlyList<MappedSource> tensors, int elementSize, (string Key, string Value)[] texts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in texts)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (MappedSource tensor in tensors)
            {
                SafetensorsFormat.WriteTensor(
                    json, tensor.Tensor.Name, elementSize, Array.ConvertAll(tensor.Tensor.Shape, size => (int)size), ref offset);
            }

            json.WriteEndObject();
        }

        return buffer;
    }

    private static void CopyBack<T>(TensorPiece piece, T[] values, int start, T[] written) => piece.ForEachStretch((to, from, axis) =>
    {
        for (int i = 0; i < axis.Size; i++)
        {
            written[to + (i * axis.SourceStride)] = values[start + from + (i * axis.TargetStride)];
        }
    });
}
