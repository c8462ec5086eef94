using GenNet.Generator.Model;
using GenNet.Generator.Declaration;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>A <c>[Network]</c> as far as it makes sense, or what holds without one.</summary>
/// <param name="Attribute">Where it was read, if anywhere.</param>
/// <param name="IsCorrect">Whether every value makes sense; values that don't stand at their defaults.</param>
/// <param name="Loss">The loss, or null if the last layer decides.</param>
/// <param name="Reduction">How losses of a batch become one.</param>
/// <param name="Precision">The floating-point type.</param>
/// <param name="Unroll">How far to unroll.</param>
/// <param name="IsTrainable">Whether there is a backward pass.</param>
/// <param name="ChecksGradients">Whether there is a gradient check.</param>
/// <param name="ByteScale">What a byte of an input is multiplied by, or 0 where inputs are no bytes.</param>
internal sealed record NetworkSettings(
    AttributeData? Attribute,
    bool IsCorrect,
    Loss? Loss,
    Reduction Reduction,
    Precision Precision,
    Unroll Unroll,
    bool IsTrainable,
    bool ChecksGradients,
    double ByteScale)
{
    /// <summary>Whether the class carries its own text and a pass that is traced.</summary>
    public bool Explores { get; init; }

    /// <summary>The method that is named as the loss.</summary>
    public UserFunction? LossFunction { get; init; }

    /// <summary>The weight file that is named.</summary>
    public string? Weights { get; init; }
}
