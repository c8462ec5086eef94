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
internal sealed class LbfgsSearch<T>
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

    /// <summary>
    /// Nocedal and Wright's algorithms 3.5 and 3.6 with cubic interpolation, as minFunc and PyTorch have them: brackets a length that meets the
    /// strong Wolfe conditions, then narrows the bracket. Parameters and gradient are those of the length that is returned.
    /// </summary>
    private (double Loss, double Length, int Evaluations) SearchLine(in BatchObjective<T> objective, double loss, double slope, double length)
    {
        const int MostTrials = 25;
        const double SufficientDecrease = 1e-4;
        const double SlopeLeft = 0.9;

        _network.TrainableStorage.CopyTo(_start);
        double extent = Largest(Direction);
        var low = new Point(0, loss, slope, 0);
        var high = default(Point);
        Gradient.CopyTo(_gradients[0]);

        // Three gradients are kept at most: those of two points, and that of the trial, which takes the place of the one that is given up.
        Point trial = Try(in objective, length, 1);
        int evaluations = 1;
        int trials = 0;
        bool isBracketed = false;
        bool isDone = false;
        while (trials < MostTrials)
        {
            if (trial.Loss > loss + (SufficientDecrease * trial.Length * slope) || (trials > 1 && trial.Loss >= low.Loss))
            {
                high = trial;
                isBracketed = true;
                break;
            }

            if (Math.Abs(trial.Slope) <= -SlopeLeft * slope)
            {
                low = trial;
                isDone = true;
                break;
            }

            if (trial.Slope >= 0)
            {
                high = trial;
                isBracketed = true;
                break;
            }

            double next = Interpolate(low, trial, trial.Length + (0.01 * (trial.Length - low.Length)), trial.Length * 10);
            int free = low.Slot;
            low = trial;
            trial = Try(in objective, next, free);
            evaluations++;
            trials++;
        }

        if (!isBracketed && !isDone)
        {
            high = trial;
        }

        if (!isDone && high.Loss < low.Loss)
        {
            (low, high) = (high, low);
        }

        bool isSlow = false;
        while (!isDone && trials < MostTrials)
        {
            double from = Math.Min(low.Length, high.Length);
            double to = Math.Max(low.Length, high.Length);
            if ((to - from) * extent < _settings.ToleranceChange)
            {
                break;
            }

            length = Interpolate(low.Length <= high.Length ? low : high, low.Length <= high.Length ? high : low, from, to);

            // Close to an end, the second time in a row, the trial moves a tenth of the bracket away from it.
            double margin = 0.1 * (to - from);
            if (Math.Min(to - length, length - from) < margin)
            {
                if (isSlow || length >= to || length <= from)
                {
                    length = Math.Abs(length - to) < Math.Abs(length - from) ? to - margin : from + margin;
                    isSlow = false;
                }
                else
                {
                    isSlow = true;
                }
            }
            else
            {
                isSlow = false;
            }

            trial = Try(in objective, length, 3 - low.Slot - high.Slot);
            evaluations++;
            trials++;
            if (trial.Loss > loss + (SufficientDecrease * trial.Length * slope) || trial.Loss >= low.Loss)
            {
                (low, high) = trial.Loss < low.Loss ? (trial, low) : (low, trial);
            }
            else
            {
                isDone = Math.Abs(trial.Slope) <= -SlopeLeft * slope;
                if (!isDone && trial.Slope * (high.Length - low.Length) >= 0)
                {
                    high = low;
                }

                low = trial;
            }
        }

        MoveTo(low.Length);
        _gradients[low.Slot].CopyTo(Gradient);
        return (low.Loss, low.Length, evaluations);
    }

    /// <summary>Loss and slope at a length, with the gradient in a slot. What is no number is as high as can be.</summary>
    private Point Try(in BatchObjective<T> objective, double length, int slot)
    {
        MoveTo(length);
        double loss = WithDecay(objective.Evaluate(isTrial: true));
        Gradient.CopyTo(_gradients[slot]);
        return new Point(length, double.IsFinite(loss) ? loss : double.PositiveInfinity, Dot(Gradient, Direction), slot);
    }

    private void MoveTo(double length)
    {
        _start.CopyTo(_network.TrainableStorage);
        Add(_network.TrainableStorage, Direction, T.CreateTruncating(length));
    }

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

    /// <summary>The least value of the cubic through two points with their slopes, the first with the smaller length, within bounds.</summary>
    private static double Interpolate(in Point first, in Point second, double from, double to)
    {
        double d1 = first.Slope + second.Slope - (3 * (first.Loss - second.Loss) / (first.Length - second.Length));
        double square = (d1 * d1) - (first.Slope * second.Slope);
        double d2 = Math.Sqrt(square);
        double least = second.Length - ((second.Length - first.Length) * ((second.Slope + d2 - d1) / (second.Slope - first.Slope + (2 * d2))));

        // No number where the cubic has no least value, or where a loss was infinite.
        return double.IsNaN(least) ? (from + to) / 2 : Math.Min(Math.Max(least, from), to);
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

    /// <summary>A place on the line: how far from its beginning, and the loss, its slope along the line, and where its gradient is kept.</summary>
    private readonly record struct Point(double Length, double Loss, double Slope, int Slot);
}
