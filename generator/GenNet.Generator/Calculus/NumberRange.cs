using System;
using System.Globalization;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Calculus;

/// <summary>
/// Which numbers a precision holds: all that are neither infinite in it nor, without being 0, become 0. What it does not hold must not
/// get into generated code.
/// </summary>
internal static class NumberRange
{
    /// <summary>Whether a number is held, rounded as it may be.</summary>
    public static bool Holds(this Precision precision, double value) => precision == Precision.Single
        ? IsFinite((float)value) && ((float)value != 0 || value == 0)
        : IsFinite(value);

    /// <summary>The smallest number above 0 and the largest, with two digits.</summary>
    public static (string Smallest, string Largest) Ends(this Precision precision) => precision == Precision.Single
        ? (Text(float.Epsilon), Text(float.MaxValue))
        : (Text(double.Epsilon), Text(double.MaxValue));

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private static string Text(double value) => value.ToString("0.0E+0", CultureInfo.InvariantCulture);
}
