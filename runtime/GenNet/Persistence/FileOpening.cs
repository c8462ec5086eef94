using System;
using System.IO;

namespace GenNet.Persistence;

/// <summary>Opens files to be read.</summary>
internal static class FileOpening
{
    private const int BufferBytes = 1 << 12;

    /// <summary>Opens a file; a folder is told to be one, where the system says that access is denied.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isAsynchronous">Whether it is read asynchronously.</param>
    public static FileStream Read(string path, bool isAsynchronous = false)
    {
        try
        {
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                isAsynchronous ? 0 : BufferBytes,
                isAsynchronous ? FileOptions.Asynchronous | FileOptions.SequentialScan : FileOptions.None);
        }
        catch (UnauthorizedAccessException exception) when (Directory.Exists(path))
        {
            throw new UnauthorizedAccessException($"{path} is a folder. Name a file in it.", exception);
        }
    }
}
