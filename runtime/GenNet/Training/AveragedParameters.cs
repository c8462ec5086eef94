using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;

namespace GenNet.Training;

/// <summary>The average of a network's parameters over its training.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed class AveragedParameters<T>(TrainableNetwork<T> network, WeightAveraging averaging)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedArray<T> _average = new(network.Layout.StorageLength);
    private T[] _aside = [];

    /// <summary>How many parameters are in the average.</summary>
    public long Count { get; set; }

    /// <summary>The average, as it is stored; what does not learn is what it was at first.</summary>
    public Span<T> Storage => _average.Span;

    /// <summary>Takes the parameters in after a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AfterStep()
    {
        if (averaging.FirstEpoch == 0)
        {
            Add(1 - averaging.Decay);
        }
    }

    /// <summary>Takes the parameters in after an epoch.</summary>
    public void AfterEpoch(int epoch)
    {
        if (averaging.FirstEpoch > 0 && epoch >= averaging.FirstEpoch)
        {
            Add(1d / (Count + 1));
        }
    }

    /// <summary>Gives the network the average. What it had is put aside.</summary>
    public void PutIn()
    {
        _aside = _aside.Length == 0 ? new T[network.Layout.StorageLength] : _aside;
        network.Storage.CopyTo(_aside);
        _average.Span[..network.Layout.TrainableLength].CopyTo(network.Storage);
    }

    /// <summary>Gives the network back what was put aside.</summary>
    public void TakeOut() => _aside.CopyTo(network.Storage);

    [MethodImpl(Kernel.Options)]
    private void Add(double share)
    {
        if (Count++ == 0)
        {
            network.Storage.CopyTo(_average.Span);
            return;
        }

        var shares = new Vector<T>(T.CreateTruncating(share));
        Span<Vector<T>> averages = MemoryMarshal.Cast<T, Vector<T>>(_average.Span[..network.Layout.TrainableLength]);
        Span<Vector<T>> parameters = MemoryMarshal.Cast<T, Vector<T>>(network.TrainableStorage);
        for (int i = 0; i < averages.Length; i++)
        {
            averages[i] += shares * (parameters[i] - averages[i]);
        }
    }
}
