using System;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Calculus;

/// <summary>
/// An elementwise activation: a formula in z, and nothing else. Its derivative is derived, and written with the output a alone where
/// that is possible.
/// </summary>
internal sealed class ActivationFunction
{
    /// <summary>The pre-activation.</summary>
    public static readonly Symbol Z = new("z");

    /// <summary>The output.</summary>
    public static readonly Symbol A = new("a");

    /// <summary>∂a/∂z as a forward pass kept it, where the output does not tell it.</summary>
    public static readonly Symbol Slope = new("f");

    /// <summary>The number in the formula that is learned: one for the layer.</summary>
    public static readonly Symbol P = new("p");

    public ActivationFunction(Expression output)
    {
        Declared = output;
        Output = Simplifier.Simplify(output);
        Derivative = StoredOutput.InTermsOfOutput(Output, Differentiator.Derivative(Output, Z));
        HasParameter = Output.Uses(P);
        IsDerivativeOfOutput = !Derivative.Uses(Z);
    }

    /// <summary>a in terms of z as it was written, for whoever checks what is made of it.</summary>
    public Expression Declared { get; }

    /// <summary>a in terms of z, simplified.</summary>
    public Expression Output { get; }

    /// <summary>∂a/∂z in terms of a, and of z only where a does not suffice.</summary>
    public Expression Derivative { get; }

    /// <summary>Whether a number in the formula is learned. What is derived from it is then written with z, which the forward pass keeps.</summary>
    public bool HasParameter { get; }

    /// <summary>∂a/∂p in terms of z, where a number p in the formula is learned.</summary>
    public Expression ByParameter() => Differentiator.Derivative(Output, P);

    /// <summary>Whether the stored output tells the derivative. If not, the forward pass keeps the derivative itself.</summary>
    public bool IsDerivativeOfOutput { get; }

    /// <summary>The formula of an activation with its argument; softmax and log-softmax have none, as they are not elementwise.</summary>
    public static ActivationFunction Of(Activation activation, double argument)
    {
        ActivationRow row = ActivationTable.Of(activation);
        return row.LearnsArgument || row.Argument is null || row.Argument.Default == argument ? row.Usual() : Derive(row, argument);
    }

    /// <summary>The formula of an activation with its default argument.</summary>
    public static ActivationFunction Of(Activation activation) => ActivationTable.Of(activation).Usual();

    /// <summary>The formula of a row with an argument, derived each time.</summary>
    public static ActivationFunction Derive(ActivationRow row, double argument)
    {
        Func<Expression, Expression, Expression> output = row.Output
            ?? throw new ArgumentOutOfRangeException(nameof(row), row.Activation, "Not an elementwise activation.");
        return new ActivationFunction(output(Z, row.LearnsArgument ? P : argument));
    }
}
