using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>Two vectors of four doubles, side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Doubles4x2 : IStrip<Doubles4x2, double>
{
    private Vector256<double> _first;
    private Vector256<double> _second;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4x2 Load(ref readonly double source)
    {
        Doubles4x2 strip;
        strip._first = Vector256.LoadUnsafe(in source);
        strip._second = Vector256.LoadUnsafe(in source, 4);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4x2 Product(double factor, in Doubles4x2 times)
    {
        Vector256<double> factors = Vector256.Create(factor);
        Doubles4x2 strip;
        strip._first = factors * times._first;
        strip._second = factors * times._second;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref double destination)
    {
        _first.StoreUnsafe(ref destination);
        _second.StoreUnsafe(ref destination, 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Doubles4x2 other)
    {
        _first += other._first;
        _second += other._second;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly double other)
    {
        _first += Vector256.LoadUnsafe(in other);
        _second += Vector256.LoadUnsafe(in other, 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, in Doubles4x2 times)
    {
        Vector256<double> factors = Vector256.Create(factor);
        _first = Vector256.MultiplyAddEstimate(factors, times._first, _first);
        _second = Vector256.MultiplyAddEstimate(factors, times._second, _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, ref readonly double times)
    {
        Vector256<double> factors = Vector256.Create(factor);
        _first = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times, 4), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<double>
    {
        update.Apply(offset, new Doubles4(_first));
        update.Apply(offset + 4, new Doubles4(_second));
    }
}
