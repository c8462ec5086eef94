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
        ["channels4"] = new(static () => new Channels4(1), Channels4.InputSize, Channels4.OutputSize),
        ["channels8"] = new(static () => new Channels8(1), Channels8.InputSize, Channels8.OutputSize),
        ["channels16"] = new(static () => new Channels16(1), Channels16.InputSize, Channels16.OutputSize),
        ["channels32"] = new(static () => new Channels32(1), Channels32.InputSize, Channels32.OutputSize),
        ["channels64"] = new(static () => new Channels64(1), Channels64.InputSize, Channels64.OutputSize),
        ["channels128"] = new(static () => new Channels128(1), Channels128.InputSize, Channels128.OutputSize),
        ["units8"] = new(static () => new Units8(1), Units8.InputSize, Units8.OutputSize),
        ["units16"] = new(static () => new Units16(1), Units16.InputSize, Units16.OutputSize),
        ["units32"] = new(static () => new Units32(1), Units32.InputSize, Units32.OutputSize),
        ["units64"] = new(static () => new Units64(1), Units64.InputSize, Units64.OutputSize),
        ["units128"] = new(static () => new Units128(1), Units128.InputSize, Units128.OutputSize),
        ["units256"] = new(static () => new Units256(1), Units256.InputSize, Units256.OutputSize),
        ["units512"] = new(static () => new Units512(1), Units512.InputSize, Units512.OutputSize),
        ["steps4"] = new(static () => new Steps4(1), Steps4.InputSize, Steps4.OutputSize),
        ["steps8"] = new(static () => new Steps8(1), Steps8.InputSize, Steps8.OutputSize),
        ["steps16"] = new(static () => new Steps16(1), Steps16.InputSize, Steps16.OutputSize),
        ["steps32"] = new(static () => new Steps32(1), Steps32.InputSize, Steps32.OutputSize),
        ["steps64"] = new(static () => new Steps64(1), Steps64.InputSize, Steps64.OutputSize),
        ["steps128"] = new(static () => new Steps128(1), Steps128.InputSize, Steps128.OutputSize),
        ["steps256"] = new(static () => new Steps256(1), Steps256.InputSize, Steps256.OutputSize),
    };

    /// <summary>The network of that name, if there is one.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Entry? entry) => _networks.TryGetValue(name, out entry);

    /// <summary>How to make a network, and its sizes.</summary>
    internal sealed record Entry(Func<TrainableNetwork<float>> Create, int Inputs, int Outputs);
}
