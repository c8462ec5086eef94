using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Reading MNIST's format, from files that are right and files that are not.</summary>
public sealed class IdxTests
{
    private static readonly byte[] s_images = Idx([3, 2, 2], 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6);
    private static readonly byte[] s_labels = Idx([3], 2, 0, 1);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Bytes_become_floats_and_labels_rows(bool isGzipped, bool isSeekable)
    {
        using Stream images = Open(isGzipped ? Gzip(s_images) : s_images, isSeekable);
        using Stream labels = Open(isGzipped ? Gzip(s_labels) : s_labels, isSeekable);
        Dataset dataset = Dataset.FromIdx(images, labels, classes: 3);
        Assert.Equal(3, dataset.Count);
        Assert.Equal(4, dataset.InputSize);
        Assert.Equal(3, dataset.TargetSize);
        Assert.Equal(
            [0, 0.2f, 0.4f, 0.6f, 0.8f, 1, 1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f, 5 / 255f, 6 / 255f], dataset.Inputs.ToArray());
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], dataset.Targets.ToArray());
        Assert.True(images.CanRead);
    }

    [Fact]
    public void Files_are_read_from_their_paths()
    {
        string directory = Directory.CreateTempSubdirectory("gennet-idx-").FullName;
        try
        {
            string images = Path.Combine(directory, "images.gz");
            string labels = Path.Combine(directory, "labels");
            File.WriteAllBytes(images, Gzip(s_images));
            File.WriteAllBytes(labels, s_labels);
            Assert.Equal(10, Dataset.FromIdx(images, labels).TargetSize);
            var exception = Assert.Throws<InvalidDataException>(() => Dataset.FromIdx(labels, images));
            Assert.Equal($"{images} has 3 dimensions, but labels have one. Images come first, labels second: are the two swapped?", exception.Message);
            Assert.Throws<FileNotFoundException>(() => Dataset.FromIdx(images, Path.Combine(directory, "none")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Samples_of_one_value_and_of_many_dimensions_are_read()
    {
        Assert.Equal(1, FromIdx(Idx([3], 1, 2, 3), s_labels).InputSize);
        Assert.Equal(8, FromIdx(Idx([3, 2, 1, 2, 2], new byte[24]), s_labels).InputSize);
        Assert.Equal(0, FromIdx(Idx([0, 28, 28]), Idx([0])).Count);
    }

    [Fact]
    public void Bytes_and_labels_stay_what_they_are()
    {
        Dataset dataset = Dataset.FromIdx(new MemoryStream(s_images), new MemoryStream(s_labels), classes: 3);
        Assert.Equal([0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6], dataset.Bytes.ToArray());
        Assert.Equal([2, 0, 1], dataset.Labels.ToArray());
    }

    [Fact]
    public void Values_of_every_type_are_read()
    {
        byte[] labels = Idx([2], 1, 0);
        Assert.Equal([-1, 5], FromIdx([0, 0, 0x09, 1, 0, 0, 0, 2, 0xff, 5], labels).Inputs.ToArray());
        Assert.Equal([-2, 258], FromIdx([0, 0, 0x0b, 1, 0, 0, 0, 2, 0xff, 0xfe, 1, 2], labels).Inputs.ToArray());
        Assert.Equal([-2, 65536], FromIdx([0, 0, 0x0c, 1, 0, 0, 0, 2, 0xff, 0xff, 0xff, 0xfe, 0, 1, 0, 0], labels).Inputs.ToArray());
        Assert.Equal([1.5f, -2], FromIdx([0, 0, 0x0d, 1, 0, 0, 0, 2, 0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0], labels).Inputs.ToArray());
        byte[] doubles = [0, 0, 0x0e, 1, 0, 0, 0, 2, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal([1.5f, -2], FromIdx(doubles, labels).Inputs.ToArray());
        Assert.StartsWith(
            "the images stream promises 2 values but ends after 1.",
            Assert.Throws<InvalidDataException>(() => FromIdx(doubles[..^1], labels)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_of_a_row_of_integers_is_the_label()
    {
        // As in QMNIST: label, series, writer and so on.
        byte[] labels = [0, 0, 0x0c, 2, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 9, 9, 0, 0, 0, 0, 0, 0, 9, 9, 0, 0, 0, 1, 0, 0, 9, 9];
        Assert.Equal([2, 0, 1], FromIdx(s_images, labels).Labels.ToArray());
        Expect("the labels stream gives sample 0 the label 1.5, but labels are whole numbers from 0 on.", Idx([1], 3), [0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0xc0, 0, 0]);
        Expect("the labels stream gives sample 0 the label -1, but labels", Idx([1], 3), [0, 0, 0x09, 1, 0, 0, 0, 1, 0xff]);
    }

    [Fact]
    public void Mistakes_are_named_with_their_numbers()
    {
        using var odd = new OddNumbers();
        Expect("the images stream is no IDX file: it starts with 89504E47, where", [0x89, 0x50, 0x4e, 0x47, 1, 2], s_labels);
        Expect("the images stream ends within its header", [], s_labels);
        Expect("the images stream ends within its header", s_images[..10], s_labels);
        Expect(
            "the images stream holds values of type 0x0A, which the IDX format has not: unsigned bytes are 0x08,",
            [0, 0, 0x0a, 1, 0, 0, 0, 1, 0, 0, 0, 0],
            s_labels);
        Expect("the images stream promises 12 values but ends after 11. It is truncated", s_images[..^1], s_labels);
        Expect("the images stream goes on after the 12 values its header promises.", [.. s_images, 0], s_labels);
        Expect("the images stream has no values: its dimension 2 is 0.", Idx([3, 0, 2]), s_labels);
        Expect("the images stream has 3 samples, but the labels stream has 2 labels.", s_images, Idx([2], 1, 1));
        Expect(
            "the labels stream gives sample 1 the label 10, but there are 10 classes, 0 to 9. The largest label is 26: pass classes: 27,",
            s_images,
            Idx([3], 1, 10, 26));
        Expect("the images stream is a damaged gzip file (", Damaged(Gzip(s_images)), s_labels);
        Expect("the images stream promises 12 values but ends after", Gzip(s_images)[..^14], s_labels);
        Expect("the images stream promises 12 values but ends after 11.", Gzip(s_images[..^1]), s_labels);
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => Dataset.FromIdx(new MemoryStream(), new MemoryStream(), 0));
    }

    [Fact]
    public void A_header_that_lies_costs_no_memory()
    {
        byte[] hugeButPossible = Idx([2_000_000_000], 1, 2, 3);
        byte[] huge = Idx([65_535, 65_535, 65_535, 65_535], 1, 2, 3);
        byte[] many = [0, 0, 8, 255, .. Enumerable.Repeat((byte)255, 4 * 255)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Expect("the images stream promises 2000000000 values but ends after 3.", hugeButPossible, s_labels);
        Expect("the images stream promises at least 4294836225 values, more than the 2147483591 an array holds.", huge, s_labels);
        Expect("the images stream promises at least", many, s_labels);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Damaged_files_give_nothing_but_the_one_exception()
    {
        var random = new Random(20);
        byte[][] originals = [s_images, Gzip(s_images)];
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = Mutation.Of(originals[i % 2], random);
            try
            {
                Dataset dataset = FromIdx(damaged, s_labels);
                Assert.Equal(3, dataset.Count);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 2000);
    }

    private static byte[] Damaged(byte[] gzip)
    {
        // The checksum near the end.
        gzip[^6] ^= 0xff;
        return gzip;
    }

    private static void Expect(string message, byte[] images, byte[] labels)
    {
        var exception = Assert.Throws<InvalidDataException>(() => FromIdx(images, labels));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
    }

    private static Dataset FromIdx(byte[] images, byte[] labels) =>
        Dataset.FromIdx(new MemoryStream(images), new MemoryStream(labels));

    private static byte[] Idx(uint[] dimensions, params byte[] values)
    {
        var file = new List<byte> { 0, 0, 8, (byte)dimensions.Length };
        byte[] dimensionBytes = new byte[4];
        foreach (uint dimension in dimensions)
        {
            BinaryPrimitives.WriteUInt32BigEndian(dimensionBytes, dimension);
            file.AddRange(dimensionBytes);
        }

        file.AddRange(values);
        return [.. file];
    }

    private static byte[] Gzip(byte[] file)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(file);
        }

        return zipped.ToArray();
    }

    private static Stream Open(byte[] file, bool isSeekable) =>
        isSeekable ? new MemoryStream(file) : new ForwardStream(file);
}
