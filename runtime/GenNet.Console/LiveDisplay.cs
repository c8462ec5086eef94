using System;
using Spectre.Console.Rendering;

namespace GenNet;

/// <summary>Draws a training anew while it goes on, ten times a second at most.</summary>
internal sealed class LiveDisplay : ITrainingCallback
{
    /// <summary>Eyes follow no more, and drawing takes about a millisecond.</summary>
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(100);

    private readonly TrainingView _view;
    private readonly Action<IRenderable> _show;
    private readonly TimeProvider _time;
    private readonly long _started;
    private TimeSpan _shown = TimeSpan.MinValue;

    /// <summary>Begins to count the time.</summary>
    public LiveDisplay(TrainingView view, Action<IRenderable> show, TimeProvider time)
    {
        _view = view;
        _show = show;
        _time = time;
        _started = time.GetTimestamp();
    }

    public void OnBatch(in TrainingProgress progress)
    {
        TimeSpan elapsed = _time.GetElapsedTime(_started);
        _view.Take(in progress);
        if (_shown == TimeSpan.MinValue || elapsed - _shown >= s_between)
        {
            Show(elapsed);
        }
    }

    public void OnEpoch(EpochResult result)
    {
        _view.Take(result);
        TimeSpan elapsed = _time.GetElapsedTime(_started);
        if (elapsed - _shown >= s_between)
        {
            Show(elapsed);
        }
    }

    private void Show(TimeSpan elapsed)
    {
        _view.At(elapsed);
        _show(_view.Draw());
        _shown = elapsed;
    }
}
