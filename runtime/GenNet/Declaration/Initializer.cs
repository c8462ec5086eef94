#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
namespace GenNet;
#endif

/// <summary>How a layer's weights are drawn. Biases start at zero, or are drawn alike where <c>DrawBiases</c> says so.</summary>
public enum Initializer
{
    /// <summary>
    /// <see cref="HeNormal"/> before <see cref="Activation.ReLU"/> and what resembles it (leaky ReLU, ReLU6, ELU, CELU, GELU, SiLU, Mish,
    /// hard swish), <see cref="LeCunNormal"/> before <see cref="Activation.SELU"/>, <see cref="GlorotUniform"/> before every other
    /// activation.
    /// </summary>
    Auto,

    /// <summary>
    /// Uniform on [−r, r) with r = √(6 / (inputs + outputs)), times the scale
    /// (Glorot and Bengio, <i>Understanding the difficulty of training deep feedforward neural networks</i>, 2010).
    /// </summary>
    GlorotUniform,

    /// <summary>
    /// Normal with mean 0 and standard deviation √(2 / inputs), times the scale
    /// (He et al., <i>Delving deep into rectifiers</i>, 2015).
    /// </summary>
    HeNormal,

    /// <summary>Normal with mean 0 and standard deviation 1, times the scale.</summary>
    StandardNormal,

    /// <summary>Uniform on [0, 1), times the scale.</summary>
    Uniform01,

    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>
    /// Normal with mean 0 and standard deviation √(1 / inputs), times the scale
    /// (LeCun et al., <i>Efficient BackProp</i>, 1998).
    /// </summary>
    LeCunNormal,

    /// <summary>
    /// A matrix whose rows or columns, whichever are fewer, are orthogonal to one another and of length 1, times the scale; each like any other such
    /// matrix (Saxe, McClelland and Ganguli, <i>Exact solutions to the nonlinear dynamics of learning in deep linear neural networks</i>, 2014). Where a
    /// recurrent layer has gates, the weights of each are one.
    /// </summary>
    Orthogonal,

    /// <summary>Normal with mean 0 and standard deviation √(2 / (inputs + outputs)), times the scale (Glorot and Bengio, 2010).</summary>
    GlorotNormal,

    /// <summary>Uniform on [−r, r) with r = √(6 / inputs), times the scale (He et al., 2015).</summary>
    HeUniform,

    /// <summary>Uniform on [−r, r) with r = √(3 / inputs), times the scale (LeCun et al., 1998).</summary>
    LeCunUniform,

    /// <summary>Normal with mean 0 and standard deviation 1, drawn again where it is beyond ±2, times the scale.</summary>
    TruncatedNormal,

    /// <summary>Uniform on [−1, 1), times the scale: the scale is the end of the range.</summary>
    Uniform,

    /// <summary>All 1, times the scale: the scale is the value.</summary>
    Constant,

    /// <summary>
    /// 1 where a row of the weights' matrix, whose rows are inputs, meets the column of the same number, times the scale, and 0 elsewhere. Where a recurrent layer
    /// has gates, the weights of each are one. A layer of as many outputs as inputs then begins by handing on what it takes.
    /// </summary>
    Identity,

    /// <summary>Uniform on [−r, r) with r = 1 / √inputs, times the scale: what PyTorch's linear layers and convolutions begin with.</summary>
    TorchUniform,
}
