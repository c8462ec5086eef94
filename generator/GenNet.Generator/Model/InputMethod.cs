using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Model;

/// <summary>A method that takes bytes or indices where the base class has one that takes numbers.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="InputType"><c>byte</c> or <c>int</c>.</param>
/// <param name="Signature">The method from its return type on.</param>
/// <param name="Arguments">Its parameters' names.</param>
/// <param name="Documentation">Its parameters, and what they are.</param>
/// <param name="Returns">What it returns, if anything.</param>
internal sealed record InputMethod(
    string Name, string InputType, string Signature, string Arguments, IReadOnlyList<(string Name, string Text)> Documentation, string? Returns)
{
    /// <summary>
    /// Collection expressions of numbers go to the methods that take numbers where inputs are numbers, <c>Predict([0, 1], y)</c> means no bytes,
    /// and to those that take indices where inputs are indices.
    /// </summary>
    public const string Priority = "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]";

    /// <summary>After those that take bytes or classes alone: <c>Gradient(bytes, [1], g)</c> goes on to mean targets.</summary>
    public const string LastPriority = "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(-2)]";

    /// <summary>The priority of the method; null where it is the usual one.</summary>
    public string? OwnPriority => InputType == "int" ? null : Priority;

    /// <summary>The priority of the same method over numbers.</summary>
    public string? NumberPriority => InputType == "int" ? Priority : null;

    /// <summary>
    /// The same method over numbers, which the class declares once more: members of a class win over those it inherits, whatever their
    /// priority, and so both must be its own.
    /// </summary>
    public string NumberSignature(string element) => Signature.Replace($"<{InputType}> input", $"<{element}> input");

    /// <summary>The methods that take bytes, of a network that computes in some type.</summary>
    public static IEnumerable<InputMethod> OfBytes(string element, bool isTrainable) => Of(element, "byte", isTrainable);

    /// <summary>The methods that take indices.</summary>
    public static IEnumerable<InputMethod> OfIndices(string element, bool isTrainable)
    {
        List<InputMethod> methods = Of(element, "int", isTrainable).ToList();
        methods.Insert(2, new InputMethod(
            "Predict",
            "int",
            $"void Predict({SpanOf("int")} inputs, global::System.Span<{element}> outputs, int threads)",
            "inputs, outputs, threads",
            [Inputs("int"), ("outputs", "Receives samples × <c>OutputSize</c> values."), ("threads", "The most threads to use, 1 or more.")],
            null));
        methods.Insert(3, new InputMethod(
            "Classify", "int", $"int Classify({SpanOf("int")} input)", "input", [("input", "One sample: <c>InputSize</c> indices.")], "The class."));
        methods.Insert(4, new InputMethod(
            "Classify",
            "int",
            $"void Classify({SpanOf("int")} inputs, global::System.Span<int> classes)",
            "inputs, classes",
            [Inputs("int"), ("classes", "Receives the class of each sample.")],
            null));
        if (isTrainable)
        {
            InputMethod gradient = methods.Single(method => method.Name == "Gradient");
            methods.Insert(methods.IndexOf(gradient) + 1, gradient with
            {
                Signature = gradient.Signature.Replace("> gradient)", "> gradient, int seed)"),
                Arguments = $"{gradient.Arguments}, seed",
                Documentation = [.. gradient.Documentation, ("seed", "What dropout and noise are drawn from.")],
            });
        }

        return methods;
    }

    private static IEnumerable<InputMethod> Of(string element, string inputType, bool isTrainable)
    {
        string inputs = $"{SpanOf(inputType)} inputs";
        string targets = $"{SpanOf(element)} targets";
        (string, string) targetText = ("targets", "What the network should yield: samples × <c>OutputSize</c> values.");
        yield return new InputMethod(
            "Predict",
            inputType,
            $"void Predict({inputs}, global::System.Span<{element}> outputs)",
            "inputs, outputs",
            [Inputs(inputType), ("outputs", "Receives samples × <c>OutputSize</c> values.")],
            null);
        yield return new InputMethod(
            "Predict",
            inputType,
            $"{element}[] Predict({inputs})",
            "inputs",
            [Inputs(inputType)],
            "The outputs, row after row: samples × <c>OutputSize</c> values.");
        if (!isTrainable)
        {
            yield break;
        }

        yield return new InputMethod(
            "Gradient",
            inputType,
            $"{element} Gradient(\n    {inputs}, {targets}, global::System.Span<{element}> gradient)",
            "inputs, targets, gradient",
            [Inputs(inputType), targetText, ("gradient", "Receives the gradient, in parameter order.")],
            "The batch's loss.");
        yield return new InputMethod(
            "TrainStep",
            inputType,
            $"{element} TrainStep(\n    {inputs}, {targets}, global::GenNet.Optimizer optimizer)",
            "inputs, targets, optimizer",
            [Inputs(inputType), targetText, ("optimizer", "How the parameters follow the gradient.")],
            "The batch's loss before the update.");
    }

    private static (string, string) Inputs(string inputType) =>
        ("inputs", $"The samples, row after row: samples × <c>InputSize</c> {(inputType == "int" ? "indices" : "bytes")}.");

    private static string SpanOf(string element) => $"global::System.ReadOnlySpan<{element}>";
}
