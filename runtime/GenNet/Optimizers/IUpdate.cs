using System.ComponentModel;
using GenNet.Numerics;

namespace GenNet;

/// <summary>What happens to a gradient the moment it is computed, while it is still in registers.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IUpdate<T>
    where T : unmanaged
{
    /// <summary>Whether a gradient of 0 changes nothing, so that it need not be applied.</summary>
    static abstract bool IgnoresZero { get; }

    /// <summary>Takes the gradient of the parameters that start at <paramref name="offset"/> in the storage.</summary>
    /// <typeparam name="TLane">The vector the gradient comes in.</typeparam>
    /// <param name="offset">The first parameter, in elements.</param>
    /// <param name="gradient">∂loss/∂parameter for as many parameters as the vector has elements.</param>
    void Apply<TLane>(nint offset, TLane gradient)
        where TLane : struct, ILane<TLane, T>;

    /// <summary>Takes the gradient of a strip of parameters that starts at <paramref name="offset"/> in the storage.</summary>
    /// <typeparam name="TStrip">The strip the gradient comes in.</typeparam>
    /// <param name="offset">The first parameter, in elements.</param>
    /// <param name="gradient">∂loss/∂parameter for as many parameters as the strip has columns.</param>
    void ApplyStrip<TStrip>(nint offset, in TStrip gradient)
        where TStrip : struct, IStrip<TStrip, T>;

    /// <summary>Asks for the memory of parameters whose gradient comes soon, and does not wait for it.</summary>
    /// <param name="offset">The first parameter, in elements.</param>
    /// <param name="count">The number of parameters.</param>
    void Prefetch(nint offset, int count);
}
