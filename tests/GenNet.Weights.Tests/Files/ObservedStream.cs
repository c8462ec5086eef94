using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace GenNet.Weights.Tests.Files;

/// <summary>A stream that counts how it is read, a few bytes at a time, and says when that begins.</summary>
internal sealed class ObservedStream(byte[] bytes, Action begun) : MemoryStream(bytes)
{
    private const int Most = 100;

    public int AsynchronousReads { get; private set; }

    public int SynchronousReads { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        SynchronousReads++;
        return base.Read(buffer, offset, count);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AsynchronousReads++;
        await Task.Yield();
        byte[] part = new byte[Math.Min(buffer.Length, Most)];
        int read = base.Read(part, 0, part.Length);
        part.AsSpan(0, read).CopyTo(buffer.Span);
        begun();
        return read;
    }
}
