using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>A vector of eight floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Singles8x1 : IStrip<Singles8x1, float>
{
    private Vector256<float> _first;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles8x1 Load(ref readonly float source)
    {
        Singles8x1 strip;
        strip._first = Vector256.LoadUnsafe(in source);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles8x1 Product(float factor, in Singles8x1 times)
    {
        Vector256<float> factors = Vector256.Create(factor);
        Singles8x1 strip;
        strip._first = factors * times._first;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles8x1 first, ref Singles8x1 second, ref Singles8x1 third, ref Singles8x1 fourth,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        Vector256<float> pair = FactorQuad.LoadPair256(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        first.Add(FactorQuad.Spread(pair, FactorQuad.First), in row);
        second.Add(FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair256(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        third.Add(FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        fourth.Add(FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles8x1 first, ref Singles8x1 second, ref Singles8x1 third, ref Singles8x1 fourth,
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
        ref Singles8x1 left, ref Singles8x1 right, ref Singles8x1 otherLeft, ref Singles8x1 otherRight,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        Vector256<float> pair = FactorQuad.LoadPair256(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in row);
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair256(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Singles8x1 left, ref Singles8x1 right, ref Singles8x1 otherLeft, ref Singles8x1 otherRight,
        ref readonly float factors, ref readonly float times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref float factor = ref Unsafe.AsRef(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k0)), in Unsafe.Add(ref row, k0 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector256.Create(Unsafe.Add(ref factor, k1)), in Unsafe.Add(ref row, k1 * rowLength));
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k2)), in Unsafe.Add(ref row, k2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector256.Create(Unsafe.Add(ref factor, k3)), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float destination)
    {
        _first.StoreUnsafe(ref destination);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreUnaligned(ref float destination)
    {
        UnalignedStore.Of(_first, ref destination);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Singles8x1 other)
    {
        _first += other._first;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly float other)
    {
        _first += Vector256.LoadUnsafe(in other);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(ref readonly float factors, ref readonly float times)
    {
        _first = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors), Vector256.LoadUnsafe(in times), _first);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Singles8x1 factors, ref readonly float times)
    {
        _first = Vector256.MultiplyAddEstimate(factors._first, Vector256.LoadUnsafe(in times), _first);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, in Singles8x1 times)
    {
        Vector256<float> factors = Vector256.Create(factor);
        _first = Vector256.MultiplyAddEstimate(factors, times._first, _first);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, ref readonly float times) => Add(Vector256.Create(factor), in times);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => ColumnSum.Of(_first);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<float>
    {
        update.Apply(offset, new Singles8(_first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector256<float> factors, ref readonly float times)
    {
        _first = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times), _first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Singles8x1 left, ref Singles8x1 right, Vector256<float> factors, ref readonly float times)
    {
        left.Add(factors, in times);
        right.Add(factors, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
