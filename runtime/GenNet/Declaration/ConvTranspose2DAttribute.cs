using System;

namespace GenNet;

/// <summary>
/// A transposed convolution over an image: each value is spread over a window, as the gradient of a convolution by its input is. Takes height × width ×
/// channels, yields (height − 1) · stride − 2 · padding + kernel height and the same of the width, by filters. Weights are kernel height × kernel
/// width × channels × filters, in files <c>layerN.kernel</c>.
/// </summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class ConvTranspose2DAttribute : KernelLayerAttribute
{
    /// <summary>Declares a transposed convolution.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernel">The size of a window, along both axes: 1 or more.</param>
    /// <param name="activation">The function <c>f</c> applied to each output.</param>
    public ConvTranspose2DAttribute(int filters, int kernel, Activation activation = Activation.Linear)
        : base(filters)
    {
        KernelHeight = kernel;
        KernelWidth = kernel;
        Activation = activation;
    }

    /// <summary>Declares a transposed convolution whose activation is a method.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernel">The size of a window, along both axes: 1 or more.</param>
    /// <param name="function">The name of a method that is marked <see cref="ActivationFunctionAttribute"/>.</param>
    public ConvTranspose2DAttribute(int filters, int kernel, string function)
        : base(filters)
    {
        KernelHeight = kernel;
        KernelWidth = kernel;
        Function = function;
    }

    /// <summary>Declares a transposed convolution.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernelHeight">The height of a window, 1 or more.</param>
    /// <param name="kernelWidth">The width of a window, 1 or more.</param>
    /// <param name="activation">The function <c>f</c> applied to each output.</param>
    public ConvTranspose2DAttribute(int filters, int kernelHeight, int kernelWidth, Activation activation = Activation.Linear)
        : base(filters)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
        Activation = activation;
    }

    /// <summary>Declares a transposed convolution whose activation is a method.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernelHeight">The height of a window, 1 or more.</param>
    /// <param name="kernelWidth">The width of a window, 1 or more.</param>
    /// <param name="function">The name of a method that is marked <see cref="ActivationFunctionAttribute"/>.</param>
    public ConvTranspose2DAttribute(int filters, int kernelHeight, int kernelWidth, string function)
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

    /// <summary><see cref="KernelLayerAttribute.Stride"/> along the height, where the axes differ.</summary>
    public int StrideHeight { get; set; }

    /// <summary><see cref="KernelLayerAttribute.Stride"/> along the width, where the axes differ.</summary>
    public int StrideWidth { get; set; }

    /// <summary><see cref="KernelLayerAttribute.Padding"/> along the height, where the axes differ.</summary>
    public int PaddingHeight { get; set; }

    /// <summary><see cref="KernelLayerAttribute.Padding"/> along the width, where the axes differ.</summary>
    public int PaddingWidth { get; set; }
}
