using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>Four vectors of eight floats, side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Singles8x4 : IStrip<Singles8x4, float>
{
    private Vector256<float> _first;
    private Vector256<float> _second;
    private Vector256<float> _third;
    private Vector256<float> _fourth;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 32;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles8x4 Load(ref readonly float source)
    {
        Singles8x4 strip;
        strip._first = Vector256.LoadUnsafe(in source);
        strip._second = Vector256.LoadUnsafe(in source, 8);
        strip._third = Vector256.LoadUnsafe(in source, 16);
        strip._fourth = Vector256.LoadUnsafe(in source, 24);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles8x4 Product(float factor, in Singles8x4 times)
    {
        Vector256<float> factors = Vector256.Create(factor);
        Singles8x4 strip;
        strip._first = factors * times._first;
        strip._second = factors * times._second;
        strip._third = factors * times._third;
        strip._fourth = factors * times._fourth;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles8x4 first, ref Singles8x4 second, ref Singles8x4 third, ref Singles8x4 fourth,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        // Eight sums hide the latency of multiply-add; sixteen would be all the registers there are.
        ref float row = ref Unsafe.AsRef(in times);
        Vector256<float> pair = FactorQuad.LoadPair256(in factors);
        first.Add(FactorQuad.Spread(pair, FactorQuad.First), in row);
        second.Add(FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair256(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        first.Add(FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        second.Add(FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles8x4 first, ref Singles8x4 second, ref Singles8x4 third, ref Singles8x4 fourth,
        ref readonly float factors, ref readonly float times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref float factor = ref Unsafe.AsRef(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        first.Add(Unsafe.Add(ref factor, k0), in Unsafe.Add(ref row, k0 * rowLength));
        second.Add(Unsafe.Add(ref factor, k1), in Unsafe.Add(ref row, k1 * rowLength));
        first.Add(Unsafe.Add(ref factor, k2), in Unsafe.Add(ref row, k2 * rowLength));
        second.Add(Unsafe.Add(ref factor, k3), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Singles8x4 left, ref Singles8x4 right, ref Singles8x4 otherLeft, ref Singles8x4 otherRight,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        // Eight sums hide the latency of multiply-add; sixteen would be all the registers there are.
        Vector256<float> pair = FactorQuad.LoadPair256(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in row);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair256(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Singles8x4 left, ref Singles8x4 right, ref Singles8x4 otherLeft, ref Singles8x4 otherRight,
        ref readonly float factors, ref readonly float times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref float factor = ref Unsafe.AsRef(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k0)), in Unsafe.Add(ref row, k0 * rowLength));
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k1)), in Unsafe.Add(ref row, k1 * rowLength));
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k2)), in Unsafe.Add(ref row, k2 * rowLength));
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k3)), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float destination)
    {
        _first.StoreUnsafe(ref destination);
        _second.StoreUnsafe(ref destination, 8);
        _third.StoreUnsafe(ref destination, 16);
        _fourth.StoreUnsafe(ref destination, 24);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreUnaligned(ref float destination)
    {
        UnalignedStore.Of(_first, ref destination);
        UnalignedStore.Of(_second, ref Unsafe.Add(ref destination, 8));
        UnalignedStore.Of(_third, ref Unsafe.Add(ref destination, 16));
        UnalignedStore.Of(_fourth, ref Unsafe.Add(ref destination, 24));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Singles8x4 other)
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
        _first += Vector256.LoadUnsafe(in other);
        _second += Vector256.LoadUnsafe(in other, 8);
        _third += Vector256.LoadUnsafe(in other, 16);
        _fourth += Vector256.LoadUnsafe(in other, 24);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(ref readonly float factors, ref readonly float times)
    {
        _first = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors), Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors, 8), Vector256.LoadUnsafe(in times, 8), _second);
        _third = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors, 16), Vector256.LoadUnsafe(in times, 16), _third);
        _fourth = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors, 24), Vector256.LoadUnsafe(in times, 24), _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Singles8x4 factors, ref readonly float times)
    {
        _first = Vector256.MultiplyAddEstimate(factors._first, Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(factors._second, Vector256.LoadUnsafe(in times, 8), _second);
        _third = Vector256.MultiplyAddEstimate(factors._third, Vector256.LoadUnsafe(in times, 16), _third);
        _fourth = Vector256.MultiplyAddEstimate(factors._fourth, Vector256.LoadUnsafe(in times, 24), _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, in Singles8x4 times)
    {
        Vector256<float> factors = Vector256.Create(factor);
        _first = Vector256.MultiplyAddEstimate(factors, times._first, _first);
        _second = Vector256.MultiplyAddEstimate(factors, times._second, _second);
        _third = Vector256.MultiplyAddEstimate(factors, times._third, _third);
        _fourth = Vector256.MultiplyAddEstimate(factors, times._fourth, _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, ref readonly float times) => Add(Vector256.Create(factor), in times);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => ColumnSum.Of((_first + _third) + (_second + _fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<float>
    {
        update.Apply(offset, new Singles8(_first));
        update.Apply(offset + 8, new Singles8(_second));
        update.Apply(offset + 16, new Singles8(_third));
        update.Apply(offset + 24, new Singles8(_fourth));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector256<float> factors, ref readonly float times)
    {
        _first = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times, 8), _second);
        _third = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times, 16), _third);
        _fourth = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times, 24), _fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Singles8x4 left, ref Singles8x4 right, Vector256<float> factors, ref readonly float times)
    {
        left.Add(factors, in times);
        right.Add(factors, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
