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
    public static void AddInTurn(
        ref Doubles4x2 first, ref Doubles4x2 second, ref Doubles4x2 third, ref Doubles4x2 fourth,
        ref readonly double factors, ref readonly double times, nint rowLength)
    {
        Vector256<double> quad = FactorQuad.Load256(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        first.Add(FactorQuad.Spread(quad, FactorQuad.First), in row);
        second.Add(FactorQuad.Spread(quad, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        third.Add(FactorQuad.Spread(quad, FactorQuad.Third), in Unsafe.Add(ref row, 2 * rowLength));
        fourth.Add(FactorQuad.Spread(quad, FactorQuad.Fourth), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Doubles4x2 first, ref Doubles4x2 second, ref Doubles4x2 third, ref Doubles4x2 fourth,
        ref readonly double factors, ref readonly double times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref double factor = ref Unsafe.AsRef(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        first.Add(Unsafe.Add(ref factor, k0), in Unsafe.Add(ref row, k0 * rowLength));
        second.Add(Unsafe.Add(ref factor, k1), in Unsafe.Add(ref row, k1 * rowLength));
        third.Add(Unsafe.Add(ref factor, k2), in Unsafe.Add(ref row, k2 * rowLength));
        fourth.Add(Unsafe.Add(ref factor, k3), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Doubles4x2 left, ref Doubles4x2 right, ref Doubles4x2 otherLeft, ref Doubles4x2 otherRight,
        ref readonly double factors, ref readonly double times, nint rowLength)
    {
        Vector256<double> pair = FactorQuad.LoadPair256(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in row);
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair256(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Doubles4x2 left, ref Doubles4x2 right, ref Doubles4x2 otherLeft, ref Doubles4x2 otherRight,
        ref readonly double factors, ref readonly double times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref double factor = ref Unsafe.AsRef(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k0)), in Unsafe.Add(ref row, k0 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector256.Create(Unsafe.Add(ref factor, k1)), in Unsafe.Add(ref row, k1 * rowLength));
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k2)), in Unsafe.Add(ref row, k2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector256.Create(Unsafe.Add(ref factor, k3)), in Unsafe.Add(ref row, k3 * rowLength));
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
    public readonly void StoreUnaligned(ref double destination)
    {
        UnalignedStore.Of(_first, ref destination);
        UnalignedStore.Of(_second, ref Unsafe.Add(ref destination, 4));
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
    public void AddProduct(ref readonly double factors, ref readonly double times)
    {
        _first = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors), Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors, 4), Vector256.LoadUnsafe(in times, 4), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Doubles4x2 factors, ref readonly double times)
    {
        _first = Vector256.MultiplyAddEstimate(factors._first, Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(factors._second, Vector256.LoadUnsafe(in times, 4), _second);
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
    public void Add(double factor, ref readonly double times) => Add(Vector256.Create(factor), in times);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double Sum() => ColumnSum.Of(_first + _second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<double>
    {
        update.Apply(offset, new Doubles4(_first));
        update.Apply(offset + 4, new Doubles4(_second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector256<double> factors, ref readonly double times)
    {
        _first = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times, 4), _second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Doubles4x2 left, ref Doubles4x2 right, Vector256<double> factors, ref readonly double times)
    {
        left.Add(factors, in times);
        right.Add(factors, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
