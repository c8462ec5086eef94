using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace GenNet.Persistence.Formats;

/// <summary>
/// A zip archive, read without trusting it: its directory has no more entries than asked for, and no file is unpacked further than its reader goes. The
/// library's own keeps an object for each entry, many times what the shortest entry has bytes.
/// </summary>
internal sealed class ZipFile
{
    private const uint EndSignature = 0x06054b50;
    private const uint EntrySignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int EndBytes = 22;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;
    private const int MostCommentBytes = ushort.MaxValue;
    private const int MostNameBytes = 1 << 10;
    private const int Deflated = 8;

    private readonly Stream _stream;
    private readonly long _begin;
    private readonly string _source;
    private readonly List<ZipEntry> _entries = [];

    /// <param name="stream">The archive, which can seek, at its beginning.</param>
    /// <param name="mostEntries">The most files that it may have.</param>
    /// <param name="source">What it is called in messages.</param>
    public ZipFile(Stream stream, int mostEntries, string source)
    {
        _stream = stream;
        _begin = stream.Position;
        _source = source;
        byte[] end = FindEnd();
        int count = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10));
        long size = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12));
        long directory = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        if (count > mostEntries)
        {
            throw Damaged($"it has {Counted.Of(count, "file")}, and {mostEntries} are the most that are read");
        }

        if (directory == uint.MaxValue || directory + size > stream.Length - _begin)
        {
            throw Damaged(directory == uint.MaxValue ? "it is one of more than 4 GB" : "its directory lies behind its end");
        }

        stream.Position = _begin + directory;
        for (int i = 0; i < count; i++)
        {
            _entries.Add(ReadEntry());
        }
    }

    /// <summary>The files, in the order of the directory.</summary>
    public IReadOnlyList<ZipEntry> Entries => _entries;

    /// <summary>The unpacked bytes of a file, whose sum is checked where they are read to their end.</summary>
    /// <param name="entry">The file.</param>
    /// <param name="read">Takes the stream.</param>
    public void Read(ZipEntry entry, Action<Stream> read) => Open(entry, isWhole: true, read);

    /// <summary>The same of a file that is not read to its end.</summary>
    public void ReadBeginning(ZipEntry entry, Action<Stream> read) => Open(entry, isWhole: false, read);

    /// <summary>Goes to the end of the archive.</summary>
    public void End() => _stream.Position = _stream.Length;

    private void Open(ZipEntry entry, bool isWhole, Action<Stream> read)
    {
        _stream.Position = _begin + Math.Min(entry.Begin, _stream.Length - _begin);
        ReadOnlySpan<byte> local = Bytes(LocalBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature)
        {
            throw Damaged($"{FileText.Quote(entry.Name)} is not where its directory says");
        }

        long skipped = BinaryPrimitives.ReadUInt16LittleEndian(local.Slice(26)) + BinaryPrimitives.ReadUInt16LittleEndian(local.Slice(28));
        long data = _stream.Position - _begin + skipped;
        if (data + entry.Packed > _stream.Length - _begin)
        {
            throw Damaged($"{FileText.Quote(entry.Name)} goes on behind its end");
        }

        _stream.Position = _begin + data;
        try
        {
            using var part = new PartStream(_stream, entry.Packed);
            using Stream unpacked = entry.IsDeflated ? new DeflateStream(part, CompressionMode.Decompress) : part;
            using var summed = new SummedStream(unpacked);
            read(summed);
            if (!isWhole)
            {
                return;
            }

            if (summed.ReadByte() >= 0)
            {
                throw Damaged($"{FileText.Quote(entry.Name)} goes on after its last value");
            }

            if (summed.Sum != entry.Sum)
            {
                throw Damaged($"the check sum of {FileText.Quote(entry.Name)} is not that of its bytes");
            }
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith(_source, StringComparison.Ordinal))
        {
            throw Damaged($"{FileText.Quote(entry.Name)} can't be unpacked", exception);
        }
    }

    /// <summary>The record at the end of the archive, behind which there may be a comment.</summary>
    private byte[] FindEnd()
    {
        int tail = (int)Math.Min(_stream.Length - _begin, EndBytes + MostCommentBytes);
        _stream.Position = _stream.Length - tail;
        byte[] bytes = Bytes(tail);
        for (int at = tail - EndBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) == EndSignature
                && at + EndBytes + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 20)) == tail)
            {
                return bytes.AsSpan(at, EndBytes).ToArray();
            }
        }

        throw Damaged("it has no directory at its end, so a part of it is missing");
    }

    private ZipEntry ReadEntry()
    {
        byte[] entry = Bytes(EntryBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(entry) != EntrySignature)
        {
            throw Damaged("its directory is shorter than it says");
        }

        int flags = BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(8));
        int method = BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(10));
        uint sum = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(16));
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(20));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(24));
        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(28));
        int others = BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(30)) + BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(32));
        uint begin = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(42));
        if (nameBytes > MostNameBytes)
        {
            throw Damaged($"it holds a file whose name has {Counted.Of(nameBytes, "byte")}");
        }

        string name = Encoding.UTF8.GetString(Bytes(nameBytes));
        _stream.Position += others;
        if ((flags & 1) != 0 || method is not (0 or Deflated))
        {
            throw new InvalidDataException(
                $"{_source} holds {FileText.Quote(name)} {((flags & 1) != 0 ? "encrypted" : $"packed by method {method}")}, but arrays are stored or deflated. "
                + "Save it with numpy.savez or numpy.savez_compressed.");
        }

        if (packed == uint.MaxValue || length == uint.MaxValue || begin == uint.MaxValue)
        {
            throw Damaged($"{FileText.Quote(name)} is one of more than 4 GB");
        }

        if (method == 0 && packed != length)
        {
            throw Damaged($"{FileText.Quote(name)} is not packed, but has two sizes, {packed} and {length}");
        }

        return new ZipEntry(name, method == Deflated, sum, packed, length, begin);
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        return _stream.Fill(bytes, count) == count ? bytes : throw Damaged("it ends before its directory does");
    }

    private InvalidDataException Damaged(string how, Exception? cause = null) => new(
        $"{_source} is a zip archive that can't be read: {how}. Save it again, with numpy.savez for example.", cause);
}
