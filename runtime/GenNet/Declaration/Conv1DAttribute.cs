using System;

namespace GenNet;

/// <summary>
/// A convolution over steps, <c>a = f(x ∗ W + b)</c>: of every window, its values times each filter's weights. It is cross-correlation, as in PyTorch
/// and ONNX. Takes steps × channels, yields steps′ × filters. Weights are kernel × channels / groups × filters, in files <c>layerN.kernel</c>.
/// </summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute : KernelLayerAttribute
{
    /// <summary>Declares a convolution.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernel">The size of a window, in steps: 1 or more.</param>
    /// <param name="activation">The function <c>f</c> applied to each output.</param>
    public Conv1DAttribute(int filters, int kernel, Activation activation = Activation.Linear)
        : base(filters)
    {
        Kernel = kernel;
        Activation = activation;
    }

    /// <summary>Declares a convolution whose activation is a method.</summary>
    /// <param name="filters">The number of filters, 1 or more.</param>
    /// <param name="kernel">The size of a window, in steps: 1 or more.</param>
    /// <param name="function">The name of a method that is marked <see cref="ActivationFunctionAttribute"/>.</param>
    public Conv1DAttribute(int filters, int kernel, string function)
        : base(filters)
    {
        Kernel = kernel;
        Function = function;
    }

    /// <summary>The size of a window, in steps.</summary>
    public int Kernel { get; }

    /// <summary>Whether zeros stand around so that there are size / stride windows, rounded up; an odd zero stands at the end. False unless said.</summary>
    public bool Same { get; set; }

    /// <summary>Whether all zeros stand before the first step, so that no output depends on later steps. False unless said.</summary>
    public bool Causal { get; set; }

    /// <summary>How far one value of a window is from the next, along every axis. 1 or more; 1 unless said.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>In how many parts channels and filters are cut, each part for itself; as many as there are channels makes it depthwise. 1 unless said.</summary>
    public int Groups { get; set; } = 1;
}
