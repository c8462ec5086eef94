using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace GenNet;

/// <summary>Writes pictures in the PNG format (ISO/IEC 15948): eight bits each of red, green, blue and opacity.</summary>
internal static class Png
{
    private const int BytesPerPixel = 4;

    /// <summary>The file of a picture.</summary>
    /// <param name="pixels">Red, green, blue and opacity of each pixel, row after row.</param>
    /// <param name="width">The pixels in a row.</param>
    public static byte[] Of(ReadOnlySpan<byte> pixels, int width)
    {
        int stride = width * BytesPerPixel;
        int height = pixels.Length / stride;
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits a channel
        header[9] = 6; // red, green, blue, opacity
        WriteChunk(file, "IHDR"u8, header);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                // No filter: neighbouring weights are no smooth picture.
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row * stride, stride));
            }
        }

        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        uint sum = Crc(Crc(uint.MaxValue, type), content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~sum);
        file.Write(number);
    }

    /// <summary>The cyclic redundancy check of the format, a bit at a time: pictures are small.</summary>
    private static uint Crc(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte next in bytes)
        {
            sum ^= next;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ (0xEDB88320 & (0 - (sum & 1)));
            }
        }

        return sum;
    }
}
