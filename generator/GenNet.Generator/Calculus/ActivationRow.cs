using System;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Calculus;

/// <summary>What there is to say about an activation: a row of <see cref="ActivationTable"/>.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Word">Its name in prose.</param>
/// <param name="Range">The values it takes.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Output">
/// a from z and the argument; null for the two that couple the units of a layer, which <c>OutputLayer</c> writes out.
/// </param>
internal sealed record ActivationRow(
    Activation Activation, string Word, string Range, string Source, Func<Expression, Expression, Expression>? Output)
{
    private ActivationFunction? _usual;

    /// <summary>
    /// The largest error of a in single and double precision, in units in the last place of a, with the usual argument; what is not said
    /// here is exact but for one rounding.
    /// </summary>
    public (double Single, double Double) Ulps { get; init; } = (0.5, 0.5);

    /// <summary>Whether those units are of the larger of a and z, because a part of the formula is much larger than a.</summary>
    public bool AreUlpsOfLarger { get; init; }

    /// <summary>The number it takes, if it takes one.</summary>
    public FormulaArgument? Argument { get; init; }

    /// <summary>Whether that number is only the first value of a parameter, which the layer learns.</summary>
    public bool LearnsArgument { get; init; }

    /// <summary>How weights before it are drawn unless said.</summary>
    public Initializer Initializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>
    /// Its formula with the usual argument, or with the parameter that is learned: a constant, derived when it is first asked for, because every network
    /// asks several times.
    /// </summary>
    public ActivationFunction Usual() => _usual ??= ActivationFunction.Derive(this, Argument?.Default ?? 0);

    /// <summary>Whether each output depends on every z of its layer.</summary>
    public bool IsCoupled => Output is null;

    /// <summary>a from z for the second half of the units, where that is another function than <see cref="Output"/>.</summary>
    public Func<Expression, Expression>? SecondHalf { get; init; }

    /// <summary>Whether it has a place in the last layer alone.</summary>
    public bool EndsNetwork => IsCoupled || SecondHalf is not null;

    /// <summary>
    /// What divides its values into no and yes, where its range tells: the middle between −1 and 1, ½ for a probability, ln ½ for the
    /// logarithm of one. Null where it does not.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>The formula of one that couples the units, and its derivative.</summary>
    public (string Output, string Derivative) Coupled { get; init; }
}
