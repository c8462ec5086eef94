using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>A <see cref="Vector{T}"/> of parameters: 256 bits where the machine has them.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal readonly unsafe struct ParameterLane<T> : IParameterLane<ParameterLane<T>, T>
    where T : unmanaged
{
    private readonly Vector<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ParameterLane(Vector<T> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator ParameterLane<T>(T value) => new(Vector.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> operator +(ParameterLane<T> left, ParameterLane<T> right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> operator -(ParameterLane<T> left, ParameterLane<T> right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> operator *(ParameterLane<T> left, ParameterLane<T> right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> operator /(ParameterLane<T> left, ParameterLane<T> right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> Load(T* source) => new(Vector.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ParameterLane<T> value, T* destination) => Vector.Store(value._value, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> MultiplyAdd(ParameterLane<T> left, ParameterLane<T> right, ParameterLane<T> addend) =>
        typeof(T) == typeof(float)
            ? new(Vector.MultiplyAddEstimate(left._value.As<T, float>(), right._value.As<T, float>(), addend._value.As<T, float>()).As<float, T>())
            : new(Vector.MultiplyAddEstimate(left._value.As<T, double>(), right._value.As<T, double>(), addend._value.As<T, double>()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> SquareRoot(ParameterLane<T> value) => new(Vector.SquareRoot(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> Max(ParameterLane<T> left, ParameterLane<T> right) => new(Vector.Max(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> Min(ParameterLane<T> left, ParameterLane<T> right) => new(Vector.Min(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterLane<T> BySign(ParameterLane<T> value, ParameterLane<T> positive, ParameterLane<T> negative, ParameterLane<T> otherwise) => new(Vector.ConditionalSelect(
        Vector.GreaterThan(value._value, Vector<T>.Zero),
        positive._value,
        Vector.ConditionalSelect(Vector.LessThan(value._value, Vector<T>.Zero), negative._value, otherwise._value)));
}
