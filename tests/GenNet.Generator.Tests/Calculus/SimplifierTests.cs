using System;
using System.Linq;
using GenNet.Generator.Calculus;
using Xunit;
using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;
using static GenNet.Generator.Calculus.LossFunction;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>What people write, and what is computed in its place; and what looks alike and stays.</summary>
public sealed class SimplifierTests
{
    private static readonly Condition s_test = Z > T;

    [Fact]
    public void LikeTermsAreGathered() => Become(
        (Z + Z, 2 * Z),
        ((2 * Z) + (3 * Z), 5 * Z),
        (T + Z + Z, T + (2 * Z)),
        ((3 * Z) - Z, 2 * Z),
        ((2 * Z) - (5 * Z), -3 * Z),
        ((Z * Sin(T)) + (Z * Cos(T)), Z * (Sin(T) + Cos(T))),
        ((Z * Sin(T)) - (Z * Cos(T)), Z * (Sin(T) - Cos(T))),
        ((Pow(Z, 3) * T) + (Pow(Z, 2) * Sin(T)), Z * Z * ((Z * T) + Sin(T))));

    [Fact]
    public void NumbersAreGathered() => Become(
        (Z + 2 + 3, Z + 5),
        (2 + Z + 3, Z + 5),
        (Z - 2 + 3, Z + 1),
        (2 - Z + 3, 5 - Z),
        (Z + 2 - 3, Z - 1),
        (3 + (Z + 2), Z + 5),
        (5 - (Z + 2), 3 - Z),
        (5 - (2 + Z), 3 - Z),
        (5 - (Z - 2), 7 - Z),
        (5 - (2 - Z), 3 + Z),
        (6 - (2 * (Z + 3)), -2 * Z),
        (5 - (2 * (Z + 3)), 5 - (2 * (Z + 3))),
        (0.5 * ((2 * Z) + 3), Z + 1.5),
        (-2 * (Z - T), 2 * (T - Z)),
        (T / (2 * Z), 0.5 * (T / Z)));

    [Fact]
    public void NumbersAreComputedUnlessTheyOverflowOrUnderflow() => Become(
        (0.1 + (Expression)0.2, 0.3),
        (Sqrt(0.5) * Sqrt(0.5), 0.5),
        (1 / (Expression)3, 1.0 / 3),
        (Pow(2, 5), 32),
        (Pow(1.5, 2), 2.25),
        (Pow(2, -3), 0.125),
        (Pow(2, 64), Math.Pow(2, 64)),
        (Pow(2, 65), Pow(2, 65)),
        (Pow(2, 1.5), Pow(2, 1.5)),
        (1e200 * (Expression)1e200, 1e200 * (Expression)1e200),
        (1e-160 * (Expression)1e-150, 1e-160 * (Expression)1e-150),
        (1e-200 * (Expression)1e-200, 1e-200 * (Expression)1e-200),
        (1e-200 * (1e-200 * Z), 1e-200 * (1e-200 * Z)),
        (1e-200 / (Expression)1e200, 1e-200 / (Expression)1e200),
        (Pow(1e-200, 2), Pow(1e-200, 2)),
        (0 * (Expression)1e-200, 0),
        (Max(1, 2), 2),
        (Min(1, 2), 1),
        (Max(Max(Z, 1), 2), Max(Z, 2)),
        (Min(Min(Z, 1), 2), Min(Z, 1)));

    [Fact]
    public void FactorsAreGatheredIntoPowers() => Become(
        (Z * Pow(Z, 1.5), Pow(Z, 2.5)),
        (Pow(Z, 1.5) * Z, Pow(Z, 2.5)),
        (Z * (T * Z), Z * Z * T),
        (Pow(Z, 8) * (T * Pow(Z, 8)), Pow(Z, 16) * T),
        (Pow(Z, 9) * (T * Pow(Z, 8)), Pow(Z, 9) * (T * Pow(Z, 8))));

    [Fact]
    public void SignsLeaveOrMeet() => Become(
        (-Z / -T, Z / T),
        (-Z * -T, Z * T),
        (Z - (T * ((-2 * Z) - Sin(T))), Z + (T * ((2 * Z) + Sin(T)))),
        (Z - (((-2 * Z) - Sin(T)) * T), Z + (((2 * Z) + Sin(T)) * T)),
        (Sign(Z) * Abs(Z), Z),
        (Abs(Z) * Sign(Z), Z),
        (Sign(Z) * Z, Abs(Z)),
        (Sign(Z) * Abs(T), Sign(Z) * Abs(T)),
        (Abs(Z) * Sign(T), Abs(Z) * Sign(T)),
        (Sign(3 * Z), Sign(Z)),
        (Sign(-3 * Z), -Sign(Z)),
        (Abs(-3 * Z), 3 * Abs(Z)),
        (Abs(Z * Z), Z * Z),
        (Abs(Z * T), Abs(Z * T)));

    [Fact]
    public void WhatIsCertainlyPositiveIsItsOwnMagnitude()
    {
        foreach (Expression positive in new[] { Exp(Z), Sigmoid(Z), Softplus(Z), Sqrt(Z) })
        {
            Become((Abs(positive), positive));
        }

        Become((Abs(Sin(Z)), Abs(Sin(Z))));
    }

    [Fact]
    public void ChoicesByOneConditionBecomeOne() => Become(
        (Where(s_test, Z, T) + Where(s_test, T, 2), Where(s_test, Z + T, T + 2)),
        (Where(s_test, Z, T) - Where(s_test, T, 2), Where(s_test, Z - T, T - 2)),
        (Where(s_test, Z, T) * Where(s_test, T, 3), Where(s_test, Z * T, 3 * T)),
        (2 * Where(s_test, 3, 4), Where(s_test, 6, 8)));

    [Fact]
    public void DifferencesFromOneKeepTheirDigits() => Become(
        (Exp(Z) - 1, ExpM1(Z)),
        (Exp(Z) - T - 1, ExpM1(Z) - T),
        (Exp(Z) + T - 1, ExpM1(Z) + T),
        ((3 * Exp(Z)) - 3, 3 * ExpM1(Z)),
        ((3 * Exp(Z)) - 2, (3 * Exp(Z)) - 2),
        (3 - (3 * Exp(Z)), -3 * ExpM1(Z)),
        (3 - (2 * Exp(Z)), 3 - (2 * Exp(Z))));

    [Fact]
    public void FunctionsAreKnownByTheirQuotients()
    {
        Expression above = Exp(Z) - Exp(-Z);
        Expression below = Exp(Z) + Exp(-Z);
        Become(
            (Sinh(Z) / Cosh(Z), Tanh(Z)),
            (above / below, Tanh(Z)));
        foreach (Expression other in new[]
        {
            Sinh(Z) / Cosh(T), above / (Exp(T) + Exp(-Z)), above / (Exp(Z) + Exp(-T)), (Exp(Z) - Exp(T)) / (Exp(Z) + Exp(T)),
        })
        {
            Become((other, other));
        }
    }

    [Fact]
    public void FunctionsOfNothingAreNumbers()
    {
        foreach (Function function in Enum.GetValues<Function>().Except([Function.Log, Function.Softplus]))
        {
            Expression expected = function switch
            {
                Function.Exp or Function.Cosh or Function.Cos => 1,
                Function.Sigmoid => 0.5,
                _ => 0,
            };
            Become((new Call(function, 0), expected));
        }

        Become((Log(1), 0), (Sqrt(4), 2), (Abs(-3), 3), (Sign(-3), -1));
    }

    [Fact]
    public void OddFunctionsLetASignOutAndEvenOnesDropIt()
    {
        foreach (Func<Expression, Expression> odd in new Func<Expression, Expression>[] { Sin, Tan, Sinh, Tanh, Asinh, Atan, Erf, Sign })
        {
            Become((odd(-Z), -odd(Z)));
        }

        foreach (Func<Expression, Expression> even in new Func<Expression, Expression>[] { Cos, Cosh, LogCosh, Abs })
        {
            Become((even(-Z), even(Z)), (even(Abs(Z)), even(Z)));
        }

        foreach (Func<Expression, Expression> neither in new Func<Expression, Expression>[] { Exp, ExpM1, Sigmoid, Softplus })
        {
            Become((neither(-Z), neither(-Z)));
        }
    }

    [Fact]
    public void ComparisonsHaveTheirNumberOnTheRight()
    {
        foreach ((Relation relation, Relation mirrored) in new[]
        {
            (Relation.Greater, Relation.Less), (Relation.GreaterOrEqual, Relation.LessOrEqual), (Relation.Less, Relation.Greater),
            (Relation.LessOrEqual, Relation.GreaterOrEqual), (Relation.Equal, Relation.Equal), (Relation.NotEqual, Relation.NotEqual),
        })
        {
            Become(
                (Choice(relation, 3, Z), Choice(mirrored, Z, 3)),
                (Choice(relation, 2 * Z, 6), Choice(relation, Z, 3)),
                (Choice(relation, -2 * Z, 6), Choice(mirrored, Z, -3)));
        }
    }

    [Theory]
    [InlineData((int)Relation.Greater, false, false, true)]
    [InlineData((int)Relation.GreaterOrEqual, false, true, true)]
    [InlineData((int)Relation.Less, true, false, false)]
    [InlineData((int)Relation.LessOrEqual, true, true, false)]
    [InlineData((int)Relation.Equal, false, true, false)]
    [InlineData((int)Relation.NotEqual, true, false, true)]
    public void AComparisonOfNumbersChooses(int relation, bool ofLess, bool ofEqual, bool ofGreater) => Become(
        (Choice((Relation)relation, 1, 2), ofLess ? Z : T),
        (Choice((Relation)relation, 2, 2), ofEqual ? Z : T),
        (Choice((Relation)relation, 3, 2), ofGreater ? Z : T));

    private static Expression Choice(Relation relation, Expression left, Expression right) => Where(new Comparison(relation, left, right), Z, T);

    private static void Become(params (Expression Written, Expression Expected)[] cases) => Assert.All(cases, formula =>
    {
        Expression simplified = Simplifier.Simplify(formula.Written);
        Assert.True(simplified == formula.Expected, $"{formula.Written} became {simplified}, not {formula.Expected}.");
    });
}
