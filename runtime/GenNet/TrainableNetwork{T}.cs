using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using GenNet.GradientChecking;
using GenNet.Persistence;
using GenNet.Training;

namespace GenNet;

/// <summary>A generated network that has a backward pass.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Training belongs to one thread at a time; <see cref="Fit"/> spreads the work of each batch itself.</remarks>
public abstract partial class TrainableNetwork<T> : Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Above it an epoch takes so long that compiling is no part of it, and a step so much memory that it should be asked for.</summary>
    private const int MostParametersOfFirstStep = 4_000_000;

    private readonly int _seed;
    private uint _steps;
    private AlignedArray<T>? _gradient;
    private ByteFill<T>? _byteFill;

    /// <summary>Makes a network whose parameters are all zero.</summary>
    /// <param name="layout">The network's layers and storage.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TrainableNetwork(NetworkLayout layout)
        : base(layout)
    {
    }

    /// <summary>
    /// Makes a network whose parameters are drawn as declared. Under a JIT the first network of a layout calls
    /// <see cref="Backpropagate(in Batch{T}, SgdUpdate{T})"/> before, so that it is compiled.
    /// </summary>
    /// <param name="layout">The network's layers and storage.</param>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TrainableNetwork(NetworkLayout layout, int seed)
        : base(layout)
    {
        _seed = seed;

        // A network that is cut into blocks takes the JIT seconds where others take milliseconds: too long for a constructor.
        bool isInBlocks = layout.IsStraightLine && !layout.IsOneMethod;
        if (RuntimeFeature.IsDynamicCodeCompiled && !isInBlocks && layout.StorageLength <= MostParametersOfFirstStep && layout.TryBeginCompilation())
        {
            CompileTrainingStep();
        }

        ParameterInitialization.Draw(layout, seed, Storage);
    }

    /// <summary>The loss of a batch and its gradient; the parameters stay as they are. Dropout and noise do nothing.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="targets">
    /// What the network should yield: samples × <c>OutputSize</c> values, half as many with <see cref="Loss.GaussianNll"/>.
    /// </param>
    /// <param name="gradient">
    /// Receives ∂loss/∂parameter for each of the <c>ParameterCount</c> parameters, in the order of
    /// <see cref="Network{T}.CopyParametersTo"/>. What it held before is overwritten.
    /// </param>
    /// <returns>The batch's loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    public T Gradient(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient) => Gradient(inputs, targets, gradient, default(BatchMode));

    /// <summary>The loss of a batch and its gradient with dropout and noise as they are in training; the parameters stay as they are.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="targets">
    /// What the network should yield: samples × <c>OutputSize</c> values, half as many with <see cref="Loss.GaussianNll"/>.
    /// </param>
    /// <param name="gradient">
    /// Receives ∂loss/∂parameter for each of the <c>ParameterCount</c> parameters, in the order of
    /// <see cref="Network{T}.CopyParametersTo"/>. What it held before is overwritten.
    /// </param>
    /// <param name="seed">
    /// The same seed draws the same dropout and noise on every machine: what the first <c>TrainStep</c> of a network with that seed draws. A network
    /// without such layers has the same gradient for every seed.
    /// </param>
    /// <returns>The batch's loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    public T Gradient(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient, int seed) =>
        Gradient(inputs, targets, gradient, BatchMode.OfGradient(seed));

    /// <summary>
    /// One step of training on the calling thread: forward, backward, and the optimizer's update. Allocates nothing after a
    /// thread's first call.
    /// </summary>
    /// <remarks>
    /// Dropout and noise follow from the seed that the network was made with, 0 where it was loaded, and from how many such steps it has taken before.
    /// </remarks>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="targets">
    /// What the network should yield: samples × <c>OutputSize</c> values, half as many with <see cref="Loss.GaussianNll"/>.
    /// </param>
    /// <param name="optimizer">How the parameters follow the gradient.</param>
    /// <returns>The batch's loss before the update.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe T TrainStep(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Optimizer optimizer)
    {
        // The step of a small network takes so little time that what stands around it counts. Whatever such a network does not need, refusing
        // included, is left to the general step.
        NetworkLayout layout = Layout;
        int samples = layout.WholeSamples(inputs.Length);
        if (!layout.IsOneMethod
            || samples == 0
            || samples * layout.InputSize != inputs.Length
            || (long)samples * layout.TargetSize != targets.Length
            || optimizer is null)
        {
            T loss = TrainStep(inputs, targets, optimizer!, null, BatchMode.OfStep(_seed, _steps), null);
            _steps = unchecked(_steps + 1);
            return loss;
        }

        fixed (T* input = &MemoryMarshal.GetReference(inputs), target = &MemoryMarshal.GetReference(targets), parameters = &ParameterStorage)
        {
            var batch = new Batch<T>(input, target, null, samples, ShareOf(samples));
            return optimizer.Backpropagate(this, in batch, parameters, null);
        }
    }

    /// <summary>
    /// Takes a step of an optimizer along a gradient from elsewhere, one that several processes have summed for example. A step along what
    /// <see cref="Gradient(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/> returns has the same bits as a <c>TrainStep</c> on the same batch.
    /// </summary>
    /// <param name="gradient">
    /// ∂loss/∂parameter for each of the <c>ParameterCount</c> parameters, in the order of <see cref="Network{T}.CopyParametersTo"/>.
    /// </param>
    /// <param name="optimizer">How the parameters follow the gradient.</param>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> has another length.</exception>
    public void ApplyGradient(ReadOnlySpan<T> gradient, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        BatchShape.RequireParameterCount(Layout, gradient.Length, nameof(gradient));
        ParameterOrder.CopyTrainedToStorage(Layout, gradient, GradientStorage);
        optimizer.Follow(this, null);
    }

    /// <summary>
    /// Trains on a data set, batch by batch, for a number of epochs. May be called again and again: the network remembers how many epochs it
    /// was fitted, and each has an order of samples of its own (<see cref="FitOptions.Seed"/>).
    /// </summary>
    /// <param name="dataset">Samples with as many inputs and targets as the network has inputs and outputs.</param>
    /// <param name="options">Epochs, batch size, optimizer and so on; the defaults of <see cref="FitOptions"/> if null.</param>
    /// <param name="cancellationToken">
    /// Stops training between two batches. The network keeps what it has learnt and is as usable as any, and the history so far is returned.
    /// </param>
    /// <returns>What each epoch achieved.</returns>
    /// <exception cref="ArgumentException">The data set is empty or has other sizes, or an option is out of range.</exception>
    /// <exception cref="System.IO.InvalidDataException"><see cref="FitOptions.Checkpoint"/> is there, and damaged or that of another training.</exception>
    public TrainingHistory Fit(Dataset dataset, FitOptions? options = null, CancellationToken cancellationToken = default) =>
        Trainer<T>.Fit(this, dataset, options ?? new FitOptions(), cancellationToken);

    /// <summary>
    /// Trains on samples that are read while it trains, because they do not fit in memory, as <see cref="Fit"/> does on a data set.
    /// They are shuffled in a window (<see cref="FitOptions.ShuffleWindow"/>), and read and augmented a batch ahead, on a thread of their own.
    /// </summary>
    /// <param name="source">Where the samples come from.</param>
    /// <param name="options">Epochs, batch size, optimizer and so on; the defaults of <see cref="FitOptions"/> if null. Weights of samples and classes are refused.</param>
    /// <param name="cancellationToken">Stops training between two batches.</param>
    /// <returns>What each epoch achieved.</returns>
    /// <exception cref="ArgumentException">The source has no samples or other sizes, or an option does not go with it.</exception>
    /// <exception cref="System.IO.InvalidDataException">A reader ended early, or the checkpoint is damaged.</exception>
    /// <remarks>What a reader throws comes out of this method; the network is as usable as after a cancellation.</remarks>
    public TrainingHistory FitStream(IDataSource source, FitOptions? options = null, CancellationToken cancellationToken = default) =>
        Trainer<T>.Fit(this, source, options ?? new FitOptions(), cancellationToken);

    /// <summary>
    /// Tries rising learning rates, one for each batch, to see where the loss falls and where it rises (Smith, <i>Cyclical learning rates for training neural
    /// networks</i>, 2017). The network, what its optimizer remembers of it and the orders that it has yet to see are as before, to the bit.
    /// </summary>
    /// <param name="dataset">What is to be trained on.</param>
    /// <param name="options">
    /// Batch size, optimizer, seed, shuffling and augmentation of the training that is to come; the defaults if null. A copy of the optimizer takes the steps, and
    /// begins anew. Weights of samples and what goes by epochs do not count here.
    /// </param>
    /// <param name="range">Which rates are tried; 100 from 10⁻⁶ to 10 if null.</param>
    /// <returns>The losses, and a rate that is worth trying.</returns>
    /// <exception cref="ArgumentException">The data set is empty or has other sizes.</exception>
    public LearningRateCurve FindLearningRate(Dataset dataset, FitOptions? options = null, LearningRateRange? range = null) =>
        LearningRateFinder.Find(this, dataset, options ?? new FitOptions(), range ?? new LearningRateRange());

    /// <summary>Forward and backward over one pass, with each gradient handed to <paramref name="update"/>.</summary>
    /// <param name="batch">The samples and their targets.</param>
    /// <param name="update">Where the gradient goes.</param>
    /// <returns>The sum of each sample's loss times <see cref="Batch{T}.Share"/>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T Backpropagate(in Batch<T> batch, StoreGradient<T> update);

    /// <inheritdoc cref="Backpropagate(in Batch{T}, StoreGradient{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T Backpropagate(in Batch<T> batch, AddGradient<T> update);

    /// <inheritdoc cref="Backpropagate(in Batch{T}, StoreGradient{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T Backpropagate(in Batch<T> batch, SgdUpdate<T> update);

    /// <summary>What a class that is declared with <c>CheckGradients = true</c> is checked by.</summary>
    /// <returns>The network over dual numbers, the same object every time; null without a check.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual CheckedNetwork? ReadDeclared() => null;

    /// <summary>The network over dual numbers, for a check of gradients; null without one.</summary>
    internal CheckedNetwork? Declared => ReadDeclared();

    /// <summary>
    /// The gradient that an optimizer follows, laid out like the parameters. What lies between tensors is 0 and stays it, because nothing but a
    /// backward pass writes here.
    /// </summary>
    internal Span<T> GradientStorage => (_gradient ??= new AlignedArray<T>(Layout.StorageLength)).Span;

    /// <summary>The part of it that belongs to parameters that learn.</summary>
    internal Span<T> TrainableGradient => GradientStorage[..Layout.TrainableLength];

    /// <summary>The parameters that learn, which an optimizer may change; frozen ones lie behind.</summary>
    internal Span<T> TrainableStorage => Storage[..Layout.TrainableLength];

    /// <summary>How many epochs have begun before, in all calls of <see cref="Fit"/>: the number of the next, which decides on its order of samples.</summary>
    internal int EpochsBegun { get; set; }

    /// <inheritdoc/>
    internal override Network<T> Copy()
    {
        var copy = (TrainableNetwork<T>)base.Copy();
        copy._gradient = null;
        copy._byteFill = null;
        return copy;
    }

    /// <inheritdoc/>
    private protected override int CountTracedSamples(int inputs, int targets) => BatchShape.CountTrainingSamples(Layout, inputs, targets);

    /// <inheritdoc/>
    private protected override int TracedWorkspace(int samples) => WorkspaceOf(samples);

    /// <summary>
    /// Has the JIT compile a training step, by taking one before there are parameters that it could spoil: the first epoch then runs
    /// like every other. Random parameters are a sign that the network will be trained; one that is loaded waits until it is.
    /// </summary>
    private void CompileTrainingStep()
    {
        // Enough samples for a whole tile, or for more than one group; none is 0, because tiles of zeros are passed over.
        int samples = Layout.IsOneMethod ? Vector<T>.Count + 1 : Batch<T>.SamplesPerTile;
        var inputs = new T[samples * Layout.InputSize];
        Array.Fill(inputs, Layout.TakesIndices ? T.Zero : T.One);
        TrainStep(inputs, new T[samples * Layout.TargetSize], new Sgd(1));
        Storage.Clear();
        _steps = 0;
    }
}
