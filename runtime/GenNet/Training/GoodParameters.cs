using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;

namespace GenNet.Training;

/// <summary>
/// Parameters to go back to when training diverges: a copy is taken every so many batches, and counts once a batch has had a finite loss with it.
/// </summary>
/// <remarks>
/// A copy in every batch would be a tenth of the time of a step on a small batch of 784-64-10; one in 32 is not seen in it.
/// </remarks>
internal sealed class GoodParameters<T>(TrainableNetwork<T> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many batches lie between two copies.</summary>
    public const int BatchesBetween = 32;

    private T[] _good = [];
    private T[] _latest = [];
    private int _batches;
    private bool _isConfirmed = true;

    /// <summary>Before a batch: takes a copy if it is time. False where a parameter is no finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryKeep() => _batches++ % BatchesBetween != 0 || Keep();

    /// <summary>After a batch with a finite loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Confirm()
    {
        if (!_isConfirmed)
        {
            (_good, _latest) = (_latest, _good);
            _isConfirmed = true;
        }
    }

    /// <summary>Gives the network the last parameters that are known to be good, or those it came with.</summary>
    public void PutBack()
    {
        T[] good = _good.Length > 0 ? _good : _latest;
        if (good.Length > 0)
        {
            good.CopyTo(network.Storage);
        }
    }

    /// <summary>Whether all values are finite.</summary>
    [MethodImpl(Kernel.Options)]
    public static bool IsFinite(ReadOnlySpan<T> storage)
    {
        // x − x is 0 where x is finite, and NaN elsewhere.
        Vector<T> sum = Vector<T>.Zero;
        foreach (Vector<T> values in MemoryMarshal.Cast<T, Vector<T>>(storage))
        {
            sum += values - values;
        }

        return sum == Vector<T>.Zero;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Keep()
    {
        if (!IsFinite(network.Storage))
        {
            return false;
        }

        if (_latest.Length == 0)
        {
            _latest = new T[network.Layout.StorageLength];
        }

        network.Storage.CopyTo(_latest);
        _isConfirmed = false;
        return true;
    }
}
