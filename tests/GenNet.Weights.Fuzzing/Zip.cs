using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using GenNet.Persistence.Formats;

namespace GenNet.Weights.Fuzzing;

/// <summary>
/// Gives the files in a zip archive the check sums of what a fuzzer made of them: it changes bytes, can't guess a sum, and would never see what lies
/// behind the comparison.
/// </summary>
internal static class Zip
{
    private const int MostUnpackedBytes = 1 << 20;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;

    /// <summary>Writes sums into the directory; whatever is no archive stays as it is.</summary>
    public static void MendSums(Span<byte> file)
    {
        // A comment may follow the directory: where the last byte is odd, sums stay as the fuzzer left them, because wrong ones are to be refused.
        if (!file.StartsWith("PK"u8) || (file[^1] & 1) != 0)
        {
            return;
        }

        for (int at = 0; at + EntryBytes <= file.Length; at++)
        {
            Span<byte> entry = file[at..];
            if (!entry.StartsWith("PK\x01\x02"u8))
            {
                continue;
            }

            uint length = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
            uint begin = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
            if (begin + (long)LocalBytes > file.Length)
            {
                continue;
            }

            ReadOnlySpan<byte> local = file[(int)begin..];
            long values = begin + LocalBytes + BinaryPrimitives.ReadUInt16LittleEndian(local[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
            if (values + length <= file.Length)
            {
                byte[] bytes = file.Slice((int)values, (int)length).ToArray();
                bool isPacked = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]) != 0;
                BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], Crc32.Append(0, isPacked ? Unpack(bytes) : bytes));
            }
        }
    }

    private static byte[] Unpack(byte[] bytes)
    {
        byte[] unpacked = new byte[MostUnpackedBytes];
        int count = 0;
        try
        {
            using var stream = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
            count = stream.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            // Nor can the network's reader unpack it.
        }

        return unpacked[..count];
    }
}
