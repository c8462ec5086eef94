using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Reads what a network saves, by the description of the safetensors format alone.</summary>
internal static class SavedTensors
{
    /// <summary>The tensors of a network's file, by name.</summary>
    public static IReadOnlyDictionary<string, double[]> Of(Network network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        byte[] file = stream.ToArray();
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using var document = JsonDocument.Parse(file.AsMemory(8, header));
        return document.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").ToDictionary(
            entry => entry.Name,
            entry =>
            {
                int[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
                ReadOnlySpan<byte> data = file.AsSpan((8 + header + offsets[0])..(8 + header + offsets[1]));
                return entry.Value.GetProperty("dtype").GetString() == "F64"
                    ? MemoryMarshal.Cast<byte, double>(data).ToArray()
                    : Array.ConvertAll(MemoryMarshal.Cast<byte, float>(data).ToArray(), value => (double)value);
            });
    }
}
