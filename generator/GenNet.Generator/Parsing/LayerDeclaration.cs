using System.Collections.Immutable;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>One layer as far as it makes sense: what does not is null, and has been reported by us or the compiler.</summary>
/// <param name="Attribute">Where it was read.</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Activation">The activation.</param>
/// <param name="HasBias">Whether there are biases.</param>
/// <param name="Initializer">How weights are drawn, not resolved.</param>
/// <param name="InitializerScale">The factor on weights.</param>
/// <param name="ActivationArgument">The number in the activation's formula.</param>
internal sealed record LayerDeclaration(
    AttributeData Attribute,
    int? Inputs,
    int? Outputs,
    Activation? Activation,
    bool HasBias,
    Initializer? Initializer,
    double? InitializerScale,
    double? ActivationArgument)
{
    /// <summary>Its kind.</summary>
    public ILayerKind Kind { get; init; } = null!;

    /// <summary>What it says; null where something in it makes no sense.</summary>
    public LayerSpec? Spec { get; init; }

    /// <summary>Whether its attribute says how many inputs it takes and how many outputs it yields.</summary>
    public bool IsSized => Kind is ISizedKind;

    /// <summary>Whether the compiler understood its attribute; if not, it says why, and we need not.</summary>
    public bool IsUsable { get; init; }

    /// <summary>Whether it says how many inputs it takes.</summary>
    public bool StatesInputs { get; init; }

    /// <summary>What others call its value.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the value that it takes; null for the one before it.</summary>
    public string? From { get; init; }

    /// <summary>The names of the other values that it takes.</summary>
    public ImmutableArray<string?> Others { get; init; } = ImmutableArray<string?>.Empty;

    /// <summary>Whether its parameters stay as they are.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>What it has of its own in a step; null where a number makes no sense.</summary>
    public LearningRule? Rule { get; init; } = LearningRule.Default;

    /// <summary>Whether the activation has a parameter for each of the last dimension.</summary>
    public bool IsPerChannel { get; init; }

    /// <summary>Whether biases are drawn as weights are.</summary>
    public bool DrawsBiases { get; init; }

    /// <summary>What it says where it states its sizes; null where something in it makes no sense.</summary>
    public LayerSpec? SpecOf(ISizedKind kind)
    {
        if (Outputs is not { } outputs
            || Activation is not { } activation
            || Initializer is not { } initializer
            || InitializerScale is not { } scale
            || ActivationArgument is not { } argument
            || (NamesFunction && Function is null))
        {
            return null;
        }

        return kind.Make(
            outputs,
            new ActivationModel(activation, argument, Function) { IsPerChannel = IsPerChannel },
            HasBias,
            initializer == Declaration.Initializer.Auto ? ActivationTable.Of(activation).Initializer : initializer,
            scale,
            DrawsBiases);
    }

    /// <summary>Whether a method is named as the activation.</summary>
    public bool NamesFunction { get; init; }

    /// <summary>The method, if it is one that can be differentiated.</summary>
    public UserFunction? Function { get; init; }
}
