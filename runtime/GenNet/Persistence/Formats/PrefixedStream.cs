using System;
using System.IO;

namespace GenNet.Persistence.Formats;

/// <summary>A stream that can't seek, once more from its beginning, of which some bytes have been read.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream stream) : Stream
{
    private ReadOnlyMemory<byte> _left = prefix;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_left.IsEmpty)
        {
            return stream.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _left.Length);
        _left.Span[..count].CopyTo(buffer);
        _left = _left[count..];
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
