using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>The iterations of <see cref="Lbfgs"/> on one network, and the memory they need.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <remarks>
/// What the next step needs lies in the state, which can be saved: s and y of the last iterations in a ring, the direction, the gradient before, and
/// four numbers. All vectors are laid out like the storage, whose padding is 0 in each of them.
/// </remarks>
internal sealed partial class LbfgsSearch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lbfgs _settings;
    private readonly TrainableNetwork<T> _network;
    private readonly OptimizerState<T> _state;
    private readonly double[] _alpha;
    private readonly double[] _curvature;
    private readonly string[] _stepNames;
    private readonly string[] _differenceNames;

    // The parameters from which a line begins, and the gradients at its beginning and at the ends of its bracket.
    private readonly T[] _start;

    private readonly T[][] _gradients;

    public LbfgsSearch(Lbfgs settings, TrainableNetwork<T> network, OptimizerState<T> state)
    {
        _settings = settings;
        _network = network;
        _state = state;
        _alpha = new double[settings.HistorySize];
        _curvature = new double[settings.HistorySize];
        _stepNames = new string[settings.HistorySize];
        _differenceNames = new string[settings.HistorySize];
        for (int i = 0; i < settings.HistorySize; i++)
        {
            _stepNames[i] = FormattableString.Invariant($"step{i}");
            _differenceNames[i] = FormattableString.Invariant($"difference{i}");
        }

        int length = network.Layout.TrainableLength;
        _start = new T[length];
        _gradients = [new T[length], new T[length], new T[length]];

        // After loading, these products are all that is not in the file.
        for (int i = 0; i < Math.Min((int)Count, settings.HistorySize); i++)
        {
            _curvature[i] = Dot(Remembered(_differenceNames[i]), Remembered(_stepNames[i]));
        }
    }

    /// <summary>What the state remembers of the parameters that learn.</summary>
    private Span<T> Remembered(string name) => _state[name][.._network.Layout.TrainableLength];

    private ref double Iterations => ref _state.Number("iterations");

    private ref double Count => ref _state.Number("count");

    private ref double Oldest => ref _state.Number("oldest");

    private ref double Length => ref _state.Number("length");

    private Span<T> Gradient => _network.TrainableGradient;

    private Span<T> Direction => Remembered("direction");

    private Span<T> Before => Remembered("gradient");

    /// <summary>Takes a step: iterations on one batch.</summary>
    public T Minimize(in BatchObjective<T> objective)
    {
        T first = objective.Evaluate(isTrial: false);
        double loss = WithDecay(first);
        _state.Step++;
        int evaluations = 1;
        if (!(Largest(Gradient) > _settings.ToleranceGradient))
        {
            return first;
        }

        for (int iteration = 1; ; iteration++)
        {
            Iterations++;
            ChooseDirection();
            Gradient.CopyTo(Before);
            double lossBefore = loss;
            double length = _settings.LearningRate;
            if (Iterations == 1)
            {
                length *= Math.Min(1, 1 / SumOfMagnitudes(Gradient));
            }

            double slope = Dot(Gradient, Direction);
            Length = length;
            if (!(slope <= -_settings.ToleranceChange))
            {
                return first;
            }

            (loss, length, int searched) = SearchLine(in objective, loss, slope, length);
            Length = length;
            evaluations += searched;
            if (iteration == _settings.MaxIterations
                || evaluations >= _settings.MaxEvaluations
                || Largest(Gradient) <= _settings.ToleranceGradient
                || Math.Abs(length) * Largest(Direction) <= _settings.ToleranceChange
                || Math.Abs(loss - lossBefore) < _settings.ToleranceChange)
            {
                return first;
            }
        }
    }

    /// <summary>d = −H g, by the two loops of Nocedal's algorithm 7.4, after the last iteration has been remembered.</summary>
    private void ChooseDirection()
    {
        Span<T> direction = Direction;
        if (Iterations == 1)
        {
            Count = 0;
            Oldest = 0;
            Set(direction, Gradient, -T.One);
            return;
        }

        double scale = Remember();
        int count = (int)Count;
        Set(direction, Gradient, -T.One);
        for (int i = count - 1; i >= 0; i--)
        {
            int entry = EntryAt(i);
            _alpha[entry] = Dot(Remembered(_stepNames[entry]), direction) / _curvature[entry];
            Add(direction, Remembered(_differenceNames[entry]), T.CreateTruncating(-_alpha[entry]));
        }

        Set(direction, direction, T.CreateTruncating(scale));
        for (int i = 0; i < count; i++)
        {
            int entry = EntryAt(i);
            double beta = Dot(Remembered(_differenceNames[entry]), direction) / _curvature[entry];
            Add(direction, Remembered(_stepNames[entry]), T.CreateTruncating(_alpha[entry] - beta));
        }
    }

    /// <summary>Remembers s and y of the last iteration if the loss curves upwards along it, and gives the scale of H, y·s / y·y of the last.</summary>
    private double Remember()
    {
        // They are put where they would go; if they do not count, the place is still free, or its entry has to be the one that goes.
        const double LeastCurvature = 1e-10;
        Span<T> step = _start;
        Span<T> difference = _gradients[0];
        Set(step, Direction, T.CreateTruncating(Length));
        Gradient.CopyTo(difference);
        Add(difference, Before, -T.One);
        double curvature = Dot(difference, step);
        ref double scale = ref _state.Number("scale");
        if (Iterations == 2)
        {
            scale = 1;
        }

        if (curvature > LeastCurvature)
        {
            int entry;
            if ((int)Count == _settings.HistorySize)
            {
                entry = (int)Oldest;
                Oldest = (entry + 1) % _settings.HistorySize;
            }
            else
            {
                entry = EntryAt((int)Count);
                Count++;
            }

            step.CopyTo(Remembered(_stepNames[entry]));
            difference.CopyTo(Remembered(_differenceNames[entry]));
            _curvature[entry] = curvature;
            scale = curvature / Dot(difference, difference);
        }

        return scale;
    }

    private int EntryAt(int age) => ((int)Oldest + age) % _settings.HistorySize;

    /// <summary>The loss with the term ½ λ ‖θ‖² of weight decay, whose gradient is added.</summary>
    private double WithDecay(T loss)
    {
        double decay = _settings.WeightDecay;
        if (decay == 0)
        {
            return double.CreateTruncating(loss);
        }

        Add(Gradient, _network.TrainableStorage, Optimizer.InPrecision<T>(decay, "weight decay", decay));
        return double.CreateTruncating(loss) + (decay / 2 * Dot(_network.TrainableStorage, _network.TrainableStorage));
    }

    [MethodImpl(Kernel.Options)]
    private static double Dot(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        ReadOnlySpan<Vector<T>> a = MemoryMarshal.Cast<T, Vector<T>>(left);
        ReadOnlySpan<Vector<T>> b = MemoryMarshal.Cast<T, Vector<T>>(right);
        Vector<double> low = Vector<double>.Zero;
        Vector<double> high = Vector<double>.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            if (typeof(T) == typeof(float))
            {
                Vector.Widen(a[i].As<T, float>(), out Vector<double> a0, out Vector<double> a1);
                Vector.Widen(b[i].As<T, float>(), out Vector<double> b0, out Vector<double> b1);
                low = Vector.MultiplyAddEstimate(a0, b0, low);
                high = Vector.MultiplyAddEstimate(a1, b1, high);
            }
            else
            {
                low = Vector.MultiplyAddEstimate(a[i].As<T, double>(), b[i].As<T, double>(), low);
            }
        }

        return Vector.Sum(low + high);
    }

    private static void Set(Span<T> destination, ReadOnlySpan<T> source, T factor)
    {
        Span<Vector<T>> to = MemoryMarshal.Cast<T, Vector<T>>(destination);
        ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(source);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i] * factor;
        }
    }

    private static void Add(Span<T> destination, ReadOnlySpan<T> source, T factor)
    {
        Span<Vector<T>> to = MemoryMarshal.Cast<T, Vector<T>>(destination);
        ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(source);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = UpdatePass.MultiplyAdd(from[i], factor, to[i]);
        }
    }

    /// <summary>The largest magnitude; NaN where there is one.</summary>
    private static double Largest(ReadOnlySpan<T> values)
    {
        Vector<T> largest = Vector<T>.Zero;
        foreach (Vector<T> value in MemoryMarshal.Cast<T, Vector<T>>(values))
        {
            largest = Vector.Max(largest, Vector.Abs(value));
        }

        T most = T.Zero;
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            most = T.Max(most, largest[i]);
        }

        return double.CreateTruncating(most);
    }

    private static double SumOfMagnitudes(ReadOnlySpan<T> values)
    {
        double sum = 0;
        foreach (T value in values)
        {
            sum += Math.Abs(double.CreateTruncating(value));
        }

        return sum;
    }
}
