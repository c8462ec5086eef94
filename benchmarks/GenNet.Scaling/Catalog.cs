using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace GenNet.Comparison;

/// <summary>The networks by the names that rows use.</summary>
internal static class Catalog
{
    private static readonly Dictionary<string, Entry> _networks = new()
    {
        ["xor"] = new(static () => new Xor(1), Xor.InputSize, Xor.OutputSize),
        ["digits"] = new(static () => new Digits(1), Digits.InputSize, Digits.OutputSize),
        ["deepdigits"] = new(static () => new DeepDigits(1), DeepDigits.InputSize, DeepDigits.OutputSize),
        ["dense16"] = new(static () => new Dense16(1), 16, 16),
        ["dense64"] = new(static () => new Dense64(1), 64, 64),
        ["step4096"] = new(static () => new Step4096(1), 4096, 4096),
        ["width16"] = new(static () => new Width16(1), 16, 16),
        ["width32"] = new(static () => new Width32(1), 32, 32),
        ["width64"] = new(static () => new Width64(1), 64, 64),
        ["width128"] = new(static () => new Width128(1), 128, 128),
        ["width256"] = new(static () => new Width256(1), 256, 256),
        ["width512"] = new(static () => new Width512(1), 512, 512),
        ["width1024"] = new(static () => new Width1024(1), 1024, 1024),
        ["width2048"] = new(static () => new Width2048(1), 2048, 2048),
        ["width4096"] = new(static () => new Width4096(1), 4096, 4096),
        ["depth1"] = new(static () => new Depth1(1), 64, 64),
        ["depth2"] = new(static () => new Depth2(1), 64, 64),
        ["depth3"] = new(static () => new Depth3(1), 64, 64),
        ["depth5"] = new(static () => new Depth5(1), 64, 64),
        ["depth10"] = new(static () => new Depth10(1), 64, 64),
        ["depth20"] = new(static () => new Depth20(1), 64, 64),
        ["depth30"] = new(static () => new Depth30(1), 64, 64),
        ["depth50"] = new(static () => new Depth50(1), 64, 64),
        ["full2"] = new(static () => new Full2(1), 2, 2),
        ["tiled2"] = new(static () => new Tiled2(1), 2, 2),
        ["full4"] = new(static () => new Full4(1), 4, 4),
        ["tiled4"] = new(static () => new Tiled4(1), 4, 4),
        ["full6"] = new(static () => new Full6(1), 6, 6),
        ["tiled6"] = new(static () => new Tiled6(1), 6, 6),
        ["full8"] = new(static () => new Full8(1), 8, 8),
        ["tiled8"] = new(static () => new Tiled8(1), 8, 8),
        ["full10"] = new(static () => new Full10(1), 10, 10),
        ["tiled10"] = new(static () => new Tiled10(1), 10, 10),
        ["full12"] = new(static () => new Full12(1), 12, 12),
        ["tiled12"] = new(static () => new Tiled12(1), 12, 12),
        ["full16"] = new(static () => new Full16(1), 16, 16),
        ["tiled16"] = new(static () => new Tiled16(1), 16, 16),
        ["full20"] = new(static () => new Full20(1), 20, 20),
        ["tiled20"] = new(static () => new Tiled20(1), 20, 20),
        ["full24"] = new(static () => new Full24(1), 24, 24),
        ["tiled24"] = new(static () => new Tiled24(1), 24, 24),
        ["full32"] = new(static () => new Full32(1), 32, 32),
        ["tiled32"] = new(static () => new Tiled32(1), 32, 32),
    };

    /// <summary>The network of that name, if there is one.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Entry? entry) => _networks.TryGetValue(name, out entry);

    /// <summary>How to make a network, and its sizes.</summary>
    internal sealed record Entry(Func<TrainableNetwork<float>> Create, int Inputs, int Outputs);
}
