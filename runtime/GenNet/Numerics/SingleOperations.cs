using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>Arithmetic of <see cref="Vector{T}"/> of <see cref="float"/> for the elementwise functions.</summary>
internal readonly struct SingleOperations : IVectorOperations<Vector<float>, float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Create(float value) => Vector.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> FromBits(long bits) => Vector.Create((int)bits).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Add(Vector<float> left, Vector<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Add(Vector<float> left, float right) => left + Vector.Create(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Subtract(Vector<float> left, Vector<float> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Subtract(Vector<float> left, float right) => left - Vector.Create(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Multiply(Vector<float> left, Vector<float> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Multiply(Vector<float> left, float right) => left * Vector.Create(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Divide(Vector<float> left, Vector<float> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Divide(Vector<float> left, float right) => left / Vector.Create(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Divide(float left, Vector<float> right) => Vector.Create(left) / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Subtract(float left, Vector<float> right) => Vector.Create(left) - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MultiplyAdd(Vector<float> left, Vector<float> right, Vector<float> addend) => Vector.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MultiplyAdd(Vector<float> left, Vector<float> right, float addend) => Vector.MultiplyAddEstimate(left, right, Vector.Create(addend));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MultiplyAdd(Vector<float> left, float right, Vector<float> addend) => Vector.MultiplyAddEstimate(left, Vector.Create(right), addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MultiplyAdd(Vector<float> left, float right, float addend) => Vector.MultiplyAddEstimate(left, Vector.Create(right), Vector.Create(addend));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Negate(Vector<float> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Abs(Vector<float> value) => Vector.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sqrt(Vector<float> value) => Vector.SquareRoot(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> AtLeast(Vector<float> value, float least) => Vector.MaxNative(Vector.Create(least), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> AtMost(Vector<float> value, float most) => Vector.MinNative(Vector.Create(most), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> And(Vector<float> left, Vector<float> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Or(Vector<float> left, Vector<float> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Xor(Vector<float> left, Vector<float> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> AndNot(Vector<float> left, Vector<float> right) => Vector.AndNot(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> AddBits(Vector<float> left, Vector<float> right) => (left.As<float, int>() + right.As<float, int>()).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> AddBits(Vector<float> left, long right) => (left.As<float, int>() + Vector.Create((int)right)).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> SubtractBits(Vector<float> left, Vector<float> right) => (left.As<float, int>() - right.As<float, int>()).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ShiftBitsLeft(Vector<float> value, int count) => Vector.ShiftLeft(value.As<float, int>(), count).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ShiftBitsRight(Vector<float> value, int count) => Vector.ShiftRightLogical(value.As<float, int>(), count).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> IsEqual(Vector<float> left, Vector<float> right) => Vector.Equals(left, right).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> IsEqual(Vector<float> left, float right) => Vector.Equals(left, Vector.Create(right)).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> IsLess(Vector<float> left, Vector<float> right) => Vector.LessThan(left, right).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> IsLess(Vector<float> left, float right) => Vector.LessThan(left, Vector.Create(right)).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Select(Vector<float> isFirst, Vector<float> first, Vector<float> second) => Vector.ConditionalSelect(isFirst, first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Select(Vector<float> isFirst, float first, Vector<float> second) => Vector.ConditionalSelect(isFirst, Vector.Create(first), second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Select(Vector<float> isFirst, Vector<float> first, float second) => Vector.ConditionalSelect(isFirst, first, Vector.Create(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAnyAbove(Vector<float> value, float most) => Vector.GreaterThanAny(value, Vector.Create(most));
}
