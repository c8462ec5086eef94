using System.Collections.Generic;

namespace GenNet.Generator.Model;

/// <summary>A method that takes bytes where the base class has one that takes numbers.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Signature">The method from its return type on.</param>
/// <param name="Arguments">Its parameters' names.</param>
/// <param name="Documentation">The parameters behind the inputs, and what they are.</param>
/// <param name="Returns">What it returns, if anything.</param>
internal sealed record ByteMethod(
    string Name, string Signature, string Arguments, IReadOnlyList<(string Name, string Text)> Documentation, string? Returns)
{
    /// <summary>Collection expressions of numbers go to the methods that take numbers: <c>Predict([0, 1], y)</c> means no bytes.</summary>
    public const string Priority = "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]";

    /// <summary>After those that take bytes or classes alone: <c>Gradient(bytes, [1], g)</c> goes on to mean targets.</summary>
    public const string LastPriority = "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(-2)]";

    /// <summary>
    /// The same method over numbers, which the class declares once more: members of a class win over those it inherits, whatever their
    /// priority, and so both must be its own.
    /// </summary>
    public string NumberSignature(string element) => Signature.Replace("<byte> inputs", $"<{element}> inputs");

    /// <summary>The methods of a network that computes in some type.</summary>
    public static IEnumerable<ByteMethod> Of(string element, bool isTrainable)
    {
        const string Bytes = "global::System.ReadOnlySpan<byte> inputs";
        string targets = $"global::System.ReadOnlySpan<{element}> targets";
        (string, string) targetText = ("targets", "What the network should yield: samples × <c>OutputSize</c> values.");
        yield return new ByteMethod(
            "Predict",
            $"void Predict({Bytes}, global::System.Span<{element}> outputs)",
            "inputs, outputs",
            [("outputs", "Receives samples × <c>OutputSize</c> values.")],
            null);
        if (!isTrainable)
        {
            yield break;
        }

        yield return new ByteMethod(
            "Gradient",
            $"{element} Gradient(\n    {Bytes}, {targets}, global::System.Span<{element}> gradient)",
            "inputs, targets, gradient",
            [targetText, ("gradient", "Receives the gradient, in parameter order.")],
            "The batch's loss.");
        yield return new ByteMethod(
            "TrainStep",
            $"{element} TrainStep(\n    {Bytes}, {targets}, global::GenNet.Optimizer optimizer)",
            "inputs, targets, optimizer",
            [targetText, ("optimizer", "How the parameters follow the gradient.")],
            "The batch's loss before the update.");
    }
}
