using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of gradient descent along a gradient in memory: θ ← θ − η g.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="negativeRate">−η.</param>
internal readonly unsafe struct DescentUpdate<T>(T negativeRate) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T _negativeRate = negativeRate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>
    {
        TLane negativeRate = _negativeRate;

        for (nint i = first; i < end; i += TLane.Count)
        {
            TLane g = TLane.Load(gradient + i);
            TLane.Store(TLane.MultiplyAdd(g, negativeRate, TLane.Load(parameters + i)), parameters + i);
        }
    }
}
