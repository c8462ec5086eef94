using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of RMSprop: s ← α s + (1 − α) g², θ ← θ − η g / (√s + ε), centered and with momentum where there is memory for it.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="squares">s.</param>
/// <param name="gradients">c, the mean of gradients; null where it is not taken off.</param>
/// <param name="velocities">v; null where there is no momentum.</param>
/// <param name="alpha">α.</param>
/// <param name="oneMinusAlpha">1 − α.</param>
/// <param name="momentum">μ.</param>
/// <param name="negativeRate">−η.</param>
/// <param name="epsilon">ε.</param>
internal readonly unsafe struct RmsPropUpdate<T>(
    T* squares, T* gradients, T* velocities, T alpha, T oneMinusAlpha, T momentum, T negativeRate, T epsilon) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T* _squares = squares;
    private readonly T* _gradients = gradients;
    private readonly T* _velocities = velocities;
    private readonly T _alpha = alpha;
    private readonly T _oneMinusAlpha = oneMinusAlpha;
    private readonly T _momentum = momentum;
    private readonly T _negativeRate = negativeRate;
    private readonly T _epsilon = epsilon;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient)
    {
        Vector<T> s = UpdatePass.MultiplyAdd(Vector.Load(_squares + offset), _alpha, gradient * gradient * _oneMinusAlpha);
        Vector.Store(s, _squares + offset);
        if (_gradients is not null)
        {
            Vector<T> c = UpdatePass.MultiplyAdd(Vector.Load(_gradients + offset), _alpha, gradient * _oneMinusAlpha);
            Vector.Store(c, _gradients + offset);
            s -= c * c;
        }

        Vector<T> step = gradient / (Vector.SquareRoot(s) + Vector.Create(_epsilon));
        if (_velocities is not null)
        {
            step = UpdatePass.MultiplyAdd(Vector.Load(_velocities + offset), _momentum, step);
            Vector.Store(step, _velocities + offset);
        }

        return UpdatePass.MultiplyAdd(step, _negativeRate, parameter);
    }
}
