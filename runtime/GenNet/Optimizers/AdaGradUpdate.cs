using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of AdaGrad: s ← s + g², θ ← θ − η g / (√s + ε).</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="squares">s.</param>
/// <param name="negativeRate">−η.</param>
/// <param name="epsilon">ε.</param>
internal readonly unsafe struct AdaGradUpdate<T>(
    T* squares, T negativeRate, T epsilon) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T* _squares = squares;
    private readonly T _negativeRate = negativeRate;
    private readonly T _epsilon = epsilon;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>
    {
        TLane negativeRate = _negativeRate;
        TLane epsilon = _epsilon;

        for (nint i = first; i < end; i += TLane.Count)
        {
            TLane g = TLane.Load(gradient + i);
            TLane s = TLane.Load(_squares + i) + (g * g);
            TLane.Store(s, _squares + i);
            TLane.Store(TLane.Load(parameters + i) + (g * negativeRate / (TLane.SquareRoot(s) + epsilon)), parameters + i);
        }
    }
}
