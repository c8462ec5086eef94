using System;
using System.IO;
using System.Linq;
using System.Numerics;
using GenNet.Persistence;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Persistence;

/// <summary>What generated code tells of a weight file in a resource, which is memory here and a stream like any other there.</summary>
public sealed class EmbeddedFileTests
{
    private static readonly float[] s_bias = [0.5f, -2, 1.5f];
    private static readonly float[] s_mean = [4, -0.125f, 1];
    private static readonly float[] s_more = [0.1f, 0.2f, -1];

    /// <summary>12 values, [3, 4] in the file and [4, 3] in the network.</summary>
    private static readonly double[] s_kernel = [.. Enumerable.Range(1, 12).Select(index => Math.Sin(index))];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TensorsAreTakenFromWhereTheyBegin(bool isMemory)
    {
        float[] kernel = [.. s_kernel.Select(value => (float)value)];
        byte[] file = [.. new byte[5], .. s_mean.Concat(kernel).Concat(s_bias).SelectMany(BitConverter.GetBytes)];
        var network = new FixedPartsNetwork<float>();
        WithStream(isMemory, file, stream => EmbeddedFile.Load(network, stream, [5 + (15 * sizeof(float)), 5 + (3 * sizeof(float)), 5]));

        Assert.Equal([.. s_bias, .. kernel, .. s_mean], ValuesOf(network));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PiecesAreTurnedConvertedAndAdded(bool isMemory)
    {
        AssertPieces<float>(isMemory);
        AssertPieces<double>(isMemory);
    }

    private static void AssertPieces<T>(bool isMemory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Half, double, bfloat16 and single precision, one behind the other from an odd byte on.
        byte[] file =
        [
            0xFF,
            .. s_bias.SelectMany(value => BitConverter.GetBytes((Half)value)),
            .. s_kernel.SelectMany(BitConverter.GetBytes),
            .. s_mean.SelectMany(value => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))),
            .. s_more.SelectMany(BitConverter.GetBytes),
        ];
        var network = new FixedPartsNetwork<T>();
        WithStream(isMemory, file, stream => EmbeddedFile.LoadPieces(
            network,
            stream,
            [
                16, 1, 0, 0, 1, 3, 1, 1,
                64, 7, 3, 0, 2, 4, 1, 3, 3, 4, 1,
                -16, 103, 15, 0, 1, 3, 1, 1,
                32, 109, 15, 1, 1, 3, 1, 1,
            ]));

        T[] expected =
        [
            .. s_bias.Select(T.CreateTruncating),
            .. from row in Enumerable.Range(0, 4) from column in Enumerable.Range(0, 3) select T.CreateTruncating(s_kernel[(column * 4) + row]),
            .. s_mean.Zip(s_more, (mean, more) => T.CreateTruncating(mean) + T.CreateTruncating(more)),
        ];
        Assert.Equal(expected, ValuesOf(network));
    }

    private static unsafe void WithStream(bool isMemory, byte[] file, Action<Stream> use)
    {
        fixed (byte* first = file)
        {
            using Stream stream = isMemory ? new UnmanagedMemoryStream(first, file.Length) : new MemoryStream(file);
            use(stream);
            Assert.False(stream.CanRead);
        }
    }

    private static T[] ValuesOf<T>(FixedPartsNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[network.Layout.ValueCount];
        ParameterOrder.CopyFromStorage<T>(network.Layout, network.Storage, values, includesState: true);
        return values;
    }
}
