using System;
using System.Collections.Generic;
using System.IO;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence.Formats;

/// <summary>The tensors of a safetensors file, whose header has been read.</summary>
internal sealed class SafetensorsSource : ITensorSource
{
    private readonly Stream _stream;
    private readonly string _source;
    private readonly List<(FileTensor Tensor, long Length)> _inOrder = [];

    /// <param name="stream">The file behind its header.</param>
    /// <param name="header">The header.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <exception cref="InvalidDataException">The tensors do not lie one behind the other, or are more or less than the file.</exception>
    public SafetensorsSource(Stream stream, SafetensorsHeader header, string source)
    {
        _stream = stream;
        _source = source;
        var tensors = new List<FileTensor>();
        var inOrder = new List<(long Begin, long End, int Index)>();
        foreach ((string name, TensorEntry entry) in header.Tensors)
        {
            inOrder.Add((entry.Begin, entry.End, tensors.Count));
            tensors.Add(new FileTensor(name, entry.Shape, entry.Type));
        }

        inOrder.Sort();
        long next = 0;
        foreach ((long begin, long end, int index) in inOrder)
        {
            FileTensor tensor = tensors[index];
            int size = ElementType.Size(tensor.Type);
            long length = ElementType.Count(tensor.Shape) * size;
            if (begin != next)
            {
                throw Damaged($"the tensor {FileText.Quote(tensor.Name)} begins at byte {begin} of the data, not at byte {next} where the one before it ends");
            }

            if (size > 0 && end - begin != length)
            {
                throw Damaged($"the tensor {FileText.Quote(tensor.Name)} takes {Counted.Of(length, "byte")}, but its data_offsets span {end - begin}");
            }

            _inOrder.Add((tensor, end - begin));
            next = end;
        }

        if (stream.CanSeek && stream.Length - stream.Position < next)
        {
            throw new InvalidDataException(
                $"{source} ends after {stream.Length - stream.Position} of the {Counted.Of(next, "byte")} of its tensors: it is truncated. Save it again, or copy it again from where it comes.");
        }

        Tensors = tensors;
    }

    /// <inheritdoc/>
    public IReadOnlyList<FileTensor> Tensors { get; }

    /// <inheritdoc/>
    public void Read(Func<FileTensor, bool> isWanted, Action<FileTensor, Stream, TensorEncoding> read)
    {
        foreach ((FileTensor tensor, long length) in _inOrder)
        {
            if (isWanted(tensor))
            {
                read(tensor, _stream, default);
            }
            else if (Skipping.Skip(_stream, length) < length)
            {
                throw new InvalidDataException(
                    $"{_source} ends before the last value of {FileText.Quote(tensor.Name)}: it is truncated. Save it again, or copy it again from where it comes.");
            }
        }

        if (_stream.ReadByte() >= 0)
        {
            throw Damaged("it goes on after its last tensor");
        }
    }

    private InvalidDataException Damaged(string how) => new($"{_source} is damaged: {how}. Save it again, or copy it again from where it comes.");
}
