#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>What a layer does, in a word that several kinds share.</summary>
internal enum LayerFamily
{
    /// <summary>Something that the others do not, a pool or a change of shape.</summary>
    Other,

    /// <summary>It multiplies with a matrix.</summary>
    Product,

    /// <summary>It multiplies windows with filters, or spreads values over windows.</summary>
    Convolution,

    /// <summary>It goes over steps one after the other.</summary>
    Recurrence,

    /// <summary>It looks up rows, of a table or of its own input.</summary>
    Lookup,

    /// <summary>It holds values in a range, or disturbs them.</summary>
    Regularization,

    /// <summary>It makes one value of several.</summary>
    Combination,
}
