using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenNet;

/// <summary>What the generator knows of a network and the runtime needs: its sizes, its layers, and the tensors that hold its parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkLayout
{
    private readonly int[] _inputShape = [];
    private readonly LayerLayout[] _layers = [];
    private readonly TensorLayout[] _tensors = [];
    private readonly double _multiplyAdds;
    private readonly int _inputSize;
    private readonly ulong _inverseInputSize;
    private readonly int _firstThatStays = int.MaxValue;
    private readonly int _samplesPerPass;
    private readonly int _workspaceLength;
    private readonly int _samplesPerPrediction;
    private readonly int _predictionWorkspaceLength;
    private int _hasBegunCompilation;

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the network is: its layers, its loss, and what they cost.</summary>
    public required string Summary { get; init; }

    /// <summary>The dimensions of one sample.</summary>
    public required ReadOnlySpan<int> InputShape
    {
        get => _inputShape;
        init => _inputShape = value.ToArray();
    }

    /// <summary>The number of values in one sample: the product of <see cref="InputShape"/>.</summary>
    public required int InputSize
    {
        get => _inputSize;
        init
        {
            _inputSize = value;
            _inverseInputSize = ulong.MaxValue / (uint)value;
        }
    }

    /// <summary>
    /// How many indices there are where inputs are indices: whole numbers from 0 to below this. Default: 0, inputs are any numbers.
    /// </summary>
    public int Vocabulary { get; init; }

    /// <summary>The number of values the network yields for one sample.</summary>
    public required int OutputSize { get; init; }

    /// <summary>
    /// The number of targets of one sample: one for each output, or after <see cref="Loss.GaussianNll"/> one for each mean.
    /// </summary>
    public required int TargetSize { get; init; }

    /// <summary>The loss of one sample; null where it is a method.</summary>
    public required Loss? Loss { get; init; }

    /// <summary>How outputs are read as classes.</summary>
    public required Scoring Scoring { get; init; }

    /// <summary>What an output must pass to be a yes, where it is a label.</summary>
    public required double Threshold { get; init; }

    /// <summary>How the losses of a batch become one.</summary>
    public required Reduction Reduction { get; init; }

    /// <summary>The number of parameters, trainable and frozen, padding not counted.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>The number of elements that hold the tensors, padding included.</summary>
    public required int StorageLength { get; init; }

    /// <summary>The number of elements that hold what learns: frozen tensors and state lie behind.</summary>
    internal int TrainableLength => Math.Min(_firstThatStays, StorageLength);

    /// <summary>The most samples one pass takes; larger batches run in several passes.</summary>
    public required int SamplesPerPass
    {
        get => _samplesPerPass;
        init
        {
            _samplesPerPass = value;
            _samplesPerPrediction = _samplesPerPrediction == 0 ? value : _samplesPerPrediction;
        }
    }

    /// <summary>The number of elements of scratch memory one pass needs.</summary>
    public required int WorkspaceLength
    {
        get => _workspaceLength;
        init
        {
            _workspaceLength = value;
            _predictionWorkspaceLength = _predictionWorkspaceLength == 0 ? value : _predictionWorkspaceLength;
        }
    }

    /// <summary>The most samples that one pass without a way back takes. Default: <see cref="SamplesPerPass"/>.</summary>
    public int SamplesPerPrediction
    {
        get => _samplesPerPrediction;
        init => _samplesPerPrediction = value;
    }

    /// <summary>The number of elements of scratch memory that such a pass needs. Default: <see cref="WorkspaceLength"/>.</summary>
    public int PredictionWorkspaceLength
    {
        get => _predictionWorkspaceLength;
        init => _predictionWorkspaceLength = value;
    }

    /// <summary>How many of the samples that are left the next pass without a way back takes.</summary>
    /// <param name="left">How many are left.</param>
    /// <param name="most">The most that a pass takes.</param>
    /// <returns>As many as it can, but a tile less where the last pass would have less than a tile, which takes as long as several.</returns>
    internal static int NextPass(int left, int most) =>
        left <= most ? left
            : left - most < Batch<float>.SamplesPerTile && HasTwoTiles(most) ? most - Batch<float>.SamplesPerTile
            : most;

    /// <summary>How many parts some samples have that each begin where a pass does, so that who takes one makes the passes of who takes all.</summary>
    internal static int PassesOf(int samples, int most) =>
        Math.Max((samples / most) + (samples % most < (HasTwoTiles(most) ? Batch<float>.SamplesPerTile : 1) ? 0 : 1), 1);

    private static bool HasTwoTiles(int samples) => samples >= 2 * Batch<float>.SamplesPerTile;

    /// <summary>
    /// The number of elements of scratch memory that a training pass needs for each sample of its batch, where it takes all of them at once because
    /// they depend on each other. Default: 0, where a pass needs <see cref="WorkspaceLength"/> in training too.
    /// </summary>
    public int WorkspaceOfSample { get; init; }

    /// <summary>The number of elements that such a pass needs beside that.</summary>
    public int WorkspaceOfBatch { get; init; }

    /// <summary>
    /// The layer whose batch statistics are made of the fewest values of a sample, and how many: positions of each channel. Default: none.
    /// </summary>
    public (int Layer, int Positions) FewestPositions { get; init; }

    /// <summary>Whether what a sample yields in training depends on the others of its batch.</summary>
    internal bool CouplesSamples => WorkspaceOfSample > 0;

    /// <summary>How many lists of work the threads of a team share in a training pass: its samples, and the weight rows of each layer.</summary>
    public required int WorkLists { get; init; }

    /// <summary>The layers, first to last.</summary>
    public required ReadOnlySpan<LayerLayout> Layers
    {
        get => _layers;
        init
        {
            _layers = value.ToArray();
            foreach (LayerLayout layer in _layers)
            {
                _multiplyAdds += layer.MultiplyAdds;
            }
        }
    }

    /// <summary>
    /// The multiply-adds of one sample's way forward; where no layer says its own, one for each parameter. A double, so that no product with a count of
    /// samples overflows.
    /// </summary>
    internal double MultiplyAdds => _multiplyAdds > 0 ? _multiplyAdds : ParameterCount;

    /// <summary>
    /// The tensors, in the order in which parameters are copied and saved. In the storage the trainable ones come first, then the frozen ones, then
    /// the state.
    /// </summary>
    public required ReadOnlySpan<TensorLayout> Tensors
    {
        get => _tensors;
        init
        {
            _tensors = value.ToArray();
            foreach (TensorLayout tensor in _tensors)
            {
                ValueCount += tensor.Length;
                HasOwnDecay |= tensor.L1 != 0 || tensor.L2 is not null;
                HasOwnRates |= tensor.LearningRateFactor != 1;
                if (tensor.Role != TensorRole.Trainable)
                {
                    _firstThatStays = Math.Min(_firstThatStays, tensor.Offset);
                }
            }
        }
    }

    /// <summary>Whether some parameters decay otherwise than the optimizer says.</summary>
    internal bool HasOwnDecay { get; private init; }

    /// <summary>Whether some parameters learn at another rate than the optimizer's.</summary>
    internal bool HasOwnRates { get; private init; }

    /// <summary>Whether a step is more than what the optimizer makes of the gradient.</summary>
    internal bool HasOwnRules => HasOwnDecay || HasOwnRates;

    /// <summary>Where what lies behind a tensor that learns begins, in elements: between is its padding, which is 0.</summary>
    internal int EndOf(TensorLayout tensor)
    {
        int end = TrainableLength;
        foreach (TensorLayout other in _tensors)
        {
            end = other.Offset > tensor.Offset ? Math.Min(end, other.Offset) : end;
        }

        return end;
    }

    /// <summary>The number of values of all tensors, state among them, padding not counted.</summary>
    internal int ValueCount { get; private init; }

    /// <summary>Whether inputs are indices.</summary>
    internal bool TakesIndices => Vocabulary > 0;

    /// <summary>Whether the network is straight-line code, which takes any number of samples in a pass.</summary>
    internal bool IsStraightLine => SamplesPerPass == int.MaxValue;

    /// <summary>Whether each pass of the network is one straight-line method, which needs no scratch memory.</summary>
    internal bool IsOneMethod => IsStraightLine && WorkspaceLength == 0;

    /// <summary>What the network is: its layers, its loss, and what they cost.</summary>
    /// <returns><see cref="Summary"/>.</returns>
    public override string ToString() => Summary;

    /// <summary>
    /// How many whole samples so many inputs are. A division takes a dozen cycles and more, which a small network notices; this, of numbers below
    /// 2³¹, is exact: with n + 1 for n, what the inverse lost by being cut off is made up for.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int WholeSamples(int inputs) => (int)Math.BigMul(_inverseInputSize, (uint)inputs + 1ul, out _);

    /// <summary>What one sample's loss counts in that of a batch: 1 for a sum, 1 / samples for a mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T ShareOf<T>(int samples)
        where T : unmanaged
    {
        // Written out for both types: the generic division costs the JIT a search through all that a number can do.
        int count = Reduction == Reduction.Mean ? samples : 1;
        return typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(1f / count) : Unsafe.BitCast<double, T>(1d / count);
    }

    /// <summary>True for the first caller: of all networks with this layout, one has the training step compiled.</summary>
    internal bool TryBeginCompilation() => Interlocked.Exchange(ref _hasBegunCompilation, 1) == 0;
}
