using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Persistence;

/// <summary>Weight files: what is written is read back bit for bit, and nothing else is let in.</summary>
public sealed class ParameterFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gennet-files-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Parameters_come_back_bit_for_bit_by_every_way()
    {
        StoredNetwork<float> saved = Digits<float>(seed: 1);
        string path = Path.Combine(_directory, "digits.safetensors");
        saved.Save(path);
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal(file, saved.ToFile());

        StoredNetwork<float> loaded = Digits<float>(seed: 2);
        Assert.NotEqual(saved.Parameters1D, loaded.Parameters1D);
        loaded.Load(path);
        Assert.Equal(saved.Storage.ToArray(), loaded.Storage.ToArray());
        loaded = Digits<float>(seed: 2);
        loaded.Load(new MemoryStream(file));
        Assert.Equal(saved.Storage.ToArray(), loaded.Storage.ToArray());
        loaded = Digits<float>(seed: 2);
        loaded.Load(new ForwardStream(file));
        Assert.Equal(saved.Storage.ToArray(), loaded.Storage.ToArray());
        loaded = Digits<float>(seed: 2);
        loaded.Load(file.AsSpan());
        Assert.Equal(saved.Storage.ToArray(), loaded.Storage.ToArray());

        StoredNetwork<double> savedTwin = Digits<double>(seed: 1);
        StoredNetwork<double> loadedTwin = Digits<double>(seed: 2);
        loadedTwin.Load(savedTwin.ToFile().AsSpan());
        Assert.Equal(savedTwin.Storage.ToArray(), loadedTwin.Storage.ToArray());
    }

    [Fact]
    public void The_file_is_what_safetensors_readers_expect()
    {
        StoredNetwork<float> network = Digits<float>(seed: 1);
        byte[] file = network.ToFile();
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """
            {"__metadata__":{"gennet":"1","network":"Digits","layout":"[inputs, outputs]","layer1":"dense 3 5 relu bias","layer2":"dense 5 2 softmax"},"layer1.kernel":{"dtype":"F32","shape":[3,5],"data_offsets":[0,60]},"layer1.bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]},"layer2.kernel":{"dtype":"F32","shape":[5,2],"data_offsets":[80,120]}}
            """,
            Encoding.UTF8.GetString(file, 8, length).TrimEnd(' '));
        Assert.Equal(network.Parameters1D, MemoryMarshal.Cast<byte, float>(file.AsSpan(8 + length)).ToArray());
        Assert.Equal(8 + length + 120, file.Length);
        Assert.Contains("\"F64\"", Encoding.UTF8.GetString(Digits<double>(1).ToFile()), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_have_the_names_of_the_network_and_state_is_kept_too()
    {
        StoredNetwork<float> Named(int seed) => new(
            Layouts.Network(
                "Named",
                inputs: 2,
                outputs: 3,
                [new LayerLayout { Name = "hidden", Description = "dense 2 3 linear" }],
                [
                    new TensorLayout { Name = "hidden.kernel", Shape = [2, 3], Offset = 0, PanelWidth = 16 },
                    new TensorLayout { Name = "hidden.mean", Shape = [3], Offset = 32, Role = TensorRole.State },
                ],
                storageLength: 48),
            seed);
        StoredNetwork<float> saved = Named(1);
        saved.Storage[33] = 0.75f;
        StoredNetwork<float> loaded = Named(2);
        loaded.Load(saved.ToFile().AsSpan());
        Assert.Equal(saved.Storage.ToArray(), loaded.Storage.ToArray());
    }

    [Fact]
    public void Cultures_change_neither_file_nor_reading()
    {
        StoredNetwork<float> network = Digits<float>(seed: 1);
        byte[] expected = network.ToFile();
        foreach ((string point, string minus) in new[] { (",", "-"), (".", "\u2212"), ("\u066b", "\u200e-") })
        {
            using var odd = new OddNumbers(point, "'", minus);
            Assert.Equal(expected, network.ToFile());
            StoredNetwork<float> loaded = Digits<float>(seed: 2);
            loaded.Load(expected.AsSpan());
            Assert.Equal(network.Parameters1D, loaded.Parameters1D);
        }
    }

    [Fact]
    public void Tensors_may_stand_in_another_order()
    {
        StoredNetwork<float> network = Digits<float>(seed: 1);
        float[] parameters = network.Parameters1D;
        string header = Header(network)
            .Replace("[60,80]", "[0,20]", StringComparison.Ordinal)
            .Replace("[0,60]", "[60,120]", StringComparison.Ordinal)
            .Replace("[80,120]", "[20,60]", StringComparison.Ordinal);
        float[] data = [.. parameters[15..20], .. parameters[20..], .. parameters[..15]];
        StoredNetwork<float> loaded = Digits<float>(seed: 2);
        loaded.Load(Compose(header, MemoryMarshal.AsBytes(data.AsSpan())).AsSpan());
        Assert.Equal(parameters, loaded.Parameters1D);
    }

    [Fact]
    public void A_file_of_other_layers_is_refused_by_what_differs()
    {
        byte[] file = Digits<float>(1).ToFile();
        ExpectFor(Network<float>("Digits", Layer1(), Layouts.Layer(2, 5, 2, Activation.Sigmoid, hasBias: false)), file,
            "The weight file does not fit: layer 2 is 5 → 2, softmax, no bias in the file but 5 → 2, sigmoid, no bias in Digits. "
            + "Load a file that was saved from the same layers.");
        ExpectFor(Network<float>("Digits", Layer1(), Layouts.Layer(2, 5, 2, Activation.Softmax)), file,
            "The weight file does not fit: layer 2 is 5 → 2, softmax, no bias in the file but 5 → 2, softmax in Digits.");
        ExpectFor(Network<float>("Digits", Layer1()), file, "The weight file describes 2 layers, but Digits has 1 layer.");
        ExpectFor(
            Network<float>("Deep", Layer1(), Layouts.Layer(2, 5, 2, Activation.Softmax, hasBias: false), Layouts.Layer(3, 2, 2)),
            file,
            "The weight file describes 2 layers, but Deep has 3 layers.");
        ExpectFor(Digits<double>(1), file,
            "The weight file holds layer1.kernel as 'F32', but Digits computes in double precision, 'F64'. "
            + "Declare Precision.Single.");
        ExpectFor(Digits<float>(1), Digits<double>(1).ToFile(),
            "The weight file holds layer1.kernel as 'F64', but Digits computes in single precision, 'F32'. "
            + "Declare Precision.Double.");
    }

    [Fact]
    public void Another_class_of_the_same_layers_is_welcome()
    {
        StoredNetwork<float> renamed = Network<float>("Renamed", Layer1(), Layer2());
        renamed.Load(Digits<float>(1).ToFile().AsSpan());
        Assert.Equal(Digits<float>(1).Parameters1D, renamed.Parameters1D);
    }

    [Theory]
    [InlineData("\"gennet\":\"1\"", "\"gennet\":\"2\"", "has the format '2', but this version of GenNet reads format '1'.")]
    [InlineData("\"gennet\":\"1\"", "\"gennet\":1", "its header has no text as the entry 'gennet' of __metadata__")]
    [InlineData("\"layer2\":\"dense 5 2 softmax\"", "\"layer2\":\"conv\\n\"", "layer 2 is 'conv?' in the file but 5 → 2, softmax, no bias in Digits")]
    [InlineData(",\"layer2\":\"dense 5 2 softmax\"", "", "describes 1 layer, but Digits has 2 layers.")]
    [InlineData("\"layer2\":\"dense 5 2 softmax\"", "\"layer1\":\"dense 3 5 relu bias\"", "its header has the entry 'layer1' of __metadata__ twice")]
    [InlineData("\"layer1.bias\"", "\"layer1.kernel\"", "its header has a tensor 'layer1.kernel' twice")]
    [InlineData("\"layer1.bias\"", "\"layer9.bias\"", "has no tensor layer1.bias, which Digits needs.")]
    [InlineData("[60,80]},", "[60,80]},\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[120,120]},", "has a tensor 'x', which Digits has not.")]
    [InlineData("\"F32\"", "\"BF16\"", "holds layer1.kernel as 'BF16', but Digits computes in single precision, 'F32'. Save the network again.")]
    [InlineData("[3,5]", "[5,3]", "layer1.kernel has the shape [5, 3] in the file but [3, 5] in Digits.")]
    [InlineData("[3,5]", "[15]", "layer1.kernel has the shape [15] in the file but [3, 5] in Digits.")]
    [InlineData("[3,5]", "[3,-5]", "its header gives the tensor 'layer1.kernel' a shape with something else than whole numbers from 0 on")]
    [InlineData("[3,5]", "[3,5.0]", "a shape with something else than whole numbers from 0 on")]
    [InlineData("[3,5]", "[3,99999999999999999999]", "a shape with something else than whole numbers from 0 on")]
    [InlineData("[3,5]", "[1,1,1,1,1,1,1,3,5]", "a shape of more than 8 numbers")]
    [InlineData("[3,5]", "\"3x5\"", "a shape that is not an array")]
    [InlineData("[3,5]", "[[3,5]]", "its header is not well-formed JSON")]
    [InlineData("[60,80]", "[60,84]", "the tensor layer1.bias takes 20 bytes, but its data_offsets span 24.")]
    [InlineData("[60,80]", "[0,20]", "the tensor layer1.kernel begins at byte 0 of the data, not at byte 20 where the one before it ends.")]
    [InlineData("[60,80]", "[64,84]", "the tensor layer1.bias begins at byte 64 of the data, not at byte 60")]
    [InlineData("[60,80]", "[9223372036854775787,9223372036854775807]", "begins at byte")]
    [InlineData("[60,80]", "[80,60]", "two data_offsets in ascending order")]
    [InlineData("[60,80]", "[60]", "two data_offsets in ascending order")]
    [InlineData("\"dtype\":\"F32\",\"shape\":[5]", "\"dtype\":\"F32\"", "without a dtype, a shape and two data_offsets")]
    [InlineData("\"shape\":[5]", "\"shape\":[5],\"shape\":[5]", "by an unknown or repeated 'shape'")]
    [InlineData("\"shape\":[5]", "\"shape\":[5],\"strides\":[1]", "by an unknown or repeated 'strides'")]
    [InlineData("\"dtype\":\"F32\",\"shape\":[5]", "\"dtype\":null,\"shape\":[5]", "a dtype that is not text")]
    [InlineData("{\"__metadata__\"", "[{\"__metadata__\"", "its header is not a JSON object")]
    [InlineData("{\"__metadata__\":{", "{\"__metadata__\":[{", "its header has no object as __metadata__")]
    [InlineData("\"Digits\"", "\"\\ud800\"", "its header contains text that is not Unicode")]
    [InlineData("[80,120]}}", "[80,120]}}}", "its header is not well-formed JSON")]
    [InlineData("[80,120]}}", "[80,120]},}", "its header is not well-formed JSON")]
    [InlineData("[80,120]}}", "[80,120]}", "its header is not well-formed JSON")]
    public void A_header_that_is_not_right_is_refused(string right, string wrong, string message)
    {
        StoredNetwork<float> network = Digits<float>(1);
        string header = Header(network);
        Assert.Contains(right, header, StringComparison.Ordinal);
        int at = header.IndexOf(right, StringComparison.Ordinal);
        string damaged = header[..at] + wrong + header[(at + right.Length)..];
        ExpectFor(Digits<float>(2), Compose(damaged, MemoryMarshal.AsBytes(network.Parameters1D.AsSpan())), message);
    }

    [Fact]
    public void A_second_metadata_is_refused() =>
        ExpectFor(
            Digits<float>(2),
            Compose("{\"__metadata__\":{\"a\":\"b\"},\"__metadata__\":{\"a\":\"b\"}}", []),
            "its header has __metadata__ twice");

    [Fact]
    public void Too_many_entries_are_refused()
    {
        string Entries(int count) => string.Join(",", Enumerable.Range(0, count).Select(index => $"\"{index}\":\"\""));
        ExpectFor(Digits<float>(2), Compose($"{{\"__metadata__\":{{\"gennet\":\"1\",{Entries(200)}}}}}", []), "its header has more than 105 entries");
        ExpectFor(Digits<float>(2), Compose($"{{\"__metadata__\":{{{Entries(3000)}}}}}", []), "its header has more than 2062 entries");

        // Eight are the file's own.
        StoredNetwork<float> network = Digits<float>(1);
        byte[] With(int others) => Compose(
            Header(network).Replace("\"gennet\":", $"{Entries(others)},\"gennet\":", StringComparison.Ordinal), MemoryMarshal.AsBytes(network.Parameters1D.AsSpan()));
        ExpectFor(Digits<float>(2), With(98), "its header has more than 105 entries. Save the network again.");
        StoredNetwork<float> loaded = Digits<float>(2);
        loaded.Load(With(97).AsSpan());
        Assert.Equal(network.Parameters1D, loaded.Parameters1D);
    }

    [Fact]
    public void Deep_JSON_is_refused_without_following_it() =>
        ExpectFor(
            Digits<float>(2),
            Compose("{\"a\":" + new string('[', 500_000), []),
            "describes the tensor 'a' by something else than an object");

    [Fact]
    public void Bytes_that_are_not_text_are_refused()
    {
        byte[] file = Digits<float>(1).ToFile();
        file[20] = 0xff;
        ExpectFor(Digits<float>(2), file, "The weight file is damaged or no safetensors file: its header is not UTF-8.");
    }

    [Fact]
    public void Lengths_that_lie_are_refused_and_cost_no_memory()
    {
        byte[] file = Digits<float>(1).ToFile();
        StoredNetwork<float> network = Digits<float>(2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ExpectFor(network, [], "The weight file ends before its header: it is empty or truncated.");
        ExpectFor(network, file[..7], "The weight file ends before its header: it is empty or truncated.");
        ExpectFor(network, WithLength(file, ulong.MaxValue), "it promises a header of 18446744073709551615 bytes");
        ExpectFor(network, WithLength(file, 1 << 30), "it promises a header of 1073741824 bytes, and 2104320 are the most for Digits.");
        ExpectFor(network, WithLength(file, 1 << 20), "promises a header of 1048576 bytes but ends after");
        ExpectFor(network, WithLength(file, 0), "its header is not well-formed JSON");
        ExpectFor(network, file[..^1], "ends after 119 of the 120 bytes of Digits's parameters: it is truncated.");
        ExpectFor(network, [.. file, 0], "goes on after the 120 bytes of Digits's parameters");

        // A stream whose length nobody knows tells it where it ends.
        var exception = Assert.Throws<InvalidDataException>(() => network.Load(new ForwardStream(file[..^3])));
        Assert.StartsWith("The stream ends after 117 of the 120 bytes of Digits's parameters: it is truncated.", exception.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void A_truncated_file_of_a_large_network_costs_no_memory()
    {
        StoredNetwork<float> network = Network<float>("Large", Layouts.Layer(1, 2000, 1000));
        byte[] truncated = network.ToFile()[..5000];
        string path = Path.Combine(_directory, "large.safetensors");
        File.WriteAllBytes(path, truncated);
        Assert.Throws<InvalidDataException>(() => network.Load(path));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => network.Load(path));
        Assert.Throws<InvalidDataException>(() => network.Load(truncated.AsSpan()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Parameters_that_are_no_numbers_are_neither_read_nor_written(float value)
    {
        StoredNetwork<float> network = Digits<float>(1);
        byte[] file = network.ToFile();
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(file.Length - 4), value);
        ExpectFor(Digits<float>(2), file, "The weight file holds a parameter that is NaN or infinite");

        string path = Path.Combine(_directory, "good.safetensors");
        network.Save(path);
        byte[] good = File.ReadAllBytes(path);
        float[] parameters = network.Parameters1D;
        parameters[3] = value;
        network.CopyParametersFrom(parameters);
        var exception = Assert.Throws<InvalidOperationException>(() => network.Save(path));
        Assert.Equal(
            "Digits has a parameter that is NaN or infinite, so it is not saved: training diverged. Train with a smaller learning rate.", exception.Message);
        Assert.Equal(good, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void A_failed_save_leaves_what_was_there()
    {
        StoredNetwork<float> network = Digits<float>(1);
        string missing = Path.Combine(_directory, "none", "digits.safetensors");
        Assert.Throws<DirectoryNotFoundException>(() => network.Save(missing));

        string occupied = Path.Combine(_directory, "occupied");
        Directory.CreateDirectory(occupied);
        File.WriteAllText(Path.Combine(occupied, "content"), "content");
        Exception exception = Assert.ThrowsAny<Exception>(() => network.Save(occupied));
        Assert.True(exception is IOException or UnauthorizedAccessException, exception.ToString());
        Assert.Equal([occupied], Directory.GetFileSystemEntries(_directory));
        Assert.Equal("content", File.ReadAllText(Path.Combine(occupied, "content")));
        Assert.Throws<ArgumentException>("path", () => network.Save(""));
        Assert.Throws<ArgumentNullException>("stream", () => network.Save((Stream)null!));
    }

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_beside_it()
    {
        string path = Path.Combine(_directory, "digits.safetensors");
        File.WriteAllText(path, "something else, and longer than nothing");
        Digits<float>(1).Save(path);
        Digits<float>(3).Save(path);
        Assert.Equal(Digits<float>(3).ToFile(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void Saving_over_a_link_writes_what_it_names()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege there.");
        string folder = Directory.CreateDirectory(Path.Combine(_directory, "versions")).FullName;
        string version = Path.Combine(folder, "3.safetensors");
        string latest = Path.Combine(folder, "latest");
        string link = Path.Combine(_directory, "digits.safetensors");
        File.CreateSymbolicLink(latest, "3.safetensors");
        File.CreateSymbolicLink(link, Path.Combine("versions", "latest"));

        // First the link names nothing yet, then a file.
        foreach (int seed in new[] { 1, 3 })
        {
            Digits<float>(seed).Save(link);
            Assert.Equal(Digits<float>(seed).ToFile(), File.ReadAllBytes(version));
            Assert.Equal(Path.Combine("versions", "latest"), new FileInfo(link).LinkTarget);
            Assert.Equal("3.safetensors", new FileInfo(latest).LinkTarget);
            Assert.Equal(2, Directory.GetFileSystemEntries(folder).Length);
            Assert.Equal(2, Directory.GetFileSystemEntries(_directory).Length);
        }

        string circle = Path.Combine(_directory, "circle");
        File.CreateSymbolicLink(circle, circle);
        Assert.Throws<IOException>(() => Digits<float>(1).Save(circle));
    }

    [Fact]
    public void Saving_keeps_the_permissions_of_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are other permissions there.");
            return;
        }

        string path = Path.Combine(_directory, "digits.safetensors");
        Digits<float>(1).Save(path);
        foreach (UnixFileMode mode in new[]
        {
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite,
        })
        {
            File.SetUnixFileMode(path, mode);
            Digits<float>(3).Save(path);
            Assert.Equal(mode, File.GetUnixFileMode(path));
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        if (Environment.IsPrivilegedProcess)
        {
            // The system's administrator may write to any file.
            Digits<float>(1).Save(path);
            Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(path));
        }
        else
        {
            Assert.Throws<UnauthorizedAccessException>(() => Digits<float>(1).Save(path));
            Assert.Equal(Digits<float>(3).ToFile(), File.ReadAllBytes(path));
        }

        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void Messages_name_the_file()
    {
        string path = Path.Combine(_directory, "empty.safetensors");
        File.WriteAllBytes(path, []);
        var exception = Assert.Throws<InvalidDataException>(() => Digits<float>(1).Load(path));
        Assert.StartsWith($"{path} ends before its header", exception.Message);
        Assert.Throws<FileNotFoundException>(() => Digits<float>(1).Load(path + ".none"));
        Assert.Throws<ArgumentException>("path", () => Digits<float>(1).Load(""));
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => Digits<float>(1).Load((Stream)null!)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => Digits<float>(1).Save((Stream)null!)).ParamName);
    }

    [Fact]
    public void Many_layers_and_many_parameters_fit()
    {
        DenseLayout[] layers = [.. Enumerable.Range(1, 6000).Select(number => Layouts.Layer(number, 2, 2, Activation.Tanh))];
        StoredNetwork<float> saved = Network<float>("Deep", layers);
        StoredNetwork<float> loaded = new(saved.Layout, 9);
        loaded.Load(saved.ToFile().AsSpan());
        Assert.Equal(saved.Parameters1D, loaded.Parameters1D);

        StoredNetwork<double> wide = Network<double>("Wide", Layouts.Layer(1, 500, 300), Layouts.Layer(2, 300, 7, hasBias: false));
        StoredNetwork<double> twin = new(wide.Layout, 9);
        byte[] file = wide.ToFile();
        twin.Load(new ForwardStream(file));
        Assert.Equal(wide.Parameters1D, twin.Parameters1D);
        var exception = Assert.Throws<InvalidDataException>(() => twin.Load(new ForwardStream(file[..^5])));
        Assert.Contains("ends after 1219195 of the 1219200 bytes", exception.Message, StringComparison.Ordinal);
    }

    private static void ExpectFor<T>(StoredNetwork<T> network, byte[] file, string message)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] before = network.Storage.ToArray();
        var exception = Assert.Throws<InvalidDataException>(() => network.Load(file.AsSpan()));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Storage.ToArray());
    }

    private static DenseLayout Layer1() => Layouts.Layer(1, 3, 5, Activation.ReLU);

    private static DenseLayout Layer2() => Layouts.Layer(2, 5, 2, Activation.Softmax, hasBias: false);

    private static StoredNetwork<T> Digits<T>(int seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new(
            Layouts.Network(
                "Digits", Reduction.Mean, 100, System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), Layer1(), Layer2()),
            seed);

    private static StoredNetwork<T> Network<T>(string name, params DenseLayout[] layers)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new(Layouts.Network(name, Reduction.Mean, 100, System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), layers), 2);

    private static string Header<T>(StoredNetwork<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        byte[] file = network.ToFile();
        string header = Encoding.UTF8.GetString(file, 8, (int)BinaryPrimitives.ReadUInt64LittleEndian(file));
        using (JsonDocument.Parse(header))
        {
            return header;
        }
    }

    private static byte[] Compose(string header, ReadOnlySpan<byte> data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }

    private static byte[] WithLength(byte[] file, ulong length)
    {
        byte[] copy = [.. file];
        BinaryPrimitives.WriteUInt64LittleEndian(copy, length);
        return copy;
    }
}
