using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace GenNet.Persistence;

/// <summary>
/// Writes a file so that it appears whole or not at all: beside it under a name of its own, flushed to the disk, then renamed. Any number of
/// processes may do so at once.
/// </summary>
/// <remarks>
/// A process that is killed meanwhile leaves what it has written. Whoever writes holds a lock on its file, which ends with its process, so the
/// next to replace the same file removes what is not locked. The names are never used twice: who removes a file in the moment before its writer
/// locks it, or before it gets its final name, removes nothing else. Its writer finds that it is gone, and begins again.
/// </remarks>
internal static class FileReplacement
{
    private const string Extension = ".tmp";
    private const int DigitsOfGuid = 32;
    private const int BufferLength = 1 << 16;

    /// <summary>As many times in a row nobody takes away what is being written, even where a file system knows no locks.</summary>
    private const int MostAttempts = 20;

    /// <summary>So much of a file's name is part of the temporary one, which would otherwise become too long for some.</summary>
    private const int MostOfName = 64;

    /// <summary>Puts what <paramref name="write"/> writes into the place of a file, or of nothing.</summary>
    /// <param name="path">The file; where it is a symbolic link, what that names.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        Place place = PlaceOf(path);
        (string target, string folder, string beginning, UnixFileMode? mode) = place;
        RemoveAbandoned(folder, beginning);
        for (int attempt = 1; ; attempt++)
        {
            string temporary = place.NewTemporary();
            bool isCreated = false;
            try
            {
                using (FileStream file = Create(temporary, mode))
                {
                    isCreated = true;
                    write(file);

                    // Else the new name could reach the disk before what it names.
                    file.Flush(flushToDisk: true);
                }

                File.Move(temporary, target, overwrite: true);
                return;
            }
            catch (IOException exception) when (
                attempt < MostAttempts
                && (exception is FileNotFoundException || !isCreated)
                && exception is not (DirectoryNotFoundException or PathTooLongException))
            {
                // Somebody took it for abandoned, before it was locked or after.
            }
            catch (Exception exception)
            {
                DeleteQuietly(temporary);
                if (Explain(exception, path, temporary, folder, isCreated) is { } explained)
                {
                    throw explained;
                }

                throw;
            }
        }
    }

    /// <summary>Where a file is to be, once it is sure that it may be there.</summary>
    private static Place PlaceOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileName.RequireSafetensors(path);
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
        {
            throw new UnauthorizedAccessException($"{path} names a folder. Name a file in it.");
        }

        string target = FollowLinks(path);
        string folder = Path.GetDirectoryName(target) ?? target;
        string name = Path.GetFileName(target);
        string beginning = Path.Combine(folder, name.Length > MostOfName ? name[..MostOfName] : name) + ".";
        return new Place(target, folder, beginning, Examine(path, target));
    }

    /// <summary>
    /// The file itself where <paramref name="path"/> is a symbolic link, or would be if it existed: a rename onto the link would
    /// replace the link, and leave what it names as it was.
    /// </summary>
    private static string FollowLinks(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is null)
        {
            return file.FullName;
        }

        string target = file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return Path.Exists(target) || !CanBeOpened(path) ? target : throw NoFile(path);
    }

    /// <summary>Whether a link leads to something although what it names is not there: so do /dev/stdout and its like.</summary>
    private static bool CanBeOpened(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Makes sure that what is to be replaced is a file, and one that may be written: a rename asks the folder for permission, and not the
    /// file. Returns its permissions, so that private weights stay private and protected ones stay.
    /// </summary>
    private static UnixFileMode? Examine(string path, string target)
    {
        if (OperatingSystem.IsWindows() && target.StartsWith(@"\\.\", StringComparison.Ordinal))
        {
            throw NoFile(path);
        }

        var file = new FileInfo(target);
        if (!file.Exists)
        {
            return null;
        }

        // Only what holds something is a file for certain. A pipe that is opened for reading as well does not wait for its other end.
        bool isEmpty = file.Length == 0;
        try
        {
            using SafeFileHandle handle = File.OpenHandle(
                target, FileMode.Open, isEmpty ? FileAccess.ReadWrite : FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            if (isEmpty && RandomAccess.GetLength(handle) == 0)
            {
                // What is whole has come by a rename: what is open and empty is no file that another has just saved.
                RandomAccess.SetLength(handle, 0);
            }

            return OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(handle);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{path} may not be written. Save to another file, or change its permissions.", exception);
        }
        catch (Exception exception) when (isEmpty && exception is (IOException or NotSupportedException) and not FileNotFoundException)
        {
            throw NoFile(path);
        }
    }

    private static IOException NoFile(string path) => new(
        $"{path} is a pipe, a socket or a device, and a file in its place would destroy it. Name a file, or open it and save to the stream.");

    private static FileStream Create(string temporary, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = BufferLength,
        };
        if (mode is not { } permissions || OperatingSystem.IsWindows())
        {
            return new FileStream(temporary, options);
        }

        options.UnixCreateMode = permissions | UnixFileMode.UserWrite;
        var file = new FileStream(temporary, options);
        try
        {
            File.SetUnixFileMode(file.SafeFileHandle, permissions);
            return file;
        }
        catch
        {
            file.Dispose();
            DeleteQuietly(temporary);
            throw;
        }
    }

    /// <summary>Refuses a file that could not be written, for want of a folder or of permission, before there is anything to write.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">There is no such folder, or something else than a file.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be written.</exception>
    public static void RequireWritable(string path)
    {
        Place place = PlaceOf(path);
        string temporary = place.NewTemporary();
        try
        {
            Create(temporary, place.Mode).Dispose();
        }
        catch (Exception exception) when (Explain(exception, path, temporary, place.Folder, isCreated: false) is { } explained)
        {
            throw explained;
        }
        finally
        {
            DeleteQuietly(temporary);
        }
    }

    private static DirectoryNotFoundException NoFolder(string path, string folder, Exception? exception) =>
        new($"{path} cannot be written: there is no folder {folder}. Create it first.", exception);

    /// <summary>Removes what killed processes have left of the same file.</summary>
    private static void RemoveAbandoned(string folder, string beginning)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*" + Extension))
            {
                if (file.Length == beginning.Length + DigitsOfGuid + Extension.Length
                    && file.StartsWith(beginning, StringComparison.Ordinal)
                    && Guid.TryParseExact(file.AsSpan(beginning.Length, DigitsOfGuid), "N", out _))
                {
                    RemoveUnlocked(file);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is no folder, or it may not be listed: if that matters, it shows when a file is made there.
        }
    }

    private static void RemoveUnlocked(string file)
    {
        try
        {
            // A lock that others may have as well, because the file may just get its final name, under which others open it. For reading and
            // writing, because some file systems lock nothing else.
            File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody is writing it.
        }
    }

    /// <summary>The same mistake in the terms of the caller, who knows nothing of a temporary file.</summary>
    private static Exception? Explain(Exception exception, string path, string temporary, string folder, bool isCreated) => exception switch
    {
        DirectoryNotFoundException => NoFolder(path, folder, exception),
        UnauthorizedAccessException when isCreated => new UnauthorizedAccessException(
            $"{path} may not be replaced: it is somebody else's, in a folder where only owners may. Save to another file.", exception),
        UnauthorizedAccessException => new UnauthorizedAccessException(
            $"{path} cannot be written: no file may be made in the folder {folder}. Save elsewhere, or change its permissions.", exception),
        PathTooLongException => new PathTooLongException($"{path} cannot be written: its name is too long. Shorten it.", exception),
        IOException => new IOException(
            $"{path} cannot be written: {exception.Message.Replace(temporary, path, StringComparison.Ordinal)}", exception),
        _ => null,
    };

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What went wrong before this is what the caller must hear of.
        }
    }

    /// <summary>Where a file is to be.</summary>
    /// <param name="Target">The file, without symbolic links.</param>
    /// <param name="Folder">The folder of that.</param>
    /// <param name="Beginning">What the names of temporary files begin with.</param>
    /// <param name="Mode">The permissions of what is there.</param>
    private readonly record struct Place(string Target, string Folder, string Beginning, UnixFileMode? Mode)
    {
        public string NewTemporary() => $"{Beginning}{Guid.NewGuid():N}{Extension}";
    }
}
