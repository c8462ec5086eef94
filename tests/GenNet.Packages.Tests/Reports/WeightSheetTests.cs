using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using Xunit;

namespace GenNet.Packages.Tests.Reports;

/// <summary>Weights as pictures, read back a pixel at a time.</summary>
public sealed class WeightSheetTests
{
    private const int HeaderEnd = 8 + 25;

    [Fact]
    public void AUnitIsATileOfWhatItLooksAt()
    {
        // Two units that look at 2 × 3 pixels; the weights of the second are the negative ones of the first.
        double[] values = [1, -1, 0.5, -0.5, 0, 0, -1, 1, 0.25, -0.25, 0, 0];
        WeightSheet sheet = WeightSheet.Of("layer1.kernel", [6, 2], values, (2, 3, 1))!;
        byte[] pixels = Decode(sheet.File, out int width, out int height);

        // Side by side, with a line between that nothing is drawn on.
        Assert.Equal((7, 2), (width, height));
        Assert.Equal([255, 0, 0, 255], Pixel(0, 0));
        Assert.Equal([255, 127, 127, 255], Pixel(1, 0));
        Assert.Equal([0, 0, 255, 255], Pixel(0, 1));
        Assert.Equal([255, 255, 255, 255], Pixel(2, 1));
        Assert.Equal([0, 0, 0, 0], Pixel(3, 0));
        Assert.Equal([0, 0, 255, 255], Pixel(4, 0));
        Assert.Equal([255, 0, 0, 255], Pixel(4, 1));

        byte[] Pixel(int x, int y) => pixels[(((y * width) + x) * 4)..((((y * width) + x) * 4) + 4)];
    }

    [Fact]
    public void FiltersAreTilesAndOtherMatricesAsTheyAre()
    {
        Decode(WeightSheet.Of("filters", [3, 3, 2, 4], new double[72], null)!.File, out int width, out int height);
        Assert.Equal((7, 7), (width, height));
        Decode(WeightSheet.Of("matrix", [5, 7], new double[35], null)!.File, out width, out height);
        Assert.Equal((7, 5), (width, height));
        Assert.Null(WeightSheet.Of("bias", [7], new double[7], null));
    }

    [Fact]
    public void ManyUnitsAreCutOffAndSaidToBe()
    {
        WeightSheet sheet = WeightSheet.Of("wide", [16, 300], new double[4800], (4, 4, 1))!;

        Assert.EndsWith("the first 100 of 300", sheet.Says, StringComparison.Ordinal);
    }

    /// <summary>The pixels of a file whose rows have no filter.</summary>
    private static byte[] Decode(byte[] file, out int width, out int height)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        width = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16));
        height = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20));
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(HeaderEnd));
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(file, HeaderEnd + 8, length), CompressionMode.Decompress))
        {
            zlib.CopyTo(unpacked);
        }

        // The check of the last chunk is the same in every file.
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], file[^4..]);
        byte[] rows = unpacked.ToArray();
        byte[] pixels = new byte[width * height * 4];
        Assert.Equal(height * ((width * 4) + 1), rows.Length);
        for (int row = 0; row < height; row++)
        {
            Array.Copy(rows, (row * ((width * 4) + 1)) + 1, pixels, row * width * 4, width * 4);
        }

        return pixels;
    }
}
