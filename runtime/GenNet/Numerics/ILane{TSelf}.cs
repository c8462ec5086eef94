using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>A hardware vector of either precision, as far as the elementwise functions go.</summary>
/// <typeparam name="TSelf">The vector type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>The number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>Elementwise sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Elementwise difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The elements with the opposite sign.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>Elementwise product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Elementwise quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>
    /// <c>left · right + addend</c>, rounded once where the processor has fused multiply-add and twice where it has not.
    /// </summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>A function of each element.</summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    static abstract TSelf Apply<TFunction>(TSelf x)
        where TFunction : struct, IVectorFunction;
}
