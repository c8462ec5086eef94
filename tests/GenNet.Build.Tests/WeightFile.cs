using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace GenNet.Build.Tests;

/// <summary>Makes safetensors files.</summary>
internal static class WeightFile
{
    /// <summary>A file with this header and these values, whatever they are.</summary>
    public static byte[] Of(string header, params float[] values)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. values.SelectMany(BitConverter.GetBytes)];
    }

    /// <summary>A file that <c>Save</c> would write for dense layers, with values that differ from each other.</summary>
    /// <param name="activations">The activation of each layer, as files call it.</param>
    /// <param name="sizes">Inputs, and the outputs of each layer.</param>
    public static byte[] OfDense(string[] activations, params int[] sizes)
    {
        var metadata = new List<string> { "\"gennet\":\"1\"", "\"network\":\"Net\"", "\"layout\":\"[inputs, outputs]\"" };
        var tensors = new List<string>();
        int count = 0;
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            metadata.Add($"\"layer{layer}\":\"dense {sizes[layer - 1]} {sizes[layer]} {activations[layer - 1]} bias\"");
            Add($"layer{layer}.kernel", sizes[layer - 1], sizes[layer]);
            Add($"layer{layer}.bias", sizes[layer]);
        }

        string header = $"{{\"__metadata__\":{{{string.Join(',', metadata)}}},{string.Join(',', tensors)}}}";
        return Of(header, [.. Enumerable.Range(0, count).Select(index => MathF.Sin(index + 1) / 3)]);

        void Add(string name, params int[] shape)
        {
            int end = count + shape.Aggregate(1, (product, size) => product * size);
            tensors.Add($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{4 * count},{4 * end}]}}");
            count = end;
        }
    }

    /// <summary>What PyTorch saves of linear layers <c>fc1</c>, <c>fc2</c> and so on: [outputs, inputs], in half precision.</summary>
    /// <param name="sizes">Inputs, and the outputs of each layer.</param>
    /// <param name="parameters">The same values as a network of ours has them.</param>
    public static byte[] OfPyTorch(int[] sizes, out float[] parameters)
    {
        var values = new List<Half>();
        var ours = new List<float>();
        var tensors = new List<string>();
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            (int inputs, int outputs) = (sizes[layer - 1], sizes[layer]);
            int begin = values.Count;
            int bias = begin + (inputs * outputs);
            values.AddRange(Enumerable.Range(begin + 1, (inputs + 1) * outputs).Select(index => (Half)(MathF.Sin(index) / 3)));
            tensors.Add($"\"fc{layer}.weight\":{{\"dtype\":\"F16\",\"shape\":[{outputs},{inputs}],\"data_offsets\":[{2 * begin},{2 * bias}]}}");
            tensors.Add($"\"fc{layer}.bias\":{{\"dtype\":\"F16\",\"shape\":[{outputs}],\"data_offsets\":[{2 * bias},{2 * values.Count}]}}");
            for (int input = 0; input < inputs; input++)
            {
                ours.AddRange(Enumerable.Range(0, outputs).Select(output => (float)values[begin + (output * inputs) + input]));
            }

            ours.AddRange(values.Skip(bias).Select(value => (float)value));
        }

        parameters = [.. ours];
        byte[] json = Encoding.UTF8.GetBytes($"{{{string.Join(',', tensors)}}}");
        return [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. values.SelectMany(BitConverter.GetBytes)];
    }

    /// <summary>An array as <c>numpy.save</c> writes it.</summary>
    public static byte[] Npy(string type, int[] shape, byte[] values, bool isFortran = false)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': ({string.Concat(shape.Select(size => $"{size}, "))}), }}\n";
        byte[] text = Encoding.ASCII.GetBytes(header.Replace(", )", ",)", StringComparison.Ordinal));
        return [0x93, .. "NUMPY\u0001\0"u8, .. BitConverter.GetBytes((ushort)text.Length), .. text, .. values];
    }

    /// <summary>Arrays as <c>numpy.savez</c> or <c>numpy.savez_compressed</c> write them.</summary>
    public static byte[] Npz(CompressionLevel compression, params (string Name, byte[] Npy)[] arrays)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] npy) in arrays)
            {
                using Stream entry = archive.CreateEntry($"{name}.npy", compression).Open();
                entry.Write(npy);
            }
        }

        return file.ToArray();
    }

    public static byte[] BytesOf(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>Does something with a file that holds these bytes, and is gone behind.</summary>
    public static void With(byte[] bytes, Action<string> use)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            use(path);
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ".values");
        }
    }
}
