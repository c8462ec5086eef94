using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Numerics;
using GenNet.Training;

namespace GenNet;

/// <summary>A generated network that computes in <typeparamref name="T"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Reading is safe from many threads at once (<see cref="Predict(ReadOnlySpan{T}, Span{T})"/>, <see cref="Classify(ReadOnlySpan{T})"/>,
/// <see cref="Network.Evaluate"/>, saving) while no thread trains or copies parameters in.
/// </remarks>
public abstract partial class Network<T> : Network
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private AlignedArray<T> _storage;
    private readonly int _inputSize;
    private readonly int _outputSize;

    // As many inputs as one sample of any numbers has; no length is that of a network that takes indices, which looks at each of them before.
    private readonly int _plainInputSize;

    /// <summary>Makes a network whose parameters are all zero.</summary>
    /// <param name="layout">The network's layers and storage.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Network(NetworkLayout layout)
        : base(layout)
    {
        // The constraint lets Half and NFloat in as well, and no constraint lets in these two alone.
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException(
                $"{layout.Name} computes in {typeof(T)}, but networks compute in float or double: derive it from a network of one of them.");
        }

        // Short rows are half a cache line, which vectors of 512 bits would overrun. The JIT knows the answer, so asking is free.
        if (Vector<byte>.Count > 32)
        {
            throw new NotSupportedException(
                $"Vector<T> has {8 * Vector<byte>.Count} bits here, and networks are laid out for 256 at most, which is what it has unless asked for more: "
                + "unset DOTNET_MaxVectorTBitWidth. Where there are vectors of 512 bits, networks use them by themselves.");
        }

        _storage = new AlignedArray<T>(layout.StorageLength);
        _inputSize = layout.InputSize;
        _outputSize = layout.OutputSize;
        _plainInputSize = layout.TakesIndices ? -1 : layout.InputSize;
    }

    /// <summary>Makes a network whose parameters are drawn as declared.</summary>
    /// <param name="layout">The network's layers and storage.</param>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Network(NetworkLayout layout, int seed)
        : this(layout) => ParameterInitialization.Draw(layout, seed, _storage.Span);

    /// <summary>The first element of the parameter storage, on a 64-byte boundary.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal ref T ParameterStorage
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _storage.First;
    }

    /// <summary>Scratch memory of this thread, <see cref="NetworkLayout.PredictionWorkspaceLength"/> elements of any content.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ref T Scratch
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Workspace.Rent<T>(Layout.PredictionWorkspaceLength);
    }

    /// <summary>The parameters as they are stored, padding included.</summary>
    internal Span<T> Storage => _storage.Span;

    /// <summary>Another network with the same parameters in memory of its own, for a thread that reads while this one learns.</summary>
    internal virtual Network<T> Copy()
    {
        var copy = (Network<T>)MemberwiseClone();
        copy._storage = new AlignedArray<T>(Layout.StorageLength);
        Storage.CopyTo(copy.Storage);
        return copy;
    }

    /// <summary>Makes the state of a stream, at its beginning.</summary>
    /// <param name="length">The elements of its memory.</param>
    /// <returns>The state.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected StreamState<T> CreateStreamState(int length) => CreateStreamState(length, first: 0, every: 1);

    /// <summary>Makes the state of a stream that does not yield something with every step, at its beginning.</summary>
    /// <param name="length">The elements of its memory.</param>
    /// <param name="first">How many steps come before the first that yields something.</param>
    /// <param name="every">How many steps lie between one that does and the next, and one more.</param>
    /// <returns>The state.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected StreamState<T> CreateStreamState(int length, long first, long every) => new(Layout, length, first, every);

    /// <summary>Holds the arguments of a step against what it takes, and counts it.</summary>
    /// <param name="input">The number of values that are given for the step.</param>
    /// <param name="inputs">The number of values that a step takes.</param>
    /// <param name="output">The number of values that there is room for.</param>
    /// <param name="outputs">The number of values that a step yields.</param>
    /// <param name="state">The state of the stream.</param>
    /// <returns>The state's memory.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the state belongs to another network.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ref T BeginStep(int input, int inputs, int output, int outputs, StreamState<T> state)
    {
        if (input != inputs)
        {
            ThrowStepLength("takes one step of", inputs, "input", input, nameof(input));
        }

        if (output != outputs)
        {
            ThrowStepLength("yields", outputs, "output", output, nameof(output));
        }

        ArgumentNullException.ThrowIfNull(state);
        return ref state.BeginStep(Layout);
    }

    private static void ThrowStepLength(string verb, int expected, string what, int actual, string parameter) => throw new ArgumentException(
        $"Step {verb} {Counted.Of(expected, "value")}, but {what} has {actual}.", parameter);

    /// <inheritdoc/>
    public override Evaluation Evaluate(Dataset dataset) => Evaluator.Evaluate(this, dataset);

    /// <inheritdoc/>
    public override EvaluationReport Report(Dataset dataset, EvaluationOptions? options = null) => Reporter.Report(this, dataset, options);

    /// <inheritdoc/>
    public override ClassificationReport EvaluateClasses(Dataset dataset, EvaluationOptions? options = null) =>
        Reporter.Classes(this, dataset, options);

    /// <inheritdoc/>
    public override RegressionReport EvaluateRegression(Dataset dataset, EvaluationOptions? options = null) =>
        Reporter.Regression(this, dataset, options);

    /// <summary>Computes the outputs of at most <see cref="NetworkLayout.SamplesPerPrediction"/> samples.</summary>
    /// <param name="inputs">samples × InputSize values, pinned.</param>
    /// <param name="outputs">Receives samples × OutputSize values, pinned.</param>
    /// <param name="workspace"><see cref="NetworkLayout.PredictionWorkspaceLength"/> elements of any content, on a 64-byte boundary.</param>
    /// <param name="samples">The number of samples, 1 or more.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract void Forward(ref readonly T inputs, ref T outputs, ref T workspace, int samples);

    /// <summary>Computes the outputs of one sample.</summary>
    /// <param name="input">InputSize values; they need not be pinned.</param>
    /// <param name="output">Receives OutputSize values; they need not be pinned, and are apart from <paramref name="input"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(Kernel.Options)]
    protected internal virtual void ForwardOne(ref readonly T input, ref T output) => ForwardPass(in input, ref output, 1);

    /// <summary>Computes the outputs of at most <see cref="NetworkLayout.SamplesPerPrediction"/> samples, and their loss.</summary>
    /// <param name="batch">The samples and their targets.</param>
    /// <param name="outputs">Receives samples × OutputSize values.</param>
    /// <returns>The sum of each sample's loss times <see cref="Batch{T}.Share"/>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T ForwardWithLoss(in Batch<T> batch, ref T outputs);
}
