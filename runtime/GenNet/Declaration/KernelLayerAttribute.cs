using System;
using System.ComponentModel;

namespace GenNet;

/// <summary>What every convolution can say.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CS3015 // Nobody else makes one.
public abstract class KernelLayerAttribute : ActivationLayerAttribute
#pragma warning restore CS3015
{
    private protected KernelLayerAttribute(int filters) => Filters = filters;

    /// <summary>The number of filters, which is that of channels the layer yields.</summary>
    public int Filters { get; }

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; private protected init; }

    /// <summary>The name of the method applied to each output; null where <see cref="Activation"/> says it.</summary>
    public string? Function { get; private protected init; }

    /// <summary>How far one window is from the next, along every axis. 1 or more; 1 unless said.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>How many zeros stand on each side, along every axis. 0 or more; 0 unless said.</summary>
    public int Padding { get; set; }

    /// <summary>Whether a bias is added to each output. True unless said.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Whether biases are drawn as the weights are, by the same initializer, scale, and numbers of inputs and outputs, instead of beginning at 0. False unless said.
    /// With <see cref="Initializer.TorchUniform"/> that is how PyTorch begins, with <see cref="Initializer.GlorotUniform"/> how scikit-learn does.
    /// </summary>
    public bool DrawBiases { get; set; }

    /// <summary>How the weights are drawn. <see cref="Initializer.Auto"/> unless said.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>A finite factor on every drawn weight. 1 unless said.</summary>
    public double InitializerScale { get; set; } = 1;
}
