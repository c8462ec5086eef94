using System;

namespace GenNet;

/// <summary>
/// A transposed convolution over steps: each value is spread over a window, as the gradient of a convolution by its input is. Takes steps × channels,
/// yields (steps − 1) · stride − 2 · padding + kernel steps, by filters. Weights are kernel × channels × filters, in files <c>layerN.kernel</c>.
/// </summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class ConvTranspose1DAttribute : KernelLayerAttribute
{
    /// <summary>Declares a transposed convolution.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernel">The size of a window, in steps: 1 or more.</param>
    /// <param name="activation">The function <c>f</c> applied to each output.</param>
    public ConvTranspose1DAttribute(int filters, int kernel, Activation activation = Activation.Linear)
        : base(filters)
    {
        Kernel = kernel;
        Activation = activation;
    }

    /// <summary>Declares a transposed convolution whose activation is a method.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernel">The size of a window, in steps: 1 or more.</param>
    /// <param name="function">The name of a method that is marked <see cref="ActivationFunctionAttribute"/>.</param>
    public ConvTranspose1DAttribute(int filters, int kernel, string function)
        : base(filters)
    {
        Kernel = kernel;
        Function = function;
    }

    /// <summary>The size of a window, in steps.</summary>
    public int Kernel { get; }
}
