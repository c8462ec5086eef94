using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of NAdam: θ ← θ + (a g + b m) / (κ √v + ε), where a and b are below 0.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="firstMoments">m.</param>
/// <param name="secondMoments">v.</param>
/// <param name="factors">The factors of this step.</param>
internal readonly unsafe struct NAdamUpdate<T>(
    T* firstMoments, T* secondMoments, NAdamFactors<T> factors) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T* _firstMoments = firstMoments;
    private readonly T* _secondMoments = secondMoments;
    private readonly NAdamFactors<T> _factors = factors;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient)
    {
        Vector<T> m = UpdatePass.MultiplyAdd(Vector.Load(_firstMoments + offset), _factors.Beta1, gradient * _factors.OneMinusBeta1);
        Vector.Store(m, _firstMoments + offset);
        Vector<T> v = UpdatePass.MultiplyAdd(
            Vector.Load(_secondMoments + offset), _factors.Beta2, gradient * gradient * _factors.OneMinusBeta2);
        Vector.Store(v, _secondMoments + offset);
        Vector<T> root = UpdatePass.MultiplyAdd(Vector.SquareRoot(v), _factors.RootFactor, Vector.Create(_factors.Epsilon));
        return parameter + (UpdatePass.MultiplyAdd(gradient, _factors.GradientRate, m * _factors.MomentRate) / root);
    }
}
