using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Model;

/// <summary>
/// The members that the class of a network gets, as they are written in C#: emission writes them from here, and parsing compares with
/// them what the user declares in the same class.
/// </summary>
/// <param name="Element"><c>float</c> or <c>double</c>.</param>
/// <param name="IsTrainable">Whether there is a backward pass.</param>
/// <param name="TakesBytes">Whether inputs may be bytes.</param>
/// <param name="TakesClasses">Whether targets may be indices of classes.</param>
/// <param name="ChecksGradients">Whether there is a gradient check.</param>
internal sealed record NetworkMembers(string Element, bool IsTrainable, bool TakesBytes, bool TakesClasses, bool ChecksGradients)
{
    /// <summary>The runtime's types that take a gradient: into memory, added to what is there, or followed at once by plain gradient descent.</summary>
    public static IReadOnlyList<string> Updates { get; } =
        ["StoreGradient", "AddGradient", "SgdUpdate"];

    /// <summary>The constants and properties.</summary>
    public static IReadOnlyList<string> Values { get; } = ["InputSize", "InputShape", "OutputSize", "ParameterCount", "Summary"];

    /// <summary>What the compiler makes of the properties among them, under names that are then taken as well.</summary>
    public static IReadOnlyList<string> Accessors { get; } = ["get_InputShape", "get_Summary"];

    /// <summary>The parameter of each constructor; the first has none.</summary>
    public static IReadOnlyList<string> ConstructorParameters { get; } = ["", "int seed", "global::GenNet.NetworkLayout layout"];

    /// <summary>What each <c>Load</c> takes first.</summary>
    public static IReadOnlyList<string> LoadParameters { get; } =
        ["string path", "global::System.IO.Stream stream", "global::System.ReadOnlySpan<byte> file"];

    /// <summary>What a <c>Load</c> takes behind it where a file leaves something open.</summary>
    public const string LoadMap = ", global::GenNet.WeightMap map";

    /// <summary>What a <c>LoadAsync</c> takes behind one of the first two.</summary>
    public const string LoadCancellation = ", global::System.Threading.CancellationToken cancellationToken = default";

    /// <summary>Every <c>Load</c> and <c>LoadAsync</c>, from its name on.</summary>
    public static IReadOnlyList<string> Loads { get; } =
    [
        .. LoadParameters.Select(parameter => $"Load({parameter})"),
        .. LoadParameters.Select(parameter => $"Load({parameter}{LoadMap})"),
        .. LoadParameters.Take(2).Select(parameter => $"LoadAsync({parameter}{LoadCancellation})"),
    ];

    /// <summary>The override that computes outputs.</summary>
    public string Forward =>
        $"void Forward(ref readonly {Element} inputs, ref {Element} outputs, ref {Element} workspace, int samples)";

    /// <summary>The override that computes the outputs of one sample, for networks that have a pass of its own for it.</summary>
    public string ForwardOne => $"void ForwardOne(ref readonly {Element} input, ref {Element} output)";

    /// <summary>The override that computes outputs and their loss.</summary>
    public string ForwardWithLoss =>
        $"{Element} ForwardWithLoss(in global::GenNet.Batch<{Element}> batch, ref {Element} outputs)";

    /// <summary>The overrides that go forward and backward, one for each type that takes a gradient.</summary>
    public IEnumerable<string> Backpropagate => IsTrainable
        ? Updates.Select(update => $"{Element} Backpropagate(in global::GenNet.Batch<{Element}> batch, global::GenNet.{update}<{Element}> update)")
        : [];

    /// <summary>Whether inputs are indices.</summary>
    public bool TakesIndices { get; init; }

    /// <summary>Whether the class carries its own text and a pass that is traced.</summary>
    public bool Explores { get; init; }

    /// <summary>The overrides of a class that carries its own text: what it says of itself, and the pass that is traced.</summary>
    public IReadOnlyList<string> Exploration => Explores
        ? [
            "global::GenNet.Exploring.ExploredNetwork ReadExplored()",
            $"{Element} TracePass(\n    in global::GenNet.Batch<{Element}> batch, ref {Element} outputs, "
                + $"global::GenNet.StoreGradient<{Element}> update, global::GenNet.Exploring.NetworkTrace<{Element}> trace)",
        ]
        : [];

    /// <summary>Whether the network goes step by step too.</summary>
    public bool IsStream { get; init; }

    /// <summary>Whether the network brings its weights along.</summary>
    public bool HasPretrained { get; init; }

    /// <summary>The method that makes the network with the weights that it brings along.</summary>
    public const string Pretrained = "Pretrained()";

    /// <summary>The method that makes the state of a stream.</summary>
    public string CreateState => $"global::GenNet.StreamState<{Element}> CreateState()";

    /// <summary>The method that takes a stream a step on.</summary>
    public string Step => $"void Step({SpanOf(Element)} input, global::System.Span<{Element}> output, global::GenNet.StreamState<{Element}> state)";

    /// <summary>The methods that take bytes or indices, each beside the one that takes numbers.</summary>
    public IEnumerable<InputMethod> InputMethods =>
        TakesIndices ? InputMethod.OfIndices(Element, IsTrainable) : TakesBytes ? InputMethod.OfBytes(Element, IsTrainable) : [];

    /// <summary>What inputs may be beside numbers: bytes or indices; null where they are nothing else.</summary>
    public string? InputType => TakesIndices ? "int" : TakesBytes ? "byte" : null;

    /// <summary>The gradient check.</summary>
    public string GradientCheck =>
        $"global::GenNet.GradientReport CheckGradients(\n    {SpanOf(Element)} inputs, {SpanOf(Element)} targets, int parametersPerTensor = int.MaxValue)";

    /// <summary>The override that hands on the network over dual numbers.</summary>
    public const string Declared = "global::GenNet.GradientChecking.CheckedNetwork ReadDeclared()";

    /// <summary>The gradient check of samples that are indices.</summary>
    public string GradientCheckOfIndices => GradientCheck.Replace($"{SpanOf(Element)} inputs", $"{SpanOf("int")} inputs");

    /// <summary>Whether there are members that take class indices.</summary>
    private bool LearnsClasses => IsTrainable && TakesClasses;

    /// <summary>
    /// Every method, from its return type on. <see cref="ForwardOne"/> is among them whether the network has it or not: a name that
    /// is free should not be taken because a layer has grown.
    /// </summary>
    public IEnumerable<string> Methods =>
    [
        .. Loads.Select(load => $"void {load}"),
        .. HasPretrained ? [$"void {Pretrained}"] : (string[])[],
        Forward,
        ForwardOne,
        ForwardWithLoss,
        .. Backpropagate,
        .. Exploration,
        .. InputMethods.SelectMany(method => (string[])[method.Signature, method.NumberSignature(Element)]),
        .. LearnsClasses ? ClassMethods : [],
        .. IsStream ? [CreateState, Step] : (string[])[],
        .. ChecksGradients ? TakesIndices ? [Declared, GradientCheck, GradientCheckOfIndices] : [Declared, GradientCheck] : (string[])[],
    ];

    private IEnumerable<string> ClassMethods => new[] { false, true }.SelectMany(isStep => (string[])
    [
        InputType is { } input ? WithClasses(isStep, input) : WithTargets(isStep),
        WithClasses(isStep, Element),
    ]);

    /// <summary>The gradient or the step of a batch that takes targets, once more.</summary>
    public string WithTargets(bool isStep) =>
        $"{Element} {NameOf(isStep)}({SpanOf(Element)} inputs, {SpanOf(Element)} targets, {LastParameter(isStep)})";

    /// <summary>The gradient or the step of a batch that takes the index of each sample's class.</summary>
    /// <param name="isStep">Whether it is the step.</param>
    /// <param name="inputs">What an input is.</param>
    public string WithClasses(bool isStep, string inputs) =>
        $"{Element} {NameOf(isStep)}({SpanOf(inputs)} inputs, {SpanOf("int")} classes, {LastParameter(isStep)})";

    /// <summary>What the gradient or the step of a batch is called.</summary>
    public static string NameOf(bool isStep) => isStep ? "TrainStep" : "Gradient";

    private string LastParameter(bool isStep) => isStep ? "global::GenNet.Optimizer optimizer" : $"global::System.Span<{Element}> gradient";

    private static string SpanOf(string element) => $"global::System.ReadOnlySpan<{element}>";
}
