using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>
/// A hardware vector of <typeparamref name="T"/>, as the generated matrix tiles use it: written once, compiled for each width.
/// </summary>
/// <typeparam name="TSelf">The vector type.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILane<TSelf, T>
    where TSelf : struct, ILane<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>The value in every element.</summary>
    static abstract implicit operator TSelf(T value);

    /// <summary>Elementwise sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Elementwise product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The elements that start at <paramref name="source"/>.</summary>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>Writes <paramref name="value"/> to the elements that start at <paramref name="destination"/>.</summary>
    static abstract void Store(TSelf value, ref T destination);

    /// <summary>
    /// <c>left · right + addend</c>, rounded once where the processor has fused multiply-add and twice where it has not.
    /// </summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);
}
