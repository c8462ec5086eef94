using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>
/// The arithmetic that the elementwise functions are written in, over a vector type that has no interface of its own: each function is one
/// text, compiled for every width.
/// </summary>
/// <remarks>
/// It is not an interface of a wrapper with operators, because in a wrapper each operation brings two or three locals of its own and
/// constants are loaded again in every round of a loop. Measured with sigmoids: over the bare vector type 48 of them inline into one method,
/// wrapped 11, and a loop over wrapped ones takes 1.2 times as long. The overloads that take a number keep it out of a local, too.
/// </remarks>
/// <typeparam name="TVector">The vector type.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IVectorOperations<TVector, T>
    where T : unmanaged
{
    /// <summary>The number in every element.</summary>
    static abstract TVector Create(T value);

    /// <summary>The number with these bits in every element.</summary>
    static abstract TVector FromBits(long bits);

    /// <summary>left + right.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <inheritdoc cref="Add(TVector, TVector)"/>
    static abstract TVector Add(TVector left, T right);

    /// <summary>left − right.</summary>
    static abstract TVector Subtract(TVector left, TVector right);

    /// <inheritdoc cref="Subtract(TVector, TVector)"/>
    static abstract TVector Subtract(TVector left, T right);

    /// <inheritdoc cref="Subtract(TVector, TVector)"/>
    static abstract TVector Subtract(T left, TVector right);

    /// <summary>left · right.</summary>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <inheritdoc cref="Multiply(TVector, TVector)"/>
    static abstract TVector Multiply(TVector left, T right);

    /// <summary>left / right.</summary>
    static abstract TVector Divide(TVector left, TVector right);

    /// <inheritdoc cref="Divide(TVector, TVector)"/>
    static abstract TVector Divide(TVector left, T right);

    /// <inheritdoc cref="Divide(TVector, TVector)"/>
    static abstract TVector Divide(T left, TVector right);

    /// <summary>left · right + addend, rounded once where the processor has fused multiply-add and twice where it has not.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <inheritdoc cref="MultiplyAdd(TVector, TVector, TVector)"/>
    static abstract TVector MultiplyAdd(TVector left, TVector right, T addend);

    /// <inheritdoc cref="MultiplyAdd(TVector, TVector, TVector)"/>
    static abstract TVector MultiplyAdd(TVector left, T right, TVector addend);

    /// <inheritdoc cref="MultiplyAdd(TVector, TVector, TVector)"/>
    static abstract TVector MultiplyAdd(TVector left, T right, T addend);

    /// <summary>−value.</summary>
    static abstract TVector Negate(TVector value);

    /// <summary>|value|.</summary>
    static abstract TVector Abs(TVector value);

    /// <summary>√value, rounded correctly.</summary>
    static abstract TVector Sqrt(TVector value);

    /// <summary>max(value, least); NaN stays.</summary>
    static abstract TVector AtLeast(TVector value, T least);

    /// <summary>min(value, most); NaN stays.</summary>
    static abstract TVector AtMost(TVector value, T most);

    /// <summary>The bits that both have.</summary>
    static abstract TVector And(TVector left, TVector right);

    /// <summary>The bits that either has.</summary>
    static abstract TVector Or(TVector left, TVector right);

    /// <summary>The bits that one has and the other has not.</summary>
    static abstract TVector Xor(TVector left, TVector right);

    /// <summary>The bits that <paramref name="left"/> has and <paramref name="right"/> has not.</summary>
    static abstract TVector AndNot(TVector left, TVector right);

    /// <summary>The sum of the bits, read as integers.</summary>
    static abstract TVector AddBits(TVector left, TVector right);

    /// <inheritdoc cref="AddBits(TVector, TVector)"/>
    static abstract TVector AddBits(TVector left, long right);

    /// <summary>The difference of the bits, read as integers.</summary>
    static abstract TVector SubtractBits(TVector left, TVector right);

    /// <summary>The bits moved up, zeros behind them.</summary>
    static abstract TVector ShiftBitsLeft(TVector value, int count);

    /// <summary>The bits moved down, zeros before them.</summary>
    static abstract TVector ShiftBitsRight(TVector value, int count);

    /// <summary>All bits where left = right, none elsewhere.</summary>
    static abstract TVector IsEqual(TVector left, TVector right);

    /// <inheritdoc cref="IsEqual(TVector, TVector)"/>
    static abstract TVector IsEqual(TVector left, T right);

    /// <summary>All bits where left &lt; right, none elsewhere.</summary>
    static abstract TVector IsLess(TVector left, TVector right);

    /// <inheritdoc cref="IsLess(TVector, TVector)"/>
    static abstract TVector IsLess(TVector left, T right);

    /// <summary>Whether any element is above <paramref name="most"/>, or infinite.</summary>
    static abstract bool IsAnyAbove(TVector value, T most);

    /// <summary><paramref name="first"/> where the condition has all bits, <paramref name="second"/> where it has none.</summary>
    static abstract TVector Select(TVector isFirst, TVector first, TVector second);

    /// <inheritdoc cref="Select(TVector, TVector, TVector)"/>
    static abstract TVector Select(TVector isFirst, T first, TVector second);

    /// <inheritdoc cref="Select(TVector, TVector, TVector)"/>
    static abstract TVector Select(TVector isFirst, TVector first, T second);
}
