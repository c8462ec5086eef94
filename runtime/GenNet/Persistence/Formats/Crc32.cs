using System;

namespace GenNet.Persistence.Formats;

/// <summary>The check sum of zip archives.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xedb88320;
    private static readonly uint[] s_table = Table();

    /// <summary>The sum of more bytes; it begins with 0.</summary>
    public static uint Append(uint sum, ReadOnlySpan<byte> bytes)
    {
        sum = ~sum;
        foreach (byte value in bytes)
        {
            sum = s_table[(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static uint[] Table()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint sum = i;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ Polynomial;
            }

            table[i] = sum;
        }

        return table;
    }
}
