using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using GenNet.Generator.Weights;
using GenNet.Tests;
using Xunit;

namespace GenNet.Build.Tests;

/// <summary>What the compiler is told of weight files, and why a file is refused.</summary>
public sealed class WeightsFileTests
{
    private const string Two = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

    [Fact]
    public void ADescriptionSaysWhatTheFileHolds()
    {
        byte[] file = WeightFile.OfDense(["tanh", "sigmoid"], 2, 3, 1);
        WeightsDescription description = Describe(file);

        Assert.Equal("models/net.safetensors", description.Name);
        Assert.Equal("linked", description.Link);
        Assert.Equal("safetensors", description.Format);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), description.Hash);
        Assert.Equal(["layer1.kernel F32 2,3 0", "layer1.bias F32 3 24", "layer2.kernel F32 3,1 36", "layer2.bias F32 1 48"], Tensors(description));
        Assert.Equal("dense 2 3 tanh bias", description.Texts.Single(text => text.Key == "layer1").Value);
        Assert.Equal(file[(int)description.Begin..], Convert.FromBase64String(description.Values!));
        Assert.Null(description.Resource);
    }

    [Fact]
    public void ManyValuesAreAResourceAndTheDescriptionStaysShort()
    {
        byte[] file = WeightFile.OfDense(["linear"], 300, 40);
        WeightsDescription description = Describe(file);

        Assert.Null(description.Values);
        Assert.Equal("GenNet/models/net.safetensors", description.Resource);
        Assert.StartsWith("GenNet weights 1, values in a resource\n", description.Write(), StringComparison.Ordinal);
        Assert.True(description.Write().Length < 500);
        Assert.Equal(WeightsFile.MostConstantBytes, Convert.FromBase64String(Describe(OfFloats(WeightsFile.MostConstantBytes / 4)).Values!).Length);
        Assert.Null(Describe(OfFloats((WeightsFile.MostConstantBytes / 4) + 1)).Values);
    }

    [Theory]
    [InlineData("a\tb", "c\\d", "e\nf\r")]
    [InlineData("ünïcödé", "\\", "\\u0041")]
    [InlineData("\u2028", "\0", "😀")]
    public void ADescriptionReadsBackWhateverItHolds(string name, string key, string text)
    {
        var description = new WeightsDescription
        {
            Name = name,
            Link = text,
            Format = "safetensors",
            Hash = "00",
            Begin = 1L << 40,
            Resource = key,
            Tensors = [new DescribedTensor(key, text, [], 0), new DescribedTensor(name, "F32", [0, 1L << 40], 8)],
            Texts = [KeyValuePair.Create(key, text)],
        };
        WeightsDescription read = WeightsDescription.Read(description.Write())!;
        var mistaken = new WeightsDescription { Name = name, Mistake = text };

        Assert.Equal((name, text, key, 1L << 40), (read.Name, read.Link, read.Resource, read.Begin));
        Assert.Equal(Tensors(description), Tensors(read));
        Assert.Equal(description.Texts, read.Texts);
        Assert.Equal(description, read);
        Assert.Equal((name, text), (WeightsDescription.Read(mistaken.Write())!.Name, WeightsDescription.Read(mistaken.Write())!.Mistake));
        Assert.Null(WeightsDescription.Read("GenNet weights 2, values in a resource\n"));
    }

    [Theory]
    [InlineData("{}", 0, "")]
    [InlineData(Two, 2, "a F32 2 0")]
    [InlineData(" {\n\"a\" : { \"shape\":[ ] , \"dtype\":\"F32\",\"data_offsets\":[0,\t4]} }  ", 1, "a F32  0")]
    [InlineData("{\"\\u0062\\n\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[0,0]}}", 0, "b\n F32 0,7 0")]
    [InlineData("{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 2, "b F32 1 4|a I32 1 0")]
    public void HeadersAreRead(string header, int values, string tensors) =>
        Assert.Equal(tensors, string.Join('|', Tensors(Describe(WeightFile.Of(header, new float[values])))));

    [Theory]
    [InlineData("", "GENNET012", "net.safetensors is damaged: it has a header that is no JSON of this format: it has no { at character 1. Save the network again.")]
    [InlineData("{", "GENNET012", "it has no \" at character 2")]
    [InlineData("[]", "GENNET012", "it has no {")]
    [InlineData("{} {}", "GENNET012", "more text than one object")]
    [InlineData("{\"a\":1}", "GENNET012", "it has no {")]
    [InlineData("{\"a\":{}}", "GENNET012", "'a' has no dtype, no shape or no two data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", "GENNET012", "'a' has an unknown or repeated 'dtype'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "GENNET012", "something else than a whole number")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}", "GENNET012", "something else than a whole number")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}", "GENNET012", "something else than a whole number")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1099511627776,1099511627776],\"data_offsets\":[0,4]}}", "GENNET012", "beyond all measure")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "GENNET012", "'a' takes 8 bytes, but its data_offsets span 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "GENNET012", "'a' at byte 4 of its values, not at byte 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "GENNET012", "'a' is there twice")]
    [InlineData("{\"__metadata__\":{\"x\":1}}", "GENNET012", "it has no \"")]
    [InlineData("{\"__metadata__\":{\"x\":\"\\q\"}}", "GENNET012", "an unknown escape")]
    [InlineData(Two, "GENNET012", "has 0 bytes of values, but its tensors take 8")]
    public void ADamagedHeaderIsRefusedWithWhatIsWrong(string header, string code, string message) => AssertRefused(WeightFile.Of(header), code, message);

    [Theory]
    [InlineData("", "GENNET011", "net.safetensors is empty")]
    [InlineData("1,2,3\n4,5,6\n", "GENNET011", "is text, CSV perhaps, and GenNet reads safetensors, .npz and .npy")]
    [InlineData("\u0080\u0002}q\0(X\u0008\0\0\00.weight", "GENNET011", "is a pickle, which is a program that runs when it is read, so GenNet does not read it. Two lines of Python")]
    [InlineData("\u0089HDF\r\n\u001a\n and more", "GENNET011", "is HDF5, in which Keras keeps weights")]
    [InlineData("PK\u0003\u0004 and more", "GENNET012", "is a zip archive that can't be read: it has no directory at its end")]
    [InlineData("\u0093NUMPY and more", "GENNET012", "is damaged: it is no array of NumPy, it does not begin as a .npy file does")]
    [InlineData("\u0010\0\0\0\0\0\0\0{}", "GENNET012", "promises a header of 16 bytes but has 10 in all: it is truncated")]
    [InlineData("\u0001\u0002", "GENNET012", "has 2 bytes in all")]
    [InlineData("\u00ff\u00fe\u0001\u00fc\u00fb\u00fa\u00ff\u00f7more", "GENNET011", "is no weight file, or a damaged one: it begins with the bytes FFFE01FC")]
    public void AFileOfAnotherKindIsToldWhatItIs(string content, string code, string message) => AssertRefused(Encoding.Latin1.GetBytes(content), code, message);

    [Fact]
    public void AFileThatIsNotThereIsRefused()
    {
        WeightsFileException exception = Assert.Throws<WeightsFileException>(
            () => WeightsFile.Describe(Path.Combine(Path.GetTempPath(), "gennet-none", "net.safetensors"), "net.safetensors", "", "", ""));

        Assert.Equal("GENNET010", exception.Code);
        Assert.Equal("There is no file net.safetensors. Put it there, or correct the path in GenNetWeights.", exception.Message);
    }

    [Theory]
    [InlineData("F32", 0, "0000807F")]
    [InlineData("F32", 70_000, "0100C0FF")]
    [InlineData("F64", 40_000, "000000000000F0FF")]
    [InlineData("F16", 65_535, "007C")]
    [InlineData("BF16", 3, "81FF")]
    public void ValuesThatAreNotFiniteAreRefused(string type, int index, string value)
    {
        byte[] bits = Convert.FromHexString(value);
        int count = index + 2;
        byte[] file =
        [
            .. WeightFile.Of($"{{\"b\":{{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}},\"a\":{{\"dtype\":\"{type}\",\"shape\":[{count}],\"data_offsets\":[1,{1 + (count * bits.Length)}]}}}}"),
            0xFF,
            .. new byte[count * bits.Length],
        ];
        Assert.Equal(2, Describe(file).Tensors.Count);
        bits.CopyTo(file, file.Length - (2 * bits.Length));

        AssertRefused(file, "GENNET013", "holds a value of 'a' that is NaN or infinite");
    }

    [Fact]
    public void MutatedFilesAreDescribedOrRefusedAndNothingElse()
    {
        byte[] file = WeightFile.OfDense(["tanh", "sigmoid"], 2, 3, 1);
        var random = new Random(19);
        int refused = 0;
        for (int round = 0; round < TestScope.Count(quick: 500, full: 10_000); round++)
        {
            byte[] mutated = [.. file];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                mutated[random.Next(round % 2 == 0 ? 300 : mutated.Length)] = (byte)random.Next(256);
            }

            WeightFile.With(random.Next(8) == 0 ? mutated[..random.Next(mutated.Length)] : mutated, path =>
            {
                try
                {
                    WeightsDescription description = WeightsFile.Describe(path, "net.safetensors", "", "", path + ".values");
                    Assert.Equal(description, WeightsDescription.Read(description.Write()));
                }
                catch (WeightsFileException exception)
                {
                    Assert.StartsWith("net.safetensors ", exception.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain(exception.Message, char.IsControl);
                    refused++;
                }
            });
        }

        Assert.True(refused > 0);
    }

    private static byte[] OfFloats(int count) =>
        WeightFile.Of($"{{\"a\":{{\"dtype\":\"F32\",\"shape\":[{count}],\"data_offsets\":[0,{4 * count}]}}}}", new float[count]);

    private static IEnumerable<string> Tensors(WeightsDescription description) =>
        description.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {string.Join(',', tensor.Shape)} {tensor.Begin}");

    private static WeightsDescription Describe(byte[] file)
    {
        WeightsDescription? description = null;
        WeightFile.With(file, path => description = WeightsFile.Describe(path, "models/net.safetensors", "linked", "GenNet/models/net.safetensors", path + ".values"));
        return description!;
    }

    private static void AssertRefused(byte[] file, string code, string message) => WeightFile.With(file, path =>
    {
        WeightsFileException exception = Assert.Throws<WeightsFileException>(() => WeightsFile.Describe(path, "net.safetensors", "", "", path + ".values"));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("net.safetensors ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(code, exception.Code);
    });
}
