using System;
using System.Linq;
using GenNet.Generator.Calculus;
using Xunit;
using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;
using static GenNet.Generator.Calculus.LossFunction;
using DeclaredActivation = GenNet.Generator.Declaration.Activation;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>What becomes of a loss that asks for what its output has rounded away: one formula for every spelling, and no formula for others.</summary>
public sealed class ComposedLossTests
{
    private static readonly (Expression Spelling, DeclaredActivation Last, string Loss, string Gradient)[] s_losses =
    [
        .. new[]
        {
            -((3 * T * Log(A)) + ((1 - T) * Log(1 - A))),
            -((3 * T * Log(A)) + ((1 - T) * Log(-A + 1))),
            -((1 - T) * Log(-(A - 1))) - (3 * T * Log(A)),
            ((1 - T) * -Log1P(-A)) - (3 * T * Log(A)),
            ((1 - T) * Log(1 / (1 - A))) + (3 * T * Log(1 / A)),
            -((1.5 * T * Log(A * A)) + ((1 - T) * Log((2 - (2 * A)) / 2))),
            -((6 * T * Log(Sqrt(A))) + (2 * ((1 - T) * Log(Pow(1 - A, 0.5))))),
        }.Select(spelling => (spelling, DeclaredActivation.Sigmoid, "(1 − t) softplus(z) + 3 t softplus(−z)", "(1 − t) a − 3 t σ(−z)")),
        (Where(T > 0.5, -Log(A), -Log(1 - A)), DeclaredActivation.Sigmoid, "softplus(−z) if t > ½ else softplus(z)", "−σ(−z) if t > ½ else a"),
        (Square(Log(A / (1 - A)) - T), DeclaredActivation.Sigmoid, "(z − t)²", "2(z − t)"),
        (T * Sqrt(A), DeclaredActivation.Sigmoid, "t exp(−½ softplus(−z))", "½ t exp(−½ softplus(−z)) σ(−z)"),
        (T * ((1 - A) / A), DeclaredActivation.Sigmoid, "t exp(−z)", "−t exp(−z)"),
        (-(T * Log((1 + A) / 2)), DeclaredActivation.Tanh, "t softplus(−2 z)", "−2 t σ(−2 z)"),
        (0.5 * (Log1P(A) - Log1P(-A)), DeclaredActivation.Tanh, "z", "1"),
        (A - (T * Log(A)), DeclaredActivation.Exponential, "a − t z", "a − t"),
        ((T / A) + Log(A), DeclaredActivation.Exponential, "t / a + z", "1 − t / a"),
        (-(T * Log(A)), DeclaredActivation.Gaussian, "t z²", "2 t z"),
        (-(T * Log(1 - Exp(A))), DeclaredActivation.LogSigmoid, "t softplus(z)", "t σ(z)"),
    ];

    public static TheoryData<int> Losses => [.. Enumerable.Range(0, s_losses.Length)];

    public static TheoryData<string> Activations =>
        [.. ActivationTable.Rows.Where(row => !row.IsCoupled && !row.LearnsArgument).Select(row => row.Activation.ToString())];

    [Theory]
    [MemberData(nameof(Losses))]
    public void EverySpellingBecomesTheFormulaOfZ(int number)
    {
        (Expression spelling, DeclaredActivation last, string expected, string gradient) = s_losses[number];
        ActivationFunction function = ActivationFunction.Of(last);

        LossFunction loss = LossFunction.Of(spelling, last, function);

        Assert.True(loss.IsOfPreActivation);
        Assert.Equal(spelling, loss.Declared);
        Assert.Equal(expected, Printer.Notation(loss.Term, symbol => symbol.Name));
        Assert.Equal(gradient, Printer.Notation(loss.DerivativeByPreActivation(function), symbol => symbol.Name));
    }

    [Fact]
    public void AfterSoftmaxLogarithmsAreThoseOfTheLayer()
    {
        LossFunction loss = LossFunction.Of(T * Log(T / A), DeclaredActivation.Softmax, function: null);

        Assert.Equal("t(ln(t) − l)", Printer.Notation(loss.Term, symbol => symbol.Name));
        Assert.Equal("t", Printer.Notation(loss.CoupledResidual(), symbol => symbol.Name));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void LossesThatAskForNothingSmallKeepTheirText(string last)
    {
        Expression output = ActivationFunction.Of(Enum.Parse<DeclaredActivation>(last)).Output;
        Expression[] losses = [Square(A - T), LogCosh(A - T), Abs(A - T), Max(1 - (T * A), 0), Log(1 + Square(A - T)), Square(A - T) / (1 + (T * T)), Pow(1 - A, 3)];

        Assert.All(losses, loss => Assert.Null(ComposedLoss.Of(loss, output)));
    }
}
