using GenNet.Generator.Model;
using GenNet.Generator.Declaration;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>One <c>[Layer]</c> as far as it makes sense: what does not is null, and has been reported by us or the compiler.</summary>
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
    /// <summary>Whether a method is named as the activation.</summary>
    public bool NamesFunction { get; init; }

    /// <summary>The method, if it is one that can be differentiated.</summary>
    public UserFunction? Function { get; init; }
}
