using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using GenNet.Runtime.Tests.Networks;
using GenNet.Tests;
using Xunit;

namespace GenNet.Weights.Tests.Files;

/// <summary>
/// Thousands of damaged files of each format: each is loaded or refused with an <see cref="InvalidDataException"/> that names it, and costs no more memory
/// than it has bytes to show for.
/// </summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{
    /// <summary>Another seed than the usual one gives other files.</summary>
    private const string SeedVariable = "GENNET_FUZZ_SEED";

    private const int BytesForByte = 4;

    /// <summary>16 MB are promised. What is taken is blocks to read in, and objects for the entries of a header, whose number is limited.</summary>
    private const int BytesForFile = 256 * 1024;

    private static int Seed { get; } = int.Parse(Environment.GetEnvironmentVariable(SeedVariable) ?? "19", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("mlp.safetensors")]
    [InlineData("mlp-BF16.safetensors")]
    [InlineData("mlp.npz")]
    [InlineData("mlp-compressed.npz")]
    [InlineData("mlp-unnamed.npz")]
    [InlineData("mlp-vector.npy")]
    public void Noise_is_refused_or_harmless(string file) => Attack(file, static bytes => Mlp.Load(bytes), static stream => Mlp.Load(stream));

    [Theory]
    [InlineData("cnn.safetensors")]
    [InlineData("keras-cnn.npz")]
    [InlineData("bidirectional.safetensors")]
    [InlineData("keras-attention.npz")]
    public void Noise_in_larger_files_is_refused_or_harmless(string file)
    {
        switch (file)
        {
            case "cnn.safetensors":
                Attack(file, static bytes => Cnn.Load(bytes), static stream => Cnn.Load(stream));
                break;
            case "keras-cnn.npz":
                Attack(file, static bytes => KerasCnn.Load(bytes), static stream => KerasCnn.Load(stream));
                break;
            case "bidirectional.safetensors":
                Attack(file, static bytes => BothWays.Load(bytes), static stream => BothWays.Load(stream));
                break;
            default:
                Attack(file, static bytes => KerasAttending.Load(bytes), static stream => KerasAttending.Load(stream));
                break;
        }
    }

    private void Attack(string file, Func<byte[], Network<float>> load, Func<Stream, Network<float>> loadStream)
    {
        int files = TestScope.Count(quick: 500, full: 10_000);
        byte[] whole = Fixture.Bytes(file);
        var random = new Random(Seed);
        int refused = 0;
        load(whole);
        for (int i = 0; i < files; i++)
        {
            byte[] damaged = Damaged(whole, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Network<float> network = i % 2 == 0 ? load(damaged) : loadStream(i % 4 == 1 ? new MemoryStream(damaged) : new ForwardStream(damaged));
                Assert.All(Fixture.ValuesOf(network), value => Assert.True(float.IsFinite(value)));
            }
            catch (InvalidDataException exception)
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                refused++;
                Assert.InRange(allocated, 0, (BytesForByte * (long)damaged.Length) + BytesForFile);
                Assert.Contains(i % 2 == 0 ? "he weight file" : "he stream", exception.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(exception.Message, character => char.IsControl(character));
                Assert.InRange(exception.Message.Length, 40, 800);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"File {i} of {SeedVariable}={Seed} got through: {Convert.ToBase64String(damaged)}", exception);
            }
        }

        output.WriteLine($"{refused} of {files} files were refused, the others loaded.");
        Assert.InRange(refused, files / 4, files);
    }

    /// <summary>One to four changes: bytes, stretches that are gone, repeated or of other places, numbers that are often limits, and texts of formats.</summary>
    private static byte[] Damaged(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        int changes = random.Next(1, 5);
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            int at = random.Next(3) == 0 ? random.Next(bytes.Count) : random.Next(Math.Min(bytes.Count, 300));
            int length = random.Next(1, Math.Min(40, bytes.Count - at) + 1);
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    byte[] number = s_numbers[random.Next(s_numbers.Length)];
                    for (int j = 0; j < number.Length && at + j < bytes.Count; j++)
                    {
                        bytes[at + j] = number[j];
                    }

                    break;
                case 6:
                    bytes.InsertRange(at, s_texts[random.Next(s_texts.Length)]);
                    break;
                case 7:
                    int digit = bytes.FindIndex(at, value => value is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                    {
                        bytes[digit] = (byte)random.Next('0', '9' + 1);
                    }

                    break;
                default:
                    // In the directory of an archive.
                    int end = Math.Max(0, bytes.Count - random.Next(1, 300));
                    bytes[end] = random.Next(2) == 0 ? (byte)0xff : (byte)random.Next(256);
                    break;
            }
        }

        return [.. bytes];
    }

    private static readonly byte[][] s_numbers =
        [[0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80], [0xff, 0xff], [1, 0, 0, 0], [0, 0, 0x80, 0x7f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]];

    private static readonly byte[][] s_texts =
    [
        .. new[]
        {
            "[[[[[[[[", "{\"a\":", "\"dtype\":\"F64\",", "99999999999999999999", "-1", "True", "'descr': '|O',", "PK\u0001\u0002", "PK\u0003\u0004", "\u0093NUMPY",
            "(1, 2, 3, 4, 5, 6, 7, 8, 9)", "__metadata__", "weight_ih_l99999999999", "in_proj_weight", "\\u0000", ".npy",
        }.Select(text => text.Select(character => (byte)character).ToArray()),
    ];
}
