using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>Four vectors of sixteen floats, side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Singles16x4 : IStrip<Singles16x4, float>
{
    private Vector512<float> _first;
    private Vector512<float> _second;
    private Vector512<float> _third;
    private Vector512<float> _fourth;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 64;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles16x4 Load(ref readonly float source)
    {
        Singles16x4 strip;
        strip._first = Vector512.LoadUnsafe(in source);
        strip._second = Vector512.LoadUnsafe(in source, 16);
        strip._third = Vector512.LoadUnsafe(in source, 32);
        strip._fourth = Vector512.LoadUnsafe(in source, 48);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles16x4 Product(float factor, in Singles16x4 times)
    {
        Vector512<float> factors = Vector512.Create(factor);
        Singles16x4 strip;
        strip._first = factors * times._first;
        strip._second = factors * times._second;
        strip._third = factors * times._third;
        strip._fourth = factors * times._fourth;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles16x4 first, ref Singles16x4 second, ref Singles16x4 third, ref Singles16x4 fourth,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        Vector512<float> pair = FactorPair.Load(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        first.Add(FactorPair.SpreadFirst(pair), in row);
        second.Add(FactorPair.SpreadSecond(pair), in Unsafe.Add(ref row, rowLength));
        pair = FactorPair.Load(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        third.Add(FactorPair.SpreadFirst(pair), in Unsafe.Add(ref row, 2 * rowLength));
        fourth.Add(FactorPair.SpreadSecond(pair), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles16x4 first, ref Singles16x4 second, ref Singles16x4 third, ref Singles16x4 fourth,
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
        ref Singles16x4 left, ref Singles16x4 right, ref Singles16x4 otherLeft, ref Singles16x4 otherRight,
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
        ref Singles16x4 left, ref Singles16x4 right, ref Singles16x4 otherLeft, ref Singles16x4 otherRight,
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
        _third.StoreUnsafe(ref destination, 32);
        _fourth.StoreUnsafe(ref destination, 48);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreUnaligned(ref float destination)
    {
        UnalignedStore.Of(_first, ref destination);
        UnalignedStore.Of(_second, ref Unsafe.Add(ref destination, 16));
        UnalignedStore.Of(_third, ref Unsafe.Add(ref destination, 32));
        UnalignedStore.Of(_fourth, ref Unsafe.Add(ref destination, 48));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Singles16x4 other)
    {
        _first += other._first;
        _second += other._second;
        _third += other._third;
        _fourth += other._fourth;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly float other)
    {
        _first += Vector512.LoadUnsafe(in other);
        _second += Vector512.LoadUnsafe(in other, 16);
        _third += Vector512.LoadUnsafe(in other, 32);
        _fourth += Vector512.LoadUnsafe(in other, 48);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(ref readonly float factors, ref readonly float times)
    {
        _first = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(in factors), Vector512.LoadUnsafe(in times), _first);
        _second = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(in factors, 16), Vector512.LoadUnsafe(in times, 16), _second);
        _third = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(in factors, 32), Vector512.LoadUnsafe(in times, 32), _third);
        _fourth = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(in factors, 48), Vector512.LoadUnsafe(in times, 48), _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Singles16x4 factors, ref readonly float times)
    {
        _first = Vector512.MultiplyAddEstimate(factors._first, Vector512.LoadUnsafe(in times), _first);
        _second = Vector512.MultiplyAddEstimate(factors._second, Vector512.LoadUnsafe(in times, 16), _second);
        _third = Vector512.MultiplyAddEstimate(factors._third, Vector512.LoadUnsafe(in times, 32), _third);
        _fourth = Vector512.MultiplyAddEstimate(factors._fourth, Vector512.LoadUnsafe(in times, 48), _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, in Singles16x4 times)
    {
        Vector512<float> factors = Vector512.Create(factor);
        _first = Vector512.MultiplyAddEstimate(factors, times._first, _first);
        _second = Vector512.MultiplyAddEstimate(factors, times._second, _second);
        _third = Vector512.MultiplyAddEstimate(factors, times._third, _third);
        _fourth = Vector512.MultiplyAddEstimate(factors, times._fourth, _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, ref readonly float times) => Add(Vector512.Create(factor), in times);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => ColumnSum.Of((_first + _third) + (_second + _fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<float>
    {
        update.Apply(offset, new Singles16(_first));
        update.Apply(offset + 16, new Singles16(_second));
        update.Apply(offset + 32, new Singles16(_third));
        update.Apply(offset + 48, new Singles16(_fourth));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector512<float> factors, ref readonly float times)
    {
        _first = Vector512.MultiplyAddEstimate(factors, Vector512.LoadUnsafe(in times), _first);
        _second = Vector512.MultiplyAddEstimate(factors, Vector512.LoadUnsafe(in times, 16), _second);
        _third = Vector512.MultiplyAddEstimate(factors, Vector512.LoadUnsafe(in times, 32), _third);
        _fourth = Vector512.MultiplyAddEstimate(factors, Vector512.LoadUnsafe(in times, 48), _fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Singles16x4 left, ref Singles16x4 right, Vector512<float> factors, ref readonly float times)
    {
        left.Add(factors, in times);
        right.Add(factors, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
