using System.Numerics;
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
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient)
    {
        Vector<T> s = Vector.Load(_squares + offset) + (gradient * gradient);
        Vector.Store(s, _squares + offset);
        return parameter + (gradient * _negativeRate / (Vector.SquareRoot(s) + Vector.Create(_epsilon)));
    }
}
