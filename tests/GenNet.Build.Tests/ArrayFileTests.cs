using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using GenNet.Generator.Weights;
using GenNet.Tests;
using Xunit;

namespace GenNet.Build.Tests;

/// <summary>What the compiler is told of .npz and .npy files: the same as of a safetensors file with the same values.</summary>
public sealed class ArrayFileTests
{
    private static readonly float[] s_kernel = [1, 2, 3, 4, 5, 6];
    private static readonly byte[] s_bias = WeightFile.BytesOf(7, 8, 9);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void ArraysAreDescribedInTheOrderOfSafetensors(CompressionLevel compression)
    {
        byte[] file = WeightFile.Npz(
            compression,
            ("rows", WeightFile.Npy("<f4", [2, 3], WeightFile.BytesOf(s_kernel))),
            ("columns", WeightFile.Npy("<f4", [2, 3], WeightFile.BytesOf(1, 4, 2, 5, 3, 6), isFortran: true)),
            ("high", WeightFile.Npy(">f4", [2, 3], Swapped(WeightFile.BytesOf(s_kernel)))),
            ("steps", WeightFile.Npy("<i8", [], BitConverter.GetBytes(17L))),
            ("letters", WeightFile.Npy("<U3", [1], new byte[12])),
            ("bias", WeightFile.Npy("<f4", [3], s_bias)));
        WeightsDescription description = Describe(file, out byte[]? beside);

        Assert.Equal(("npz", 0, false), (description.Format, description.Begin, description.IsBeside));
        Assert.Null(beside);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), description.Hash);
        Assert.Equal(
            ["rows F32 2,3 0", "columns F32 2,3 24", "high F32 2,3 48", "steps I64  72", "letters <U3 1 80", "bias F32 3 80"],
            description.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {string.Join(',', tensor.Shape)} {tensor.Begin}"));
        byte[] rows = WeightFile.BytesOf(s_kernel);
        Assert.Equal([.. rows, .. rows, .. rows, .. BitConverter.GetBytes(17L), .. s_bias], Convert.FromBase64String(description.Values!));
    }

    [Fact]
    public void OneArrayIsAFile()
    {
        WeightsDescription description = Describe(WeightFile.Npy("<f2", [3], [0, 60, 0, 64, 0, 66]), out _);
        Assert.Equal("npy", description.Format);
        Assert.Equal("arr_0 F16", description.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type}").Single());
        Assert.Equal([0, 60, 0, 64, 0, 66], Convert.FromBase64String(description.Values!));
    }

    [Fact]
    public void ManyValuesAreAFileBesideTheDescription()
    {
        float[] values = [.. Enumerable.Range(0, 100_000).Select(index => index / 7f)];
        byte[] file = WeightFile.Npz(CompressionLevel.Fastest, ("a", WeightFile.Npy("<f4", [values.Length], WeightFile.BytesOf(values))), ("b", WeightFile.Npy("<f4", [3], s_bias)));
        WeightsDescription description = Describe(file, out byte[]? beside);

        Assert.True(description.IsBeside);
        Assert.Null(description.Values);
        Assert.Equal("GenNet/net.npz", description.Resource);
        Assert.StartsWith("GenNet weights 1, values in a file beside\n", description.Write(), StringComparison.Ordinal);
        Assert.True(WeightsDescription.Read(description.Write())!.IsBeside);
        Assert.Equal([.. WeightFile.BytesOf(values), .. s_bias], beside!);
    }

    [Theory]
    [InlineData("|O", "1", "GENNET012", "net.npz can't be read: 'a.npy' holds Python objects, a pickle: a program that runs when it is read")]
    [InlineData("<f4", "2", "GENNET012", "net.npz ends before the last value of 'a': it is truncated")]
    [InlineData("<f2", "1", "GENNET012", "net.npz is a zip archive that can't be read: 'a.npy' goes on after its last value")]
    [InlineData("<f4", "1000000000", "GENNET012", "net.npz holds 2 GB of values or more, which no assembly has room for. Load it when the program runs.")]
    [InlineData("<f4", "9223372036854775807", "GENNET012", "net.npz holds 2 GB of values or more")]
    [InlineData("<f4", "100000000", "GENNET012", "net.npz ends before the last value of 'a'")]
    public void ADamagedArrayIsRefusedWithWhatIsWrong(string type, string count, string code, string message)
    {
        byte[] npy = WeightFile.Npy(type, [1], WeightFile.BytesOf(1));
        string text = System.Text.Encoding.Latin1.GetString(npy).Replace("(1,", $"({count},", StringComparison.Ordinal);
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(text);
        bytes[8] += (byte)(count.Length - 1);
        AssertRefused(WeightFile.Npz(CompressionLevel.Optimal, ("a", bytes)), code, message);
    }

    [Fact]
    public void ArraysThatAreNoWeightsAreRefused()
    {
        byte[] bias = WeightFile.Npy("<f4", [3], s_bias);
        AssertRefused(WeightFile.Npz(CompressionLevel.Optimal, ("a", WeightFile.Npy("<f4", [1], WeightFile.BytesOf(float.NaN)))), "GENNET013", "holds a value of 'a' that is NaN or infinite");
        AssertRefused(WeightFile.Npz(CompressionLevel.Optimal, ("a", bias), ("a", bias)), "GENNET012", "'a.npy' twice");
        byte[] wrongSum = WeightFile.Npz(CompressionLevel.NoCompression, ("a", bias));
        wrongSum[wrongSum.AsSpan().IndexOf(s_bias)] ^= 1;
        AssertRefused(wrongSum, "GENNET012", "the check sum of 'a.npy' is not that of its bytes");

        // A file of PyTorch is an archive too.
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("model/data.pkl");
        }

        AssertRefused(archive.ToArray(), "GENNET011", "is a file of PyTorch's, a pickle");
    }

    /// <summary>A gigabyte of zeros in a megabyte: in Fortran's order it would have to be in memory as a whole.</summary>
    [Fact]
    public void WhatIsPackedIntoNextToNothingIsNotUnpackedIntoMemory()
    {
        byte[] npy = WeightFile.Npy("<f4", [4000, 4000], new byte[4 * 4000 * 4000], isFortran: true);
        byte[] file = WeightFile.Npz(CompressionLevel.Fastest, ("a", npy));
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(file, "GENNET012", "holds 'a' in Fortran's order, 64000000 bytes, more than are brought in order at build. Save numpy.ascontiguousarray of it.");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void MutatedFilesAreDescribedOrRefusedAndNothingElse()
    {
        byte[] file = WeightFile.Npz(
            CompressionLevel.NoCompression, ("a", WeightFile.Npy("<f4", [2, 3], WeightFile.BytesOf(s_kernel))), ("b", WeightFile.Npy("<f4", [3], s_bias)));
        var random = new Random(19);
        int refused = 0;
        for (int round = 0; round < TestScope.Count(quick: 500, full: 10_000); round++)
        {
            byte[] mutated = [.. file];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            WeightFile.With(random.Next(8) == 0 ? mutated[..random.Next(mutated.Length)] : mutated, path =>
            {
                try
                {
                    WeightsDescription description = WeightsFile.Describe(path, "net.npz", "", "", path + ".values");
                    Assert.Equal(description, WeightsDescription.Read(description.Write()));
                }
                catch (WeightsFileException exception)
                {
                    Assert.StartsWith("net.npz ", exception.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain(exception.Message, char.IsControl);
                    refused++;
                }
            });
        }

        Assert.True(refused > 0);
    }

    private static byte[] Swapped(byte[] values)
    {
        for (int first = 0; first < values.Length; first += sizeof(float))
        {
            Span<byte> value = values.AsSpan(first, sizeof(float));
            BinaryPrimitives.WriteUInt32BigEndian(value, BinaryPrimitives.ReadUInt32LittleEndian(value));
        }

        return values;
    }

    private static WeightsDescription Describe(byte[] file, out byte[]? beside)
    {
        WeightsDescription? description = null;
        byte[]? values = null;
        WeightFile.With(file, path =>
        {
            description = WeightsFile.Describe(path, "net.npz", "", "GenNet/net.npz", path + ".values");
            values = File.Exists(path + ".values") ? File.ReadAllBytes(path + ".values") : null;
        });
        beside = values;
        return description!;
    }

    private static void AssertRefused(byte[] file, string code, string message) => WeightFile.With(file, path =>
    {
        WeightsFileException exception = Assert.Throws<WeightsFileException>(() => WeightsFile.Describe(path, "net.npz", "", "", path + ".values"));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("net.npz ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(code, exception.Code);
    });
}
