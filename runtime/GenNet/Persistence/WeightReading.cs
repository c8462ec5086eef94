using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Persistence.Formats;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence;

/// <summary>
/// Fills networks from weight files of any kind that is read. Either all of a network is filled, or an <see cref="InvalidDataException"/> says what
/// differs and the network is as before.
/// </summary>
internal static class WeightReading
{
    /// <summary>Headers we write have some 100 bytes for each layer and each tensor; other tools may add some metadata.</summary>
    private const int MostHeaderBytes = 1 << 20;
    private const int MostHeaderBytesForEntry = 1 << 9;

    /// <summary>Other tools may have some of their own.</summary>
    private const int MostOtherEntries = 1 << 11;

    /// <summary>A stream that can't seek is kept where its format asks for that: so many bytes more than the network has.</summary>
    private const long MostOtherBytes = 1 << 24;
    private const int MostBytesForValue = 16;

    /// <summary>So many bytes at a time.</summary>
    private const int BlockBytes = 1 << 16;

    /// <summary>Fills a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The file, which is read to its end.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="map">What the file leaves open; null where that is nothing.</param>
    public static void Load<T>(Network<T> network, Stream stream, string source, WeightMap? map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (SafetensorsHeader? ours, ITensorSource? file, Stream begun) = Open(network.Layout, stream, source, map);
        if (ours is not null)
        {
            ParameterFile.Load(network, begun, ours, source);
        }
        else
        {
            Fill(network, file!, source, map);
        }
    }

    /// <summary>What a file fills with what.</summary>
    public static string Describe(NetworkLayout layout, Stream stream, string source, WeightMap? map)
    {
        (SafetensorsHeader? ours, ITensorSource? file, Stream begun) = Open(layout, stream, source, map);
        return MappingText.Table(Find(layout, file ?? new SafetensorsSource(begun, ours!, source), source, map));
    }

    /// <summary>
    /// Finds out what a file is and reads what it says of its tensors: the header of one of ours, or the tensors of another; and the stream where it goes on.
    /// </summary>
    private static (SafetensorsHeader? Ours, ITensorSource? Others, Stream Stream) Open(NetworkLayout layout, Stream stream, string source, WeightMap? map)
    {
        int mostEntries = MostOtherEntries + layout.Layers.Length + (4 * layout.Tensors.Length);
        ulong mostHeaderBytes = MostHeaderBytes + ((ulong)mostEntries * MostHeaderBytesForEntry);
        byte[] buffer = new byte[WeightFormat.FirstBytes];
        long begin = stream.CanSeek ? stream.Position : 0;
        ReadOnlyMemory<byte> first = buffer.AsMemory(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        if (stream.CanSeek)
        {
            stream.Position = begin;
        }
        else
        {
            stream = new PrefixedStream(first, stream);
        }

        if (WeightFormat.IsNpy(first.Span))
        {
            return (null, new NpySource(stream, source), stream);
        }

        if (WeightFormat.IsZip(first.Span))
        {
            var zip = new ZipFile(stream.CanSeek ? stream : Kept(stream, layout, source), mostEntries, source);
            WeightFormat.RequireArrays(zip.Entries, source);
            return (null, new NpzSource(zip, source), stream);
        }

        if (WeightFormat.Known(first.Span, source) is { } refused)
        {
            throw refused;
        }

        if (!WeightFormat.IsSafetensors(first.Span, mostHeaderBytes))
        {
            throw WeightFormat.Unknown(first.Span, source);
        }

        var header = SafetensorsHeader.Parse(SafetensorsFormat.ReadHeader(stream, mostHeaderBytes, layout.Name, source), source, mostEntries);
        return ParameterFile.IsOurs(header) && (map is null || (map.Count == 0 && map.Names is null or WeightNames.GenNet))
            ? (header, null, stream)
            : (null, new SafetensorsSource(stream, header, source), stream);
    }

    /// <summary>Fills a network from a file that is read asynchronously, in parts between which a request to give up is heard.</summary>
    public static async Task LoadAsync<T>(Network<T> network, string path, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileStream file = FileOpening.Read(path, isAsynchronous: true);
        await using (file.ConfigureAwait(false))
        {
            if (!file.CanSeek || file.Length <= MostKept(network.Layout))
            {
                await LoadAsync(network, file, path, cancellationToken).ConfigureAwait(false);
                return;
            }
        }

        // Of more than is kept in memory, all but the network's own is passed over where it lies.
        await Task.Run(() => ParameterFile.Load(network, path, map: null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fills a network from a stream that is read asynchronously to its end.</summary>
    public static async Task LoadAsync<T>(Network<T> network, Stream stream, string source, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // What can seek says how long it is, and is no longer than a file of the network.
        using var kept = new MemoryStream(stream.CanSeek ? (int)Math.Min(MostKept(network.Layout), Math.Max(0, stream.Length - stream.Position)) : 0);
        byte[] block = new byte[BlockBytes];
        int read;
        while ((read = await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
        {
            Keep(kept, block.AsSpan(0, read), network.Layout, source);
        }

        kept.Position = 0;
        Load(network, kept, source, map: null);
    }

    /// <summary>All of a stream, which is no longer than a file of the network can be.</summary>
    private static MemoryStream Kept(Stream stream, NetworkLayout layout, string source)
    {
        var kept = new MemoryStream();
        byte[] block = new byte[BlockBytes];
        int read;
        while ((read = stream.Read(block, 0, block.Length)) > 0)
        {
            Keep(kept, block.AsSpan(0, read), layout, source);
        }

        kept.Position = 0;
        return kept;
    }

    private static void Keep(MemoryStream kept, ReadOnlySpan<byte> block, NetworkLayout layout, string source)
    {
        long most = MostKept(layout);
        if (kept.Length + block.Length > most)
        {
            throw new InvalidDataException(
                $"{source} goes on after {Counted.Of(most, "byte")}, more than a file of {layout.Name}'s {Counted.Of(layout.ValueCount, "value")} has. Load it by its path, or leave out what the "
                + "network has not.");
        }

        kept.Write(block);
    }

    private static long MostKept(NetworkLayout layout) => Math.Min(MostOtherBytes + ((long)layout.ValueCount * MostBytesForValue), Array.MaxLength);

    private static WeightMapping Find(NetworkLayout layout, ITensorSource file, string source, WeightMap? map)
    {
        // "The stream" within a sentence.
        bool isWords = source.StartsWith("The ", StringComparison.Ordinal);
        WeightMapping mapping = WeightMapping.Find(
            isWords ? $"t{source[1..]}" : source,
            layout.Name,
            file.Tensors,
            LayoutLayers.Of(layout),
            WeightAdvice.OfLoad,
            map is null ? null : [.. map],
            map?.Names?.ToString(),
            map?.IgnoresOthers ?? false);
        return mapping.Error is not { } error ? mapping
            : throw new InvalidDataException(isWords && error.StartsWith("the ", StringComparison.Ordinal) ? $"T{error[1..]}" : error);
    }

    private static void Fill<T>(Network<T> network, ITensorSource file, string source, WeightMap? map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        if (file is NpySource { Tensors: [{ Shape: [long length] } vector] } && layout.Tensors.Length > 1)
        {
            FillFromVector(network, file, vector, length, source);
            return;
        }

        var pieces = new Dictionary<FileTensor, IReadOnlyList<TensorPiece>>();
        foreach (MappedSource mapped in Find(layout, file, source, map).Sources)
        {
            pieces.Add(mapped.Tensor, mapped.Pieces);
        }

        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ParameterTensor tensor in ParameterTensor.Of(layout, includesState: true))
        {
            starts.Add(tensor.Name, tensor.Start);
        }

        // As long as the network's own storage, whatever the file says.
        T[] values = new T[layout.ValueCount];
        var added = new List<(T[] Values, FileTensor Tensor, TensorPiece Piece)>();
        file.Read(pieces.ContainsKey, (tensor, stream, encoding) =>
        {
            IReadOnlyList<TensorPiece> parts = pieces[tensor];
            int count = (int)ElementType.Count(tensor.Shape);
            if (parts is [{ IsCopy: true, Adds: false, SourceOffset: 0 } whole] && whole.Length == count)
            {
                ElementReader.Read(stream, tensor, encoding, values.AsSpan(starts[whole.Target.Name] + whole.TargetOffset, count), source);
                return;
            }

            T[] read = new T[count];
            ElementReader.Read<T>(stream, tensor, encoding, read, source);
            foreach (TensorPiece piece in parts)
            {
                if (piece.Adds)
                {
                    added.Add((read, tensor, piece));
                }
                else
                {
                    Copy(piece, read, values, starts[piece.Target.Name]);
                }
            }
        });
        foreach ((T[] read, FileTensor tensor, TensorPiece piece) in added)
        {
            Add(piece, read, values, starts[piece.Target.Name], tensor, source);
        }

        // From here on nothing fails, so the network changes as a whole.
        ParameterOrder.CopyToStorage(layout, values, network.Storage, includesState: true);
    }

    /// <summary>A vector of all parameters, as <c>CopyParametersTo</c> gives them.</summary>
    private static void FillFromVector<T>(Network<T> network, ITensorSource file, FileTensor vector, long length, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        if (length != layout.ValueCount || vector.Type is not ("F64" or "F32" or "F16" or "BF16"))
        {
            throw new InvalidDataException(MappingText.Vector(source, vector, layout.Name, layout.ValueCount, layout.ValueCount - layout.ParameterCount));
        }

        T[] values = new T[layout.ValueCount];
        file.Read(_ => true, (tensor, stream, encoding) => ElementReader.Read<T>(stream, tensor, encoding, values, source));
        ParameterOrder.CopyToStorage(layout, values, network.Storage, includesState: true);
    }

    private static void Copy<T>(TensorPiece piece, T[] read, T[] values, int start) => piece.ForEachStretch((from, to, axis) =>
    {
        if (axis.SourceStride == 1 && axis.TargetStride == 1)
        {
            Array.Copy(read, from, values, start + to, axis.Size);
            return;
        }

        for (int i = 0; i < axis.Size; i++)
        {
            values[start + to + (i * axis.TargetStride)] = read[from + (i * axis.SourceStride)];
        }
    });

    private static void Add<T>(TensorPiece piece, T[] read, T[] values, int start, FileTensor tensor, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => piece.ForEachStretch((from, to, axis) =>
    {
        for (int i = 0; i < axis.Size; i++)
        {
            ref T value = ref values[start + to + (i * axis.TargetStride)];
            value += read[from + (i * axis.SourceStride)];
            if (!T.IsFinite(value))
            {
                throw new InvalidDataException(
                    $"{source} holds biases in {FileText.Quote(tensor.Name)} whose sums with those that they are added to are too large: it is damaged. "
                    + "Save it again.");
            }
        }
    });
}
