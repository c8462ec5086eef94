using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

public static partial class VectorMath
{
    /// <summary>
    /// eˣ for x ≤ 0, as a softmax needs it. Never less than e⁻⁸⁷ in single precision and e⁻⁷⁰⁸ in double, near the least normal numbers; what rounding
    /// leaves above 0 comes out right as well.
    /// </summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values, element by element; NaN where an argument is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpNonPositive(Vector<float> x) => NonPositiveExpFunction.OfSingles<SingleOperations, Vector<float>>(x);

    /// <inheritdoc cref="ExpNonPositive(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpNonPositive(Vector<double> x) => NonPositiveExpFunction.OfDoubles<DoubleOperations, Vector<double>>(x);

    /// <inheritdoc cref="ExpNonPositive(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpNonPositive(Vector512<float> x) => NonPositiveExpFunction.OfSingles<SingleOperations512, Vector512<float>>(x);

    /// <inheritdoc cref="ExpNonPositive(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpNonPositive(Vector512<double> x) => NonPositiveExpFunction.OfDoubles<DoubleOperations512, Vector512<double>>(x);
}
