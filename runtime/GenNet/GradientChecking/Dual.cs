using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.GradientChecking;

/// <summary>
/// A number that carries its derivative along, <c>value + tangent·ε</c> with <c>ε² = 0</c>: whatever is computed from it by the
/// operators and functions here carries the derivative of the result. The rules are written out one by one and share nothing with the
/// generator's calculus, which they check. Everything is computed in double precision.
/// </summary>
/// <remarks>
/// It also remembers on which side of each comparison it came to be. Two results whose <see cref="Branches"/> differ were computed
/// on different sides of a kink, so that their difference says nothing about a derivative.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Dual
{
    /// <summary>Makes a number.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="tangent">The derivative of the value; 0 for a constant.</param>
    public Dual(double value, double tangent = 0)
        : this(value, tangent, 0)
    {
    }

    internal Dual(double value, double tangent, ulong branches)
    {
        Value = value;
        Tangent = tangent;
        Branches = branches;
    }

    /// <summary>The number itself.</summary>
    public double Value { get; }

    /// <summary>Its derivative.</summary>
    public double Tangent { get; }

    /// <summary>A fingerprint of how every comparison on the way here ended; 0 if there was none.</summary>
    [CLSCompliant(false)]
    public ulong Branches { get; }

    /// <summary>A constant, whose derivative is 0.</summary>
    /// <param name="value">The constant.</param>
    public static implicit operator Dual(double value) => new(value, 0, 0);

    /// <summary>(u + v)′ = u′ + v′.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual operator +(Dual u, Dual v) => new(u.Value + v.Value, u.Tangent + v.Tangent, Mix(u.Branches, v.Branches));

    /// <summary>(u − v)′ = u′ − v′.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual operator -(Dual u, Dual v) => new(u.Value - v.Value, u.Tangent - v.Tangent, Mix(u.Branches, v.Branches));

    /// <summary>(−u)′ = −u′.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual operator -(Dual u) => new(-u.Value, -u.Tangent, u.Branches);

    /// <summary>(u v)′ = u′v + u v′.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual operator *(Dual u, Dual v) => new(
        u.Value * v.Value, Scale(u.Tangent, v.Value) + Scale(v.Tangent, u.Value), Mix(u.Branches, v.Branches));

    /// <summary>(u / v)′ = (u′ − (u/v) v′) / v.</summary>
    public static Dual operator /(Dual u, Dual v)
    {
        double quotient = u.Value / v.Value;
        double numerator = u.Tangent - Scale(v.Tangent, quotient);
        return new Dual(quotient, numerator == 0 ? 0 : numerator / v.Value, Mix(u.Branches, v.Branches));
    }

    /// <summary>Whether u is above v.</summary>
    public static DualCondition operator >(Dual u, Dual v) => new(u.Value > v.Value, Compare(u, v));

    /// <summary>Whether u is below v.</summary>
    public static DualCondition operator <(Dual u, Dual v) => new(u.Value < v.Value, Compare(u, v));

    /// <summary>Whether u is v or above.</summary>
    public static DualCondition operator >=(Dual u, Dual v) => new(u.Value >= v.Value, Compare(u, v));

    /// <summary>Whether u is v or below.</summary>
    public static DualCondition operator <=(Dual u, Dual v) => new(u.Value <= v.Value, Compare(u, v));

    /// <summary>Whether u is v.</summary>
    public static DualCondition AreEqual(Dual u, Dual v) => new(u.Value == v.Value, Compare(u, v));

    /// <summary>One of two numbers, with the derivative of the one that is taken.</summary>
    public static Dual Select(DualCondition condition, Dual then, Dual otherwise)
    {
        Dual taken = condition.Holds ? then : otherwise;
        return new Dual(taken.Value, taken.Tangent, Mix(condition.Branches, taken.Branches));
    }

    /// <summary>The larger; where both are equal, the second, so that max(z, 0) has the derivative 0 at 0.</summary>
    public static Dual Max(Dual u, Dual v) => Select(u > v, u, v);

    /// <summary>The smaller; where both are equal, the second.</summary>
    public static Dual Min(Dual u, Dual v) => Select(u < v, u, v);

    /// <summary>u between two bounds.</summary>
    public static Dual Clamp(Dual u, Dual least, Dual most) => Min(Max(u, least), most);

    /// <summary>
    /// u, or <paramref name="least"/> if that is more, with the derivative of u in any case, as PyTorch clamps a variance. Below the
    /// least no difference could tell that derivative, and so each u there is a side of its own.
    /// </summary>
    public static Dual NoLess(Dual u, double least) => u.Value > least
        ? u
        : new Dual(least, u.Tangent, Mix(u.Branches, BitConverter.DoubleToUInt64Bits(u.Value) | 1));

    /// <summary>|u|, with the derivative 0 at 0.</summary>
    public static Dual Abs(Dual u) => new(
        Math.Abs(u.Value),
        u.Value > 0 ? u.Tangent : u.Value < 0 ? -u.Tangent : 0,
        Compare(u, 0));

    /// <summary>−1, 0 or 1, with the derivative 0.</summary>
    public static Dual Sign(Dual u) => new(u.Value > 0 ? 1 : u.Value < 0 ? -1 : 0, 0, Compare(u, 0));

    /// <summary>(eᵘ)′ = eᵘ u′.</summary>
    public static Dual Exp(Dual u)
    {
        double value = Math.Exp(u.Value);
        return Chain(u, value, value);
    }

    /// <summary>(ln u)′ = u′ / u.</summary>
    public static Dual Log(Dual u) => Chain(u, Math.Log(u.Value), 1 / u.Value);

    /// <summary>(ln(1 + u))′ = u′ / (1 + u).</summary>
    public static Dual Log1P(Dual u) => Chain(u, RealFunctions.Log1P(u.Value), 1 / (1 + u.Value));

    /// <summary>(eᵘ − 1)′ = eᵘ u′.</summary>
    public static Dual ExpM1(Dual u) => Chain(u, RealFunctions.ExpM1(u.Value), Math.Exp(u.Value));

    /// <summary>(√u)′ = u′ / 2√u.</summary>
    public static Dual Sqrt(Dual u)
    {
        double root = Math.Sqrt(u.Value);
        return Chain(u, root, 0.5 / root);
    }

    /// <summary>(uᵛ)′ = v uᵛ⁻¹ u′ + ln u · uᵛ v′.</summary>
    public static Dual Pow(Dual u, Dual v)
    {
        double value = Math.Pow(u.Value, v.Value);
        double byBase = v.Value == 0 ? 0 : v.Value * Math.Pow(u.Value, v.Value - 1);
        double byExponent = value == 0 ? 0 : value * Math.Log(u.Value);
        return new Dual(value, Scale(u.Tangent, byBase) + Scale(v.Tangent, byExponent), Mix(u.Branches, v.Branches));
    }

    /// <summary>(sin u)′ = cos u · u′.</summary>
    public static Dual Sin(Dual u) => Chain(u, Math.Sin(u.Value), Math.Cos(u.Value));

    /// <summary>(cos u)′ = −sin u · u′.</summary>
    public static Dual Cos(Dual u) => Chain(u, Math.Cos(u.Value), -Math.Sin(u.Value));

    /// <summary>(tan u)′ = (1 + tan² u) u′.</summary>
    public static Dual Tan(Dual u)
    {
        double value = Math.Tan(u.Value);
        return Chain(u, value, 1 + (value * value));
    }

    /// <summary>(sinh u)′ = cosh u · u′.</summary>
    public static Dual Sinh(Dual u) => Chain(u, Math.Sinh(u.Value), Math.Cosh(u.Value));

    /// <summary>(cosh u)′ = sinh u · u′.</summary>
    public static Dual Cosh(Dual u) => Chain(u, Math.Cosh(u.Value), Math.Sinh(u.Value));

    /// <summary>(tanh u)′ = u′ / cosh² u.</summary>
    public static Dual Tanh(Dual u)
    {
        double cosh = Math.Cosh(u.Value);
        return Chain(u, Math.Tanh(u.Value), 1 / (cosh * cosh));
    }

    /// <summary>(asinh u)′ = u′ / √(1 + u²).</summary>
    public static Dual Asinh(Dual u) => Chain(u, Math.Asinh(u.Value), 1 / Math.Sqrt(1 + (u.Value * u.Value)));

    /// <summary>(atan u)′ = u′ / (1 + u²).</summary>
    public static Dual Atan(Dual u) => Chain(u, Math.Atan(u.Value), 1 / (1 + (u.Value * u.Value)));

    /// <summary>(erf u)′ = 2/√π e^(−u²) u′.</summary>
    public static Dual Erf(Dual u) => Chain(u, RealFunctions.Erf(u.Value), 2 / Math.Sqrt(Math.PI) * Math.Exp(-u.Value * u.Value));

    /// <summary>(σ(u))′ = σ(u) σ(−u) u′ with σ(u) = 1 / (1 + e⁻ᵘ).</summary>
    public static Dual Sigmoid(Dual u)
    {
        double value = RealFunctions.Sigmoid(u.Value);
        return Chain(u, value, value * RealFunctions.Sigmoid(-u.Value));
    }

    /// <summary>(ln(1 + eᵘ))′ = σ(u) u′.</summary>
    public static Dual Softplus(Dual u) => Chain(u, RealFunctions.Softplus(u.Value), RealFunctions.Sigmoid(u.Value));

    /// <summary>(ln cosh u)′ = tanh u · u′.</summary>
    public static Dual LogCosh(Dual u) => Chain(u, RealFunctions.LogCosh(u.Value), Math.Tanh(u.Value));

    /// <summary>ln Σ exp u, with the derivative Σ exp(u) u′ / Σ exp u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Dual LogSumExp(ReadOnlySpan<Dual> values)
    {
        // What is taken out and added again has no part in the derivative: any constant would do.
        double largest = double.NegativeInfinity;
        foreach (Dual value in values)
        {
            largest = Math.Max(largest, value.Value);
        }

        Dual sum = 0;
        foreach (Dual value in values)
        {
            sum += Exp(value - largest);
        }

        return Log(sum) + largest;
    }

    /// <summary>aᵢ = e^zᵢ / Σ e^z.</summary>
    /// <param name="values">z.</param>
    /// <param name="probabilities">Receives a.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(ReadOnlySpan<Dual> values, Span<Dual> probabilities)
    {
        Dual logSum = LogSumExp(values);

        // Where they overlap, from the end that does not write over what is still to be read.
        bool ascends = !values.Overlaps(probabilities, out int offset) || offset <= 0;
        for (int i = 0; i < values.Length; i++)
        {
            int index = ascends ? i : values.Length - 1 - i;
            probabilities[index] = Exp(values[index] - logSum);
        }
    }

    /// <summary>Value, tangent and nothing of the branches.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} + {Tangent}ε");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong first, ulong second) =>
        second == 0 ? first : BitOperations.RotateLeft((first * 0x9E3779B97F4A7C15) ^ second, 29);

    private static Dual Chain(Dual u, double value, double derivative) => new(value, Scale(u.Tangent, derivative), u.Branches);

    /// <summary>A constant stays one, even where the slope it is not multiplied by is infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Scale(double tangent, double slope) => tangent == 0 ? 0 : tangent * slope;

    private static ulong Compare(Dual u, Dual v)
    {
        ulong side = u.Value > v.Value ? 1UL : u.Value < v.Value ? 2UL : 3UL;
        return Mix(Mix(u.Branches, v.Branches), side);
    }
}
