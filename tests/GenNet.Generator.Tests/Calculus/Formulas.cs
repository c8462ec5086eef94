using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using GenNet.Generator.Calculus;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>Draws formulas of z and t, and makes a failing one smaller.</summary>
internal static class Formulas
{
    private static readonly double[] s_constants = [0, 1, -1, 2, 0.5, -0.5, 3, 0.01, -2.5, 0.7071067811865476];

    /// <summary>Formulas of up to a few dozen parts, every node of the language among them.</summary>
    public static Arbitrary<Expression> Any { get; } = Arb.From(Gen.Sized(size => OfSize(Math.Min(size / 2, 20))), Shrink);

    /// <summary>Numbers to put in, whole ones and zero more often than chance would have it.</summary>
    public static Arbitrary<double> Operand { get; } = Arb.From(Gen.Frequency(
        (3, Gen.Choose(-3000, 3000).Select(thousandths => thousandths / 1000.0)),
        (1, Gen.Elements(0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -3.0))));

    /// <summary>The same cases every time: a failure is repeated by running the test.</summary>
    public static Config Config(int cases) => FsCheck.Config.QuickThrowOnFailure
        .WithMaxTest(cases)
        .WithQuietOnSuccess(true)
        .WithReplay(Microsoft.FSharp.Core.FSharpOption<Replay>.Some(
            new Replay(new Rnd(20260101, 9), Microsoft.FSharp.Core.FSharpOption<int>.None)));

    private static Gen<Expression> OfSize(int size)
    {
        Gen<Expression> leaf = Gen.Frequency(
            (3, Gen.Constant<Expression>(ActivationFunction.Z)),
            (1, Gen.Constant<Expression>(LossFunction.T)),
            (2, Gen.Elements(s_constants).Select(value => (Expression)value)));
        if (size < 1)
        {
            return leaf;
        }

        Gen<Expression> half = Gen.Constant(0).SelectMany(_ => OfSize((size - 1) / 2));
        Gen<Expression> smaller = Gen.Constant(0).SelectMany(_ => OfSize(size - 1));
        Gen<Expression> Binary(Func<Expression, Expression, Expression> make) =>
            half.SelectMany(left => half.Select(right => make(left, right)));
        return Gen.Frequency(
            (1, leaf),
            (3, Binary((left, right) => left + right)),
            (3, Binary((left, right) => left - right)),
            (4, Binary((left, right) => left * right)),
            (2, Binary((left, right) => left / right)),
            (1, Binary(Expression.Max)),
            (1, Binary(Expression.Min)),
            (2, smaller.Select(operand => -operand)),
            (1, smaller.Select(operand => operand * operand)),
            (1, half.SelectMany(@base => Gen.Elements<double>(2, 3, -1, 0.5, 1.5, -2).Select(exponent => Expression.Pow(@base, exponent)))),
            (1, Binary(Expression.Pow)),
            (8, Gen.Elements(Enum.GetValues<Function>()).SelectMany(
                function => smaller.Select(operand => (Expression)new Call(function, operand)))),
            (2, Test(size).SelectMany(test => half.SelectMany(
                then => half.Select(otherwise => Expression.Where(test, then, otherwise))))));
    }

    private static Gen<Condition> Test(int size)
    {
        Gen<Expression> side = Gen.Constant(0).SelectMany(_ => OfSize(size / 4));
        Gen<Condition> comparison = Gen.Elements(Enum.GetValues<Relation>()).SelectMany(
            relation => side.SelectMany(left => side.Select(right => (Condition)new Comparison(relation, left, right))));
        return Gen.Frequency(
            (6, comparison),
            (1, comparison.SelectMany(left => comparison.Select(right => left & right))),
            (1, comparison.SelectMany(left => comparison.Select(right => left | right))),
            (1, comparison.Select(operand => !operand)));
    }

    private static IEnumerable<Expression> Shrink(Expression expression)
    {
        foreach (Expression operand in expression.Operands.Where(operand => operand is not Condition))
        {
            yield return operand;
        }

        for (int i = 0; i < expression.Operands.Count; i++)
        {
            if (expression.Operands[i] is Condition)
            {
                continue;
            }

            foreach (Expression smaller in Shrink(expression.Operands[i]))
            {
                Expression[] operands = [.. expression.Operands];
                operands[i] = smaller;
                yield return expression.With(operands);
            }
        }
    }
}
