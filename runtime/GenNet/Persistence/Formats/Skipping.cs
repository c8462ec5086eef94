using System;
using System.IO;

namespace GenNet.Persistence.Formats;

/// <summary>Goes on in a stream without its bytes.</summary>
internal static class Skipping
{
    private const int BlockBytes = 1 << 13;

    /// <summary>Leaves out so many bytes, or all that are left; says how many.</summary>
    public static long Skip(Stream stream, long length)
    {
        if (stream.CanSeek)
        {
            long left = Math.Min(length, stream.Length - stream.Position);
            stream.Position += left;
            return left;
        }

        byte[] block = new byte[Math.Min(length, BlockBytes)];
        long skipped = 0;
        while (skipped < length)
        {
            int read = stream.Read(block, 0, (int)Math.Min(length - skipped, block.Length));
            if (read == 0)
            {
                break;
            }

            skipped += read;
        }

        return skipped;
    }
}
