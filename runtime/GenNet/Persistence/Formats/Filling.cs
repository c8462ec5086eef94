using System.IO;

namespace GenNet.Persistence.Formats;

/// <summary>Reads streams that give less at a time than is asked of them.</summary>
internal static class Filling
{
    /// <summary>Reads so many bytes, or all that are left; says how many.</summary>
    public static int Fill(this Stream stream, byte[] bytes, int count)
    {
        int filled = 0;
        int read;
        while (filled < count && (read = stream.Read(bytes, filled, count - filled)) > 0)
        {
            filled += read;
        }

        return filled;
    }
}
