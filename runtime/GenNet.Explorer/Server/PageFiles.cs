using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace GenNet.Exploring;

/// <summary>The files of the page, which are in this assembly.</summary>
internal static class PageFiles
{
    private static readonly Dictionary<string, byte[]> _files = Read();

    /// <summary>A file's bytes; null where there is no such file.</summary>
    public static byte[]? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>What a file is, by its name.</summary>
    public static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

#pragma warning disable RS0030 // What is embedded is read through its assembly; nothing else is looked up in it.
    private static Dictionary<string, byte[]> Read()
    {
        var files = new Dictionary<string, byte[]>();
        Assembly assembly = typeof(PageFiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files.Add(name, bytes);
        }

        return files;
    }
#pragma warning restore RS0030
}
