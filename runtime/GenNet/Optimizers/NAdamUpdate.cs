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
    public void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>
    {
        TLane beta1 = _factors.Beta1;
        TLane oneMinusBeta1 = _factors.OneMinusBeta1;
        TLane beta2 = _factors.Beta2;
        TLane oneMinusBeta2 = _factors.OneMinusBeta2;
        TLane rootFactor = _factors.RootFactor;
        TLane epsilon = _factors.Epsilon;
        TLane gradientRate = _factors.GradientRate;
        TLane momentRate = _factors.MomentRate;

        for (nint i = first; i < end; i += TLane.Count)
        {
            TLane g = TLane.Load(gradient + i);
            TLane m = TLane.MultiplyAdd(TLane.Load(_firstMoments + i), beta1, g * oneMinusBeta1);
            TLane.Store(m, _firstMoments + i);
            TLane v = TLane.MultiplyAdd(TLane.Load(_secondMoments + i), beta2, g * g * oneMinusBeta2);
            TLane.Store(v, _secondMoments + i);
            TLane root = TLane.MultiplyAdd(TLane.SquareRoot(v), rootFactor, epsilon);
            TLane.Store(TLane.Load(parameters + i) + (TLane.MultiplyAdd(g, gradientRate, m * momentRate) / root), parameters + i);
        }
    }
}
