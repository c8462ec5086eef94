using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenNet.Exploring;

/// <summary>
/// What each statement of a network's pass made when
/// <see cref="Network{T}.Trace(ReadOnlySpan{T}, ReadOnlySpan{T}, NetworkTrace{T}, int?)"/> ran it last. One trace may be used again and again: batches of
/// as many samples use the same memory, so that what a batch made is to be read or copied before the next.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkTrace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[]?[][] _made;

    // What the batch before made, to be written over.
    private readonly T[]?[][] _spare;
    private readonly long[] _ticks;
    private readonly int[] _lastStatement;
    private readonly TensorLayout[] _tensors;
    private readonly AlignedArray<T> _gradient;
    private AlignedArray<T> _memory;
    private T[] _parameters = [];
    private T[] _inputs = [];
    private T[] _targets = [];
    private long _since;

    /// <summary>Makes an empty trace.</summary>
    /// <param name="network">The network that will be traced, or another of its class.</param>
    /// <exception cref="ArgumentException">The network is not declared with <c>Explore = true</c>.</exception>
    public NetworkTrace(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network.Explored
            ?? throw new ArgumentException($"{network.Layout.Name} has no traced pass. Declare it with [Network(Explore = true)].", nameof(network));
        _tensors = network.Layout.Tensors.ToArray();
        _gradient = new AlignedArray<T>(network.Layout.StorageLength);
        _ticks = new long[Network.Statements.Count];
        _made = new T[]?[_ticks.Length][];
        _spare = new T[]?[_ticks.Length][];
        _lastStatement = new int[Network.Values.Count];
        Array.Fill(_lastStatement, -1);
        foreach (ExploredStatement statement in Network.Statements)
        {
            _made[statement.Index] = new T[]?[statement.Makes.Count];
            _spare[statement.Index] = new T[]?[statement.Makes.Count];
            foreach (int value in statement.Makes)
            {
                _lastStatement[value] = statement.Index;
            }
        }
    }

    /// <summary>The statements and values that this is a trace of.</summary>
    public ExploredNetwork Network { get; }

    /// <summary>How many samples the batch had; 0 before there was one.</summary>
    public int Samples { get; private set; }

    /// <summary>The batch's loss; 0 where the network does not learn.</summary>
    public T Loss { get; private set; }

    /// <summary>What a value was when a statement had made it.</summary>
    /// <param name="statement">The statement's place among <see cref="ExploredNetwork.Statements"/>.</param>
    /// <param name="value">The place among <see cref="ExploredNetwork.Values"/> of one of the values that it makes.</param>
    /// <returns>
    /// samples × <see cref="ExploredValue.Length"/> numbers, or once so many where the batch has the value; empty before there was a batch.
    /// </returns>
    /// <exception cref="ArgumentException">The statement does not make the value.</exception>
    public ReadOnlySpan<T> After(int statement, int value)
    {
        T[]? made = _made[statement][SlotOf(statement, value)];
        return Network.Values[value].Role == ValueRole.Parameter ? ParameterOf(Network.Values[value]) : made;
    }

    /// <summary>What a value was at the end: as the last statement left it that makes it. Inputs, targets and parameters among them.</summary>
    /// <param name="value">The place among <see cref="ExploredNetwork.Values"/>.</param>
    /// <returns>
    /// samples × <see cref="ExploredValue.Length"/> numbers, or once so many where the batch has the value; empty before there was a batch.
    /// </returns>
    public ReadOnlySpan<T> Of(int value)
    {
        if (_lastStatement[value] is int statement and >= 0)
        {
            return After(statement, value);
        }

        return Network.Values[value].Role switch
        {
            ValueRole.Parameter => ParameterOf(Network.Values[value]),
            ValueRole.Input => _inputs,
            ValueRole.Target => _targets,
            _ => [],
        };
    }

    /// <summary>∂L/∂ a value, of the loss of the whole batch.</summary>
    /// <param name="value">The place among <see cref="ExploredNetwork.Values"/>.</param>
    /// <returns>As many numbers as <see cref="Of"/>; empty where nothing computes it.</returns>
    public ReadOnlySpan<T> GradientOf(int value)
    {
        IReadOnlyList<int> terms = Network.Values[value].Gradients;
        switch (terms.Count)
        {
            case 0:
                return [];
            case 1:
                return Of(terms[0]);
            default:
                T[] sum = Of(terms[0]).ToArray();
                for (int i = 1; i < terms.Count; i++)
                {
                    ReadOnlySpan<T> term = Of(terms[i]);
                    for (int j = 0; j < sum.Length; j++)
                    {
                        sum[j] += term[j];
                    }
                }

                return sum;
        }
    }

    /// <summary>
    /// How long a statement took, all portions of the batch together. The time of a statement of straight-line code is less than the clock can tell.
    /// </summary>
    /// <param name="statement">The statement's place among <see cref="ExploredNetwork.Statements"/>.</param>
    /// <returns>The time.</returns>
    public TimeSpan TimeOf(int statement) => Stopwatch.GetElapsedTime(0, _ticks[statement]);

    /// <summary>Says that a number of samples, one a lane, have their values; generated code calls it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="value">The value that it made.</param>
    /// <param name="first">The sample of the first lane.</param>
    /// <param name="lanes">The values.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Record(int statement, int value, int first, Vector<T> lanes)
    {
        Stop(statement);
        T[] made = Made(statement, value, Samples);
        for (int i = 0; i < Math.Min(Vector<T>.Count, Samples - first); i++)
        {
            made[first + i] = lanes[i];
        }

        Start();
    }

    /// <summary>Says what the lanes of a sum over samples hold by now; generated code calls it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="value">The value that it adds to.</param>
    /// <param name="lanes">The lanes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RecordSum(int statement, int value, Vector<T> lanes)
    {
        Stop(statement);
        Made(statement, value, 1)[0] = Vector.Sum(lanes);
        Start();
    }

    /// <summary>Says that some samples have their rows of a value; generated code calls it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="value">The value that it made.</param>
    /// <param name="origin">Where the rows of sample 0 begin.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="end">The sample after the last.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="groups">How many groups a row falls into.</param>
    /// <param name="groupStride">The distance from one group to the next.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Record(int statement, int value, ref readonly T origin, int first, int end, int stride, int groups = 1, int groupStride = 0)
    {
        Stop(statement);
        ExploredValue explored = Network.Values[value];
        int features = explored.Shape.Count == 0 ? 1 : explored.Shape[^1];
        int rows = explored.Length / features;
        T[] made = Made(statement, value, explored.IsOfBatch ? 1 : Samples);
        int width = features / groups;
        for (int row = first * rows; row < end * rows; row++)
        {
            for (int group = 0; group < groups; group++)
            {
                ref T source = ref Unsafe.Add(ref Unsafe.AsRef(in origin), ((nint)row * stride) + ((nint)group * groupStride));
                MemoryMarshal.CreateReadOnlySpan(ref source, width).CopyTo(made.AsSpan((row * features) + (group * width)));
            }
        }

        Start();
    }

    /// <summary>
    /// Makes of queries, keys and the logarithms of the softmax's sums how much each step looks at each other one, as the way back does; generated
    /// code calls it.
    /// </summary>
    /// <param name="statement">The statement.</param>
    /// <param name="value">The value: heads × steps × steps.</param>
    /// <param name="query">Where the queries of sample 0 begin.</param>
    /// <param name="queryStride">The distance from one row of queries to the next.</param>
    /// <param name="key">Where the keys of sample 0 begin.</param>
    /// <param name="keyStride">The distance from one row of keys to the next.</param>
    /// <param name="logSums">Where the logarithms of sample 0 begin: a row a head, a column a step.</param>
    /// <param name="logSumsStride">The distance from one of those rows to the next.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="end">The sample after the last.</param>
    /// <param name="headSize">The features of a head.</param>
    /// <param name="isCausal">Whether a step looks at itself and those before alone.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RecordAttention(
        int statement,
        int value,
        ref readonly T query,
        int queryStride,
        ref readonly T key,
        int keyStride,
        ref readonly T logSums,
        int logSumsStride,
        int first,
        int end,
        int headSize,
        bool isCausal)
    {
        Stop(statement);
        ExploredValue explored = Network.Values[value];
        (int heads, int steps) = (explored.Shape[0], explored.Shape[1]);
        T[] made = Made(statement, value, Samples);
        T scale = T.One / T.Sqrt(T.CreateChecked(headSize));
        for (int sample = first; sample < end; sample++)
        {
            for (int row = 0; row < heads * steps; row++)
            {
                (int head, int step) = Math.DivRem(row, steps);
                T logSum = Unsafe.Add(ref Unsafe.AsRef(in logSums), ((nint)((sample * heads) + head) * logSumsStride) + step);
                for (int other = 0; other < (isCausal ? step + 1 : steps); other++)
                {
                    T score = T.Zero;
                    for (int feature = head * headSize; feature < (head + 1) * headSize; feature++)
                    {
                        score += Unsafe.Add(ref Unsafe.AsRef(in query), ((nint)((sample * steps) + step) * queryStride) + feature)
                            * Unsafe.Add(ref Unsafe.AsRef(in key), ((nint)((sample * steps) + other) * keyStride) + feature);
                    }

                    made[(((sample * heads * steps) + row) * steps) + other] = T.Exp((score * scale) - logSum);
                }
            }
        }

        Start();
    }

    /// <summary>Says that a statement has computed the gradient of a parameter; generated code calls it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="value">The value that it made.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RecordGradient(int statement, int value)
    {
        Stop(statement);
        ExploredValue explored = Network.Values[value];
        Read(_gradient.Span, explored, Made(statement, value, 1));
        Start();
    }

    /// <summary>Begins a batch.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="inputs">Their inputs.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="parameters">The parameters as they are stored.</param>
    /// <param name="workspace">How much memory the pass works with.</param>
    /// <returns>That memory, of any content, and where the pass stores the gradient of the parameters.</returns>
    internal (AlignedArray<T> Memory, AlignedArray<T> Gradient) Begin(
        int samples, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> parameters, int workspace)
    {
        Samples = samples;
        Loss = T.Zero;
        Keep(ref _inputs, inputs);
        Keep(ref _targets, targets);
        Keep(ref _parameters, parameters);
        _memory = _memory.Length == workspace ? _memory : new AlignedArray<T>(workspace);
        Array.Clear(_ticks);
        for (int statement = 0; statement < _made.Length; statement++)
        {
            for (int slot = 0; slot < _made[statement].Length; slot++)
            {
                _spare[statement][slot] = _made[statement][slot] ?? _spare[statement][slot];
                _made[statement][slot] = null;
            }
        }

        Start();
        return (_memory, _gradient);
    }

    /// <summary>Ends a batch.</summary>
    internal void End(T loss) => Loss = loss;

    private void Start() => _since = Stopwatch.GetTimestamp();

    private void Stop(int statement) => _ticks[statement] += Stopwatch.GetTimestamp() - _since;

    private static void Keep(ref T[] kept, ReadOnlySpan<T> values)
    {
        kept = kept.Length == values.Length ? kept : new T[values.Length];
        values.CopyTo(kept);
    }

    private T[] Made(int statement, int value, int times)
    {
        int slot = SlotOf(statement, value);
        if (_made[statement][slot] is { } made)
        {
            return made;
        }

        int length = times * Network.Values[value].Length;
        T[]? spare = _spare[statement][slot];
        if (spare?.Length == length)
        {
            Array.Clear(spare);
        }
        else
        {
            spare = new T[length];
        }

        return _made[statement][slot] = spare;
    }

    private int SlotOf(int statement, int value)
    {
        IReadOnlyList<int> makes = Network.Statements[statement].Makes;
        for (int i = 0; i < makes.Count; i++)
        {
            if (makes[i] == value)
            {
                return i;
            }
        }

        throw new ArgumentException($"Statement {statement} of {Network.Name} does not make {Network.Values[value].Name}.", nameof(value));
    }

    private T[] ParameterOf(ExploredValue value)
    {
        var parameter = new T[value.Length];
        if (_parameters.Length > 0)
        {
            Read(_parameters, value, parameter);
        }

        return parameter;
    }

    /// <summary>Reads a tensor, or one number of it, from memory that is laid out like the parameters.</summary>
    private void Read(ReadOnlySpan<T> storage, ExploredValue value, T[] destination)
    {
        TensorLayout tensor = _tensors[value.Tensor];
        if (value.Unit >= 0)
        {
            destination[0] = storage[tensor.IndexOf(Math.Max(value.Source, 0), value.Unit)];
            return;
        }

        for (int row = 0; row < tensor.Rows; row++)
        {
            for (int column = 0; column < tensor.Columns; column++)
            {
                destination[(row * tensor.Columns) + column] = storage[tensor.IndexOf(row, column)];
            }
        }
    }
}
