#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
namespace GenNet;
#endif

/// <summary>
/// What training makes small: a number for each sample, computed from the outputs <c>a</c> and the targets <c>t</c>
/// and then averaged or summed over the batch (see <see cref="Reduction"/>).
/// </summary>
public enum Loss
{
    /// <summary>½ Σ (a − t)² over the outputs.</summary>
    HalfSquaredError,

    /// <summary>Σ (a − t)² over the outputs.</summary>
    SquaredError,

    /// <summary>(1/n) Σ (a − t)² over the n outputs.</summary>
    MeanSquaredError,

    /// <summary>
    /// −Σ (t ln a + (1 − t) ln(1 − a)) over the outputs, after <see cref="Activation.Sigmoid"/>. Computed from z, so it stays
    /// finite when an output rounds to 0 or 1.
    /// </summary>
    BinaryCrossEntropy,

    /// <summary>
    /// −Σ t ln a over the outputs, after <see cref="Activation.Softmax"/>. Computed from z, so it stays finite when an output
    /// rounds to 0.
    /// </summary>
    CrossEntropy,
}
