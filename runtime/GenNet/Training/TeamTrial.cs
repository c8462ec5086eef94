using System;
using System.Diagnostics;

namespace GenNet.Training;

/// <summary>
/// Finds out whether a team of threads is faster than one of them alone: by trying both, and again when the team has become slower or has long
/// not been asked. That depends on more than the network: threads that share a cache meet within 0.1 µs, others take ten times as long, and a
/// virtual machine may be moved from one to the other. The bits are the same either way.
/// </summary>
/// <param name="team">The threads.</param>
/// <param name="isDecided">Whether the team does every batch, and nothing is tried.</param>
internal sealed class TeamTrial(WorkerTeam team, bool isDecided = false)
{
    /// <summary>Of each kind, so that one of them finds warm caches and threads that are awake.</summary>
    internal const int BatchesTried = 3;

    /// <summary>As many batches of a team in a row are not all disturbed by something else.</summary>
    internal const int BatchesWatched = 64;

    /// <summary>After so many batches alone the team is tried again: a loss of 1 % where it is still slower.</summary>
    internal const int BatchesAlone = 500;

    /// <summary>So much work is always worth sharing, and too much to be done alone for a trial.</summary>
    internal static readonly TimeSpan MostTimeTried = TimeSpan.FromMilliseconds(1);

    private State _state = State.TryingTeam;
    private int _batches;
    private double _least = double.PositiveInfinity;
    private double _together;
    private double _alone;

    private enum State
    {
        TryingTeam,
        TryingAlone,
        Together,
        Alone,
    }

    /// <summary>The team if it is to do the next batch; null if the calling thread is to do it alone.</summary>
    public WorkerTeam? Next => isDecided || _state is State.TryingTeam or State.Together ? team : null;

    /// <summary>Tells how long the batch took.</summary>
    /// <param name="ticks">In units of <see cref="Stopwatch"/>.</param>
    /// <param name="samples">How many samples it had.</param>
    public void Report(long ticks, int samples)
    {
        _least = Math.Min(_least, (double)ticks / samples);
        _batches++;
        switch (_state)
        {
            case State.TryingTeam when _batches == BatchesTried:
                _together = _least;
                Enter(_together * samples > MostTimeTried.TotalSeconds * Stopwatch.Frequency ? State.Together : State.TryingAlone);
                break;
            case State.TryingAlone when _batches == BatchesTried:
                _alone = _least;
                Enter(_together <= _alone ? State.Together : State.Alone);
                break;
            case State.Together when _batches == BatchesWatched:
                Enter(_alone > 0 && _least > _alone ? State.TryingAlone : State.Together);
                break;
            case State.Alone when _batches == BatchesAlone:
                Enter(State.TryingTeam);
                break;
        }
    }

    private void Enter(State state)
    {
        if (_state == State.Together)
        {
            _together = _least;
        }

        _state = state;
        _batches = 0;
        _least = double.PositiveInfinity;
    }
}
