using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>Two vectors of four floats, side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Singles4x2 : IStrip<Singles4x2, float>
{
    private Vector128<float> _first;
    private Vector128<float> _second;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles4x2 Load(ref readonly float source)
    {
        Singles4x2 strip;
        strip._first = Vector128.LoadUnsafe(in source);
        strip._second = Vector128.LoadUnsafe(in source, 4);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles4x2 Product(float factor, in Singles4x2 times)
    {
        Vector128<float> factors = Vector128.Create(factor);
        Singles4x2 strip;
        strip._first = factors * times._first;
        strip._second = factors * times._second;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles4x2 first, ref Singles4x2 second, ref Singles4x2 third, ref Singles4x2 fourth,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        Vector128<float> quad = FactorQuad.Load128(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        first.Add(FactorQuad.Spread(quad, FactorQuad.First), in row);
        second.Add(FactorQuad.Spread(quad, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        third.Add(FactorQuad.Spread(quad, FactorQuad.Third), in Unsafe.Add(ref row, 2 * rowLength));
        fourth.Add(FactorQuad.Spread(quad, FactorQuad.Fourth), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Singles4x2 first, ref Singles4x2 second, ref Singles4x2 third, ref Singles4x2 fourth,
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
        ref Singles4x2 left, ref Singles4x2 right, ref Singles4x2 otherLeft, ref Singles4x2 otherRight,
        ref readonly float factors, ref readonly float times, nint rowLength)
    {
        Vector128<float> pair = FactorQuad.LoadPair128(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in row);
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair128(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Singles4x2 left, ref Singles4x2 right, ref Singles4x2 otherLeft, ref Singles4x2 otherRight,
        ref readonly float factors, ref readonly float times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref float factor = ref Unsafe.AsRef(in factors);
        ref float row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, Vector128.Create(Unsafe.Add(ref factor, k0)), in Unsafe.Add(ref row, k0 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector128.Create(Unsafe.Add(ref factor, k1)), in Unsafe.Add(ref row, k1 * rowLength));
        AddSideBySide(ref left, ref right, Vector128.Create(Unsafe.Add(ref factor, k2)), in Unsafe.Add(ref row, k2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Vector128.Create(Unsafe.Add(ref factor, k3)), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float destination)
    {
        _first.StoreUnsafe(ref destination);
        _second.StoreUnsafe(ref destination, 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreUnaligned(ref float destination)
    {
        UnalignedStore.Of(_first, ref destination);
        UnalignedStore.Of(_second, ref Unsafe.Add(ref destination, 4));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Singles4x2 other)
    {
        _first += other._first;
        _second += other._second;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly float other)
    {
        _first += Vector128.LoadUnsafe(in other);
        _second += Vector128.LoadUnsafe(in other, 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(ref readonly float factors, ref readonly float times)
    {
        _first = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(in factors), Vector128.LoadUnsafe(in times), _first);
        _second = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(in factors, 4), Vector128.LoadUnsafe(in times, 4), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Singles4x2 factors, ref readonly float times)
    {
        _first = Vector128.MultiplyAddEstimate(factors._first, Vector128.LoadUnsafe(in times), _first);
        _second = Vector128.MultiplyAddEstimate(factors._second, Vector128.LoadUnsafe(in times, 4), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, in Singles4x2 times)
    {
        Vector128<float> factors = Vector128.Create(factor);
        _first = Vector128.MultiplyAddEstimate(factors, times._first, _first);
        _second = Vector128.MultiplyAddEstimate(factors, times._second, _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, ref readonly float times) => Add(Vector128.Create(factor), in times);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => ColumnSum.Of(_first + _second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<float>
    {
        update.Apply(offset, new Singles4(_first));
        update.Apply(offset + 4, new Singles4(_second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector128<float> factors, ref readonly float times)
    {
        _first = Vector128.MultiplyAddEstimate(factors, Vector128.LoadUnsafe(in times), _first);
        _second = Vector128.MultiplyAddEstimate(factors, Vector128.LoadUnsafe(in times, 4), _second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Singles4x2 left, ref Singles4x2 right, Vector128<float> factors, ref readonly float times)
    {
        left.Add(factors, in times);
        right.Add(factors, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
