using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Persistence;

/// <summary>Whatever stands where a network is to be saved: it is replaced by a whole file, or it stays as it is and a message says why.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gennet-replaced-").FullName;

    public enum Content
    {
        Nothing,
        File,
        EmptyFile,
        Folder,
        FullFolder,
        Pipe,
        PipeWithReader,
        Device,
        Socket,
    }

    public enum Way
    {
        Path,
        RelativePath,
        Link,
        LinkToLink,
    }

    public static TheoryData<Content, Way> Places()
    {
        var places = new TheoryData<Content, Way>();
        foreach (Content content in Enum.GetValues<Content>())
        {
            foreach (Way way in Enum.GetValues<Way>())
            {
                places.Add(content, way);
            }
        }

        return places;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Places))]
    public void What_is_no_file_stays_what_it_is(Content content, Way way)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege there, and pipes and devices have no place among files.");
        string target = Path.Combine(_directory, "network.safetensors");
        using IDisposable? holder = Make(content, target);
        string before = Describe(target);
        string path = Reach(target, way);
        string[] entries = [.. Directory.EnumerateFileSystemEntries(_directory, "*", SearchOption.AllDirectories).Order()];
        StoredNetwork<float> network = Network(1);

        if (content is Content.Nothing or Content.File or Content.EmptyFile)
        {
            network.Save(path);
            Assert.Equal(network.ToFile(), File.ReadAllBytes(target));
            entries = [.. entries.Append(target).Distinct().Order()];
        }
        else
        {
            Exception exception = Assert.ThrowsAny<Exception>(() => network.Save(path));
            Assert.True(exception is IOException or UnauthorizedAccessException, exception.ToString());
            Assert.StartsWith($"{path} {(content is Content.Folder or Content.FullFolder ? "names a folder" : "is a pipe, a socket or a device")}", exception.Message);
            Assert.EndsWith(".", exception.Message);
            Assert.Equal(before, Describe(target));
        }

        Assert.Equal(entries, Directory.EnumerateFileSystemEntries(_directory, "*", SearchOption.AllDirectories).Order());
        if (way is Way.Link or Way.LinkToLink)
        {
            Assert.NotNull(new FileInfo(path).LinkTarget);
        }
    }

    [Theory]
    [InlineData("missing/network", "there is no folder {0}/missing. Create it first.")]
    [InlineData("missing/folder/network", "there is no folder {0}/missing/folder. Create it first.")]
    [InlineData("missing/", "names a folder. Name a file in it.")]
    [InlineData("file/network", "cannot be written")]
    [InlineData("file/", "names a folder. Name a file in it.")]
    [InlineData("folder/", "names a folder. Name a file in it.")]
    [InlineData("circle", "")]
    [InlineData("to-missing", "there is no folder {0}/missing. Create it first.")]
    public void A_place_where_nothing_can_be_made_is_named_as_it_was_given(string name, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege there.");
        File.WriteAllText(Path.Combine(_directory, "file"), "content");
        File.CreateSymbolicLink(Path.Combine(_directory, "circle"), "circle");
        File.CreateSymbolicLink(Path.Combine(_directory, "to-missing"), "missing/network");
        Directory.CreateDirectory(Path.Combine(_directory, "folder"));
        string path = $"{_directory}/{name}";

        Exception exception = Assert.ThrowsAny<Exception>(() => Network(1).Save(path));

        Assert.True(exception is IOException or UnauthorizedAccessException, exception.ToString());
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, _directory), exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", exception.Message, StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFileSystemEntries(_directory).Length);
        Assert.Equal("content", File.ReadAllText(Path.Combine(_directory, "file")));
    }

    /// <summary>What is written is safetensors, which programs that go by the name would call damaged.</summary>
    [Theory]
    [InlineData("weights.npz", "an archive of NumPy", ".npz")]
    [InlineData("weights.NPY", "an array of NumPy", ".npy")]
    [InlineData("weights.pt", "a pickle of PyTorch", ".pt")]
    [InlineData("weights.h5", "HDF5 of Keras", ".h5")]
    [InlineData("weights.onnx", "ONNX", ".onnx")]
    public async Task NamesOfOtherFormatsAreRefused(string name, string format, string extension)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), name);
        var network = new LinearNetwork<float>(2, 3);
        string expected = $"{path} has the name of {format}, but what is saved is safetensors, and what reads {extension} would call it damaged. "
            + "Name it weights.safetensors: Python reads that with safetensors.numpy.load_file. (Parameter 'path')";
        Assert.Equal(expected, Assert.Throws<ArgumentException>("path", () => network.Save(path)).Message);
        Assert.Equal(expected, (await Assert.ThrowsAsync<ArgumentException>("path", () => network.SaveAsync(path, TestContext.Current.CancellationToken))).Message);
        Assert.Throws<ArgumentException>("path", () => network.Save(path, WeightNames.PyTorch));
        Assert.Throws<ArgumentException>("path", () => new Adam(0.1).StateOf(network).Save(path));
        var options = new FitOptions { Checkpoint = new Checkpoint(path) };
        Assert.Throws<ArgumentException>("path", () => network.Fit(new Dataset([[1, 2]], [[1, 2, 3]]), options));
    }

    [Fact]
    public void A_folder_that_may_not_be_changed_is_named_with_the_path_that_was_given()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are other permissions there.");
            return;
        }

        // The administrator may write everywhere but where the system says what it knows.
        string folder = Environment.IsPrivilegedProcess ? "/sys" : _directory;
        string path = Path.Combine(folder, "network");
        UnixFileMode mode = File.GetUnixFileMode(_directory);
        File.SetUnixFileMode(_directory, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Exception exception = Assert.ThrowsAny<Exception>(() => Network(1).Save(path));
        File.SetUnixFileMode(_directory, mode);
        Assert.True(exception is IOException or UnauthorizedAccessException, exception.ToString());
        Assert.StartsWith($"{path} cannot be written: ", exception.Message);
        Assert.DoesNotContain(".tmp", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(255)]
    public void Names_may_be_as_long_as_the_system_lets_them(int length)
    {
        string path = Path.Combine(_directory, new string('n', length));
        Network(1).Save(path);
        Network(2).Save(path);
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
        Assert.ThrowsAny<IOException>(() => Network(1).Save(path + new string('n', 256 - length)));
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("a?b[c]")]
    [InlineData("new\nline")]
    [InlineData("back\\slash")]
    [InlineData(" ")]
    [InlineData("..tmp")]
    [InlineData("模型 🧠")]
    public void Any_name_is_a_name(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has fewer names.");
        string path = Path.Combine(_directory, name);
        Network(1).Save(path);
        Abandon(path);
        Network(2).Save(path);
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void What_a_killed_process_has_left_is_removed_and_nothing_else()
    {
        string path = Path.Combine(_directory, "network");
        string[] others =
        [
            path + ".tmp", path + ".1.tmp", path + ".backup.tmp", path + $".{Guid.NewGuid():D}.tmp", path + $".{Guid.NewGuid():N}.tmp.old",
            path + $"2.{Guid.NewGuid():N}.tmp", Path.Combine(_directory, $"{Guid.NewGuid():N}.tmp"),
        ];
        foreach (string other in others)
        {
            File.WriteAllText(other, "content");
        }

        Abandon(path);
        Abandon(path);
        string live = path + $".{Guid.NewGuid():N}.tmp";
        using (new FileStream(live, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            Network(1).Save(path);
            Assert.Equal(others.Append(live).Append(path).Order(), Directory.GetFileSystemEntries(_directory).Order());
        }

        Network(1).Save(path);
        Assert.Equal(others.Append(path).Order(), Directory.GetFileSystemEntries(_directory).Order());
    }

    [Fact]
    public async Task Many_savers_and_readers_at_once_see_whole_files()
    {
        const int Savers = 4;
        string path = Path.Combine(_directory, "network");
        byte[][] files = [.. Enumerable.Range(0, Savers).Select(seed => Network(seed).ToFile())];
        Network(0).Save(path);
        using var ended = new CancellationTokenSource();
        Task[] savers =
        [
            .. Enumerable.Range(0, Savers).Select(seed => Task.Run(() =>
            {
                StoredNetwork<float> network = Network(seed);
                for (int save = 0; save < 30; save++)
                {
                    network.Save(path);
                }
            }, TestContext.Current.CancellationToken)),
        ];
        Task reader = Task.Run(() =>
        {
            StoredNetwork<float> network = Network(9);
            do
            {
                network.Load(path);
                Assert.Contains(files, file => file.AsSpan().SequenceEqual(network.ToFile()));
            }
            while (!ended.IsCancellationRequested);
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll(savers);
        await ended.CancelAsync();
        await reader;
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
    }

    private static void Abandon(string path) => File.WriteAllText($"{path}.{Guid.NewGuid():N}.tmp", "half of a file");

    private static IDisposable? Make(Content content, string target)
    {
        switch (content)
        {
            case Content.File:
                File.WriteAllText(target, "something else, and longer than nothing");
                break;
            case Content.EmptyFile:
                File.WriteAllText(target, "");
                break;
            case Content.Folder:
                Directory.CreateDirectory(target);
                break;
            case Content.FullFolder:
                File.WriteAllText(Path.Combine(Directory.CreateDirectory(target).FullName, "content"), "content");
                break;
            case Content.Pipe or Content.PipeWithReader:
                Run("mkfifo", target);
                return content == Content.Pipe ? null : new FileStream(target, FileMode.Open, FileAccess.ReadWrite);
            case Content.Device when Environment.IsPrivilegedProcess:
                Run("mknod", target, "c", "1", "3");
                break;
            case Content.Device:
                File.CreateSymbolicLink(target, "/dev/null");
                break;
            case Content.Socket:
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Bind(new UnixDomainSocketEndPoint(target));
                return socket;
        }

        return null;
    }

    private string Reach(string target, Way way)
    {
        string link = Path.Combine(_directory, "link");
        switch (way)
        {
            case Way.RelativePath:
                return Path.GetRelativePath(Environment.CurrentDirectory, target);
            case Way.Link:
                File.CreateSymbolicLink(link, Path.GetFileName(target));
                return link;
            case Way.LinkToLink:
                File.CreateSymbolicLink(link, target);
                File.CreateSymbolicLink(link + "2", "link");
                return link + "2";
            default:
                return target;
        }
    }

    private static string Describe(string target) => Path.Exists(target) ? Run("stat", "-c", "%F %a %t %T %i", target) : "nothing";

    private static string Run(string program, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static StoredNetwork<float> Network(int seed) =>
        new(Layouts.Network("Wide", Reduction.Mean, 100, sizeof(float), Layouts.Layer(1, 30, 50), Layouts.Layer(2, 50, 10)), seed);
}
