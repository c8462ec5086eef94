using System.Numerics;
using System.Runtime.Intrinsics;
using GenNet.Numerics;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>A lane of one element, so that a hand-written network can hand over one gradient at a time.</summary>
internal readonly struct ScalarLane<T>(T value) : ILane<ScalarLane<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _value = value;

    public static int Count => 1;

    public static implicit operator ScalarLane<T>(T value) => new(value);

    public static ScalarLane<T> operator +(ScalarLane<T> left, ScalarLane<T> right) => new(left._value + right._value);

    public static ScalarLane<T> operator -(ScalarLane<T> left, ScalarLane<T> right) => new(left._value - right._value);

    public static ScalarLane<T> operator -(ScalarLane<T> value) => new(-value._value);

    public static ScalarLane<T> operator /(ScalarLane<T> left, ScalarLane<T> right) => new(left._value / right._value);

    public static ScalarLane<T> operator *(ScalarLane<T> left, ScalarLane<T> right) => new(left._value * right._value);

    public static ScalarLane<T> Load(ref readonly T source) => new(source);

    public static void Store(ScalarLane<T> value, ref T destination) => destination = value._value;

    public static ScalarLane<T> MultiplyAdd(ScalarLane<T> left, ScalarLane<T> right, ScalarLane<T> addend) =>
        new((left._value * right._value) + addend._value);

    public static ScalarLane<T> Apply<TFunction>(ScalarLane<T> x)
        where TFunction : struct, IVectorFunction
    {
        Vector128<T> value = Vector128.CreateScalar(x._value);
        return typeof(T) == typeof(float)
            ? new(TFunction.OfSingles<SingleOperations128, Vector128<float>>(value.As<T, float>()).As<float, T>().ToScalar())
            : new(TFunction.OfDoubles<DoubleOperations128, Vector128<double>>(value.As<T, double>()).As<double, T>().ToScalar());
    }
}
