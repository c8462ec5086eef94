using System;
using System.ComponentModel;
using System.Numerics;
using GenNet.Exploring;
using GenNet.Numerics;
using GenNet.Training;

namespace GenNet;

/// <content>The pass that notes what each statement makes.</content>
public abstract partial class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The network's generated code, with what each of its statements makes, for programs that show it: declare it with
    /// <c>[Network(Explore = true)]</c>. Null otherwise.
    /// </summary>
    public ExploredNetwork? Explored => ReadExplored();

    /// <summary>
    /// Runs the pass that the network learns by over one batch, its parameters left as they are, and notes what each statement makes: the generated
    /// code of <c>TrainStep</c>, statement by statement. A network that is not trainable runs its forward pass. For looking at, not for training.
    /// </summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="targets">
    /// What the network should yield: samples × <c>OutputSize</c> values, half as many with <see cref="Loss.GaussianNll"/>, none where the network is
    /// not trainable.
    /// </param>
    /// <param name="trace">Receives what the statements make. What it held before is overwritten.</param>
    /// <param name="seed">
    /// What dropout and noise are drawn from, as with <see cref="TrainableNetwork{T}.Gradient(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int)"/>. Default:
    /// null, they do nothing.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, there is no sample, there are more than one pass takes, or the trace is that of another class.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network is not declared with <c>Explore = true</c>.</exception>
    public unsafe void Trace(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, NetworkTrace<T> trace, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ExploredNetwork explored = Explored
            ?? throw new InvalidOperationException($"{Layout.Name} has no traced pass. Declare it with [Network(Explore = true)].");
        if (trace.Network != explored)
        {
            throw new ArgumentException($"The trace is one of {trace.Network.Name}. Make one of this network: new NetworkTrace<...>(network).", nameof(trace));
        }

        int samples = CountTracedSamples(inputs.Length, targets.Length);
        int most = Layout.CouplesSamples ? int.MaxValue : Layout.SamplesPerPass;
        if (samples > most)
        {
            throw new ArgumentException($"A pass of {Layout.Name} takes {Counted.Of(most, "sample")} at most, but inputs has {samples}.", nameof(inputs));
        }

        Indices.Require(Layout, inputs);
        int workspace = TracedWorkspace(samples);
        (AlignedArray<T> memory, AlignedArray<T> gradient) = trace.Begin(samples, inputs, targets, Storage, checked(workspace + (samples * _outputSize)));
        fixed (T* input = inputs, target = targets, scratch = &memory.First, stored = &gradient.First)
        {
            BatchMode mode = seed is { } key ? BatchMode.OfGradient(key) : default;
            var batch = new Batch<T>(input, target, scratch, samples, Layout.ShareOf<T>(samples), null, mode);
            trace.End(TracePass(in batch, ref scratch[workspace], new StoreGradient<T>(stored), trace));
        }
    }

    /// <summary>What a class that is declared with <c>Explore = true</c> says of itself.</summary>
    /// <returns>The same object every time; null where nothing is said.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual ExploredNetwork? ReadExplored() => null;

    /// <summary>The generated pass that notes what each of its statements makes.</summary>
    /// <param name="batch">The samples and their targets.</param>
    /// <param name="outputs">Receives samples × OutputSize values where the network does not learn.</param>
    /// <param name="update">Where the gradient goes.</param>
    /// <param name="trace">Is told what the statements make.</param>
    /// <returns>The batch's loss; 0 where the network does not learn.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual T TracePass(in Batch<T> batch, ref T outputs, StoreGradient<T> update, NetworkTrace<T> trace) => T.Zero;

    /// <summary>The number of samples of a batch that is traced.</summary>
    private protected virtual int CountTracedSamples(int inputs, int targets)
    {
        if (targets != 0)
        {
            throw new ArgumentException($"{Layout.Name} is not trainable, so that its pass has no targets. Leave them empty.", nameof(targets));
        }

        int samples = inputs / _inputSize;
        return samples > 0 && samples * _inputSize == inputs
            ? samples
            : throw new ArgumentException($"{Layout.Name} takes samples of {Counted.Of(_inputSize, "value")}, one or more, but inputs has {inputs}.", nameof(inputs));
    }

    /// <summary>The elements of scratch memory of a pass that is traced.</summary>
    private protected virtual int TracedWorkspace(int samples) => Layout.WorkspaceLength;
}
