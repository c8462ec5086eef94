using System;
using System.Collections.Generic;
using System.IO;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence.Formats;

/// <summary>The one array of a .npy file.</summary>
internal sealed class NpySource : ITensorSource
{
    /// <summary>What NumPy calls the first array that has no name.</summary>
    public const string Name = "arr_0";

    private readonly Stream _stream;
    private readonly string _source;
    private readonly TensorEncoding _encoding;

    /// <param name="stream">The file.</param>
    /// <param name="source">What it is called in messages.</param>
    public NpySource(Stream stream, string source)
    {
        var header = NpyHeader.Read(stream, source, array: null);
        _stream = stream;
        _source = source;
        _encoding = header.Encoding;
        Tensors = [new FileTensor(Name, header.Shape, header.Type)];
        long length = ElementType.Count(header.Shape) * ElementType.Size(header.Type);
        if (stream.CanSeek && stream.Length - stream.Position < length)
        {
            throw new InvalidDataException(
                $"{source} ends after {stream.Length - stream.Position} of the {Counted.Of(length, "byte")} of its array: it is truncated. Save it again, or copy it again from where it comes.");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<FileTensor> Tensors { get; }

    /// <inheritdoc/>
    public void Read(Func<FileTensor, bool> isWanted, Action<FileTensor, Stream, TensorEncoding> read)
    {
        read(Tensors[0], _stream, _encoding);
        if (_stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"{_source} is damaged: it goes on after its last value. Save it again with numpy.save.");
        }
    }
}
