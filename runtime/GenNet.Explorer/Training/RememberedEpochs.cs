using System;
using System.Collections.Generic;

namespace GenNet.Exploring;

/// <summary>The epochs that training can go back to: the first, and every so many; as they become many, every second one is forgotten.</summary>
internal sealed class RememberedEpochs<T>
{
    private const long MostBytes = 192L << 20;

    private readonly List<RememberedEpoch<T>> _epochs = [];
    private readonly int _most;

    /// <param name="bytesOfEpoch">About how much memory one takes.</param>
    public RememberedEpochs(long bytesOfEpoch) => _most = (int)Math.Clamp(MostBytes / Math.Max(bytesOfEpoch, 1), 8, 256);

    /// <summary>One epoch in how many is remembered.</summary>
    public int Every { get; private set; } = 1;

    /// <summary>The last epoch that is remembered.</summary>
    public int Last => _epochs.Count == 0 ? 0 : _epochs[^1].Epoch;

    /// <summary>Whether this epoch is one that is to be remembered, and is not.</summary>
    public bool Wants(int epoch) => epoch % Every == 0 && (_epochs.Count == 0 || epoch > Last);

    public void Add(RememberedEpoch<T> epoch)
    {
        _epochs.Add(epoch);
        while (_epochs.Count > _most)
        {
            Every *= 2;
            _epochs.RemoveAll(remembered => remembered.Epoch % Every != 0);
        }
    }

    /// <summary>The last one that is not behind <paramref name="epoch"/>; the first of all is always there.</summary>
    public RememberedEpoch<T> At(int epoch)
    {
        int index = _epochs.Count - 1;
        while (index > 0 && _epochs[index].Epoch > epoch)
        {
            index--;
        }

        return _epochs[index];
    }

    /// <summary>Forgets those that came after <paramref name="epoch"/>: from there on, training goes another way.</summary>
    public void ForgetAfter(int epoch) => _epochs.RemoveAll(remembered => remembered.Epoch > epoch);
}
