using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of gradient descent along a gradient in memory: θ ← θ − η g.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="negativeRate">−η.</param>
internal readonly struct DescentUpdate<T>(T negativeRate) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T _negativeRate = negativeRate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient) =>
        UpdatePass.MultiplyAdd(gradient, _negativeRate, parameter);
}
