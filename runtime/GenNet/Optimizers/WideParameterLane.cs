using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet;

/// <summary>A <see cref="Vector512{T}"/> of parameters. A square root and a division of 512 bits take some processors as long as those of 256.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal readonly unsafe struct WideParameterLane<T> : IParameterLane<WideParameterLane<T>, T>
    where T : unmanaged
{
    private readonly Vector512<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WideParameterLane(Vector512<T> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator WideParameterLane<T>(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> operator +(WideParameterLane<T> left, WideParameterLane<T> right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> operator -(WideParameterLane<T> left, WideParameterLane<T> right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> operator *(WideParameterLane<T> left, WideParameterLane<T> right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> operator /(WideParameterLane<T> left, WideParameterLane<T> right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> Load(T* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(WideParameterLane<T> value, T* destination) => Vector512.Store(value._value, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> MultiplyAdd(WideParameterLane<T> left, WideParameterLane<T> right, WideParameterLane<T> addend) =>
        typeof(T) == typeof(float)
            ? new(Vector512.MultiplyAddEstimate(left._value.As<T, float>(), right._value.As<T, float>(), addend._value.As<T, float>()).As<float, T>())
            : new(Vector512.MultiplyAddEstimate(left._value.As<T, double>(), right._value.As<T, double>(), addend._value.As<T, double>()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> SquareRoot(WideParameterLane<T> value) => new(Vector512.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> Max(WideParameterLane<T> left, WideParameterLane<T> right) => new(Vector512.Max(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> Min(WideParameterLane<T> left, WideParameterLane<T> right) => new(Vector512.Min(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideParameterLane<T> BySign(WideParameterLane<T> value, WideParameterLane<T> positive, WideParameterLane<T> negative, WideParameterLane<T> otherwise) => new(Vector512.ConditionalSelect(
        Vector512.GreaterThan(value._value, Vector512<T>.Zero),
        positive._value,
        Vector512.ConditionalSelect(Vector512.LessThan(value._value, Vector512<T>.Zero), negative._value, otherwise._value)));
}
