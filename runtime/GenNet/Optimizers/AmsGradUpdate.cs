using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of AMSGrad, Adam with the largest v so far in place of the last.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="firstMoments">m.</param>
/// <param name="secondMoments">v.</param>
/// <param name="largest">The largest v so far.</param>
/// <param name="factors">The factors of this step.</param>
internal readonly unsafe struct AmsGradUpdate<T>(
    T* firstMoments, T* secondMoments, T* largest, AdamFactors<T> factors) : IElementUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _firstMoments = firstMoments;
    private readonly T* _secondMoments = secondMoments;
    private readonly T* _largest = largest;
    private readonly AdamFactors<T> _factors = factors;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient)
    {
        Vector<T> m = UpdatePass.MultiplyAdd(Vector.Load(_firstMoments + offset), _factors.Beta1, gradient * _factors.OneMinusBeta1);
        Vector.Store(m, _firstMoments + offset);
        Vector<T> v = UpdatePass.MultiplyAdd(
            Vector.Load(_secondMoments + offset), _factors.Beta2, gradient * gradient * _factors.OneMinusBeta2);
        Vector.Store(v, _secondMoments + offset);
        Vector<T> w = Vector.Max(Vector.Load(_largest + offset), v);
        Vector.Store(w, _largest + offset);
        Vector<T> root = UpdatePass.MultiplyAdd(Vector.SquareRoot(w), _factors.RootFactor, Vector.Create(_factors.Epsilon));
        return UpdatePass.MultiplyAdd(parameter, _factors.Shrinkage, m * _factors.NegativeRate / root);
    }
}
