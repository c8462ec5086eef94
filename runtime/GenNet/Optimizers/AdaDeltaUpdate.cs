using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of AdaDelta: s ← ρ s + (1 − ρ) g², δ = g √(d + ε) / √(s + ε), d ← ρ d + (1 − ρ) δ², θ ← θ − η δ.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="squares">s.</param>
/// <param name="steps">d.</param>
/// <param name="rho">ρ.</param>
/// <param name="oneMinusRho">1 − ρ.</param>
/// <param name="negativeRate">−η.</param>
/// <param name="epsilon">ε.</param>
internal readonly unsafe struct AdaDeltaUpdate<T>(
    T* squares, T* steps, T rho, T oneMinusRho, T negativeRate, T epsilon) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T* _squares = squares;
    private readonly T* _steps = steps;
    private readonly T _rho = rho;
    private readonly T _oneMinusRho = oneMinusRho;
    private readonly T _negativeRate = negativeRate;
    private readonly T _epsilon = epsilon;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient)
    {
        Vector<T> epsilon = Vector.Create(_epsilon);
        Vector<T> s = UpdatePass.MultiplyAdd(Vector.Load(_squares + offset), _rho, gradient * gradient * _oneMinusRho);
        Vector.Store(s, _squares + offset);
        Vector<T> d = Vector.Load(_steps + offset);
        Vector<T> delta = Vector.SquareRoot(d + epsilon) / Vector.SquareRoot(s + epsilon) * gradient;
        Vector.Store(UpdatePass.MultiplyAdd(d, _rho, delta * delta * _oneMinusRho), _steps + offset);
        return UpdatePass.MultiplyAdd(delta, _negativeRate, parameter);
    }
}
