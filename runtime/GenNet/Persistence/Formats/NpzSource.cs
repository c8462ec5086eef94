using System;
using System.Collections.Generic;
using System.IO;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence.Formats;

/// <summary>The arrays of an .npz file: a zip archive of .npy files.</summary>
internal sealed class NpzSource : ITensorSource
{
    private const string Extension = ".npy";

    private readonly ZipFile _zip;
    private readonly string _source;
    private readonly Dictionary<FileTensor, ZipEntry> _entries = [];
    private readonly List<FileTensor> _tensors = [];

    /// <param name="zip">The archive.</param>
    /// <param name="source">What it is called in messages.</param>
    public NpzSource(ZipFile zip, string source)
    {
        _zip = zip;
        _source = source;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ZipEntry entry in zip.Entries)
        {
            if (!entry.Name.EndsWith(Extension, StringComparison.Ordinal) || !names.Add(entry.Name))
            {
                throw new InvalidDataException(
                    $"{source} is a zip archive with {FileText.Quote(entry.Name)}{(names.Contains(entry.Name) ? " twice" : string.Empty)} in it, but weights are arrays with names "
                    + "of their own, as numpy.savez saves them. Save it so.");
            }

            zip.ReadBeginning(entry, stream =>
            {
                var header = NpyHeader.Read(stream, source, entry.Name);
                var tensor = new FileTensor(entry.Name.Substring(0, entry.Name.Length - Extension.Length), header.Shape, header.Type);
                _entries.Add(tensor, entry);
                _tensors.Add(tensor);
            });
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<FileTensor> Tensors => _tensors;

    /// <inheritdoc/>
    public void Read(Func<FileTensor, bool> isWanted, Action<FileTensor, Stream, TensorEncoding> read)
    {
        foreach (FileTensor tensor in _tensors)
        {
            if (isWanted(tensor))
            {
                _zip.Read(_entries[tensor], stream => read(tensor, stream, NpyHeader.Read(stream, _source, tensor.Name).Encoding));
            }
        }

        _zip.End();
    }
}
