using GenNet.Generator.Declaration;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>
/// An elementwise activation: a formula in z, and nothing else. Its derivative is derived, and written with the output a where the
/// formula of the output occurs in it.
/// </summary>
internal sealed class ActivationFunction
{
    /// <summary>The pre-activation.</summary>
    public static readonly Symbol Z = new("z");

    /// <summary>The output.</summary>
    public static readonly Symbol A = new("a");

    private ActivationFunction(string notation, Expression output)
    {
        Notation = notation;
        Output = output;
        Derivative = Simplifier.Simplify(Differentiator.Derivative(output, Z).Replace(output, A));
    }

    /// <summary>How the field writes f(z), where {0} stands for z.</summary>
    public string Notation { get; }

    /// <summary>a in terms of z.</summary>
    public Expression Output { get; }

    /// <summary>∂a/∂z in terms of a, and of z only where a does not suffice.</summary>
    public Expression Derivative { get; }

    /// <summary>The row of the table for an activation; softmax has none, as it is not elementwise.</summary>
    public static ActivationFunction Of(Activation activation) => activation switch
    {
        Activation.Linear => new("{0}", Z),
        Activation.Sigmoid => new("σ({0})", Sigmoid(Z)),
        Activation.Tanh => new("tanh({0})", Tanh(Z)),
        Activation.ReLU => new("max({0}, 0)", Max(Z, Zero)),
        _ => throw new System.ArgumentOutOfRangeException(nameof(activation), activation, "Not an elementwise activation."),
    };
}
