using GenNet.Generator.Calculus;
using Xunit;
using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>Which formulas may be no number: lanes without a sample are filled before one of those is computed in them, and not for others.</summary>
public sealed class DomainTests
{
    [Fact]
    public void AFormulaHasGapsUnlessWhatItAsksForIsCertainlyPositive()
    {
        Expression[] positive =
        [
            2, Cosh(Z), 1 + Exp(Z), Exp(Z) + 1, 1 + (Z * Z), 1 + Pow(Z, 2), 1 + Pow(Z, 4), 1 + Abs(Z), 1 + Sigmoid(Z), 1 + Softplus(Z), 1 + Sqrt(1 + Exp(Z)), 1 + LogCosh(Z),
            1 + (Abs(Z) * Exp(Z)), 1 + (Abs(Z) + Exp(Z)), 1 + Max(Z, 0), 1 + Max(0, Z), Max(Z, 1), Max(1, Z), Cosh(Z) * (1 + Exp(Z)), Sqrt(Cosh(Z)), 1 + (0 * Exp(Z)), Cosh(Z) + Cosh(Z),
        ];
        Expression[] others =
        [
            Z, 0, -1, Abs(Z), 1 + Z, Z + 1, Exp(Z) - 1, 1 + (Z * A), 1 + Pow(Z, 3), Max(Z, 0), Max(0, Z), Cosh(Z) * Z, Z * Cosh(Z), 1 + (Abs(Z) + Z), 1 + (Z + Abs(Z)), 1 + Sin(Z),
            1 + (Z * Abs(A)), 1 + (Abs(A) * Z), 1 + Max(Z, -1), -1 + Exp(Z), Sqrt(Abs(Z)), 0 + Exp(Z),
        ];

        Assert.All(positive, asked => Assert.All([Log(asked), Sqrt(asked), Z / asked, Pow(asked, 0.5), 1 + Log(asked)], Held));
        Assert.All(others, asked => Assert.All([Log(asked), Sqrt(asked), Z / asked, Pow(asked, 0.5), 1 + Log(asked)], HasGaps));
        Assert.All([Log1P(Exp(Z)), Log1P(Abs(Z)), Log1P(0), Z, Pow(Z, 1), Pow(Z, 3), Exp(Z)], Held);
        Assert.All([Log1P(Z), Log1P(-1), Tan(Z), 1 + Tan(Cosh(Z))], HasGaps);
    }

    private static void Held(Expression formula) => Assert.False(Domain.HasGaps(formula), $"{formula} is a number everywhere.");

    private static void HasGaps(Expression formula) => Assert.True(Domain.HasGaps(formula), $"{formula} may be no number.");
}
