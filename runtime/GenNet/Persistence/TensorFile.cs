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
/// What a safetensors file of training holds: entries of text, and tensors that are laid out like the parameters of one network. Reading trusts
/// nothing: what is allocated follows what has arrived.
/// </summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed class TensorFile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockLength = 1 << 16;

    /// <summary>How often a network's tensors may be in a file: its parameters, the best so far, and what an optimizer remembers of each.</summary>
    private const int MostCopies = 256;

    private const int MostEntries = 4096;
    private const int BytesForEntry = 512;

    /// <summary>The entries of text.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensors in the order of the file.</summary>
    private List<(string Name, int[] Shape, ArraySegment<T> Values)> Tensors { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <param name="layout">The network.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static TensorFile<T> Load(Stream stream, NetworkLayout layout, string source)
    {
        int mostEntries = MostEntries + (MostCopies * layout.Tensors.Length);
        var header = SafetensorsHeader.Parse(
            SafetensorsFormat.ReadHeader(stream, (ulong)mostEntries * BytesForEntry, layout.Name, source), source, mostEntries);
        var file = new TensorFile<T>();
        foreach ((string key, string text) in header.Metadata)
        {
            file.Metadata.Add(key, text);
        }

        var inOrder = new List<(long Begin, long End, string Name)>();
        foreach ((string name, TensorEntry tensor) in header.Tensors)
        {
            inOrder.Add((tensor.Begin, tensor.End, name));
        }

        inOrder.Sort();
        long next = 0;
        foreach ((long begin, long end, string name) in inOrder)
        {
            TensorEntry tensor = header.Tensors[name];
            if (tensor.Type != SafetensorsFormat.TypeName(Unsafe.SizeOf<T>()))
            {
                throw new InvalidDataException(
                    $"{source} holds {FileText.Quote(name)} as {FileText.Quote(tensor.Type)}, but {layout.Name} computes in "
                    + $"'{SafetensorsFormat.TypeName(Unsafe.SizeOf<T>())}'. Load a file that was saved from a network of the same precision.");
            }

            long size = Unsafe.SizeOf<T>();
            var shape = new int[tensor.Shape.Length];
            for (int i = 0; i < shape.Length; i++)
            {
                // A product of more than an array can hold is no size of anything that was saved.
                shape[i] = (int)Math.Min(tensor.Shape[i], Array.MaxLength);
                size = Math.Min(size * shape[i], (long)int.MaxValue * Unsafe.SizeOf<T>());
            }

            if (begin != next || end - begin != size)
            {
                throw new InvalidDataException(
                    $"{source} is damaged: the data_offsets of {FileText.Quote(name)} do not fit its shape and what lies before it. "
                    + "Save it again.");
            }

            next = end;
            T[] values = ReadValues(stream, size / Unsafe.SizeOf<T>(), source, name);
            file.Tensors.Add((name, shape, values));
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"{source} goes on after its last tensor: it is damaged. Save it again.");
        }

        return file;
    }

    /// <summary>Adds a tensor for each of a network's, with their names after <paramref name="prefix"/>.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="values">Values in the order of the parameters.</param>
    /// <param name="includesState">Whether the state is among them.</param>
    public void AddParameters(NetworkLayout layout, string prefix, T[] values, bool includesState = false)
    {
        foreach (ParameterTensor tensor in ParameterTensor.Of(layout, includesState))
        {
            Tensors.Add((prefix + tensor.Name, tensor.Shape, new ArraySegment<T>(values, tensor.Start, tensor.Length)));
        }
    }

    /// <summary>
    /// The tensors whose names are <paramref name="prefix"/>, a word of their own, and a tensor of the network: by that word, all of them together.
    /// </summary>
    public List<(string Name, T[] Values)> TakeParameters(NetworkLayout layout, string prefix, string source)
    {
        IReadOnlyList<ParameterTensor> expected = ParameterTensor.Of(layout);
        var names = new List<string>();
        foreach ((string name, _, _) in Tensors)
        {
            string end = "." + expected[0].Name;
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal) && name.Length > prefix.Length + end.Length)
            {
                names.Add(name[prefix.Length..^end.Length]);
            }
        }

        var taken = new List<(string Name, T[] Values)>();
        int found = 0;
        foreach (string name in names)
        {
            taken.Add((name, Take(layout, $"{prefix}{name}.", source)));
            found += expected.Count;
        }

        foreach ((string name, _, _) in Tensors)
        {
            found -= name.StartsWith(prefix, StringComparison.Ordinal) ? 1 : 0;
        }

        return found == 0
            ? taken
            : throw new InvalidDataException(
                $"{source} does not fit: its tensors that begin with '{prefix}' are not those of {layout.Name}. Load a file that was saved from the same layers.");
    }

    /// <summary>
    /// The values of all tensors of a network, whose names begin with <paramref name="prefix"/>, in the order of its parameters, or with the state.
    /// </summary>
    public T[] Take(NetworkLayout layout, string prefix, string source, bool includesState = false)
    {
        T[] values = new T[includesState ? layout.ValueCount : layout.ParameterCount];
        foreach (ParameterTensor expected in ParameterTensor.Of(layout, includesState))
        {
            string name = prefix + expected.Name;
            int index = Tensors.FindIndex(tensor => tensor.Name == name);
            if (index < 0)
            {
                throw new InvalidDataException(
                    $"{source} has no tensor {FileText.Quote(name)}, which {layout.Name} needs. Load a file that was saved from the same layers.");
            }

            (_, int[] shape, ArraySegment<T> found) = Tensors[index];
            if (!shape.AsSpan().SequenceEqual(expected.Shape))
            {
                throw new InvalidDataException(
                    $"{source} does not fit: {FileText.Quote(name)} has the shape {ShapeText(shape)} in the file but {ShapeText(expected.Shape)} in {layout.Name}. "
                    + "Load a file that was saved from the same layers.");
            }

            found.AsSpan().CopyTo(values.AsSpan(expected.Start));
        }

        return values;
    }

    /// <summary>Writes the file. The values are spent by it.</summary>
    public void Save(Stream stream)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string text) in Metadata)
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach ((string name, int[] shape, _) in Tensors)
            {
                SafetensorsFormat.WriteTensor(json, name, Unsafe.SizeOf<T>(), shape, ref offset);
            }

            json.WriteEndObject();
        }

        SafetensorsFormat.WriteHeader(stream, buffer);
        foreach ((_, _, ArraySegment<T> values) in Tensors)
        {
            SafetensorsFormat.WriteValues(stream, values.AsSpan());
        }
    }

    private static T[] ReadValues(Stream stream, long count, string source, string name)
    {
        if (stream.CanSeek && stream.Length - stream.Position < count * Unsafe.SizeOf<T>())
        {
            throw Truncated();
        }

        T[] values = new T[Math.Min(count, BlockLength)];
        int read = 0;
        while (true)
        {
            Span<byte> block = MemoryMarshal.AsBytes(values.AsSpan(read));
            if (stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < block.Length)
            {
                throw Truncated();
            }

            read = values.Length;
            if (read == count)
            {
                break;
            }

            Array.Resize(ref values, (int)Math.Min(count, Math.Min(2L * read, Array.MaxLength)));
        }

        SafetensorsFormat.SwapToLittleEndian<T>(values);
        foreach (T value in values)
        {
            if (!T.IsFinite(value))
            {
                throw new InvalidDataException(
                    $"{source} holds a value of {FileText.Quote(name)} that is NaN or infinite: it is damaged. Save it again.");
            }
        }

        return values;

        InvalidDataException Truncated() => new(
            $"{source} ends before the last value of {FileText.Quote(name)}: it is truncated. Save it again.");
    }

    private static string ShapeText(ReadOnlySpan<int> shape)
    {
        string text = "[";
        for (int i = 0; i < shape.Length; i++)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{shape[i]}");
        }

        return text + "]";
    }
}
