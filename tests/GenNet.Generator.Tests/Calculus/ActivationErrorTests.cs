using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Numerics;
using GenNet.Runtime.Tests.Numerics;
using GenNet.Tests;
using Xunit;
using DeclaredActivation = GenNet.Generator.Declaration.Activation;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>
/// The errors that the table of activations states: its formulas as they are emitted, operation by operation in single and in double precision,
/// against the same formulas in 106 bits.
/// </summary>
public sealed class ActivationErrorTests(ITestOutputHelper output)
{
    private static readonly int s_singles = TestScope.Count(quick: 4_000, full: 20_000);
    private static readonly int s_doubles = TestScope.Count(quick: 400, full: 2_000);

    /// <summary>Networks keep z near 1; beyond this every activation is at its limit, linear, or an exponential.</summary>
    private const double MostZ = 30;

    private static readonly ConcurrentDictionary<Function, Func<double, ReferenceValue>> s_precise = new();

    private static readonly ConcurrentDictionary<Function, Expression> s_slopes = new();

    public static TheoryData<string> Activations =>
        [.. ActivationTable.Rows.Where(row => !row.IsCoupled).Select(row => row.Activation.ToString())];

    [Theory]
    [MemberData(nameof(Activations))]
    public void NoErrorIsLargerThanTheTableSays(string name)
    {
        ActivationRow row = ActivationTable.Of(Enum.Parse<DeclaredActivation>(name));
        Expression formula = ActivationFunction.Of(row.Activation).Output;
        (double Ulps, double UlpsOfLarger, double At) singles = default;
        (double Ulps, double UlpsOfLarger, double At) doubles = default;
        foreach (double z in Sample(s_singles).Select(z => (double)(float)z))
        {
            DoubleDouble exact = Precisely(formula, z);
            Worsen(ref singles, z, exact, Of<float>(formula, (float)z), 23, -126);
        }

        foreach (double z in Sample(s_doubles))
        {
            Worsen(ref doubles, z, Precisely(formula, z), Of<double>(formula, z), 52, -1022);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {singles.Ulps:F2} / {doubles.Ulps:F2} ulp of a, {singles.UlpsOfLarger:F2} / {doubles.UlpsOfLarger:F2} of the larger"));
        AssertWithin("single", row.Ulps.Single, row.AreUlpsOfLarger ? singles.UlpsOfLarger : singles.Ulps, singles.At);
        AssertWithin("double", row.Ulps.Double, row.AreUlpsOfLarger ? doubles.UlpsOfLarger : doubles.Ulps, doubles.At);

        void AssertWithin(string precision, double stated, double measured, double at) => Assert.True(
            measured <= stated,
            string.Create(CultureInfo.InvariantCulture, $"{name} in {precision} precision is {measured} ulp off near {at:R}, more than {stated}."));
    }

    /// <summary>Closely around 0, where networks live, and of every magnitude below.</summary>
    private static IEnumerable<double> Sample(int count)
    {
        var random = new Random(8);
        for (int i = 0; i < count; i++)
        {
            yield return (random.NextDouble() - 0.5) * 2 * (i % 4) switch
            {
                0 => MostZ,
                1 => 8,
                2 => 2,
                _ => Math.ScaleB(1, -random.Next(0, 60)),
            };
        }
    }

    private static void Worsen(
        ref (double Ulps, double UlpsOfLarger, double At) worst, double z, DoubleDouble exact, double actual, int digits, int least)
    {
        double error = Math.Abs((actual - exact.High) - exact.Low);
        double ulps = error / LastPlace(exact.High);
        double ulpsOfLarger = error / LastPlace(Math.Max(Math.Abs(exact.High), Math.Abs(z)));
        worst = (Math.Max(ulps, worst.Ulps), Math.Max(ulpsOfLarger, worst.UlpsOfLarger), ulps > worst.Ulps ? z : worst.At);

        double LastPlace(double value) =>
            Math.ScaleB(1, (value == 0 ? least : Math.Max(Math.ILogB(value), least)) - digits);
    }

    /// <summary>The formula in the arithmetic of a network: what the statements of one lane compute, as no vector width changes a bit.</summary>
    private static T Of<T>(Expression formula, T z)
        where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        return Visit(formula);

        T Visit(Expression e) => e switch
        {
            Constant c => T.CreateChecked(c.Value),
            Symbol => z,
            Sum s => Visit(s.Left) + Visit(s.Right),
            Difference d => Visit(d.Left) - Visit(d.Right),
            Product p => Visit(p.Left) * Visit(p.Right),
            Quotient q => Visit(q.Left) / Visit(q.Right),
            Negation n => -Visit(n.Operand),
            Maximum m => T.Max(Visit(m.Left), Visit(m.Right)),
            Minimum m => T.Min(Visit(m.Left), Visit(m.Right)),
            Conditional { Test: Comparison { Relation: Relation.Greater } test } w =>
                Visit(test.Left) > Visit(test.Right) ? Visit(w.Then) : Visit(w.Else),
            Call c => Call(c.Function, Visit(c.Operand)),
            _ => throw new NotSupportedException($"Not in any activation so far: {e}"),
        };
    }

    /// <summary>The runtime's function of one number, which has the bits of every vector width.</summary>
    private static T Call<T>(Function function, T x) => CallsOf<T>.Known.GetOrAdd(
        function,
        static name => typeof(VectorMath).GetMethod(name.ToString(), [typeof(T)])!.CreateDelegate<Func<T, T>>())(x);

    private static DoubleDouble Precisely(Expression formula, double z)
    {
        return Visit(formula);

        DoubleDouble Visit(Expression e) => e switch
        {
            Constant c => c.Value,
            Symbol => z,
            Sum s => Visit(s.Left) + Visit(s.Right),
            Difference d => Visit(d.Left) - Visit(d.Right),
            Product p => Visit(p.Left) * Visit(p.Right),
            Quotient q => Visit(q.Left) / Visit(q.Right),
            Negation n => -Visit(n.Operand),
            Maximum m => Larger(Visit(m.Left), Visit(m.Right)),
            Minimum m => -Larger(-Visit(m.Left), -Visit(m.Right)),
            Conditional { Test: Comparison { Relation: Relation.Greater } test } w =>
                (Visit(test.Left) - Visit(test.Right)).High > 0 ? Visit(w.Then) : Visit(w.Else),
            Call c => Precisely(c.Function, Visit(c.Operand)),
            _ => throw new NotSupportedException($"Not in any activation so far: {e}"),
        };

        static DoubleDouble Larger(DoubleDouble x, DoubleDouble y) => (x - y).High > 0 ? x : y;
    }

    /// <summary>f(h + l) = f(h) + f′(h) l, as l is at most 2⁻⁵³ of h.</summary>
    private static DoubleDouble Precisely(Function function, DoubleDouble x)
    {
        if (function == Function.Abs)
        {
            return DoubleDouble.Abs(x);
        }

        Func<double, ReferenceValue> precise = s_precise.GetOrAdd(
            function,
            static name => typeof(ReferenceFunctions).GetMethod($"{name}Precisely")!.CreateDelegate<Func<double, ReferenceValue>>());
        Expression slope = s_slopes.GetOrAdd(
            function, static name => Differentiator.Derivative(new Call(name, ActivationFunction.Z), ActivationFunction.Z));
        ReferenceValue value = precise(x.High);
        return new DoubleDouble(Math.ScaleB(value.Factor.High, value.Exponent), Math.ScaleB(value.Factor.Low, value.Exponent))
            + (Evaluator.At(x.High, 0).Evaluate(slope).Value * x.Low);
    }

    /// <summary>The functions that have been looked up.</summary>
    private static class CallsOf<T>
    {
        public static ConcurrentDictionary<Function, Func<T, T>> Known { get; } = new();
    }
}
