using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>The parameters of the best epoch so far, and how long ago that was.</summary>
internal sealed class BestParameters<T>(TrainableNetwork<T> network, EarlyStopping stopping)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The best epoch, from 1; 0 where there is none yet.</summary>
    public int Epoch { get; set; }

    /// <summary>Its loss.</summary>
    public double Loss { get; set; } = double.PositiveInfinity;

    /// <summary>The parameters after it, as they are stored.</summary>
    public T[] Storage { get; } = new T[network.Layout.StorageLength];

    /// <summary>Takes note of an epoch.</summary>
    public void Observe(int epoch, double loss)
    {
        if (loss < Loss - stopping.MinimumChange)
        {
            Loss = loss;
            Epoch = epoch;
            network.Storage.CopyTo(Storage);
        }
    }

    /// <summary>Whether training is to stop after so many epochs.</summary>
    public bool IsOver(int epochs) => epochs - Epoch >= stopping.Patience;

    /// <summary>Gives the network the best parameters, when there is a best epoch.</summary>
    public void PutBack() => Storage.AsSpan().CopyTo(network.Storage);
}
