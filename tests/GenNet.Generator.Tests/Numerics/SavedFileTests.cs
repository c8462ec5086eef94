using System;
using System.IO;
using System.Security.Cryptography;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Files that an earlier version saved: they load, and the same seed still makes the same file, byte for byte.</summary>
public sealed class SavedFileTests
{
    private const string Networks =
        """
        using GenNet;

        [Layer(2, 3, Activation.PReLU)]
        [Layer(3, 1, Activation.Sigmoid, Bias = false, Initializer = Initializer.Uniform01, InitializerScale = -0.5)]
        internal sealed partial class Slopes;

        [Network(Precision = Precision.Double, Unroll = Unroll.Tiled)]
        [Layer(3, 5, nameof(Wave))]
        [Layer(5, 2, Activation.Softmax)]
        internal sealed partial class Functions
        {
            [ActivationFunction]
            private static double Wave(double z) => z + System.Math.Sin(z);
        }

        // The weights of the first two layers lie in panels.
        [Layer(20, 300, Activation.SELU)]
        [Layer(300, 200, Activation.ReLU, InitializerScale = 0.5)]
        [Layer(200, 5, Activation.Softmax, Initializer = Initializer.StandardNormal)]
        internal sealed partial class Panels;
        """;

    private static readonly Lazy<LoadedNetworks> s_networks = new(() => GeneratorHarness.CompileAndLoad(Networks));

    [Theory]
    [InlineData("Slopes", 5, "643adb22a9f54b87d149c0129cdb2f2c03126cd7ca92d1f44a8b34b306cf3e85")]
    [InlineData("Functions", 6, "a3730c7ae70ab5f77d60fbe966daa06c622e88e41759b031aea74a33fdc5332d")]
    [InlineData("Panels", 7, "d2bbaaeccc3e9c1400d98eefe4cadf497be65a170a19aeee75ae841e9c53f244")]
    public void ASeedMakesTheFileThatItMadeBefore(string name, int seed, string hash)
    {
        byte[] file = Save(s_networks.Value.Create<Network>(name, seed));

        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(file)));
        Assert.Equal(file, Save(Load(name, file)));
    }

    [Theory]
    [InlineData(
        "Slopes",
        5,
        "mAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJnZW5uZXQiOiIxIiwibmV0d29yayI6IlNsb3BlcyIsImxheW91dCI6IltpbnB1dHMsIG91dHB1dHNdIiwi"
        + "bGF5ZXIxIjoiZGVuc2UgMiAzIHByZWx1IGJpYXMiLCJsYXllcjIiOiJkZW5zZSAzIDEgc2lnbW9pZCJ9LCJsYXllcjEua2VybmVsIjp7ImR0eXBlIjoi"
        + "RjMyIiwic2hhcGUiOlsyLDNdLCJkYXRhX29mZnNldHMiOlswLDI0XX0sImxheWVyMS5iaWFzIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlszXSwiZGF0"
        + "YV9vZmZzZXRzIjpbMjQsMzZdfSwibGF5ZXIxLnNsb3BlIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsxXSwiZGF0YV9vZmZzZXRzIjpbMzYsNDBdfSwi"
        + "bGF5ZXIyLmtlcm5lbCI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMywxXSwiZGF0YV9vZmZzZXRzIjpbNDAsNTJdfX0RY8i/HltBP/Ia/T74DYg/ghS0"
        + "PZSYvz8AAAAAAAAAAAAAAAAAAIA+7P6AvnIEz757njm+")]
    public void AFileOfAnEarlierVersionLoads(string name, int seed, string file)
    {
        byte[] saved = Convert.FromBase64String(file);

        Assert.Equal(Save(s_networks.Value.Create<Network>(name, seed)), Save(Load(name, saved)));
    }

    private static byte[] Save(Network network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return stream.ToArray();
    }

    private static Network Load(string name, byte[] file)
    {
        using var stream = new MemoryStream(file);
        return (Network)s_networks.Value.Create<Network>(name).GetType().GetMethod("Load", [typeof(Stream)])!.Invoke(null, [stream])!;
    }
}
