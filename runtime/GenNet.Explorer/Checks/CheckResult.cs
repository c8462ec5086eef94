using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using GenNet.GradientChecking;

namespace GenNet.Exploring;

/// <summary>What is known of a check, while it is under way and after: one thread writes, others read.</summary>
internal sealed class CheckResult(int number, long step, int epoch, int samples)
{
    /// <summary>So many of the worst parameters are kept with all their numbers.</summary>
    public const int MostWorst = 1000;

    private readonly Lock _lock = new();
    private readonly List<WorstParameter> _worst = [];
    private readonly long _began = Stopwatch.GetTimestamp();
    private TensorCheck[] _tensors = [];
    private double _secondsDone;

    /// <summary>Which of all checks it is.</summary>
    public int Number => number;

    /// <summary>The step behind which the parameters were as they are checked.</summary>
    public long Step => step;

    /// <summary>The epochs that were complete there.</summary>
    public int Epoch => epoch;

    /// <summary>The samples that the gradient is of.</summary>
    public int Samples => samples;

    /// <summary>The tensors, in parameter order.</summary>
    public IReadOnlyList<TensorCheck> Tensors => Volatile.Read(ref _tensors);

    /// <summary>The loss of the generated code; NaN before it is known, as the others.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>The loss over dual numbers.</summary>
    public double LossOverDualNumbers { get; private set; } = double.NaN;

    /// <summary>Whether both agree but for rounding.</summary>
    public bool IsLossCorrect { get; private set; } = true;

    /// <summary>What has become of it.</summary>
    public CheckState State { get; private set; }

    /// <summary>How long it has been going on, or went on.</summary>
    public TimeSpan Took { get => State == CheckState.Running ? Stopwatch.GetElapsedTime(_began) : field; private set; }

    /// <summary>Which tensor is under way.</summary>
    public int Current { get; private set; }

    /// <summary>How often each parameter is looked at.</summary>
    public int LooksPerParameter { get; private set; } = 1;

    /// <summary>How many of the worst parameters are kept.</summary>
    public int WorstCount { get; private set; }

    /// <summary>Which part of the work is done, from 0 to 1, by the time that parameters of each tensor take.</summary>
    public double Share => State == CheckState.Done ? 1 : Math.Min(_secondsDone / Math.Max(Seconds(tensor => tensor.Count), 1e-9), 1);

    /// <summary>How long what is left will take, judged by how long what is done took.</summary>
    public double SecondsLeft
    {
        get
        {
            double share = Share;
            double expected = Seconds(tensor => tensor.Count);
            return State != CheckState.Running ? 0 : share < 0.02 ? expected : Took.TotalSeconds * (1 - share) / share;
        }
    }

    /// <summary>How long all parameters of the network would take.</summary>
    public double SecondsOfAll => Seconds(tensor => tensor.Parameters);

    /// <summary>Says what there is to be checked.</summary>
    public void Begin<T>(GradientCheckRun<T> run, TensorCheck[] tensors)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        (Loss, LossOverDualNumbers, IsLossCorrect) = (run.Loss, run.LossOverDualNumbers, run.IsLossCorrect);
        LooksPerParameter = run.Looks;
        Volatile.Write(ref _tensors, tensors);
    }

    /// <summary>Counts a look at a parameter of a tensor.</summary>
    public void Look(int tensor)
    {
        Current = tensor;
        _tensors[tensor].Looks++;
        _secondsDone += _tensors[tensor].SecondsOfParameter / LooksPerParameter;
    }

    /// <summary>Takes in what was found of a tensor.</summary>
    public void Take(TensorCheck tensor, GradientTensor found)
    {
        var candidates = new List<CheckedParameter>(found.All);
        candidates.Sort(static (a, b) => b.Excess.CompareTo(a.Excess) is var order and not 0 ? order : a.Index.CompareTo(b.Index));
        lock (_lock)
        {
            // Names are made for those alone that are kept.
            foreach (CheckedParameter candidate in candidates.Count > MostWorst ? candidates.GetRange(0, MostWorst) : candidates)
            {
                _worst.Add(new WorstParameter(
                    tensor.Place,
                    candidate.Index,
                    tensor.NameOf(candidate.Index),
                    candidate.Backward,
                    candidate.DualNumbers,
                    candidate.CentralDifference,
                    candidate.Excess,
                    candidate.IsAtKink));
            }

            _worst.Sort(static (a, b) => b.Excess.CompareTo(a.Excess) is var order and not 0 ? order : (a.Tensor, a.Index).CompareTo((b.Tensor, b.Index)));
            if (_worst.Count > MostWorst)
            {
                _worst.RemoveRange(MostWorst, _worst.Count - MostWorst);
            }

            WorstCount = _worst.Count;
        }

        tensor.Take(found);
    }

    /// <summary>Some of the worst parameters, the worst first.</summary>
    public IReadOnlyList<WorstParameter> Worst(int from, int count)
    {
        lock (_lock)
        {
            return from >= _worst.Count ? [] : _worst.GetRange(from, Math.Min(count, _worst.Count - from));
        }
    }

    /// <summary>Says what has become of it.</summary>
    public void End(CheckState state)
    {
        Took = Stopwatch.GetElapsedTime(_began);
        State = state;
    }

    private double Seconds(Func<TensorCheck, int> count)
    {
        double sum = 0;
        foreach (TensorCheck tensor in Tensors)
        {
            sum += tensor.SecondsOfParameter * count(tensor);
        }

        return sum;
    }
}
