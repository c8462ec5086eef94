using System;
using System.Numerics;

namespace GenNet.Training;

/// <content>What the network is where parameters are averaged.</content>
internal sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gives the network the average, with running values of batch normalizations that belong to it.</summary>
    private void PutInAverage()
    {
        _average!.PutIn();
        bool hasShares = false;
        foreach (TensorLayout tensor in _network.Layout.Tensors)
        {
            hasShares |= tensor.BatchShare > 0;
        }

        if (!hasShares)
        {
            return;
        }

        // From 0, a batch leaves its share of what it is itself, so that the mean of the batches is known without what came before.
        Span<T> state = _network.Storage[_network.Layout.TrainableLength..];
        double[] sums = new double[state.Length];
        T[] frozen = [.. state];
        int counted = 0;
        _batches.BeginEpoch(unchecked(_network.EpochsBegun - 1));
        for (int batch = 0; batch < _batches.Count; batch++)
        {
            ReadOnlySpan<T> inputs;
            ReadOnlySpan<T> targets;
            int samples;
            if (_isWeighted)
            {
                _gathered!.ReadWithWeights(batch, out inputs, out targets, out samples);
            }
            else
            {
                _batches.Read(batch, out inputs, out targets, out samples);
            }

            if (samples == 0 || BatchShape.IsOneValue(_network.Layout, samples))
            {
                continue;
            }

            ForEachState(state, (tensor, values, _) => values.Clear());
            _network.AddGradient(inputs, targets, 0, samples, T.One, isFirst: true, _fill, ModeOf(batch), team: null);
            counted++;
            ForEachState(state, (tensor, values, offset) =>
            {
                for (int i = 0; i < values.Length; i++)
                {
                    sums[offset + i] += double.CreateTruncating(values[i]) / tensor.BatchShare;
                }
            });
        }

        ForEachState(state, (tensor, values, offset) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = counted == 0 ? frozen[offset + i] : T.CreateTruncating(sums[offset + i] / counted);
            }
        });
    }

    private delegate void StateAction(TensorLayout tensor, Span<T> values, int offset);

    /// <summary>Goes through the tensors that follow their batches, each a row.</summary>
    private void ForEachState(Span<T> state, StateAction action)
    {
        foreach (TensorLayout tensor in _network.Layout.Tensors)
        {
            if (tensor.BatchShare > 0)
            {
                int offset = tensor.Offset - _network.Layout.TrainableLength;
                action(tensor, state.Slice(offset, tensor.Length), offset);
            }
        }
    }
}
