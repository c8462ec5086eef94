using GenNet.Generator.Model;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Planning;

/// <summary>One layer with every number that emission needs. Offsets count elements.</summary>
internal sealed record LayerPlan
{
    /// <summary>1 for the first layer.</summary>
    public int Number { get; init; }

    public LayerArchitecture Model { get; init; } = null!;

    /// <summary>The network's, which says how many digits a number has.</summary>
    public Precision Precision { get; init; }

    /// <summary>The activation, or null for one that couples the units.</summary>
    public ActivationFunction? Function { get; init; }

    /// <summary>The activation of the second half of the units, where it is another one.</summary>
    public ActivationFunction? SecondHalf { get; init; }

    /// <summary>The activation of a unit, or null for one that couples the units.</summary>
    public ActivationFunction? FunctionOf(int unit) => SecondHalf is not null && unit >= Outputs / 2 ? SecondHalf : Function;

    /// <summary>Whether a forward pass that learns keeps ∂a/∂z, because the output does not tell it, nor z, which is kept with a parameter.</summary>
    public bool KeepsSlope { get; init; }

    /// <summary>Where the weight from input 0 to output 0 lies in the storage.</summary>
    public int WeightOffset { get; init; }

    /// <summary>How the weights lie in the storage: inputs × outputs.</summary>
    public MatrixColumns WeightColumns { get; init; } = null!;

    /// <summary>Where the first bias lies in the storage; 0 where there is none.</summary>
    public int BiasOffset { get; init; }

    /// <summary>Whether the activation has a parameter.</summary>
    public bool HasParameter => Model.HasParameter;

    /// <summary>Where the activation's parameter lies in the storage; 0 where there is none.</summary>
    public int ParameterOffset { get; init; }

    /// <summary>The distance from one sample's inputs to the next sample's.</summary>
    public int InputStride { get; init; }

    /// <summary>The distance from one sample's outputs to the next sample's in the workspace.</summary>
    public int OutputStride { get; init; }

    /// <summary>Where the outputs lie in the workspace: samples × <see cref="OutputStride"/>.</summary>
    public int ActivationsOffset { get; init; }

    /// <summary>Where ∂L/∂z lies in the workspace: samples × <see cref="OutputStride"/>.</summary>
    public int DeltasOffset { get; init; }

    /// <summary>
    /// Where ∂a/∂z lies in the workspace, samples × <see cref="OutputStride"/>, if it is kept and the layer is not the last. Where the
    /// activation has a parameter, z lies there, and then the terms of ∂L/∂p.
    /// </summary>
    public int SlopesOffset { get; init; }

    /// <summary>Where Wᵀ lies in the workspace; unused in the first layer.</summary>
    public int TransposeOffset { get; init; }

    /// <summary>How Wᵀ lies in the workspace: outputs × inputs.</summary>
    public MatrixColumns TransposeColumns { get; init; } = null!;

    /// <summary>Whether the products leave out inputs that are 0.</summary>
    public bool SkipsZeros { get; init; }

    public int Inputs => Model.Inputs;

    public int Outputs => Model.Outputs;

    /// <summary>The number of outputs, padding included.</summary>
    public int Width => WeightColumns.Count;

    public bool HasBias => Model.HasBias;

    public bool IsFirst => Number == 1;
}
