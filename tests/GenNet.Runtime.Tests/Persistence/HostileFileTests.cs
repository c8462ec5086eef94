using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using GenNet.Runtime.Tests.Networks;
using GenNet.Tests;
using Xunit;

namespace GenNet.Runtime.Tests.Persistence;

/// <summary>
/// Thousands of damaged weight files: each is loaded correctly or refused with an <see cref="InvalidDataException"/>, costs no more memory
/// than it has bytes to show for, and leaves the network as it was if it is refused.
/// </summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{
    private static readonly int s_files = TestScope.Count(quick: 1_000, full: 4_000);

    /// <summary>Another seed than the usual one gives other files.</summary>
    private const string SeedVariable = "GENNET_FUZZ_SEED";

    /// <summary>
    /// A header is read into an array that doubles, and its texts become strings of two bytes for each of theirs. The entries of a
    /// header are limited, to two thousand here, whose shortest texts cost some hundred bytes each; an exception and a stream take some kilobytes.
    /// </summary>
    private const int BytesForByte = 6;
    private const int BytesForFile = 1 << 20;

    private static int Seed { get; } =
        int.Parse(Environment.GetEnvironmentVariable(SeedVariable) ?? "19", CultureInfo.InvariantCulture);

    [Fact]
    public void Noise_is_refused_or_harmless() => Attack<float>(Mutation.Of, leastRefused: 0.6);

    [Fact]
    public void Lies_are_refused_or_harmless() => Attack<float>(HostileFile.Of, leastRefused: 0.6);

    [Fact]
    public void Lies_are_refused_or_harmless_in_double_precision() => Attack<double>(HostileFile.Of, leastRefused: 0.6);

    private void Attack<T>(Func<byte[], Random, byte[]> damage, double leastRefused)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        output.WriteLine($"{SeedVariable}={Seed}");
        var random = new Random(Seed);
        byte[] whole = Network<T>(seed: 1).ToFile();
        StoredNetwork<T> network = Network<T>(seed: 2);
        string path = Path.GetTempFileName();
        try
        {
            int refused = 0;
            for (int file = 0; file < s_files; file++)
            {
                byte[] bytes = damage(whole, random);
                try
                {
                    refused += IsRefused(network, bytes, way: file % 4, path) ? 1 : 0;
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException(
                        $"File {file} of {SeedVariable}={Seed} got through: {Convert.ToBase64String(bytes)}", exception);
                }
            }

            output.WriteLine($"{refused} of {s_files} files were refused, the others loaded.");
            Assert.InRange(refused, leastRefused * s_files, s_files - 1);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool IsRefused<T>(StoredNetwork<T> network, byte[] file, int way, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] before = network.Storage.ToArray();
        using var memory = new MemoryStream(file);
        using var forward = new ForwardStream(file);
        if (way == 3)
        {
            File.WriteAllBytes(path, file);
        }

        InvalidDataException? refusal = null;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            switch (way)
            {
                case 0:
                    network.Load(file.AsSpan());
                    break;
                case 1:
                    network.Load(memory);
                    break;
                case 2:
                    network.Load(forward);
                    break;
                default:
                    network.Load(path);
                    break;
            }
        }
        catch (InvalidDataException exception)
        {
            refusal = exception;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.InRange(allocated, 0, (BytesForByte * (long)file.Length) + BytesForFile);
        if (refusal is null)
        {
            Assert.Equal(ReadTrustingly<T>(file), network.Parameters1D);
            return false;
        }

        Assert.True(before.AsSpan().SequenceEqual(network.Storage));
        Assert.DoesNotContain(refusal.Message, character => char.IsControl(character));
        Assert.InRange(refusal.Message.Length, 40, 600);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        return true;
    }

    /// <summary>The parameters of a file that is as it should be, read another way.</summary>
    private static T[] ReadTrustingly<T>(byte[] file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        return [.. Tensor("layer1.kernel"), .. Tensor("layer1.bias"), .. Tensor("layer2.kernel")];

        T[] Tensor(string name)
        {
            JsonElement offsets = header.RootElement.GetProperty(name).GetProperty("data_offsets");
            Range bytes = (8 + length + offsets[0].GetInt32())..(8 + length + offsets[1].GetInt32());
            return MemoryMarshal.Cast<byte, T>(file.AsSpan(bytes)).ToArray();
        }
    }

    private static StoredNetwork<T> Network<T>(int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(
            Layouts.Network(
                "Digits",
                Reduction.Mean,
                100,
                Unsafe.SizeOf<T>(),
                Layouts.Layer(1, 3, 5, Activation.ReLU),
                Layouts.Layer(2, 5, 2, Activation.Softmax, hasBias: false)),
            seed);
}
