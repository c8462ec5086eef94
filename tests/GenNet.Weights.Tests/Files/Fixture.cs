using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace GenNet.Weights.Tests.Files;

/// <summary>The files that make_fixtures.py wrote, and what their models yield.</summary>
internal static class Fixture
{
    private static readonly Lazy<JsonDocument> s_expected = new(() => JsonDocument.Parse(Bytes("expected.json")));

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Fixtures", file);

    public static byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));

    public static float[] Inputs(string model) => Array.ConvertAll(Numbers(model, "inputs"), value => (float)value);

    public static double[] Outputs(string model) => Numbers(model, "outputs");

    /// <summary>The tensors of a safetensors file, by the description of the format alone.</summary>
    public static Dictionary<string, (string Type, int[] Shape, byte[] Data)> Tensors(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        return header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").ToDictionary(
            entry => entry.Name,
            entry =>
            {
                int[] offsets = Ints(entry.Value.GetProperty("data_offsets"));
                return (
                    entry.Value.GetProperty("dtype").GetString()!,
                    Ints(entry.Value.GetProperty("shape")),
                    file[(8 + length + offsets[0])..(8 + length + offsets[1])]);
            });
    }

    /// <summary>A safetensors file.</summary>
    public static byte[] Compose(IEnumerable<(string Name, string Type, int[] Shape, byte[] Data)> tensors, string metadata = "")
    {
        var entries = new List<string>();
        if (metadata.Length > 0)
        {
            entries.Add($"\"__metadata__\":{metadata}");
        }

        var data = new List<byte>();
        foreach ((string name, string type, int[] shape, byte[] values) in tensors)
        {
            entries.Add($"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{data.Count},{data.Count + values.Length}]}}");
            data.AddRange(values);
        }

        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>All values of a network, its state among them.</summary>
    public static float[] ValuesOf(Network<float> network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return [.. Tensors(stream.ToArray()).Values.SelectMany(tensor => Floats(tensor.Data))];
    }

    public static float[] Floats(byte[] data)
    {
        float[] values = new float[data.Length / sizeof(float)];
        Buffer.BlockCopy(data, 0, values, 0, data.Length);
        return values;
    }

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];

    private static double[] Numbers(string model, string what) =>
        [.. s_expected.Value.RootElement.GetProperty(model).GetProperty(what).EnumerateArray().Select(number => number.GetDouble())];
}
