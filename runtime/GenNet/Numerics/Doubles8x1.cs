using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>A vector of eight doubles.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Doubles8x1 : IStrip<Doubles8x1, double>
{
    private Vector512<double> _first;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8x1 Load(ref readonly double source)
    {
        Doubles8x1 strip;
        strip._first = Vector512.LoadUnsafe(in source);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8x1 Product(double factor, in Doubles8x1 times)
    {
        Vector512<double> factors = Vector512.Create(factor);
        Doubles8x1 strip;
        strip._first = factors * times._first;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Doubles8x1 first, ref Doubles8x1 second, ref Doubles8x1 third, ref Doubles8x1 fourth,
        ref readonly double factors, ref readonly double times, nint rowLength)
    {
        Vector512<double> quad = FactorQuad.Load512(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        first.Add(FactorQuad.Spread(quad, FactorQuad.First), in row);
        second.Add(FactorQuad.Spread(quad, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        third.Add(FactorQuad.Spread(quad, FactorQuad.Third), in Unsafe.Add(ref row, 2 * rowLength));
        fourth.Add(FactorQuad.Spread(quad, FactorQuad.Fourth), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Doubles8x1 first, ref Doubles8x1 second, ref Doubles8x1 third, ref Doubles8x1 fourth,
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
        ref Doubles8x1 left, ref Doubles8x1 right, ref Doubles8x1 otherLeft, ref Doubles8x1 otherRight,
        ref readonly double factors, ref readonly double times, nint rowLength)
    {
        Vector512<double> pair = FactorQuad.LoadPair512(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in row);
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair512(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Doubles8x1 left, ref Doubles8x1 right, ref Doubles8x1 otherLeft, ref Doubles8x1 otherRight,
        ref readonly double factors, ref readonly double times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref double factor = ref Unsafe.AsRef(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, Vector512.Create(Unsafe.Add(ref factor, k0)), in Unsafe.Add(ref row, k0 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector512.Create(Unsafe.Add(ref factor, k1)), in Unsafe.Add(ref row, k1 * rowLength));
        AddSideBySide(ref left, ref right, Vector512.Create(Unsafe.Add(ref factor, k2)), in Unsafe.Add(ref row, k2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector512.Create(Unsafe.Add(ref factor, k3)), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref double destination)
    {
        _first.StoreUnsafe(ref destination);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreUnaligned(ref double destination)
    {
        UnalignedStore.Of(_first, ref destination);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Doubles8x1 other)
    {
        _first += other._first;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly double other)
    {
        _first += Vector512.LoadUnsafe(in other);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(ref readonly double factors, ref readonly double times)
    {
        _first = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(in factors), Vector512.LoadUnsafe(in times), _first);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Doubles8x1 factors, ref readonly double times)
    {
        _first = Vector512.MultiplyAddEstimate(factors._first, Vector512.LoadUnsafe(in times), _first);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, in Doubles8x1 times)
    {
        Vector512<double> factors = Vector512.Create(factor);
        _first = Vector512.MultiplyAddEstimate(factors, times._first, _first);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, ref readonly double times) => Add(Vector512.Create(factor), in times);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double Sum() => ColumnSum.Of(_first);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<double>
    {
        update.Apply(offset, new Doubles8(_first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector512<double> factors, ref readonly double times)
    {
        _first = Vector512.MultiplyAddEstimate(factors, Vector512.LoadUnsafe(in times), _first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Doubles8x1 left, ref Doubles8x1 right, Vector512<double> factors, ref readonly double times)
    {
        left.Add(factors, in times);
        right.Add(factors, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
