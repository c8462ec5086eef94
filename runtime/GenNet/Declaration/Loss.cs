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
    /// <summary>
    /// What fits the last layer: <see cref="CrossEntropy"/> after a softmax or log-softmax, <see cref="GaussianNll"/> after
    /// <see cref="Activation.MeanAndVariance"/> and <see cref="MeanSquaredError"/> otherwise.
    /// </summary>
    Auto,

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
    /// −Σ t ln a over the outputs, after <see cref="Activation.Softmax"/>, or <see cref="Activation.LogSoftmax"/> where the output is
    /// ln a. Computed from z, so it stays finite when an output rounds to 0. Takes
    /// <see cref="NetworkAttribute.LabelSmoothing"/> and <see cref="NetworkAttribute.ClassWeights"/>.
    /// </summary>
    CrossEntropy,

    /// <summary>(1/n) Σ |a − t| over the n outputs, with derivative 0 where a = t; PyTorch's <c>L1Loss</c>.</summary>
    MeanAbsoluteError,

    /// <summary>
    /// (1/n) Σ over the n outputs of ½ (a − t)² where |a − t| is at most <see cref="NetworkAttribute.Delta"/> and
    /// Delta (|a − t| − ½ Delta) beyond; PyTorch's <c>HuberLoss</c>.
    /// </summary>
    Huber,

    /// <summary>(1/n) Σ ln cosh(a − t) over the n outputs: squares near 0, straight lines far from it.</summary>
    LogCosh,

    /// <summary>
    /// (1/n) Σ over the n outputs of Quantile (t − a) where t > a and (1 − Quantile) (a − t) elsewhere: the outputs become the
    /// <see cref="NetworkAttribute.Quantile"/> of the targets.
    /// </summary>
    Pinball,

    /// <summary>(1/n) Σ max(1 − t a, 0) over the n outputs, for targets −1 and 1.</summary>
    Hinge,

    /// <summary>(1/n) Σ max(1 − t a, 0)² over the n outputs, for targets −1 and 1.</summary>
    SquaredHinge,

    /// <summary>
    /// Σ t (ln t − ln a) over the outputs, after <see cref="Activation.Softmax"/> or <see cref="Activation.LogSoftmax"/>, for targets
    /// that are probabilities; PyTorch's <c>KLDivLoss</c> with <c>batchmean</c>. Computed from z.
    /// </summary>
    KLDivergence,

    /// <summary>
    /// (1/n) Σ (a − t ln a) over the n outputs, after <see cref="Activation.Exponential"/>: a is the mean of a Poisson distribution, t
    /// a count. PyTorch's <c>PoissonNLLLoss</c> of z. Computed from z.
    /// </summary>
    PoissonNll,

    /// <summary>
    /// Cross-entropy that leaves easy samples alone: −Σ t (1 − a)^Gamma ln a after <see cref="Activation.Softmax"/> or
    /// <see cref="Activation.LogSoftmax"/>, where a is the probability; −Σ (t (1 − a)^Gamma ln a + (1 − t) a^Gamma ln(1 − a)) after
    /// <see cref="Activation.Sigmoid"/> (Lin et al., <i>Focal loss for dense object detection</i>, 2017).
    /// See <see cref="NetworkAttribute.Gamma"/>. Computed from z.
    /// </summary>
    FocalLoss,

    /// <summary>
    /// (1/n) Σ ½ (ln v + (a − t)² / v) over n targets: what is said against a normal distribution by its outcome. The network yields 2 n
    /// values, n means a and behind them n variances, of which v is the larger of the variance and
    /// <see cref="NetworkAttribute.MinimumVariance"/>; a sample has n targets. After <see cref="Activation.MeanAndVariance"/>,
    /// <see cref="Activation.Softplus"/> or <see cref="Activation.Exponential"/>. PyTorch's <c>GaussianNLLLoss</c>: a variance that is
    /// replaced by the minimum learns as if it were the minimum.
    /// </summary>
    GaussianNll,
}
