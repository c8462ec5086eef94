using System.IO;
using System.IO.Compression;

namespace GenNet.Weights.Tests.Files;

/// <summary>Zip archives, as the library writes them.</summary>
internal static class Zip
{
    public static byte[] Of(params (string Name, byte[] Content)[] files) => Of(deflates: false, files);

    public static byte[] Of(bool deflates, params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = archive.CreateEntry(name, deflates ? CompressionLevel.SmallestSize : CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
