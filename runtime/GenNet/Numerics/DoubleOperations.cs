using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>Arithmetic of <see cref="Vector{T}"/> of <see cref="double"/> for the elementwise functions.</summary>
internal readonly struct DoubleOperations : IVectorOperations<Vector<double>, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Create(double value) => Vector.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> FromBits(long bits) => Vector.Create(bits).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Add(Vector<double> left, Vector<double> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Add(Vector<double> left, double right) => left + Vector.Create(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Subtract(Vector<double> left, Vector<double> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Subtract(Vector<double> left, double right) => left - Vector.Create(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Multiply(Vector<double> left, Vector<double> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Multiply(Vector<double> left, double right) => left * Vector.Create(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Divide(Vector<double> left, Vector<double> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Divide(Vector<double> left, double right) => left / Vector.Create(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Divide(double left, Vector<double> right) => Vector.Create(left) / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Subtract(double left, Vector<double> right) => Vector.Create(left) - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAdd(Vector<double> left, Vector<double> right, Vector<double> addend) => Vector.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAdd(Vector<double> left, Vector<double> right, double addend) => Vector.MultiplyAddEstimate(left, right, Vector.Create(addend));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAdd(Vector<double> left, double right, Vector<double> addend) => Vector.MultiplyAddEstimate(left, Vector.Create(right), addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAdd(Vector<double> left, double right, double addend) => Vector.MultiplyAddEstimate(left, Vector.Create(right), Vector.Create(addend));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Negate(Vector<double> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Abs(Vector<double> value) => Vector.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sqrt(Vector<double> value) => Vector.SquareRoot(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> AtLeast(Vector<double> value, double least) => Vector.MaxNative(Vector.Create(least), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> AtMost(Vector<double> value, double most) => Vector.MinNative(Vector.Create(most), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> And(Vector<double> left, Vector<double> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Or(Vector<double> left, Vector<double> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Xor(Vector<double> left, Vector<double> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> AndNot(Vector<double> left, Vector<double> right) => Vector.AndNot(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> AddBits(Vector<double> left, Vector<double> right) => (left.As<double, long>() + right.As<double, long>()).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> AddBits(Vector<double> left, long right) => (left.As<double, long>() + Vector.Create(right)).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> SubtractBits(Vector<double> left, Vector<double> right) => (left.As<double, long>() - right.As<double, long>()).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ShiftBitsLeft(Vector<double> value, int count) => Vector.ShiftLeft(value.As<double, long>(), count).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ShiftBitsRight(Vector<double> value, int count) => Vector.ShiftRightLogical(value.As<double, long>(), count).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> IsEqual(Vector<double> left, Vector<double> right) => Vector.Equals(left, right).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> IsEqual(Vector<double> left, double right) => Vector.Equals(left, Vector.Create(right)).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> IsLess(Vector<double> left, Vector<double> right) => Vector.LessThan(left, right).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> IsLess(Vector<double> left, double right) => Vector.LessThan(left, Vector.Create(right)).As<long, double>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Select(Vector<double> isFirst, Vector<double> first, Vector<double> second) => Vector.ConditionalSelect(isFirst, first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Select(Vector<double> isFirst, double first, Vector<double> second) => Vector.ConditionalSelect(isFirst, Vector.Create(first), second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Select(Vector<double> isFirst, Vector<double> first, double second) => Vector.ConditionalSelect(isFirst, first, Vector.Create(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAnyAbove(Vector<double> value, double most) => Vector.GreaterThanAny(value, Vector.Create(most));
}
