using GenNet.Numerics;

namespace GenNet;

/// <summary>
/// What a training pass does beside its gradient: by default nothing is drawn, and nothing is remembered. What dropout and noise draw follows from the
/// key, the layer, the sample's place in the batch and the element's in its row, so that it is the same however many passes, threads and lanes of a
/// vector take the batch.
/// </summary>
internal readonly record struct BatchMode
{
    /// <summary>What dropout and noise draw from: a key that differs from step to step.</summary>
    public ulong Key { get; private init; }

    /// <summary>Whether they draw anything.</summary>
    public bool HasNoise { get; private init; }

    /// <summary>Whether layers that remember something of their training, running means for example, take the batch in.</summary>
    public bool UpdatesState { get; private init; }

    /// <summary>That of step <paramref name="step"/> of a network, from 0.</summary>
    public static BatchMode OfStep(int seed, uint step) => Of(seed, step) with { UpdatesState = true };

    /// <summary>That of a batch of <c>Fit</c>.</summary>
    /// <param name="seed">The seed of the fit.</param>
    /// <param name="epoch">How many epochs the network has begun before.</param>
    /// <param name="batch">The batch of the epoch, from 0.</param>
    public static BatchMode OfFit(int seed, int epoch, int batch) =>
        Of(seed, ((unchecked((ulong)(uint)epoch) + 1) << 32) | (uint)batch) with { UpdatesState = true };

    /// <summary>That of a gradient that nobody follows, with the noise of a network's first step.</summary>
    public static BatchMode OfGradient(int seed) => Of(seed, 0);

    /// <summary>The same once more on the same batch: what it was to be remembered for has been.</summary>
    public BatchMode Again => this with { UpdatesState = false };

    private static BatchMode Of(int seed, ulong step) => new()
    {
        Key = NoiseHash.Derive(NoiseHash.Derive((uint)seed, 0), step),
        HasNoise = true,
    };
}
