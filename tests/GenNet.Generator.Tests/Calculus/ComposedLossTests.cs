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
        (T / Sqrt(A), DeclaredActivation.Sigmoid, "t / exp(−½ softplus(−z))", "−½ t / exp(−½ softplus(−z)) σ(−z)"),
        (T / Pow(A, 0.25), DeclaredActivation.Sigmoid, "t / exp(−0.25 softplus(−z))", "−0.25 t / exp(−0.25 softplus(−z)) σ(−z)"),
        (T / (A / (2 - (2 * A))), DeclaredActivation.Sigmoid, "2 t / exp(z)", "−2 t / exp(z)"),
        (-(T * Log(1 - Pow(A, 2))), DeclaredActivation.Tanh, "−t(−softplus(−2 z) − softplus(2 z) + 1.3862943611198906)", "t(2 σ(2 z) − 2 σ(−2 z))"),
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

    [Theory]
    [MemberData(nameof(Activations))]
    public void WhatIsComputedIsWorthWhatWasWritten(string last)
    {
        DeclaredActivation declared = Enum.Parse<DeclaredActivation>(last);
        ActivationFunction function = ActivationFunction.Of(declared);
        Expression choice = Where(T > 0.5, A, 1 - A);
        Expression[] losses =
        [
            -(T * Log(A)), -(T * Log(1 - A)), Log(1 + A), Log(2 - A), Log(T + A), Log(1 - Square(A)), Log(1 - (A * A * A)), Log((A - 1) / -2), Log(3 - (3 * A)),
            Log(8 * A), Log(A / 256), Log(300 * A), Log(A / (1 + A)), Log((1 - A) / A), Log(3 * A * A / (1 - A)), Log(T / A), Log(choice), Log(Sqrt(A) * T),
            Log1P(A), Log1P(-A), Sqrt(A), Sqrt(1 - A), Sqrt(choice), Pow(A, 0.3), Pow(1 - A, -0.5), Pow(A, 1.5), Pow(A, T), T / A, T / (1 - A),
            (1 - A) / A, T * A / (1 - A), 1 / (1 + A), 1 / (1 - Square(A)), Square(Log(A) - Log(1 - A)),
        ];

        Assert.All(losses, written =>
        {
            LossFunction loss = LossFunction.Of(written, declared, function);
            Expression slope = loss.DerivativeByPreActivation(function);
            foreach ((double z, double t) in new[] { (-3.2, 0.2), (-0.7, 0.9), (0.4, 0.3), (0.4, 0.8), (2.5, 0.7) })
            {
                var of = Evaluator.At(z, t);
                Dual expected = of.Evaluate(written.Replace(A, function.Output));
                if (of.IsFinite && of.DistanceToKink > 1e-6)
                {
                    AssertClose(expected.Value, Evaluator.At(z, t).Evaluate(loss.Term.Replace(A, function.Output)).Value, of.Largest);
                    AssertClose(expected.Derivative, Evaluator.At(z, t).Evaluate(slope.Replace(A, function.Output)).Value, of.Largest);
                }
            }
        });
    }

    [Fact]
    public void OppositesCancel()
    {
        Expression above = Sigmoid(3 * Z);
        Expression below = Sigmoid(-3 * Z);

        Assert.Equal(One, ComposedLoss.WithoutCancellation(above + below));
        Assert.Equal(2, ComposedLoss.WithoutCancellation((2 * above) + (2 * below)));
        Assert.Equal((2 * above) + (3 * below), ComposedLoss.WithoutCancellation((2 * above) + (3 * below)));
        Assert.Equal(above + Sigmoid(-2 * Z), ComposedLoss.WithoutCancellation(above + Sigmoid(-2 * Z)));
        Assert.Equal(Z, ComposedLoss.WithoutCancellation(Softplus(Z) - Softplus(-Z)));
        Assert.Equal(Softplus(Z) - Softplus(-T), ComposedLoss.WithoutCancellation(Softplus(Z) - Softplus(-T)));
    }

    [Fact]
    public void WhatApproachesANumberIsNotSubtractedFromIt()
    {
        Expression odds = 4 * Sigmoid(2 * Z) * Sigmoid(-2 * Z);
        (Expression Written, Expression Expected)[] cases =
        [
            (1 - Sigmoid(Z), Sigmoid(-Z)),
            (3 - (3 * Sigmoid(Z)), 3 * Sigmoid(-Z)),
            (3 - (2 * Sigmoid(Z)), 3 - (2 * Sigmoid(Z))),
            (1 + Sigmoid(Z), 1 + Sigmoid(Z)),
            (1 - Tanh(Z), 2 * Sigmoid(-2 * Z)),
            (3 + (3 * Tanh(Z)), 6 * Sigmoid(2 * Z)),
            (1 - (Tanh(Z) * Tanh(Z)), odds),
            (2 - (2 * Pow(Tanh(Z), 2)), 2 * odds),
            (1 + (Tanh(Z) * Tanh(Z)), 1 + (Tanh(Z) * Tanh(Z))),
            (1 - (Tanh(Z) * Tanh(T)), 1 - (Tanh(Z) * Tanh(T))),
            (1 - (Sigmoid(Z) + Tanh(Z)), 1 - (Sigmoid(Z) + Tanh(Z))),
            (2 - (2 * (Z / (1 + Abs(Z)))), 2 * (1 + (Abs(Z) - Z)) / (1 + Abs(Z))),
            (2 + (2 * (Z / (1 + Abs(Z)))), 2 * (1 + (Abs(Z) + Z)) / (1 + Abs(Z))),
            (1 - (T / (1 + Abs(Z))), 1 - (T / (1 + Abs(Z)))),
        ];

        Assert.All(cases, formula => Assert.Equal(Simplifier.Simplify(formula.Expected), ComposedLoss.WithoutCancellation(formula.Written)));
    }

    private static void AssertClose(double expected, double actual, double largest) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * largest, $"{actual} instead of {expected}.");
}
