using System;
using System.Buffers;
using System.ComponentModel;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Exploring;
using GenNet.Numerics;
using GenNet.Persistence;
using GenNet.Training;

namespace GenNet;

/// <summary>A generated network that computes in <typeparamref name="T"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Reading is safe from many threads at once (<see cref="Predict(ReadOnlySpan{T}, Span{T})"/>, <see cref="Classify(ReadOnlySpan{T})"/>,
/// <see cref="Network.Evaluate"/>, saving) while no thread trains or copies parameters in.
/// </remarks>
public abstract class Network<T> : Network
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many samples of bytes are turned into numbers at a time where the network itself has no passes.</summary>
    private const int MostSamplesWidened = 1024;

    /// <summary>Less work than this, some 20 µs, is done before another thread has woken up.</summary>
    private const long FewestMultiplyAddsToShare = 1_000_000;

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

    /// <summary>Scratch memory of this thread, <see cref="NetworkLayout.WorkspaceLength"/> elements of any content.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ref T Scratch
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Workspace.Rent<T>(Layout.WorkspaceLength);
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

    /// <summary>
    /// Computes the outputs of any number of samples on the calling thread. Allocates nothing after a thread's first call.
    /// </summary>
    /// <remarks>
    /// One sample takes another way through the network than several: its sums are added up in another order. So a sample that is alone and
    /// the same one in a batch may differ in the last bits, as two machines may; each of them comes out the same every time.
    /// </remarks>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="outputs">
    /// Receives samples × <c>OutputSize</c> values. Those of one sample may take its own place; those of several need memory of their own.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths are not those of the same whole number of samples, or the outputs of several samples overlap the inputs.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        // One sample is the common case: no division, and jumps instead of calls, which Kernel.Options would forbid.
        if (inputs.Length == _plainInputSize && outputs.Length == _outputSize)
        {
            if (IsApart(inputs, outputs))
            {
                ForwardOne(in MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs));
            }
            else
            {
                PredictInPlace(inputs, outputs);
            }

            return;
        }

        PredictMany(inputs, outputs);
    }

    /// <summary>Computes the outputs of any number of samples on the calling thread, into an array of their own.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <returns>The outputs, row after row: samples × <c>OutputSize</c> values.</returns>
    /// <exception cref="ArgumentException">The length is not that of a whole number of samples.</exception>
    public T[] Predict(ReadOnlySpan<T> inputs)
    {
        T[] outputs = new T[checked(BatchShape.CountSamples(Layout, inputs.Length) * _outputSize)];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>
    /// Computes the outputs of a large batch on several threads, which wait a second for the next one when it is done. The outputs have the same
    /// bits as <see cref="Predict(ReadOnlySpan{T}, Span{T})"/> gives. Small batches stay on the calling thread, and so does a batch that
    /// comes while the threads are busy with another.
    /// </summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="outputs">Receives samples × <c>OutputSize</c> values.</param>
    /// <param name="threads">The most threads to use, 1 or more; never more than the machine has processors.</param>
    /// <exception cref="ArgumentException">
    /// The lengths are not those of the same whole number of samples, or the outputs of several lie over inputs.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    public unsafe void Predict(ReadOnlySpan<T> inputs, Span<T> outputs, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        int samples = BatchShape.CountSamples(Layout, inputs.Length, outputs.Length, nameof(outputs));
        if (samples == 1)
        {
            // Which may take its own place, as ever.
            Predict(inputs, outputs);
            return;
        }

        BatchShape.RefuseOverlap(inputs, outputs);
        Indices.Require(Layout, inputs);
        threads = Math.Min(threads, Environment.ProcessorCount);
        if (threads == 1 || (long)samples * Layout.ParameterCount < FewestMultiplyAddsToShare)
        {
            ForwardPasses(inputs, outputs, samples);
            return;
        }

        fixed (T* input = inputs, output = outputs)
        {
            SharedPrediction<T>.Run(this, input, output, samples, threads);
        }
    }

    /// <summary>Computes the outputs of samples <paramref name="first"/> to <paramref name="end"/> of many.</summary>
    internal unsafe void ForwardPasses(T* inputs, T* outputs, int first, int end) => ForwardPasses(
        new ReadOnlySpan<T>(inputs + ((nint)first * _inputSize), (end - first) * _inputSize),
        new Span<T>(outputs + ((nint)first * _outputSize), (end - first) * _outputSize),
        end - first);

    /// <summary>
    /// The class of one sample. With several outputs it is the index of the largest, the lowest of them where several are largest, NaN
    /// counting as less than everything. With one output it is 1 where that passes a threshold, else 0: ½ after
    /// <see cref="Activation.Sigmoid"/> and with squared errors and other distances, which are for the targets 0 and 1; 0 with hinge
    /// losses, and with distances after functions from −1 to 1 like <see cref="Activation.Tanh"/>, which are for the targets −1 and 1.
    /// <see cref="Network.Evaluate"/> goes by the same rule where each sample has one class; labels of which a sample may have several it
    /// counts one by one. docs/functions.md has it for every loss, your own included.
    /// </summary>
    /// <param name="input">One sample: <c>InputSize</c> values.</param>
    /// <returns>An index from 0 to <c>OutputSize</c> − 1, or with one output 0 or 1.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> is not one sample.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network yields one number that is no class: its loss is <see cref="Loss.Pinball"/>, <see cref="Loss.PoissonNll"/> or
    /// <see cref="Loss.GaussianNll"/>.
    /// </exception>
    [SkipLocalsInit]
    public unsafe int Classify(ReadOnlySpan<T> input)
    {
        if (input.Length != _inputSize)
        {
            throw new ArgumentException(
                $"Classify takes one sample of {_inputSize} values, but input has {input.Length}.", nameof(input));
        }

        const int MostOnStack = 1024;
        if (_outputSize <= MostOnStack)
        {
            Span<T> outputs = stackalloc T[MostOnStack];
            outputs = outputs[.._outputSize];
            Predict(input, outputs);
            return ClassReading.ClassOf<T>(Layout, outputs);
        }

        Indices.Require(Layout, input);
        ref T scratch = ref Workspace.Rent<T>(checked(Layout.WorkspaceLength + _outputSize));
        Span<T> large = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref scratch, Layout.WorkspaceLength), _outputSize);
        fixed (T* first = input)
        {
            Forward(in *first, ref MemoryMarshal.GetReference(large), ref scratch, 1);
        }

        return ClassReading.ClassOf<T>(Layout, large);
    }

    /// <summary>The class of each of any number of samples, by the rule of <see cref="Classify(ReadOnlySpan{T})"/>, on the calling thread.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="classes">
    /// Receives for each sample an index from 0 to <c>OutputSize</c> − 1, or with one output 0 or 1. Samples are computed together, so one whose
    /// two largest outputs are equal but for rounding may get another class than alone.
    /// </param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples.</exception>
    /// <exception cref="InvalidOperationException">The network yields one number that is no class.</exception>
    public void Classify(ReadOnlySpan<T> inputs, Span<int> classes)
    {
        int samples = BatchShape.CountSamples(Layout, inputs.Length);
        if (classes.Length != samples)
        {
            throw new ArgumentException(
                $"inputs has {samples} samples of {_inputSize} values, but classes has room for {classes.Length}: give it {samples}.", nameof(classes));
        }

        int most = Math.Min(Math.Min(Layout.SamplesPerPass, MostSamplesWidened), samples);
        T[] outputs = ArrayPool<T>.Shared.Rent(most * _outputSize);
        for (int first = 0; first < samples; first += most)
        {
            int count = Math.Min(most, samples - first);
            Predict(inputs.Slice(first * _inputSize, count * _inputSize), outputs.AsSpan(0, count * _outputSize));
            for (int i = 0; i < count; i++)
            {
                classes[first + i] = ClassReading.ClassOf<T>(Layout, outputs.AsSpan(i * _outputSize, _outputSize));
            }
        }

        ArrayPool<T>.Shared.Return(outputs);
    }

    /// <summary>Makes the state of a stream, at its beginning.</summary>
    /// <param name="length">The elements of its memory.</param>
    /// <returns>The state.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected StreamState<T> CreateStreamState(int length) => new(Layout, length);

    /// <summary>Holds the arguments of a step against what it takes.</summary>
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
        return ref state.ValuesFor(Layout);
    }

    private static void ThrowStepLength(string verb, int expected, string what, int actual, string parameter) => throw new ArgumentException(
        $"Step {verb} {expected} {(expected == 1 ? "value" : "values")}, but {what} has {actual}.", parameter);

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
            throw new ArgumentException($"A pass of {Layout.Name} takes {most} samples at most, but inputs has {samples}.", nameof(inputs));
        }

        Indices.Require(Layout, inputs);
        int workspace = TracedWorkspace(samples);
        var memory = new AlignedArray<T>(checked(workspace + (samples * _outputSize)));
        var gradient = new AlignedArray<T>(Layout.StorageLength);
        trace.Begin(samples, inputs, targets, Storage, gradient);
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
            : throw new ArgumentException($"{Layout.Name} takes samples of {_inputSize} values, one or more, but inputs has {inputs}.", nameof(inputs));
    }

    /// <summary>The elements of scratch memory of a pass that is traced.</summary>
    private protected virtual int TracedWorkspace(int samples) => Layout.WorkspaceLength;

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

    /// <summary>
    /// Copies the parameters out, layer by layer: weights row-major [inputs × outputs], then biases [outputs], then the slope that
    /// <see cref="Activation.PReLU"/> learns.
    /// </summary>
    /// <param name="destination">Receives <c>ParameterCount</c> values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void CopyParametersTo(Span<T> destination)
    {
        BatchShape.RequireParameterCount(Layout, destination.Length, nameof(destination));
        ParameterOrder.CopyFromStorage<T>(Layout, Storage, destination);
    }

    /// <summary>
    /// Copies the parameters in, layer by layer: weights row-major [inputs × outputs], then biases [outputs], then the slope that
    /// <see cref="Activation.PReLU"/> learns.
    /// </summary>
    /// <param name="source"><c>ParameterCount</c> values.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> has another length.</exception>
    public void CopyParametersFrom(ReadOnlySpan<T> source)
    {
        BatchShape.RequireParameterCount(Layout, source.Length, nameof(source));
        ParameterOrder.CopyToStorage(Layout, source, Storage);
    }

    /// <inheritdoc/>
    public override void Save(string path) => ParameterFile.Save(this, path, map: null);

    /// <inheritdoc/>
    public override void Save(Stream stream) => ParameterFile.Save(this, stream, map: null);

    /// <inheritdoc/>
    public override void Save(string path, WeightMap map)
    {
        RequireNames(map);
        ParameterFile.Save(this, path, map);
    }

    /// <inheritdoc/>
    public override void Save(Stream stream, WeightMap map)
    {
        RequireNames(map);
        ParameterFile.Save(this, stream, map);
    }

    /// <summary>Names of layers belong to a file of others: ours would not be found again under other names.</summary>
    private static void RequireNames(WeightMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count > 0 && map.Names is null or WeightNames.GenNet)
        {
            throw new ArgumentException(
                "The map names layers, but not whose file that is, and files of GenNet's have names of their own. Say it: new WeightMap { Names = "
                + "WeightNames.PyTorch, … }.",
                nameof(map));
        }
    }

    /// <summary>Computes the outputs of any number of samples of bytes, as <see cref="Predict(ReadOnlySpan{T}, Span{T})"/> does.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> bytes.</param>
    /// <param name="outputs">Receives samples × <c>OutputSize</c> values.</param>
    /// <param name="scale">What each byte is multiplied by.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(Kernel.Options)]
    protected unsafe void PredictFromBytes(ReadOnlySpan<byte> inputs, Span<T> outputs, T scale)
    {
        Indices.RefuseBytes(Layout);
        int samples = BatchShape.CountSamples(Layout, inputs.Length, outputs.Length, nameof(outputs));
        if (samples > 1)
        {
            BatchShape.RefuseOverlap(inputs, MemoryMarshal.AsBytes(outputs));
        }

        int most = Math.Min(Math.Min(Layout.SamplesPerPass, MostSamplesWidened), samples);
        ref T workspace = ref Workspace.Rent<T>(checked(Layout.WorkspaceLength + (most * _inputSize)));
        fixed (byte* input = inputs)
        {
            fixed (T* output = outputs, scratch = &workspace)
            {
                T* widened = scratch + Layout.WorkspaceLength;
                for (int first = 0; first < samples; first += most)
                {
                    int count = Math.Min(samples - first, most);
                    Bytes.Scale(input + ((nint)first * _inputSize), widened, (nint)count * _inputSize, scale);
                    Forward(in *widened, ref output[(nint)first * _outputSize], ref workspace, count);
                }
            }
        }
    }

    /// <summary>Computes the outputs of any number of samples of bytes, as <see cref="Predict(ReadOnlySpan{T})"/> does.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> bytes.</param>
    /// <param name="scale">What each byte is multiplied by.</param>
    /// <returns>The outputs, row after row: samples × <c>OutputSize</c> values.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected T[] PredictFromBytes(ReadOnlySpan<byte> inputs, T scale)
    {
        T[] outputs = new T[checked(BatchShape.CountSamples(Layout, inputs.Length) * _outputSize)];
        PredictFromBytes(inputs, outputs, scale);
        return outputs;
    }

    /// <summary>
    /// Fills the parameters of a network from a weight file. Static, as its like: a member that the network's class declares cannot hide it from
    /// generated code.
    /// </summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="map">What the file leaves open; null where that is nothing.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadParameters<TNetwork>(TNetwork network, string path, WeightMap? map = null)
        where TNetwork : Network<T>
    {
        ParameterFile.Load(network, path, map);
        return network;
    }

    /// <summary>Fills the parameters of a network from a stream that is a weight file.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">A readable stream, read to its end and left open.</param>
    /// <param name="map">What the file leaves open; null where that is nothing.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The stream is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadParameters<TNetwork>(TNetwork network, Stream stream, WeightMap? map = null)
        where TNetwork : Network<T>
    {
        ParameterFile.Load(network, stream, map);
        return network;
    }

    /// <summary>Fills the parameters of a network from the bytes of a weight file.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="map">What the file leaves open; null where that is nothing.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadParameters<TNetwork>(TNetwork network, ReadOnlySpan<byte> file, WeightMap? map = null)
        where TNetwork : Network<T>
    {
        ParameterFile.Load(network, file, map);
        return network;
    }

    /// <summary>Fills the parameters of a network from a weight file, on a thread of the pool.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network, which nobody else has.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asks to give up, which is heard before the file is opened.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static Task<TNetwork> LoadParametersAsync<TNetwork>(TNetwork network, string path, CancellationToken cancellationToken)
        where TNetwork : Network<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(() => LoadParameters(network, path), cancellationToken);
    }

    /// <summary>Fills the parameters of a network from a stream that is a weight file, which is read asynchronously.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network, which nobody else has.</param>
    /// <param name="stream">A readable stream, read to its end and left open.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The stream is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static async Task<TNetwork> LoadParametersAsync<TNetwork>(TNetwork network, Stream stream, CancellationToken cancellationToken)
        where TNetwork : Network<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        using MemoryStream file = await WeightReading.ReadAsync(stream, network.Layout, cancellationToken).ConfigureAwait(false);
        return LoadParameters(network, file);
    }

    /// <summary>Fills a network with values that the compiler put into its assembly.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="values">The values of all tensors in their order, state among them.</param>
    /// <returns>The network.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadEmbedded<TNetwork>(TNetwork network, ReadOnlySpan<T> values)
        where TNetwork : Network<T>
    {
        ParameterOrder.CopyToStorage(network.Layout, values, network.Storage, includesState: true);
        return network;
    }

    /// <summary>Fills a network from a file that the build put into its assembly, where the compiler has held it against the network.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="file">The file, which is read and closed.</param>
    /// <param name="offsets">Where each tensor begins in the file, in bytes.</param>
    /// <returns>The network.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadEmbedded<TNetwork>(TNetwork network, Stream file, ReadOnlySpan<int> offsets)
        where TNetwork : Network<T>
    {
        EmbeddedFile.Load(network, file, offsets);
        return network;
    }

    /// <summary>The same of a file whose values have another order, or are numbers of another type.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="file">The file, which is read and closed.</param>
    /// <param name="pieces">
    /// Of each part of a tensor the bits of a value (−16 where they are those of a bfloat16), where the part begins in the file, in bytes, and where among
    /// the network's values; 1 where it is added to what is there, else 0; the number of its dimensions, and of each the size and how far apart its
    /// values lie in the file and in the network.
    /// </param>
    /// <returns>The network.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadEmbeddedPieces<TNetwork>(TNetwork network, Stream file, ReadOnlySpan<int> pieces)
        where TNetwork : Network<T>
    {
        EmbeddedFile.LoadPieces(network, file, pieces);
        return network;
    }

    /// <summary>Computes the outputs of at most <see cref="NetworkLayout.SamplesPerPass"/> samples.</summary>
    /// <param name="inputs">samples × InputSize values, pinned.</param>
    /// <param name="outputs">Receives samples × OutputSize values, pinned.</param>
    /// <param name="workspace"><see cref="NetworkLayout.WorkspaceLength"/> elements of any content, on a 64-byte boundary.</param>
    /// <param name="samples">The number of samples, 1 or more.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract void Forward(ref readonly T inputs, ref T outputs, ref T workspace, int samples);

    /// <summary>Computes the outputs of one sample.</summary>
    /// <param name="input">InputSize values; they need not be pinned.</param>
    /// <param name="output">Receives OutputSize values; they need not be pinned, and are apart from <paramref name="input"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(Kernel.Options)]
    protected internal virtual void ForwardOne(ref readonly T input, ref T output) => ForwardPass(in input, ref output, 1);

    /// <summary>Computes the outputs of at most <see cref="NetworkLayout.SamplesPerPass"/> samples, and their loss.</summary>
    /// <param name="batch">The samples and their targets.</param>
    /// <param name="outputs">Receives samples × OutputSize values.</param>
    /// <returns>The sum of each sample's loss times <see cref="Batch{T}.Share"/>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T ForwardWithLoss(in Batch<T> batch, ref T outputs);

    /// <summary>Whether two spans, neither of them empty, share no memory; <c>Overlaps</c> is a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsApart(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        // They share some where the outputs begin less than their length before the inputs, or less than the inputs' length behind: one comparison.
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs));
        nint size = Unsafe.SizeOf<T>();
        nint outputBytes = outputs.Length * size;
        return (nuint)(distance + outputBytes - 1) >= (nuint)((inputs.Length * size) + outputBytes - 1);
    }

    /// <summary>One sample whose outputs take its own place: the pass reads a copy.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PredictInPlace(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        ref T workspace = ref Workspace.Rent<T>(checked(Layout.WorkspaceLength + _inputSize));
        Span<T> copy = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, Layout.WorkspaceLength), _inputSize);
        inputs.CopyTo(copy);
        ForwardOne(in MemoryMarshal.GetReference(copy), ref MemoryMarshal.GetReference(outputs));
    }

    [MethodImpl(Kernel.Options)]
    private void PredictMany(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        int samples = BatchShape.CountSamples(Layout, inputs.Length, outputs.Length, nameof(outputs));
        Indices.Require(Layout, inputs);
        if (samples == 1 && inputs.Overlaps(outputs))
        {
            PredictInPlace(inputs, outputs);
            return;
        }

        BatchShape.RefuseOverlap(inputs, outputs);
        ForwardPasses(inputs, outputs, samples);
    }

    [MethodImpl(Kernel.Options)]
    private void ForwardPasses(ReadOnlySpan<T> inputs, Span<T> outputs, int samples)
    {
        for (int first = 0; first < samples; first += Layout.SamplesPerPass)
        {
            int count = Math.Min(samples - first, Layout.SamplesPerPass);
            ForwardPass(in inputs[first * _inputSize], ref outputs[first * _outputSize], count);
            if (count == samples - first)
            {
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void ForwardPass(ref readonly T inputs, ref T outputs, int samples)
    {
        int workspaceLength = Layout.WorkspaceLength;
        ref T workspace = ref workspaceLength == 0 ? ref Unsafe.NullRef<T>() : ref Workspace.Rent<T>(workspaceLength);
        fixed (T* input = &inputs, output = &outputs)
        {
            Forward(in *input, ref *output, ref workspace, samples);
        }
    }
}
