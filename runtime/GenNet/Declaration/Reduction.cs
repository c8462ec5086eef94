#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
namespace GenNet;
#endif

/// <summary>How the losses of a batch's samples become one number.</summary>
public enum Reduction
{
    /// <summary>Their mean, so that a learning rate means the same for every batch size.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}
