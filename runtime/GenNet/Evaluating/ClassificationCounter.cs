using System;
using System.Collections.Generic;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Counts who is taken for whom, and keeps outputs where they are compared with one another.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed class ClassificationCounter<T> : OutputObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostOfMatrix = 1024;
    private const long MostScores = 1L << 26;

    // Sums of a single's exponentials are 1 to within this, however many there are.
    private const double NearlyOne = 1e-3;

    private readonly NetworkLayout _layout;
    private readonly bool _areLabels;
    private readonly bool _isBinary;
    private readonly int _classes;
    private readonly double[] _matrix;
    private readonly double[] _hits;
    private readonly double[] _said;
    private readonly double[] _support;
    private readonly double[] _ranks;
    private readonly List<double> _scores = [];
    private readonly List<double> _weights = [];
    private readonly List<int> _classOf = [];
    private readonly bool _keepsScores;
    private readonly Calibration _calibration = new();
    private OutputKind _kind = OutputKind.Unknown;
    private double _right;
    private double _exact;
    private double _decisions;
    private double _weight;
    private double _logLoss;

    public ClassificationCounter(NetworkLayout layout, Scoring decided, int samples)
    {
        _layout = layout;
        _isBinary = decided == Scoring.Labels && layout.TargetSize == 1;
        _areLabels = decided == Scoring.Labels && !_isBinary;
        _classes = _isBinary ? 2 : layout.TargetSize;
        _matrix = new double[!_areLabels && _classes <= MostOfMatrix ? _classes * _classes : 0];
        _hits = new double[_classes];
        _said = new double[_classes];
        _support = new double[_classes];
        _ranks = new double[_classes];
        _keepsScores = (long)samples * layout.TargetSize <= MostScores;
    }

    /// <summary>What outputs are, as far as they tell.</summary>
    private enum OutputKind
    {
        Unknown,
        Probabilities,
        Logarithms,
        Scores,
    }

    /// <inheritdoc/>
    public override void Observe(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, double weight)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<T> output = outputs.Slice(sample * _layout.OutputSize, _layout.TargetSize);
            ReadOnlySpan<T> target = targets.Slice(sample * _layout.TargetSize, _layout.TargetSize);
            _weight += weight;
            _kind = KindOf(output);
            if (_areLabels)
            {
                ObserveLabels(output, target, weight);
            }
            else
            {
                ObserveClass(output, target, weight);
            }

            if (_keepsScores)
            {
                _weights.Add(weight);
                foreach (T value in output)
                {
                    _scores.Add(double.CreateTruncating(value));
                }
            }
        }
    }

    public ClassificationReport Report(Dataset dataset, double loss, EvaluationOptions options)
    {
        string[] names = options.NamesFor(_classes, _areLabels ? "label" : "class", dataset);
        double[] areas = Areas();
        var scores = new ClassScores[_classes];
        for (int i = 0; i < _classes; i++)
        {
            scores[i] = Score(names[i], _hits[i], _said[i], _support[i], areas[i]);
        }

        bool isKnown = _kind is OutputKind.Probabilities or OutputKind.Logarithms;
        double macroArea = Mean(areas, null);
        return new ClassificationReport(
            _layout.Name,
            dataset.Count,
            loss,
            _areLabels,
            _right / _decisions,
            _exact / _weight,
            scores,
            [
                Score("micro average", Sum(_hits), Sum(_said), Sum(_support), double.NaN),
                Average("macro average", scores, null, macroArea),
                Average("weighted average", scores, _support, Mean(areas, _support)),
            ],
            _isBinary || (_classes == 2 && !_areLabels) ? areas[1] : macroArea,
            isKnown ? _logLoss / _decisions : double.NaN,
            isKnown ? _calibration.Error : double.NaN,
            _ranks,
            _weight,
            _matrix.Length > 0 ? new ConfusionMatrix(_matrix, names) : null);
    }

    private void ObserveClass(ReadOnlySpan<T> output, ReadOnlySpan<T> target, double weight)
    {
        int actual = ClassReading.ClassOfTarget(_layout, target);
        _support[actual] += weight;
        _classOf.Add(actual);
        _decisions += weight;
        if (ClassReading.HasNaN(output) || ClassReading.HasNaN(target))
        {
            // No class is said.
            _kind = OutputKind.Scores;
            return;
        }

        int said = ClassReading.ClassOf(_layout, output);
        _said[said] += weight;
        bool isRight = said == actual;
        if (isRight)
        {
            _hits[actual] += weight;
            _right += weight;
            _exact += weight;
        }

        if (_matrix.Length > 0)
        {
            _matrix[(actual * _classes) + said] += weight;
        }

        _ranks[_isBinary ? isRight ? 0 : 1 : RankOf(output, actual)] += weight;
        if (_kind is OutputKind.Probabilities or OutputKind.Logarithms)
        {
            double first = double.CreateTruncating(output[0]);
            AddProbability(
                _isBinary ? actual == 1 ? first : 1 - first : Probability(output[actual]),
                _isBinary ? said == 1 ? first : 1 - first : Probability(output[said]),
                isRight,
                weight);
        }
    }

    private void ObserveLabels(ReadOnlySpan<T> output, ReadOnlySpan<T> target, double weight)
    {
        bool isExact = true;
        for (int i = 0; i < output.Length; i++)
        {
            bool isGiven = ClassReading.IsYesOfTarget(_layout, target[i]);
            bool isSaid = ClassReading.IsYes(_layout, output[i]);
            bool isRight = isGiven == isSaid && !T.IsNaN(output[i]) && !T.IsNaN(target[i]);
            isExact &= isRight;
            _decisions += weight;
            _support[i] += isGiven ? weight : 0;
            _said[i] += isSaid ? weight : 0;
            _hits[i] += isGiven && isSaid ? weight : 0;
            _right += isRight ? weight : 0;
            _classOf.Add(isGiven ? 1 : 0);
            if (_kind == OutputKind.Probabilities)
            {
                double yes = double.CreateTruncating(output[i]);
                AddProbability(isGiven ? yes : 1 - yes, isSaid ? yes : 1 - yes, isRight, weight);
            }
        }

        _exact += isExact ? weight : 0;
    }

    private void AddProbability(double ofRight, double ofSaid, bool isRight, double weight)
    {
        double epsilon = typeof(T) == typeof(float) ? 1.1920928955078125e-7 : 2.220446049250313e-16;
        _logLoss -= weight * Math.Log(Math.Clamp(ofRight, epsilon, 1 - epsilon));
        _calibration.Add(ofSaid, isRight, weight);
    }

    private double Probability(T value)
    {
        double number = double.CreateTruncating(value);
        return _kind == OutputKind.Logarithms ? Math.Exp(number) : number;
    }

    /// <summary>How many classes come before one when they are in the order of their outputs.</summary>
    private static int RankOf(ReadOnlySpan<T> output, int actual)
    {
        int rank = 0;
        for (int i = 0; i < output.Length; i++)
        {
            rank += output[i] > output[actual] || (i < actual && output[i] == output[actual]) ? 1 : 0;
        }

        return rank;
    }

    /// <summary>What the outputs of all samples so far and this one are: once they are mere scores they stay it.</summary>
    private OutputKind KindOf(ReadOnlySpan<T> output)
    {
        if (_kind == OutputKind.Scores)
        {
            return _kind;
        }

        bool areProbabilities = true;
        bool areLogarithms = true;
        double sum = 0;
        double sumOfExponentials = 0;
        foreach (T value in output)
        {
            double number = double.CreateTruncating(value);
            areProbabilities &= number is >= 0 and <= 1;
            areLogarithms &= number <= 0;
            sum += number;
            sumOfExponentials += areLogarithms ? Math.Exp(number) : 0;
        }

        if (!_areLabels && !_isBinary)
        {
            areProbabilities &= Math.Abs(sum - 1) < NearlyOne;
            areLogarithms &= Math.Abs(sumOfExponentials - 1) < NearlyOne;
        }
        else
        {
            areLogarithms = false;
        }

        OutputKind kind = areProbabilities ? OutputKind.Probabilities : areLogarithms ? OutputKind.Logarithms : OutputKind.Scores;
        return _kind == OutputKind.Unknown || _kind == kind ? kind : OutputKind.Scores;
    }

    /// <summary>The area under the curve of each class.</summary>
    private double[] Areas()
    {
        double[] areas = new double[_classes];
        Array.Fill(areas, double.NaN);
        if (!_keepsScores)
        {
            return areas;
        }

        int outputs = _layout.TargetSize;
        double[] scores = new double[_weights.Count];
        double[] members = new double[_weights.Count];
        for (int column = 0; column < outputs; column++)
        {
            int classOfColumn = _isBinary ? 1 : column;
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = _scores[(i * outputs) + column];
                bool isMember = _areLabels ? _classOf[(i * outputs) + column] == 1 : _classOf[i] == classOfColumn;
                members[i] = isMember ? _weights[i] : -_weights[i];
            }

            areas[classOfColumn] = RocCurve.Area(scores, members);
        }

        if (_isBinary)
        {
            // The other class has 1 − p, and so the same pairs.
            areas[0] = areas[1];
        }

        return areas;
    }

    private static ClassScores Score(string name, double hits, double said, double support, double area)
    {
        double precision = said > 0 ? hits / said : 0;
        double recall = support > 0 ? hits / support : 0;
        return new ClassScores(name, precision, recall, said + support > 0 ? 2 * hits / (said + support) : 0, area, support);
    }

    private static ClassScores Average(string name, ClassScores[] scores, double[]? weights, double area) => new(
        name,
        Mean(Array.ConvertAll(scores, score => score.Precision), weights),
        Mean(Array.ConvertAll(scores, score => score.Recall), weights),
        Mean(Array.ConvertAll(scores, score => score.F1), weights),
        area,
        Sum(Array.ConvertAll(scores, score => score.Support)));

    /// <summary>The mean of those that are numbers.</summary>
    private static double Mean(double[] values, double[]? weights)
    {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                sum += values[i] * (weights?[i] ?? 1);
                count += weights?[i] ?? 1;
            }
        }

        return sum / count;
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
