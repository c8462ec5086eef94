using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>
/// A hardware vector of <typeparamref name="T"/>, as the generated matrix tiles use it: written once, compiled for each width.
/// </summary>
/// <typeparam name="TSelf">The vector type.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILane<TSelf, T> : ILane<TSelf>
    where TSelf : struct, ILane<TSelf, T>
    where T : unmanaged
{
    /// <summary>The value in every element.</summary>
    static abstract implicit operator TSelf(T value);

    /// <summary>The elements that start at <paramref name="source"/>.</summary>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>Writes <paramref name="value"/> to the elements that start at <paramref name="destination"/>.</summary>
    static abstract void Store(TSelf value, ref T destination);
}
