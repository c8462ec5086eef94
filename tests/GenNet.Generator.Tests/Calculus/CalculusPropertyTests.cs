using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using GenNet.Generator.Calculus;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>What holds of every formula: its derivative is the derivative, and simplifying changes nothing but its length.</summary>
public sealed class CalculusPropertyTests
{
    private static readonly int s_cases = TestScope.Count(quick: 600, full: 6000);

    /// <summary>Values beyond this leave no digits for a comparison.</summary>
    private const double MostScale = 1e6;

    [Fact]
    public void DerivativeIsThatOfDualNumbers()
    {
        int compared = 0;
        Check(s_cases, (expression, z, t) =>
        {
            Evaluator evaluator = Evaluator.At(z, t);
            Dual expected = evaluator.Evaluate(expression);
            Evaluator symbolic = Evaluator.At(z, t);
            Expression derivative = Differentiator.Derivative(expression, ActivationFunction.Z);
            if (!evaluator.IsFinite || evaluator.Largest > MostScale || evaluator.DistanceToKink < 1e-6)
            {
                return;
            }

            double actual = symbolic.Evaluate(derivative).Value;
            if (symbolic.Largest > MostScale || symbolic.DistanceToKink < 1e-6)
            {
                return;
            }

            compared++;
            AssertNear(expected.Derivative, actual, 1e-10 * Math.Max(evaluator.Largest, symbolic.Largest), expression, derivative);
        });
        Assert.True(compared > s_cases / 4, $"Only {compared} of {s_cases} cases were compared.");
    }

    [Fact]
    public void DerivativeIsTheLimitOfDifferences()
    {
        int compared = 0;
        Check(s_cases, (expression, z, t) =>
        {
            const double Step = 1e-3;
            bool isSmooth = true;
            double scale = 1;
            double ValueAt(double offset)
            {
                Evaluator evaluator = Evaluator.At(z + offset, t);
                double value = evaluator.Evaluate(expression).Value;
                isSmooth &= evaluator.IsFinite && evaluator.DistanceToKink > 50 * Step;
                scale = Math.Max(scale, evaluator.Largest);
                return value;
            }

            double Difference(double h) =>
                ((8 * (ValueAt(h) - ValueAt(-h))) - (ValueAt(2 * h) - ValueAt(-2 * h))) / (12 * h);

            // Where halving the step still changes the result, the limit is not near enough.
            double coarse = Difference(2 * Step);
            double expected = Difference(Step);
            if (!isSmooth || scale > 1e3 || Math.Abs(coarse - expected) > 1e-7 * scale)
            {
                return;
            }

            compared++;
            Expression derivative = Differentiator.Derivative(expression, ActivationFunction.Z);
            AssertNear(expected, Evaluator.At(z, t).Evaluate(derivative).Value, 1e-6 * scale, expression, derivative);
        });
        Assert.True(compared > s_cases / 4, $"Only {compared} of {s_cases} cases were compared.");
    }

    [Fact]
    public void SimplifyingKeepsTheValue()
    {
        int compared = 0;
        Check(s_cases, (expression, z, t) =>
        {
            Evaluator before = Evaluator.At(z, t);
            Evaluator after = Evaluator.At(z, t);
            double expected = before.Evaluate(expression).Value;
            Expression simplified = Simplifier.Simplify(expression);
            double actual = after.Evaluate(simplified).Value;
            double distance = Math.Min(before.DistanceToKink, after.DistanceToKink);
            if (!before.IsFinite || before.Largest > MostScale || distance < 1e-9)
            {
                return;
            }

            compared++;
            AssertNear(expected, actual, 1e-12 * Math.Max(before.Largest, after.Largest), expression, simplified);
        });
        Assert.True(compared > s_cases / 4, $"Only {compared} of {s_cases} cases were compared.");
    }

    [Fact]
    public void SimplifyingMakesNoNaN()
    {
        Check(s_cases, (expression, z, t) =>
        {
            Evaluator before = Evaluator.At(z, t);
            double expected = before.Evaluate(expression).Value;
            Expression simplified = Simplifier.Simplify(expression);
            double actual = Evaluator.At(z, t).Evaluate(simplified).Value;

            // Nor where the value is infinite, unless it overflowed on the way: reordered factors may then meet at another place.
            Assert.True(
                !double.IsNaN(actual) || before.HasNaN || before.DividesByZero || before.Largest is > 1e100 and < double.PositiveInfinity,
                $"{expression} = {expected} became {simplified} = NaN at z = {z}, t = {t}.");
        });
    }

    [Fact]
    public void SimplifyingNeverMakesAFormulaLarger()
    {
        Check(s_cases, (expression, _, _) =>
        {
            Expression simplified = Simplifier.Simplify(expression);

            // ln σ(x) = −softplus(−x) and ln(1 + …) are for accuracy, and may cost a sign or two.
            int forAccuracy = 2 * expression.Parts().Count(part => part is Call { Function: Function.Log or Function.Log1P });
            Assert.True(
                simplified.Size <= expression.Size + forAccuracy,
                $"{expression} has {expression.Size} parts, but {simplified} has {simplified.Size}.");
        });
    }

    [Fact]
    public void SimplifyingTwiceChangesNothingMore()
    {
        Check(s_cases, (expression, _, _) =>
        {
            Expression once = Simplifier.Simplify(expression);
            Expression twice = Simplifier.Simplify(once);
            Assert.True(once == twice, $"{expression} became {once}, and that {twice}.");
        });
    }

    [Fact]
    public void SharedPartsGiveTheSameBits()
    {
        int shared = 0;
        Check(s_cases / 2, (expression, z, t) =>
        {
            Expression derivative = Differentiator.Derivative(expression, ActivationFunction.Z);
            SharedParts parts = SharedParts.Of(expression, derivative);
            var values = new Dictionary<Symbol, Dual> { [ActivationFunction.Z] = new(z, 0), [LossFunction.T] = new(t, 0) };
            foreach ((Symbol name, Expression value) in parts.Parts)
            {
                shared++;
                values.Add(name, new Evaluator(values).Evaluate(value));
            }

            Assert.Equal(2, parts.Formulas.Count);
            var direct = new Evaluator(new Dictionary<Symbol, Dual> { [ActivationFunction.Z] = new(z, 0), [LossFunction.T] = new(t, 0) });
            var composed = new Evaluator(values);
            Assert.Equal(direct.Evaluate(expression).Value, composed.Evaluate(parts.Formulas[0]).Value);
            Assert.Equal(direct.Evaluate(derivative).Value, composed.Evaluate(parts.Formulas[1]).Value);
        });
        Assert.True(shared > s_cases / 4, $"Only {shared} parts were shared.");
    }

    private static void Check(int cases, Action<Expression, double, double> property) =>
        Prop.ForAll(Formulas.Any, Formulas.Operand, Formulas.Operand, property).Check(Formulas.Config(cases));

    private static void AssertNear(double expected, double actual, double tolerance, Expression expression, Expression result) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{expression} gave {result}, which is {actual:R} where {expected:R} was expected, more than {tolerance:E1} away."));
}
