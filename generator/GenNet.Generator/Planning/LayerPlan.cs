using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Planning;

/// <summary>One dense layer of a network that is written as straight-line code.</summary>
/// <param name="Model">What was declared.</param>
/// <param name="Precision">The network's, which says how many digits a number has.</param>
internal sealed record LayerPlan(LayerModel Model, Precision Precision)
{
    /// <summary>1 for the first layer.</summary>
    public int Number => Model.Number;

    /// <summary>The activation, or null for one that couples the units.</summary>
    public ActivationFunction? Function { get; init; }

    /// <summary>The activation of the second half of the units, where it is another one.</summary>
    public ActivationFunction? SecondHalf { get; init; }

    /// <summary>The activation of a unit, or null for one that couples the units.</summary>
    public ActivationFunction? FunctionOf(int unit) => SecondHalf is not null && unit >= Outputs / 2 ? SecondHalf : Function;

    /// <summary>Whether a forward pass that learns keeps ∂a/∂z, because the output does not tell it, nor z, which is kept with a parameter.</summary>
    public bool KeepsSlope { get; init; }

    /// <summary>Whether the activation has a parameter.</summary>
    public bool HasParameter => Model.Activation!.HasParameter;

    public int Inputs => Model.Input.Features;

    public int Outputs => Model.Output.Features;

    public bool HasBias { get; init; }

    public bool IsFirst => Number == 1;

    /// <summary>What its inputs are called: x for the first layer, a1 for the second.</summary>
    public string InputName => IsFirst ? "x" : $"a{Number - 1}";
}
