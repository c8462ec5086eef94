using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>Two vectors of sixteen floats, side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Singles16x2 : IStrip<Singles16x2, float>
{
    private Vector512<float> _first;
    private Vector512<float> _second;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 32;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles16x2 Load(ref readonly float source)
    {
        Singles16x2 strip;
        strip._first = Vector512.LoadUnsafe(in source);
        strip._second = Vector512.LoadUnsafe(in source, 16);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles16x2 Product(float factor, in Singles16x2 times)
    {
        Vector512<float> factors = Vector512.Create(factor);
        Singles16x2 strip;
        strip._first = factors * times._first;
        strip._second = factors * times._second;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles16x2 first, ref Singles16x2 second, ref Singles16x2 third, ref Singles16x2 fourth,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        Vector512<float> quad = FactorQuad.Load512(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        first.Add(FactorQuad.Spread(quad, FactorQuad.First), in row);
        second.Add(FactorQuad.Spread(quad, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        third.Add(FactorQuad.Spread(quad, FactorQuad.Third), in Unsafe.Add(ref row, 2 * rowLength));
        fourth.Add(FactorQuad.Spread(quad, FactorQuad.Fourth), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles16x2 first, ref Singles16x2 second, ref Singles16x2 third, ref Singles16x2 fourth,
        ref readonly float factors, ref readonly float times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref float factor = ref Unsafe.AsRef(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        first.Add(Unsafe.Add(ref factor, k0), in Unsafe.Add(ref row, k0 * rowLength));
        second.Add(Unsafe.Add(ref factor, k1), in Unsafe.Add(ref row, k1 * rowLength));
        third.Add(Unsafe.Add(ref factor, k2), in Unsafe.Add(ref row, k2 * rowLength));
        fourth.Add(Unsafe.Add(ref factor, k3), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Singles16x2 left, ref Singles16x2 right, ref Singles16x2 otherLeft, ref Singles16x2 otherRight,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        Vector512<float> pair = FactorQuad.LoadPair512(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in row);
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair512(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Singles16x2 left, ref Singles16x2 right, ref Singles16x2 otherLeft, ref Singles16x2 otherRight,
        ref readonly float factors, ref readonly float times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref float factor = ref Unsafe.AsRef(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, Vector512.Create(Unsafe.Add(ref factor, k0)), in Unsafe.Add(ref row, k0 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector512.Create(Unsafe.Add(ref factor, k1)), in Unsafe.Add(ref row, k1 * rowLength));
        AddSideBySide(ref left, ref right, Vector512.Create(Unsafe.Add(ref factor, k2)), in Unsafe.Add(ref row, k2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector512.Create(Unsafe.Add(ref factor, k3)), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float destination)
    {
        _first.StoreUnsafe(ref destination);
        _second.StoreUnsafe(ref destination, 16);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreUnaligned(ref float destination)
    {
        UnalignedStore.Of(_first, ref destination);
        UnalignedStore.Of(_second, ref Unsafe.Add(ref destination, 16));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Singles16x2 other)
    {
        _first += other._first;
        _second += other._second;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly float other)
    {
        _first += Vector512.LoadUnsafe(in other);
        _second += Vector512.LoadUnsafe(in other, 16);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(ref readonly float factors, ref readonly float times)
    {
        _first = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(in factors), Vector512.LoadUnsafe(in times), _first);
        _second = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(in factors, 16), Vector512.LoadUnsafe(in times, 16), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Singles16x2 factors, ref readonly float times)
    {
        _first = Vector512.MultiplyAddEstimate(factors._first, Vector512.LoadUnsafe(in times), _first);
        _second = Vector512.MultiplyAddEstimate(factors._second, Vector512.LoadUnsafe(in times, 16), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, in Singles16x2 times)
    {
        Vector512<float> factors = Vector512.Create(factor);
        _first = Vector512.MultiplyAddEstimate(factors, times._first, _first);
        _second = Vector512.MultiplyAddEstimate(factors, times._second, _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, ref readonly float times) => Add(Vector512.Create(factor), in times);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => ColumnSum.Of(_first + _second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<float>
    {
        update.Apply(offset, new Singles16(_first));
        update.Apply(offset + 16, new Singles16(_second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector512<float> factors, ref readonly float times)
    {
        _first = Vector512.MultiplyAddEstimate(factors, Vector512.LoadUnsafe(in times), _first);
        _second = Vector512.MultiplyAddEstimate(factors, Vector512.LoadUnsafe(in times, 16), _second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Singles16x2 left, ref Singles16x2 right, Vector512<float> factors, ref readonly float times)
    {
        left.Add(factors, in times);
        right.Add(factors, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
