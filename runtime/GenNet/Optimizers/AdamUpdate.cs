using System.ComponentModel;
using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>Takes a step of Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − α m / (κ √v + ε).</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct AdamUpdate<T> : IUpdate<T>
    where T : unmanaged
{
    private readonly T* _parameters;
    private readonly T* _firstMoments;
    private readonly T* _secondMoments;
    private readonly AdamFactors<T> _factors;

    /// <summary>Makes the update.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="firstMoments">m, laid out like the parameters.</param>
    /// <param name="secondMoments">v, laid out like the parameters.</param>
    /// <param name="factors">The factors of this step.</param>
    internal AdamUpdate(T* parameters, T* firstMoments, T* secondMoments, in AdamFactors<T> factors)
    {
        _parameters = parameters;
        _firstMoments = firstMoments;
        _secondMoments = secondMoments;
        _factors = factors;
    }

    /// <inheritdoc/>
    public static bool IgnoresZero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane>(nint offset, TLane gradient)
        where TLane : struct, ILane<TLane, T>
    {
        ref T firstMoment = ref Unsafe.AsRef<T>(_firstMoments + offset);
        TLane m = TLane.MultiplyAdd(TLane.Load(in firstMoment), _factors.Beta1, gradient * _factors.OneMinusBeta1);
        TLane.Store(m, ref firstMoment);

        ref T secondMoment = ref Unsafe.AsRef<T>(_secondMoments + offset);
        TLane v = TLane.MultiplyAdd(TLane.Load(in secondMoment), _factors.Beta2, gradient * gradient * _factors.OneMinusBeta2);
        TLane.Store(v, ref secondMoment);

        ref T parameter = ref Unsafe.AsRef<T>(_parameters + offset);
        TLane root = TLane.MultiplyAdd(TLane.Apply<SqrtFunction>(v), _factors.RootFactor, _factors.Epsilon);
        TLane.Store(TLane.Load(in parameter) + (m * _factors.NegativeRate / root), ref parameter);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ApplyStrip<TStrip>(nint offset, in TStrip gradient)
        where TStrip : struct, IStrip<TStrip, T> =>
        gradient.ApplyTo(offset, this);
}
