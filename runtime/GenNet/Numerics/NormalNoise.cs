using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>The noise of a layer in one batch: <c>a = x + σ n</c>, where each n is drawn from the normal distribution with mean 0 and variance 1.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para>Each n is <c>√2 erf⁻¹(2u − 1)</c> of a uniform u with 32 random bits, which are those of <see cref="DropoutMask{T}"/>: so |n| is at most 6.3.</para>
/// <para>
/// The inverse of the error function is M. Giles's (<i>Approximating the erfinv function</i>, GPU Computing Gems 2, 2011), in single precision in either
/// kind of network: n is off by 10⁻⁶ at most, and by 3·10⁻³ beyond 5.4, where one in 15 million is. It is computed by the operations that IEEE 754 rounds
/// exactly, in a fixed order, so every machine and every vector width has the same bits.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct NormalNoise<T>
    where T : unmanaged
{
    private readonly Vector<T> _deviation;
    private readonly ulong _layerKey;
    private ulong _rowKey;

    /// <summary>The noise of a layer; none where the batch has none.</summary>
    /// <param name="batch">The batch, or a pass of it.</param>
    /// <param name="layer">The layer's number, from 1.</param>
    /// <param name="positions">How many rows a sample has.</param>
    /// <param name="deviation">The standard deviation σ.</param>
    public NormalNoise(in Batch<T> batch, int layer, int positions, double deviation)
    {
        BatchMode mode = batch.Mode;
        deviation = mode.HasNoise ? deviation : 0;
        _layerKey = NoiseHash.Ahead(NoiseHash.Derive(mode.Key, (uint)layer), (ulong)((long)batch.FirstSample * positions));
        _deviation = typeof(T) == typeof(float)
            ? Vector.Create((float)deviation).As<float, T>()
            : Vector.Create(deviation).As<double, T>();
        _rowKey = 0;
    }

    /// <summary>Goes to a row of the pass.</summary>
    /// <param name="row">The row, the first sample's first being 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginRow(nint row) => _rowKey = NoiseHash.Derive(_layerKey, (ulong)row);

    /// <summary>Adds noise to some of a row's values.</summary>
    /// <param name="values">Neighbouring values of the row.</param>
    /// <param name="unit">The index of the first of them in the row.</param>
    /// <returns>x + σ n.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<T> Apply(Vector<T> values, int unit)
    {
        Vector<float> normal = Normal(NoiseHash.BitsOf(_rowKey, unchecked((uint)unit)).As<uint, int>());
        return values + (_deviation * (typeof(T) == typeof(float) ? normal.As<float, T>() : Vector.WidenLower(normal).As<double, T>()));
    }

    /// <summary>Normal numbers from uniform bits, in the order of the bits as signed numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Normal(Vector<int> bits)
    {
        // v = (k + ½) / 2³² is the distance of u from the nearer of 0 and 1, for which small numbers have all their digits.
        Vector<int> sign = bits >> 31;
        Vector<float> k = Vector.ConvertToSingle((bits ^ sign) ^ Vector.Create(int.MaxValue));
        Vector<float> v = (k + Vector.Create(0.5f)) * Vector.Create(1 / 4294967296f);
        Vector<float> one = Vector<float>.One;
        Vector<float> x = one - (v + v);
        Vector<float> w = -Log(v * (one - v) * Vector.Create(4f));

        Vector<float> near = w - Vector.Create(2.5f);
        Vector<float> p = Vector.Create(2.81022636e-08f);
        p = (p * near) + Vector.Create(3.43273939e-07f);
        p = (p * near) + Vector.Create(-3.5233877e-06f);
        p = (p * near) + Vector.Create(-4.39150654e-06f);
        p = (p * near) + Vector.Create(0.00021858087f);
        p = (p * near) + Vector.Create(-0.00125372503f);
        p = (p * near) + Vector.Create(-0.00417768164f);
        p = (p * near) + Vector.Create(0.246640727f);
        p = (p * near) + Vector.Create(1.50140941f);

        Vector<float> far = Vector.SquareRoot(w) - Vector.Create(3f);
        Vector<float> q = Vector.Create(-0.000200214257f);
        q = (q * far) + Vector.Create(0.000100950558f);
        q = (q * far) + Vector.Create(0.00134934322f);
        q = (q * far) + Vector.Create(-0.00367342844f);
        q = (q * far) + Vector.Create(0.00573950773f);
        q = (q * far) + Vector.Create(-0.0076224613f);
        q = (q * far) + Vector.Create(0.00943887047f);
        q = (q * far) + Vector.Create(1.00167406f);
        q = (q * far) + Vector.Create(2.83297682f);

        Vector<float> root2 = Vector.Create(1.41421356f);
        Vector<float> magnitude = Vector.ConditionalSelect(Vector.LessThan(w, Vector.Create(5f)), p, q) * x * root2;
        return magnitude ^ (sign & Vector.Create(int.MinValue)).As<int, float>();
    }

    /// <summary>
    /// ln y of a normal positive y to within a few ulps: with y = 2ⁿ m and m in [√½, √2), n ln 2 + 2 artanh s, where s = (m − 1) / (m + 1) and
    /// |s| ≤ 0.172; four terms of the series beyond the first leave out 4·10⁻⁹ of it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log(Vector<float> y)
    {
        Vector<int> bitsOfRootHalf = Vector.Create(0x3f3504f3);
        Vector<int> bits = y.As<float, int>() - bitsOfRootHalf;
        Vector<float> n = Vector.ConvertToSingle(bits >> 23);
        Vector<float> m = ((bits & Vector.Create(0x007fffff)) + bitsOfRootHalf).As<int, float>();
        Vector<float> s = (m - Vector<float>.One) / (m + Vector<float>.One);
        Vector<float> z = s * s;
        Vector<float> series = Vector.Create(2f / 9);
        series = (series * z) + Vector.Create(2f / 7);
        series = (series * z) + Vector.Create(2f / 5);
        series = (series * z) + Vector.Create(2f / 3);
        return (n * Vector.Create(0.693147181f)) + (s + s + (s * z * series));
    }
}
