using System;

namespace GenNet;

/// <summary>
/// Declares one dense layer, <c>a = f(x·W + b)</c>, of the network that the class is. Repeat it, first layer first; each layer
/// takes as many inputs as the one before it has outputs.
/// </summary>
/// <param name="inputs">The number of values the layer takes, 1 or more.</param>
/// <param name="outputs">The number of values the layer yields, 1 or more.</param>
/// <param name="activation">The function <c>f</c> applied to each output.</param>
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
public sealed class LayerAttribute(int inputs, int outputs, Activation activation = Activation.Linear) : Attribute
{
    /// <summary>Declares a layer whose activation is a method.</summary>
    /// <param name="inputs">The number of values the layer takes, 1 or more.</param>
    /// <param name="outputs">The number of values the layer yields, 1 or more.</param>
    /// <param name="function">
    /// The name of a method that is marked <see cref="ActivationFunctionAttribute"/>: <c>nameof(Functions.Swish)</c>. A name that is not
    /// written with <c>nameof</c> is looked up in the network's own class and those around it.
    /// </param>
    public LayerAttribute(int inputs, int outputs, string function)
        : this(inputs, outputs) => Function = function;

    /// <summary>The number of values the layer takes.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>The number of values the layer yields.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>The name of the method applied to each output; null where <see cref="Activation"/> says it.</summary>
    public string? Function { get; }

    /// <summary>Whether a bias is added to each output. True unless said.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn. <see cref="Initializer.Auto"/> unless said.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>A finite factor on every drawn weight. 1 unless said.</summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>
    /// What <see cref="Activation.LeakyReLU"/> multiplies z by below 0, and <see cref="Activation.PReLU"/> at first, before it learns. Finite;
    /// 0.01 for the former and 0.25 for the latter unless said. No other activation takes it.
    /// </summary>
    public double Slope { get; set; } = 0.01;

    /// <summary>
    /// How far below 0 <see cref="Activation.ELU"/> and <see cref="Activation.CELU"/> go. Finite, and above 0 for the latter; 1 unless
    /// said. No other activation takes it.
    /// </summary>
    public double Alpha { get; set; } = 1;

    /// <summary>
    /// How sharply <see cref="Activation.Softplus"/> bends. Finite and above 0; 1 unless said. No other activation takes it.
    /// </summary>
    public double Beta { get; set; } = 1;

    /// <summary>
    /// What <see cref="Activation.Sine"/> multiplies z by. Finite; 1 unless said. No other activation takes it.
    /// </summary>
    public double Frequency { get; set; } = 1;
}
