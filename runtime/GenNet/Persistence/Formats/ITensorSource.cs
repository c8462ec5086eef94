using System;
using System.Collections.Generic;
using System.IO;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence.Formats;

/// <summary>A file of tensors, of any format, whose descriptions have been read and found to make sense.</summary>
internal interface ITensorSource
{
    /// <summary>What the file says of its tensors, in its order.</summary>
    IReadOnlyList<FileTensor> Tensors { get; }

    /// <summary>Goes through the values of tensors, in the order in which they lie, to the end of the file.</summary>
    /// <param name="isWanted">Which tensors.</param>
    /// <param name="read">Takes each: its description, the stream, from which all of its bytes are to be read, and how they lie.</param>
    void Read(Func<FileTensor, bool> isWanted, Action<FileTensor, Stream, TensorEncoding> read);
}
