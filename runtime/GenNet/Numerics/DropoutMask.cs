using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// The mask of a dropout layer in one batch: <c>a = m x / (1 − rate)</c>, where each m is 0 with probability rate, and 1 otherwise. It is made again
/// wherever it is asked for, on the way back as on the way forward, and never stored.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Each element is dropped where its 32 random bits, a function of seed, step, layer, row and element (splitmix64 keys, a two-round integer hash in
/// each row), are below rate · 2³²: the probability is exact to 2⁻³³, and the same elements are dropped in either precision, on every machine, at
/// every vector width and for every number of threads.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct DropoutMask<T>
    where T : unmanaged
{
    private readonly Vector<int> _threshold;
    private readonly Vector<T> _scale;
    private readonly ulong _layerKey;
    private ulong _rowKey;

    /// <summary>The mask of a layer; one that keeps everything as it is where the batch has no noise.</summary>
    /// <param name="batch">The batch, or a pass of it.</param>
    /// <param name="layer">The layer's number, from 1.</param>
    /// <param name="positions">How many rows a sample has.</param>
    /// <param name="rate">The probability that a value is dropped, from 0 to below 1.</param>
    public DropoutMask(in Batch<T> batch, int layer, int positions, double rate)
    {
        BatchMode mode = batch.Mode;
        rate = mode.HasNoise ? rate : 0;
        _layerKey = NoiseHash.Ahead(NoiseHash.Derive(mode.Key, (uint)layer), (ulong)((long)batch.FirstSample * positions));

        // Signed comparisons are what vectors have.
        uint threshold = (uint)Math.Min(Math.Round(rate * 4294967296.0), uint.MaxValue);
        _threshold = Vector.Create(unchecked((int)(threshold ^ 0x80000000)));
        _scale = typeof(T) == typeof(float)
            ? Vector.Create((float)(1 / (1 - rate))).As<float, T>()
            : Vector.Create(1 / (1 - rate)).As<double, T>();
        _rowKey = 0;
    }

    /// <summary>Goes to a row of the pass.</summary>
    /// <param name="row">The row, the first sample's first being 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginRow(nint row) => _rowKey = NoiseHash.Derive(_layerKey, (ulong)row);

    /// <summary>Drops some of a row's values and enlarges the others.</summary>
    /// <param name="values">Neighbouring values of the row.</param>
    /// <param name="unit">The index of the first of them in the row.</param>
    /// <returns>x / (1 − rate) where x is kept, 0 where it is dropped.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<T> Apply(Vector<T> values, int unit)
    {
        Vector<int> bits = NoiseHash.BitsOf(_rowKey, unchecked((uint)unit)).As<uint, int>();
        Vector<int> dropped = Vector.LessThan(bits, _threshold);
        return Vector.AndNot(
            values * _scale, typeof(T) == typeof(float) ? dropped.As<int, T>() : Vector.WidenLower(dropped).As<long, T>());
    }
}
