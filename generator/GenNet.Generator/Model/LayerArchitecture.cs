using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Model;

/// <summary>One dense layer: <c>a = f(x·W + b)</c>.</summary>
/// <param name="Inputs">The number of inputs, 1 or more.</param>
/// <param name="Outputs">The number of outputs, 1 or more.</param>
/// <param name="Activation">The function f.</param>
/// <param name="HasBias">Whether there is a b.</param>
/// <param name="Initializer">How weights are drawn; <see cref="Initializer.Auto"/> is resolved.</param>
/// <param name="InitializerScale">A finite factor on every drawn weight.</param>
/// <param name="ActivationArgument">The number in f's formula, a slope for example; 0 where f takes none.</param>
internal sealed record LayerArchitecture(
    int Inputs,
    int Outputs,
    Activation Activation,
    bool HasBias,
    Initializer Initializer,
    double InitializerScale,
    double ActivationArgument = 0)
{
    /// <summary>Whether f has a parameter of its own, whose first value <see cref="ActivationArgument"/> is.</summary>
    public bool HasParameter => Function is null && ActivationTable.Of(Activation).LearnsArgument;

    /// <summary>The number of parameters.</summary>
    public long ParameterCount => ((long)Inputs * Outputs) + (HasBias ? Outputs : 0) + (HasParameter ? 1 : 0);

    /// <summary>The method that f is; null where <see cref="Activation"/> says it.</summary>
    public UserFunction? Function { get; init; }
}
