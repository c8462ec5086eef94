using System;

namespace GenNet;

/// <summary>
/// Declares what belongs to the network as a whole. Optional: a class with nothing but <see cref="LayerAttribute"/>s is a network.
/// </summary>
/// <remarks>How to read the code that the compiler writes for it: docs/generated-code.md in the package GenNet.</remarks>
// Only a class can be a network, and the analyzer says so of everything else (GN0010). If the compiler said it, it would say nothing more
// about the whole project.
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>
    /// The loss of one sample. <see cref="Loss.Auto"/>, what fits the last layer, unless said.
    /// </summary>
    public Loss Loss { get; set; }

    /// <summary>How the losses of a batch become one. <see cref="Reduction.Mean"/> unless said.</summary>
    public Reduction Reduction { get; set; }

    /// <summary>The floating-point type. <see cref="Precision.Single"/> unless said.</summary>
    public Precision Precision { get; set; }

    /// <summary>How far the code is unrolled. <see cref="Unroll.Auto"/> unless said.</summary>
    public Unroll Unroll { get; set; }

    /// <summary>
    /// Whether the backward pass is generated. True unless said; without it the class derives from <see cref="Network{T}"/> and has
    /// no <c>Gradient</c>, <c>TrainStep</c> or <c>Fit</c>.
    /// </summary>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// The name of a method that is marked <see cref="LossFunctionAttribute"/>, in place of <see cref="Loss"/>:
    /// <c>LossFunction = nameof(Functions.LogCosh)</c>. A name that is not written with <c>nameof</c> is looked up in the network's own
    /// class and those around it.
    /// </summary>
    public string? LossFunction { get; set; }

    /// <summary>
    /// What a byte of an input is multiplied by, <c>1.0 / 255</c> for pixels. Where it is given, <c>Predict</c>, <c>Gradient</c> and
    /// <c>TrainStep</c> also take bytes, so that images need a quarter of the memory and of its traffic. Finite and not 0.
    /// </summary>
    public double ByteScale { get; set; }

    /// <summary>
    /// Whether the class gets a method <c>CheckGradients(inputs, targets)</c>, which compares the generated backward pass with dual
    /// numbers and central differences and returns a <see cref="GradientReport"/>. False unless said: without it nothing of this is
    /// generated, and a trimmed program carries none of it.
    /// </summary>
    public bool CheckGradients { get; set; }

    /// <summary>
    /// Whether the class carries the text of its own generated code and a pass that notes what each statement makes, for programs that show it:
    /// <see cref="Network{T}.Explored"/> and
    /// <see cref="Network{T}.Trace(System.ReadOnlySpan{T}, System.ReadOnlySpan{T}, GenNet.Exploring.NetworkTrace{T}, int?)"/>. False unless said:
    /// without it nothing of this is generated.
    /// </summary>
    public bool Explore { get; set; }

    /// <summary>
    /// The distance from the target up to which <see cref="Loss.Huber"/> is a square. Finite and above 0; 1 unless said. No other loss
    /// takes it.
    /// </summary>
    public double Delta { get; set; } = 1;

    /// <summary>
    /// The share of targets that should lie below the outputs, for <see cref="Loss.Pinball"/>. Above 0 and below 1; 0.5, the median,
    /// unless said. No other loss takes it.
    /// </summary>
    public double Quantile { get; set; } = 0.5;

    /// <summary>
    /// How much <see cref="Loss.FocalLoss"/> leaves easy samples alone. Finite, 0 or more; 2 unless said, and 0 is the cross-entropy. No other
    /// loss takes it.
    /// </summary>
    public double Gamma { get; set; } = 2;

    /// <summary>
    /// The least variance that <see cref="Loss.GaussianNll"/> reckons with, PyTorch's <c>eps</c>. Finite and above 0; 1e-6 unless said. No
    /// other loss takes it.
    /// </summary>
    public double MinimumVariance { get; set; } = 1e-6;

    /// <summary>
    /// The share ε of each target that <see cref="Loss.CrossEntropy"/> spreads evenly over all n classes: t becomes (1 − ε) t + ε/n, as
    /// with PyTorch's <c>label_smoothing</c>. From 0, the default, to below 1. No other loss takes it.
    /// </summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// What each class counts in <see cref="Loss.CrossEntropy"/>: a finite number of 0 or more for each output, which its term is
    /// multiplied by. All 1 unless said. As with PyTorch's <c>weight</c> and targets that are probabilities, a mean is over the number of
    /// samples, not over their weights. No other loss takes it.
    /// </summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>
    /// What a yes counts in <see cref="Loss.BinaryCrossEntropy"/> beside a no: a finite number of 0 or more for each output, which t ln a is multiplied by. A
    /// label that is rare, 1 in 10, is as loud as the noes with 9. All 1 unless said. PyTorch's <c>pos_weight</c>. No other loss takes it.
    /// </summary>
    public double[]? PositiveWeights { get; set; }

    /// <summary>
    /// The weight file that the network brings along in its assembly: the path of a <c>&lt;GenNetWeights Include="…" /&gt;</c> of the project as it
    /// is written there, or its file name. The compiler holds its tensors against the declaration, and the class gets a method
    /// <c>Pretrained()</c>, which needs no file. None unless said.
    /// </summary>
    public string? Weights { get; set; }
}
