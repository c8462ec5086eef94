using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <content>
/// How the workspace of a pass without a way back is laid out: what a layer makes is needed until the last that takes it has read it, and then its place
/// is another's. A pass that learns keeps everything, because its way back reads it again.
/// </content>
internal sealed partial class TiledPlanner
{
    private readonly Dictionary<string, Steps> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<Operation, Steps> _stepsOfWork = [];

    /// <summary>Lays out a pass that predicts, or that computes a loss and no gradient.</summary>
    private (WorkspaceLayout Layout, int Samples) LayOutPrediction(long weights)
    {
        List<PredictionPlace> all = FollowPrediction();
        long most = Enumerable.Range(0, _steps.Values.Max(steps => steps.Last) + 1)
            .Max(step => all.Where(place => _steps[place.Name].First <= step && step <= _steps[place.Name].Last).Sum(place => place.PerSample));
        int samples = Footprint.SamplesPerPrediction(Math.Max(1, most), weights, _precision);

        // Operations have no names here; a number is as good.
        List<Operation> works = _stepsOfWork.Keys.ToList();
        var memory = new SharedMemory(
            all.Select(place => LifetimeOf(place.Name, LengthOf(place.Name, place.PerSample, samples), _steps[place.Name]))
                .Concat(works.Select((work, i) => LifetimeOf(
                    $"work {i}", Elements(WorkMemory.BytesOfOneThread(work, _precision)), _stepsOfWork[work]))));
        var layout = new WorkspaceLayout { Length = memory.Length };
        foreach (PredictionPlace place in all)
        {
            layout.Offsets.Add(place.Name, memory.Offsets[place.Name]);
        }

        for (int i = 0; i < works.Count; i++)
        {
            layout.Work.Add(works[i], memory.Offsets[$"work {i}"]);
        }

        return (layout, samples);
    }

    private Lifetime LifetimeOf(string name, long length, Steps steps) => new(name, Footprint.Align(length, _precision), steps.First, steps.Last)
    {
        IsList = name == WorkspaceLayout.Nonzeros,
    };

    /// <summary>Notes in which steps each place is written and read, and returns the places with the elements that each sample needs there.</summary>
    private List<PredictionPlace> FollowPrediction()
    {
        // Inputs are moved, and zeros among them looked for, before the first layer.
        int step = 0;
        foreach (Value input in _graph.Inputs.Where(IsMoved))
        {
            Touch(input.Name, step);
        }

        if (_skipsZeros is not null)
        {
            Touch(WorkspaceLayout.Nonzeros, step);
        }

        foreach (Operation operation in Forward)
        {
            step++;
            FollowOperation(operation, step);
        }

        // The loss, and what follows it.
        step++;
        Touch(Head.Output, step);
        Touch(Head.Delta, step);
        Touch(WorkspaceLayout.Losses, step);
        if (Head.Kept is { } terms && _learns)
        {
            Touch(terms, step);
        }

        if (PadsTargets)
        {
            Touch(WorkspaceLayout.Targets, step);
        }

        return PlacesOfPrediction().ToList();
    }

    private void FollowOperation(Operation operation, int step)
    {
        if (operation.Makes is not { } made || Prediction.AliasOf(_graph, AnyStrideOf, made) is not null)
        {
            return;
        }

        IEnumerable<Value> touched = operation.Scratch.Concat(operation.PredictionScratch).Concat(operation.Parts);
        if (operation is IScaling own && Prediction.ScaledActivationOf(_graph, own) is not null)
        {
            // The activation behind reads what this one would.
            touched = operation.PredictionScratch;
        }
        else
        {
            touched = operation is Map map && Prediction.ScalingOf(_graph, map) is { } scaling
                ? [scaling.Input, scaling.PredictionScale, scaling.PredictionShift, made]
                : touched.Concat(operation.Reads).Append(made);
        }

        foreach (Value value in touched)
        {
            Touch(value, step);
        }

        foreach (Graph.Buffer buffer in operation.BuffersIn(_precision))
        {
            Touch(buffer.Name, step);
        }

        if (_skipsZeros == operation)
        {
            Touch(WorkspaceLayout.Nonzeros, step);
        }

        if (WorkMemory.BytesOfOneThread(operation, _precision) > 0)
        {
            _stepsOfWork.Add(operation, new Steps(step, step));
        }
    }

    private void Touch(Value value, int step)
    {
        if (PlaceOf(value) is { } name)
        {
            Touch(name, step);
        }
    }

    private void Touch(string name, int step) =>
        _steps[name] = _steps.TryGetValue(name, out Steps? steps) ? new Steps(steps.First, step) : new Steps(step, step);

    /// <summary>The name of the place that a value lies in, its own or another's; null where the caller has it.</summary>
    private string? PlaceOf(Value value)
    {
        if (_graph.Inputs.Contains(value))
        {
            return IsMoved(value) ? value.Name : null;
        }

        if (Prediction.AliasOf(_graph, AnyStrideOf, value) is { } alias)
        {
            return PlaceOf(alias.Value);
        }

        return WholeOf(value) is { } whole ? PlaceOf(whole) : OwnPlaceOf(value);
    }

    private long AnyStrideOf(Value value) => _graph.Inputs.Contains(value) ? StrideOfInput(value) : StrideOf(value);

    private IEnumerable<PredictionPlace> PlacesOfPrediction()
    {
        foreach (Value input in _graph.Inputs.Where(IsMoved))
        {
            yield return new PredictionPlace(input.Name, StrideOfInput(input) * input.Shape.Positions);
        }

        foreach (Row row in _rows.Where(row => _steps.ContainsKey(row.Value.Name)))
        {
            yield return new PredictionPlace(row.Value.Name, row.PerSample);
        }

        foreach (Graph.Buffer buffer in Matrices.Of(_graph.Forward, _precision))
        {
            yield return new PredictionPlace(buffer.Name, 0);
        }

        yield return new PredictionPlace(WorkspaceLayout.Losses, Head.Output.Shape.Positions);
        if (PadsTargets)
        {
            yield return new PredictionPlace(WorkspaceLayout.Targets, StrideOf(Head.Output) * Head.Output.Shape.Positions);
        }

        if (_skipsZeros is not null)
        {
            yield return new PredictionPlace(WorkspaceLayout.Nonzeros, 0);
        }
    }

    /// <summary>The elements of a place in a pass of so many samples.</summary>
    private long LengthOf(string name, long perSample, int samples) =>
        perSample > 0 ? samples * perSample
            : name == WorkspaceLayout.Nonzeros && _skipsZeros is { Weights: { } weights }
                ? Footprint.NonzeroValues(weights.Rows, weights.Columns, samples, _precision)
            : Matrices.Of(_graph.Forward, _precision).FirstOrDefault(buffer => buffer.Name == name) is { } buffer
                ? buffer.Rows * Footprint.Width(buffer.Columns, _precision)
            : _rows.First(row => row.Value.Name == name).Stride;

    /// <summary>The first step that needs a place, and the last.</summary>
    private sealed record Steps(int First, int Last);

    /// <summary>A place of a pass that predicts, and the elements that each sample needs there; 0 where the pass has it once.</summary>
    private sealed record PredictionPlace(string Name, long PerSample);
}
