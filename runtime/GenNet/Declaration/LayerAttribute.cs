using System;

namespace GenNet;

/// <summary>
/// Declares one dense layer, <c>a = f(x·W + b)</c>, of the network that the class is. Repeat it, first layer first. It acts on the last
/// dimension: values with steps or pixels are treated alike at each.
/// </summary>
/// <example>
/// <code>
/// [Layer(2, 3, Activation.Sigmoid)]
/// [Layer(3, 1, Activation.Sigmoid)]
/// public sealed partial class Xor;
/// </code>
/// </example>
// Only a class can be a network, and the analyzer says so of everything else (GN0010). If the compiler said it, it would say nothing more
// about the whole project.
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class LayerAttribute : ActivationLayerAttribute
{
    /// <summary>Declares a layer.</summary>
    /// <param name="inputs">The number of values the layer takes, 1 or more.</param>
    /// <param name="outputs">The number of values the layer yields, 1 or more.</param>
    /// <param name="activation">The function <c>f</c> applied to each output.</param>
    public LayerAttribute(int inputs, int outputs, Activation activation = Activation.Linear)
    {
        Inputs = inputs;
        Outputs = outputs;
        Activation = activation;
    }

    /// <summary>Declares a layer that takes as many inputs as there are.</summary>
    /// <param name="outputs">The number of values the layer yields, 1 or more.</param>
    /// <param name="activation">The function <c>f</c> applied to each output.</param>
    public LayerAttribute(int outputs, Activation activation = Activation.Linear)
    {
        Outputs = outputs;
        Activation = activation;
    }

    /// <summary>Declares a layer whose activation is a method.</summary>
    /// <param name="inputs">The number of values the layer takes, 1 or more.</param>
    /// <param name="outputs">The number of values the layer yields, 1 or more.</param>
    /// <param name="function">
    /// The name of a method that is marked <see cref="ActivationFunctionAttribute"/>: <c>nameof(Functions.Swish)</c>. A name that is not
    /// written with <c>nameof</c> is looked up in the network's own class and those around it.
    /// </param>
    public LayerAttribute(int inputs, int outputs, string function)
        : this(inputs, outputs) => Function = function;

    /// <summary>Declares a layer that takes as many inputs as there are, and whose activation is a method.</summary>
    /// <param name="outputs">The number of values the layer yields, 1 or more.</param>
    /// <param name="function">The name of a method that is marked <see cref="ActivationFunctionAttribute"/>.</param>
    public LayerAttribute(int outputs, string function)
        : this(outputs) => Function = function;

    /// <summary>The number of values the layer takes; 0 where it takes as many as there are.</summary>
    public int Inputs { get; }

    /// <summary>The number of values the layer yields.</summary>
    public int Outputs { get; }

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; }

    /// <summary>The name of the method applied to each output; null where <see cref="Activation"/> says it.</summary>
    public string? Function { get; }

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
