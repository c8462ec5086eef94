using System.Numerics;

namespace GenNet;

/// <summary>A hardware vector of parameters, of gradients or of what an optimizer remembers of them.</summary>
/// <typeparam name="TSelf">The vector.</typeparam>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal unsafe interface IParameterLane<TSelf, T>
    where TSelf : struct, IParameterLane<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>The value in every element.</summary>
    static abstract implicit operator TSelf(T value);

    /// <summary>Elementwise sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Elementwise difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Elementwise product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Elementwise quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The elements that start at <paramref name="source"/>.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>Writes the elements to those that start at <paramref name="destination"/>.</summary>
    static abstract void Store(TSelf value, T* destination);

    /// <summary>left · right + addend, rounded once where the processor has fused multiply-add and twice where it has not.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>√ of each element.</summary>
    static abstract TSelf SquareRoot(TSelf value);

    /// <summary>The larger of two elements.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller of two elements.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>One of three, after the sign of each element of <paramref name="value"/>; the last where that is 0 or NaN.</summary>
    static abstract TSelf BySign(TSelf value, TSelf positive, TSelf negative, TSelf otherwise);
}
