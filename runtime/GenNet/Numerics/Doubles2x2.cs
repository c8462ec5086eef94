using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>Two vectors of two doubles, side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Doubles2x2 : IStrip<Doubles2x2, double>
{
    private Vector128<double> _first;
    private Vector128<double> _second;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2x2 Load(ref readonly double source)
    {
        Doubles2x2 strip;
        strip._first = Vector128.LoadUnsafe(in source);
        strip._second = Vector128.LoadUnsafe(in source, 2);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2x2 Product(double factor, in Doubles2x2 times)
    {
        Vector128<double> factors = Vector128.Create(factor);
        Doubles2x2 strip;
        strip._first = factors * times._first;
        strip._second = factors * times._second;
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Doubles2x2 first, ref Doubles2x2 second, ref Doubles2x2 third, ref Doubles2x2 fourth,
        ref readonly double factors, ref readonly double times, nint rowLength)
    {
        ref double row = ref Unsafe.AsRef(in times);
        first.Add(factors, in row);
        second.Add(Unsafe.Add(ref Unsafe.AsRef(in factors), 1), in Unsafe.Add(ref row, rowLength));
        third.Add(Unsafe.Add(ref Unsafe.AsRef(in factors), 2), in Unsafe.Add(ref row, 2 * rowLength));
        fourth.Add(Unsafe.Add(ref Unsafe.AsRef(in factors), 3), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddInTurn(
        ref Doubles2x2 first, ref Doubles2x2 second, ref Doubles2x2 third, ref Doubles2x2 fourth,
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
        ref Doubles2x2 left, ref Doubles2x2 right, ref Doubles2x2 otherLeft, ref Doubles2x2 otherRight,
        ref readonly double factors, ref readonly double times, nint rowLength)
    {
        ref double factor = ref Unsafe.AsRef(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, factor, in row);
        AddSideBySide(ref otherLeft, ref otherRight, Unsafe.Add(ref factor, 1), in Unsafe.Add(ref row, rowLength));
        AddSideBySide(ref left, ref right, Unsafe.Add(ref factor, 2), in Unsafe.Add(ref row, 2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Unsafe.Add(ref factor, 3), in Unsafe.Add(ref row, 3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSideBySide(
        ref Doubles2x2 left, ref Doubles2x2 right, ref Doubles2x2 otherLeft, ref Doubles2x2 otherRight,
        ref readonly double factors, ref readonly double times, nint rowLength, nint k0, nint k1, nint k2, nint k3)
    {
        ref double factor = ref Unsafe.AsRef(in factors);
        ref double row = ref Unsafe.AsRef(in times);
        AddSideBySide(ref left, ref right, Unsafe.Add(ref factor, k0), in Unsafe.Add(ref row, k0 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Unsafe.Add(ref factor, k1), in Unsafe.Add(ref row, k1 * rowLength));
        AddSideBySide(ref left, ref right, Unsafe.Add(ref factor, k2), in Unsafe.Add(ref row, k2 * rowLength));
        AddSideBySide(ref otherLeft, ref otherRight, Unsafe.Add(ref factor, k3), in Unsafe.Add(ref row, k3 * rowLength));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref double destination)
    {
        _first.StoreUnsafe(ref destination);
        _second.StoreUnsafe(ref destination, 2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreUnaligned(ref double destination)
    {
        UnalignedStore.Of(_first, ref destination);
        UnalignedStore.Of(_second, ref Unsafe.Add(ref destination, 2));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Doubles2x2 other)
    {
        _first += other._first;
        _second += other._second;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly double other)
    {
        _first += Vector128.LoadUnsafe(in other);
        _second += Vector128.LoadUnsafe(in other, 2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(ref readonly double factors, ref readonly double times)
    {
        _first = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(in factors), Vector128.LoadUnsafe(in times), _first);
        _second = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(in factors, 2), Vector128.LoadUnsafe(in times, 2), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in Doubles2x2 factors, ref readonly double times)
    {
        _first = Vector128.MultiplyAddEstimate(factors._first, Vector128.LoadUnsafe(in times), _first);
        _second = Vector128.MultiplyAddEstimate(factors._second, Vector128.LoadUnsafe(in times, 2), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, in Doubles2x2 times)
    {
        Vector128<double> factors = Vector128.Create(factor);
        _first = Vector128.MultiplyAddEstimate(factors, times._first, _first);
        _second = Vector128.MultiplyAddEstimate(factors, times._second, _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double factor, ref readonly double times)
    {
        Vector128<double> factors = Vector128.Create(factor);
        _first = Vector128.MultiplyAddEstimate(factors, Vector128.LoadUnsafe(in times), _first);
        _second = Vector128.MultiplyAddEstimate(factors, Vector128.LoadUnsafe(in times, 2), _second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double Sum() => ColumnSum.Of(_first + _second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<double>
    {
        update.Apply(offset, new Doubles2(_first));
        update.Apply(offset + 2, new Doubles2(_second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSideBySide(ref Doubles2x2 left, ref Doubles2x2 right, double factor, ref readonly double times)
    {
        left.Add(factor, in times);
        right.Add(factor, in Unsafe.Add(ref Unsafe.AsRef(in times), Count));
    }
}
