#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
namespace GenNet;
#endif

/// <summary>The floating-point type a network computes in.</summary>
public enum Precision
{
    /// <summary>32-bit <see cref="float"/>.</summary>
    Single,

    /// <summary>64-bit <see cref="double"/>.</summary>
    Double,
}
