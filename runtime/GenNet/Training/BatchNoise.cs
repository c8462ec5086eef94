using GenNet.Numerics;

namespace GenNet;

/// <summary>
/// What dropout and noise draw from in one batch: nothing unless it is of training. Everything that is drawn follows from this key, the layer, the
/// sample's place in the batch and the element's in its row, so that it is the same however many passes, threads and lanes of a vector take the batch.
/// </summary>
/// <param name="Key">A key that differs from step to step.</param>
/// <param name="IsOn">Whether anything is drawn.</param>
internal readonly record struct BatchNoise(ulong Key, bool IsOn)
{
    /// <summary>That of step <paramref name="step"/> of a network, from 0.</summary>
    public static BatchNoise OfStep(int seed, uint step) => Of(seed, step);

    /// <summary>That of a batch of <c>Fit</c>.</summary>
    /// <param name="seed">The seed of the fit.</param>
    /// <param name="epoch">How many epochs the network has begun before.</param>
    /// <param name="batch">The batch of the epoch, from 0.</param>
    public static BatchNoise OfFit(int seed, int epoch, int batch) => Of(seed, ((unchecked((ulong)(uint)epoch) + 1) << 32) | (uint)batch);

    private static BatchNoise Of(int seed, ulong step) => new(NoiseHash.Derive(NoiseHash.Derive((uint)seed, 0), step), IsOn: true);
}
