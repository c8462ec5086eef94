using System;
using System.IO;

namespace GenNet.Persistence.Formats;

/// <summary>Sums up what is read of another stream.</summary>
internal sealed class SummedStream(Stream stream) : Stream
{
    /// <summary>The check sum of what has been read.</summary>
    public uint Sum { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = stream.Read(buffer, offset, count);
        Sum = Crc32.Append(Sum, buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
