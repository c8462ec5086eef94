using System;

namespace GenNet;

/// <summary>
/// A convolution over an image, <c>a = f(x ∗ W + b)</c>: of every window, its values times each filter's weights. It is cross-correlation, as in
/// PyTorch and ONNX. Takes height × width × channels, yields height′ × width′ × filters. Weights are kernel height × kernel width × channels / groups ×
/// filters, in files <c>layerN.kernel</c>.
/// </summary>
/// <example>
/// <code>
/// [Input(28, 28, 1)]
/// [Conv2D(8, 3, Activation.ReLU)]
/// [MaxPool2D(2)]
/// [Flatten]
/// [Layer(10, Activation.Softmax)]
/// public sealed partial class Digits;
/// </code>
/// </example>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute : KernelLayerAttribute
{
    /// <summary>Declares a convolution.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernel">The size of a window, along both axes: 1 or more.</param>
    /// <param name="activation">The function <c>f</c> applied to each output.</param>
    public Conv2DAttribute(int filters, int kernel, Activation activation = Activation.Linear)
        : base(filters)
    {
        KernelHeight = kernel;
        KernelWidth = kernel;
        Activation = activation;
    }

    /// <summary>Declares a convolution whose activation is a method.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernel">The size of a window, along both axes: 1 or more.</param>
    /// <param name="function">The name of a method that is marked <see cref="ActivationFunctionAttribute"/>.</param>
    public Conv2DAttribute(int filters, int kernel, string function)
        : base(filters)
    {
        KernelHeight = kernel;
        KernelWidth = kernel;
        Function = function;
    }

    /// <summary>Declares a convolution.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernelHeight">The height of a window, 1 or more.</param>
    /// <param name="kernelWidth">The width of a window, 1 or more.</param>
    /// <param name="activation">The function <c>f</c> applied to each output.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth, Activation activation = Activation.Linear)
        : base(filters)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
        Activation = activation;
    }

    /// <summary>Declares a convolution whose activation is a method.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernelHeight">The height of a window, 1 or more.</param>
    /// <param name="kernelWidth">The width of a window, 1 or more.</param>
    /// <param name="function">The name of a method that is marked <see cref="ActivationFunctionAttribute"/>.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth, string function)
        : base(filters)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
        Function = function;
    }

    /// <summary>The height of a window.</summary>
    public int KernelHeight { get; }

    /// <summary>The width of a window.</summary>
    public int KernelWidth { get; }

    /// <summary>Whether zeros stand around so that there are size / stride windows, rounded up; an odd zero stands at the end. False unless said.</summary>
    public bool Same { get; set; }

    /// <summary>How far one value of a window is from the next, along every axis. 1 or more; 1 unless said.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>In how many parts channels and filters are cut, each part for itself; as many as there are channels makes it depthwise. 1 unless said.</summary>
    public int Groups { get; set; } = 1;

    /// <summary><see cref="KernelLayerAttribute.Stride"/> along the height, where the axes differ.</summary>
    public int StrideHeight { get; set; }

    /// <summary><see cref="KernelLayerAttribute.Stride"/> along the width, where the axes differ.</summary>
    public int StrideWidth { get; set; }

    /// <summary><see cref="Dilation"/> along the height, where the axes differ.</summary>
    public int DilationHeight { get; set; }

    /// <summary><see cref="Dilation"/> along the width, where the axes differ.</summary>
    public int DilationWidth { get; set; }

    /// <summary><see cref="KernelLayerAttribute.Padding"/> along the height, where the axes differ.</summary>
    public int PaddingHeight { get; set; }

    /// <summary><see cref="KernelLayerAttribute.Padding"/> along the width, where the axes differ.</summary>
    public int PaddingWidth { get; set; }
}
