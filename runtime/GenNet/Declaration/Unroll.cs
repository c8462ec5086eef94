#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
namespace GenNet;
#endif

/// <summary>How far the generated code is unrolled.</summary>
public enum Unroll
{
    /// <summary>A statement for every weight while the network is small, register tiles beyond.</summary>
    Auto,

    /// <summary>A statement for every weight, cut into several methods where the network is large.</summary>
    Full,

    /// <summary>Loops around register tiles, whatever the size.</summary>
    Tiled,
}
