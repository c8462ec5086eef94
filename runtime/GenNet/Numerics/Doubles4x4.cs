using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>Four vectors of four doubles, side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Doubles4x4 : IStrip<Doubles4x4, double>
{
    private Vector256<double> _first;
    private Vector256<double> _second;
    private Vector256<double> _third;
    private Vector256<double> _fourth;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4x4 Load(ref readonly double source)
    {
        Doubles4x4 strip;
        strip._first = Vector256.LoadUnsafe(in source);
        strip._second = Vector256.LoadUnsafe(in source, 4);
        strip._third = Vector256.LoadUnsafe(in source, 8);
        strip._fourth = Vector256.LoadUnsafe(in source, 12);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4x4 Product(double factor, in Doubles4x4 times)
    {
        Vector256<double> factors = Vector256.Create(factor);
        Doubles4x4 strip;
        strip._first = factors * times._first;
        strip._second = factors * times._second;
        strip._third = factors * times._third;
        strip._fourth = factors * times._fourth;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Doubles4x4 first, ref Doubles4x4 second, ref Doubles4x4 third, ref Doubles4x4 fourth,
        ref readonly double factors, ref readonly double times, nint rowLength)
    {
        // Eight sums hide the latency of multiply-add; sixteen would be all the registers there are.
        Vector256<double> quad = FactorQuad.Load256(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        first.Add(FactorQuad.Spread(quad, FactorQuad.First), in row);
        second.Add(FactorQuad.Spread(quad, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        first.Add(FactorQuad.Spread(quad, FactorQuad.Third), in Unsafe.Add(ref row, 2 * rowLength));
        second.Add(FactorQuad.Spread(quad, FactorQuad.Fourth), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Doubles4x4 first, ref Doubles4x4 second, ref Doubles4x4 third, ref Doubles4x4 fourth,
        ref readonly double factors, ref readonly double times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref double factor = ref Unsafe.AsRef(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        first.Add(Unsafe.Add(ref factor, k0), in Unsafe.Add(ref row, k0 * rowLength));
        second.Add(Unsafe.Add(ref factor, k1), in Unsafe.Add(ref row, k1 * rowLength));
        first.Add(Unsafe.Add(ref factor, k2), in Unsafe.Add(ref row, k2 * rowLength));
        second.Add(Unsafe.Add(ref factor, k3), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Doubles4x4 left, ref Doubles4x4 right, ref Doubles4x4 otherLeft, ref Doubles4x4 otherRight,
        ref readonly double factors, ref readonly double times, nint rowLength)
    {
        // Eight sums hide the latency of multiply-add; sixteen would be all the registers there are.
        Vector256<double> pair = FactorQuad.LoadPair256(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in row);
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, rowLength));
        pair = FactorQuad.LoadPair256(in Unsafe.Add(ref Unsafe.AsRef(in factors), 2));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.First), in Unsafe.Add(ref row, 2 * rowLength));
        AddSideBySide(ref left, ref right, FactorQuad.Spread(pair, FactorQuad.Second), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Doubles4x4 left, ref Doubles4x4 right, ref Doubles4x4 otherLeft, ref Doubles4x4 otherRight,
        ref readonly double factors, ref readonly double times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref double factor = ref Unsafe.AsRef(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k0)), in Unsafe.Add(ref row, k0 * rowLength));
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k1)), in Unsafe.Add(ref row, k1 * rowLength));
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k2)), in Unsafe.Add(ref row, k2 * rowLength));
        AddSideBySide(ref left, ref right, Vector256.Create(Unsafe.Add(ref factor, k3)), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref double destination)
    {
        _first.StoreUnsafe(ref destination);
        _second.StoreUnsafe(ref destination, 4);
        _third.StoreUnsafe(ref destination, 8);
        _fourth.StoreUnsafe(ref destination, 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreUnaligned(ref double destination)
    {
        UnalignedStore.Of(_first, ref destination);
        UnalignedStore.Of(_second, ref Unsafe.Add(ref destination, 4));
        UnalignedStore.Of(_third, ref Unsafe.Add(ref destination, 8));
        UnalignedStore.Of(_fourth, ref Unsafe.Add(ref destination, 12));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Doubles4x4 other)
    {
        _first += other._first;
        _second += other._second;
        _third += other._third;
        _fourth += other._fourth;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly double other)
    {
        _first += Vector256.LoadUnsafe(in other);
        _second += Vector256.LoadUnsafe(in other, 4);
        _third += Vector256.LoadUnsafe(in other, 8);
        _fourth += Vector256.LoadUnsafe(in other, 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(ref readonly double factors, ref readonly double times)
    {
        _first = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors), Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors, 4), Vector256.LoadUnsafe(in times, 4), _second);
        _third = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors, 8), Vector256.LoadUnsafe(in times, 8), _third);
        _fourth = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(in factors, 12), Vector256.LoadUnsafe(in times, 12), _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Doubles4x4 factors, ref readonly double times)
    {
        _first = Vector256.MultiplyAddEstimate(factors._first, Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(factors._second, Vector256.LoadUnsafe(in times, 4), _second);
        _third = Vector256.MultiplyAddEstimate(factors._third, Vector256.LoadUnsafe(in times, 8), _third);
        _fourth = Vector256.MultiplyAddEstimate(factors._fourth, Vector256.LoadUnsafe(in times, 12), _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, in Doubles4x4 times)
    {
        Vector256<double> factors = Vector256.Create(factor);
        _first = Vector256.MultiplyAddEstimate(factors, times._first, _first);
        _second = Vector256.MultiplyAddEstimate(factors, times._second, _second);
        _third = Vector256.MultiplyAddEstimate(factors, times._third, _third);
        _fourth = Vector256.MultiplyAddEstimate(factors, times._fourth, _fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, ref readonly double times) => Add(Vector256.Create(factor), in times);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double Sum() => ColumnSum.Of((_first + _third) + (_second + _fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<double>
    {
        update.Apply(offset, new Doubles4(_first));
        update.Apply(offset + 4, new Doubles4(_second));
        update.Apply(offset + 8, new Doubles4(_third));
        update.Apply(offset + 12, new Doubles4(_fourth));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector256<double> factors, ref readonly double times)
    {
        _first = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times), _first);
        _second = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times, 4), _second);
        _third = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times, 8), _third);
        _fourth = Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(in times, 12), _fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Doubles4x4 left, ref Doubles4x4 right, Vector256<double> factors, ref readonly double times)
    {
        left.Add(factors, in times);
        right.Add(factors, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
