using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Weights.Tests.Files;

/// <summary>What is no file of a network's weights is refused by what it is, and what leaves something open by both sides.</summary>
public sealed class RefusedFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gennet-weights-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("linear.pt", "is a file of PyTorch's, a pickle, which is a program that runs when it is read, so GenNet does not read it. Two lines of Python make weights of it: import numpy, torch; numpy.savez(\"weights.npz\"")]
    [InlineData("legacy.pt", "is a pickle, which is a program that runs when it is read, so GenNet does not read it. Two lines of Python make weights of it: import numpy, torch;")]
    [InlineData("pickled.npy", "can't be read: it holds Python objects, a pickle: a program that runs when it is read, so GenNet does not read it. Save numbers: array.astype(\"float32\").")]
    [InlineData("expected.json", "is JSON, and GenNet reads safetensors, .npz and .npy.")]
    public void Files_of_others_are_refused_by_what_they_are(string file, string message)
    {
        string path = Fixture.PathOf(file);
        Assert.StartsWith($"{path} {message}", Assert.Throws<InvalidDataException>(() => Mlp.Load(path)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"The stream {message}", Assert.Throws<InvalidDataException>(() => Mlp.Load(new ForwardStream(Fixture.Bytes(file)))).Message, StringComparison.Ordinal);
        Assert.StartsWith($"The weight file {message}", Assert.Throws<InvalidDataException>(() => Mlp.Load(Fixture.Bytes(file))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0089HDF\r\n\u001a\n and then a superblock", "is HDF5, in which Keras keeps weights, and which GenNet does not read. Two lines of Python make weights of it: import keras, numpy;")]
    [InlineData("a,b,c\n1.5,2.5,3.5\n4,5,6\n", "is text, CSV perhaps, and GenNet reads safetensors, .npz and .npy.")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 101770\n", "is a pointer of Git LFS, which says where the file itself is kept. Fetch that: git lfs pull.")]
    [InlineData("<!DOCTYPE html><html></html>", "is XML or HTML, perhaps a page instead of the file, and GenNet reads")]
    [InlineData("\u001f\u008b\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0003 more bytes", "is packed with gzip: unpack it first, because GenNet reads")]
    [InlineData("GGUF\u0003\u0000\u0000\u0000\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001", "is GGUF, the weights of a language model, and GenNet reads")]
    [InlineData("\u001c\u0000\u0000\u0000TFL3\u0014\u0000\u0020\u0000\u00ff\u00ff\u00ff\u00ff", "is a model of TensorFlow Lite, and GenNet reads")]
    [InlineData("\u0008\u0007\u0012\u0007pytorch\u001a\u00031.13", "looks like ONNX, a whole model, and GenNet reads safetensors, .npz and .npy, which are its weights.")]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u00ff\u0009\u000a\u000b\u000c\u000d\u000e\u000f\u0010", "is no weight file, or a damaged one: it begins with the bytes 01020304050607FF090A0B0C0D0E0F10, and GenNet reads")]
    public void Files_are_known_by_their_first_bytes(string content, string message) =>
        Assert.StartsWith($"The weight file {message}", Refusal(() => Mlp.Load(Encoding.Latin1.GetBytes(content))), StringComparison.Ordinal);

    [Fact]
    public void A_model_of_Keras_is_refused_with_the_lines_that_convert_it() =>
        Assert.StartsWith(
            "The weight file is a model of Keras's with its weights in HDF5, which GenNet does not read. Two lines of Python",
            Refusal(() => Mlp.Load(Zip.Of(("metadata.json", "{}"u8.ToArray()), ("model.weights.h5", [1, 2, 3])))),
            StringComparison.Ordinal);

    [Fact]
    public void A_file_that_fits_another_network_is_refused_with_both_sides()
    {
        string path = Fixture.PathOf("lstm.safetensors");
        string message = Refusal(() => OneGru.Load(path));
        Assert.StartsWith(
            $"rnn.weight_ih_l0 is 16 × 3 in {path}".Replace("rnn.weight_ih_l0 is 16 × 3", "layer1.kernel is 3 × 16", StringComparison.Ordinal), message, StringComparison.Ordinal);
        Assert.Contains("(rnn.weight_ih_l0, 16 × 3 in PyTorch's order), but layer 1 of OneGru declares 3 × 12.", message, StringComparison.Ordinal);
        Assert.Contains("rnn (bias_hh_l0 16, bias_ih_l0 16, weight_hh_l0 16 × 4, weight_ih_l0 16 × 3)", message, StringComparison.Ordinal);
        Assert.StartsWith("The stream has what Mlp has no layer for", Refusal(() => Mlp.Load(new MemoryStream(WithAnother()))), StringComparison.Ordinal);
        Assert.Equal(Fixture.ValuesOf(Mlp.Load(Fixture.Bytes("mlp.safetensors"))), Fixture.ValuesOf(Mlp.Load(WithAnother(), new WeightMap { IgnoresOthers = true })));

        static byte[] WithAnother() => Fixture.Compose(
            [.. Fixture.Tensors(Fixture.Bytes("mlp.safetensors")).Select(tensor => (tensor.Key, tensor.Value.Type, tensor.Value.Shape, tensor.Value.Data)), ("head.weight", "I64", [1], new byte[8])]);
    }

    [Fact]
    public void What_names_leave_open_is_settled_by_a_map()
    {
        float[] first = [.. Enumerable.Range(0, 64).Select(i => i / 64f)];
        float[] second = [.. first.Select(value => -value)];
        byte[] file = Fixture.Compose(
            [("left.weight", "F32", [8, 8], Bytes(first)), ("left.bias", "F32", [8], new byte[32]), ("right.weight", "F32", [8, 8], Bytes(second)), ("right.bias", "F32", [8], new byte[32])]);
        string message = Refusal(() => Twins.Load(file));
        Assert.StartsWith("The weight file leaves open which of left, right are layer1, layer2 of Twins", message, StringComparison.Ordinal);
        Assert.Contains("new WeightMap { [\"left\"] = \"layer1\" }", message, StringComparison.Ordinal);
        Assert.Equal(-1 / 64f, Fixture.ValuesOf(Twins.Load(file, new WeightMap { ["right"] = "layer1" }))[8]);
        Assert.Equal(1 / 64f, Fixture.ValuesOf(Twins.Load(new MemoryStream(file), new WeightMap { ["right"] = "layer2" }))[8]);
        string path = Path.Combine(_directory, "twins.safetensors");
        File.WriteAllBytes(path, file);
        Assert.Equal(1 / 64f, Fixture.ValuesOf(Twins.Load(path, new WeightMap { ["left.weight"] = "layer1.kernel", ["left.bias"] = "layer1.bias" }))[8]);
        Assert.Equal(1 / 64f, Fixture.ValuesOf(Twins.Load(path, new WeightMap { ["left"] = "layer1", Names = WeightNames.PyTorch }))[8]);
    }

    [Fact]
    public void Names_of_ours_do_without_our_metadata_and_are_held_against_it_with_it()
    {
        using var stream = new MemoryStream();
        var network = new Mlp(seed: 3);
        network.Save(stream);
        var tensors = Fixture.Tensors(stream.ToArray()).Select(tensor => (tensor.Key, tensor.Value.Type, tensor.Value.Shape, tensor.Value.Data)).ToList();
        Assert.Equal(Fixture.ValuesOf(network), Fixture.ValuesOf(Mlp.Load(Fixture.Compose(tensors))));
        Assert.Equal(Fixture.ValuesOf(network), Fixture.ValuesOf(Mlp.Load(stream.ToArray(), [])));
        Assert.Contains(
            "layer 1 is 6 → 5, tanh in the file",
            Refusal(() => Mlp.Load(Fixture.Compose(tensors, "{\"gennet\":\"1\",\"layer1\":\"dense 6 5 tanh bias\",\"layer2\":\"dense 5 3 linear bias\"}"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_too_large_for_float_is_refused_with_the_precision_that_holds_it()
    {
        var tensors = Fixture.Tensors(Fixture.Bytes("mlp-F64.safetensors"));
        BitConverter.GetBytes(1e300).CopyTo(tensors["0.weight"].Data, 16);
        byte[] file = Fixture.Compose(tensors.Select(tensor => (tensor.Key, tensor.Value.Type, tensor.Value.Shape, tensor.Value.Data)));
        Assert.StartsWith("The weight file holds a value of '0.weight' that is too large for float: declare Precision.Double", Refusal(() => Mlp.Load(file)), StringComparison.Ordinal);
        Assert.NotNull(WideMlp.Load(file));
        BitConverter.GetBytes(double.NaN).CopyTo(tensors["2.bias"].Data, 0);
        file = Fixture.Compose(tensors.Select(tensor => (tensor.Key, tensor.Value.Type, tensor.Value.Shape, tensor.Value.Data)));
        Assert.StartsWith("The weight file holds a value of '2.bias' that is NaN or infinite", Refusal(() => WideMlp.Load(file)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'<f4'", "'<f3'", "holds 0.weight as <f3, but weights are F16, BF16, F32 or F64.")]
    [InlineData("'<f4'", "'|O8'", "'0.weight.npy' holds Python objects, a pickle")]
    [InlineData("'<f4'", "[('a', '<f4')]", "'0.weight.npy' is a table of several columns")]
    [InlineData("(5, 6)", "(5, 6, 1)", "0 (weight 5 × 6 × 1, bias 5)")]
    [InlineData("(5, 6)", "(5, -6)", "its shape is no tuple of at most 8 whole numbers")]
    [InlineData("(5, 6)", "(5 6)", "its shape is no tuple")]
    [InlineData("(5, 6)", "30", "its shape is no tuple")]
    [InlineData("False", "false", "its fortran_order is neither True nor False")]
    [InlineData("'fortran_order'", "'descr'", "its header has an unknown or repeated 'descr'")]
    [InlineData("'descr'", "descr", "its header has something else than names for its entries")]
    [InlineData("}", "} + 1", "its header is not a dictionary of descr, fortran_order and shape")]
    public void A_header_of_NumPy_that_is_not_right_is_refused(string right, string wrong, string message)
    {
        byte[] Array(string name, string shape, int values, bool isWrong)
        {
            string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}";
            header = isWrong ? header.Replace(right, wrong, StringComparison.Ordinal) : header;
            header = header.PadRight(117) + "\n";
            return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. new byte[4 * values]];
        }

        byte[] File(bool isWrong) => Zip.Of(
            ("0.weight.npy", Array("0.weight", "(5, 6)", 30, isWrong)), ("0.bias.npy", Array("0.bias", "(5,)", 5, false)),
            ("2.weight.npy", Array("2.weight", "(3, 5)", 15, false)), ("2.bias.npy", Array("2.bias", "(3,)", 3, false)));
        Assert.NotNull(Mlp.Load(File(isWrong: false)));
        Assert.Contains(message, Refusal(() => Mlp.Load(File(isWrong: true))), StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_bombs_are_not_unpacked()
    {
        // A thousandth of its length, and more than the network has.
        byte[] header = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.Latin1.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (100000000,), }".PadRight(117) + "\n")];
        byte[] bomb = Zip.Of(deflates: true, ("0.weight.npy", [.. header, .. new byte[20_000_000]]));
        Assert.InRange(bomb.Length, 0, 100_000);
        Assert.ThrowsAny<InvalidDataException>(() => Mlp.Load(bomb));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.StartsWith("The weight file has nothing for layer 1 of Mlp", Refusal(() => Mlp.Load(bomb)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);

        // More values than its header says.
        byte[] Array(string shape, int values) =>
            [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.Latin1.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n"), .. new byte[4 * values]];
        byte[] more = Zip.Of(
            deflates: true,
            ("0.weight.npy", Array("(5, 6)", 5_000_000)), ("0.bias.npy", Array("(5,)", 5)), ("2.weight.npy", Array("(3, 5)", 15)), ("2.bias.npy", Array("(3,)", 3)));
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("'0.weight.npy' goes on after its last value", Refusal(() => Mlp.Load(more)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
        Assert.Contains("goes on after", Refusal(() => Mlp.Load(new ForwardStream([.. Zip.Of(("0.weight.npy", new byte[18_000_000]))]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_sum_that_is_wrong_is_damage()
    {
        byte[] file = Fixture.Bytes("mlp.npz");
        int at = file.AsSpan().IndexOf("0.weight.npy"u8);
        file[at + 200] ^= 1;
        Assert.Contains("the check sum of '0.weight.npy' is not that of its bytes", Refusal(() => Mlp.Load(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_have_not_is_not_saved_with_their_names()
    {
        using var stream = new MemoryStream();
        Assert.StartsWith(
            "Unfolded is not saved with PyTorch's names: PyTorch has nothing like its layer1, lstm 3 36 bias.",
            Assert.Throws<NotSupportedException>(() => new Unfolded().Save(stream, WeightNames.PyTorch)).Message,
            StringComparison.Ordinal);
        new Unfolded().Save(stream, WeightNames.Keras);
        Assert.StartsWith(
            "The map names layers, but not whose file that is",
            Assert.Throws<ArgumentException>(() => new Mlp().Save(stream, new WeightMap { ["fc1"] = "layer1" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_says_what_it_holds()
    {
        Assert.Equal("left is layer1, right is layer2", new WeightMap { ["left"] = "layer1", ["right"] = "layer2" }.ToString());
        Assert.Equal("PyTorch's names", new WeightMap { Names = WeightNames.PyTorch }.ToString());
        var map = new WeightMap { { "left", "layer1" } };
        map["left"] = "layer2";
        Assert.Equal(("layer2", 1), (map["left"], map.Count));
        Assert.Throws<System.Collections.Generic.KeyNotFoundException>(() => map["right"]);
    }

    [Fact]
    public async Task Saving_takes_the_parameters_as_they_are_and_gives_up_when_asked()
    {
        string path = Path.Combine(_directory, "mlp.safetensors");
        var network = new Mlp(seed: 1);
        float[] before = Fixture.ValuesOf(network);
        Task saved = network.SaveAsync(path, TestContext.Current.CancellationToken);
        network.CopyParametersFrom(new float[Mlp.ParameterCount]);
        await saved;
        Assert.Equal(before, Fixture.ValuesOf(await Mlp.LoadAsync(path, TestContext.Current.CancellationToken)));
        using var stream = new MemoryStream();
        await network.SaveAsync(stream, TestContext.Current.CancellationToken);
        Assert.Equal(Fixture.ValuesOf(network), Fixture.ValuesOf(Mlp.Load(stream.ToArray())));

        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => network.SaveAsync(path, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => network.SaveAsync(new MemoryStream(), source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Mlp.LoadAsync(path, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Mlp.LoadAsync(new MemoryStream(stream.ToArray()), source.Token));
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
        Assert.Equal(before, Fixture.ValuesOf(Mlp.Load(path)));
        await Assert.ThrowsAsync<InvalidDataException>(() => Mlp.LoadAsync(new MemoryStream([1, 2, 3]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Loading_reads_asynchronously_and_gives_up_in_the_middle()
    {
        byte[] file = Fixture.Bytes("mlp.safetensors");
        using var source = new CancellationTokenSource();
        using var stream = new ObservedStream(file, () => source.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Mlp.LoadAsync(stream, source.Token));
        Assert.Equal((1, 0), (stream.AsynchronousReads, stream.SynchronousReads));

        using var patient = new ObservedStream(file, () => { });
        Mlp loaded = await Mlp.LoadAsync(patient, TestContext.Current.CancellationToken);
        Assert.Equal(Fixture.ValuesOf(Mlp.Load(file)), Fixture.ValuesOf(loaded));
        Assert.Equal(0, patient.SynchronousReads);
    }

    [Fact]
    public async Task Loading_asynchronously_refuses_what_loading_does_in_the_same_words()
    {
        // One that is kept in memory while it is looked at, and one that is too long for that.
        foreach (int more in (int[])[4, 20_000_000])
        {
            string path = Path.Combine(_directory, "longer.safetensors");
            await File.WriteAllBytesAsync(
                path,
                Fixture.Compose(
                [
                    .. Fixture.Tensors(Fixture.Bytes("mlp.safetensors")).Select(tensor => (tensor.Key, tensor.Value.Type, tensor.Value.Shape, tensor.Value.Data)),
                    ("more", "U8", [more], new byte[more]),
                ]),
                TestContext.Current.CancellationToken);
            string expected = Assert.Throws<InvalidDataException>(() => Mlp.Load(path)).Message;
            Assert.StartsWith($"{path} has what Mlp has no layer for: more ({more})", expected, StringComparison.Ordinal);
            Assert.Equal(expected, (await Assert.ThrowsAsync<InvalidDataException>(() => Mlp.LoadAsync(path, TestContext.Current.CancellationToken))).Message);
        }

        await Assert.ThrowsAsync<FileNotFoundException>(() => Mlp.LoadAsync(Path.Combine(_directory, "none"), TestContext.Current.CancellationToken));
        Assert.Equal(
            $"{_directory} is a folder. Name a file in it.",
            (await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Mlp.LoadAsync(_directory, TestContext.Current.CancellationToken))).Message);
        Assert.Equal($"{_directory} is a folder. Name a file in it.", Assert.Throws<UnauthorizedAccessException>(() => Mlp.Load(_directory)).Message);
    }

    [Fact]
    public void A_file_of_many_more_tensors_is_refused_without_looking_for_each()
    {
        string message = Refusal(() => Mlp.Load(Fixture.Compose(
            [.. Enumerable.Range(0, 100).Select(index => ($"model.layers.{index}.weight", "F32", (int[])[1], new byte[4]))])));
        Assert.Contains("has 100 tensors, and Mlp has no use for more than 32: model.layers.0.weight (1), ", message, StringComparison.Ordinal);
        Assert.Contains("If others may be left out, say so: Load(path, new WeightMap { IgnoresOthers = true }).", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WeightNames.GenNet)]
    [InlineData(WeightNames.PyTorch)]
    [InlineData(WeightNames.Keras)]
    public void A_scaling_goes_along_whatever_the_names(WeightNames names)
    {
        string path = Path.Combine(_directory, "scaled.safetensors");
        string plain = Path.Combine(_directory, "plain.safetensors");
        float[] inputs = [.. Enumerable.Range(0, 60).Select(index => MathF.Sin(index) * index)];
        var scaler = Standardizer.Of(new Dataset(inputs, new float[30], 6, 3));
        var network = new Mlp(seed: 1);
        scaler.SaveWith(network, path, names);
        network.Save(plain, names);

        float[] expected = [.. inputs], actual = [.. inputs];
        scaler.Apply(expected.AsSpan());
        InputScaler.Load(path).Apply(actual.AsSpan());
        Assert.Equal(expected, actual);
        Assert.Equal(Fixture.ValuesOf(network), Fixture.ValuesOf(Mlp.Load(path)));
        Assert.Equal(Fixture.Tensors(File.ReadAllBytes(plain)).Keys, Fixture.Tensors(File.ReadAllBytes(path)).Keys);
    }

    private static string Refusal(Action load)
    {
        string message = Assert.Throws<InvalidDataException>(load).Message;
        Assert.DoesNotContain(message, character => char.IsControl(character));
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        return message;
    }

    private static byte[] Bytes(float[] values)
    {
        byte[] bytes = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
