using System;
using System.Diagnostics;

namespace GenNet.Training;

/// <summary>
/// Finds out whether a team of threads is faster than one of them alone, by trying both, again and again. That depends on more than the
/// network: threads that share a cache meet within 0.1 µs, others take ten times as long, a virtual machine may be moved from one to the
/// other, and where another program has one of the processors, a batch waits milliseconds for it. The bits are the same either way.
/// </summary>
/// <remarks>
/// What a trial has cost is paid back before the next: twelve times as much time passes after the first, and twice as long after each that
/// was in vain, up to eight hundred times. A team is left when it has lost what it had gained, so it never costs more than that.
/// </remarks>
/// <param name="team">The threads.</param>
/// <param name="isDecided">Whether the team does every batch, and nothing is tried.</param>
internal sealed class TeamTrial(WorkerTeam team, bool isDecided = false)
{
    /// <summary>Of each kind, so that one of them finds warm caches and threads that are awake.</summary>
    internal const int BatchesTried = 3;

    /// <summary>The rate of a team is that of so many batches, and counts half after as many more.</summary>
    internal const int BatchesWatched = 64;

    private const double PayBack = 50;

    /// <summary>The first trial is the one that the JIT makes expensive, so it is repeated sooner.</summary>
    private const double FirstPatience = 0.25;

    private const double MostPatience = 16;

    /// <summary>Longer batches do not depend on what happened to be in a cache, so fewer of them tell as much.</summary>
    internal static readonly TimeSpan MostTimeTried = TimeSpan.FromMilliseconds(1);

    /// <summary>So long for each thread one of them works alone at first: many times what starting them takes.</summary>
    internal static readonly TimeSpan TimeBeforeFirstTrial = TimeSpan.FromMilliseconds(2.5);

    /// <summary>What a team has gained covers a processor that is taken away for a time slice now and then, but not for longer.</summary>
    internal static readonly TimeSpan MostCredit = TimeSpan.FromMilliseconds(20);

    private State _state = State.TryingAlone;
    private long _begun;
    private int _batches;
    private double _elapsed;
    private double _samples;

    // Of each for a sample: the least of a trial, and what it was when one thread was tried last.
    private double _least = double.PositiveInfinity;
    private double _alone;

    // Until the other way is tried.
    private double _wait = team.Size * TicksOf(TimeBeforeFirstTrial);
    private double _patience = FirstPatience;

    // How much longer one thread would have taken for what the team has done.
    private double _credit;
    private double _ticksTogether;
    private double _samplesTogether;

    private enum State
    {
        /// <summary>One thread works, and nobody looks at the clock, which takes 1 % of a short batch and on some machines 10.</summary>
        Alone,

        /// <summary>One thread works, and then perhaps the team.</summary>
        TryingAlone,

        /// <summary>The team works, and goes on if it is faster.</summary>
        TryingTeam,

        /// <summary>The team works.</summary>
        Together,

        /// <summary>One thread works, to see whether the team should go on.</summary>
        ComparingAlone,
    }

    /// <summary>The team if it is to do the next batch; null if the calling thread is to do it alone.</summary>
    public WorkerTeam? Next => isDecided || _state is State.TryingTeam or State.Together ? team : null;

    private bool IsTimed => !isDecided && _state != State.Alone;

    private bool HasTriedEnough => _batches >= BatchesTried || (_batches > 1 && _elapsed >= TicksOf(MostTimeTried));

    /// <summary>Precedes each batch.</summary>
    public void Begin() => _begun = IsTimed ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Follows each batch.</summary>
    /// <param name="samples">How many samples it had.</param>
    public void End(int samples) => Report(IsTimed ? Stopwatch.GetTimestamp() - _begun : 0, samples);

    /// <summary>Tells how long a batch took.</summary>
    /// <param name="ticks">In units of <see cref="Stopwatch"/>; of no matter where it was not timed.</param>
    /// <param name="samples">How many samples it had.</param>
    internal void Report(long ticks, int samples)
    {
        if (isDecided)
        {
            return;
        }

        if (_state == State.Alone)
        {
            _wait -= _alone * samples;
            if (_wait <= 0)
            {
                Enter(State.TryingAlone);
            }

            return;
        }

        _batches++;
        _elapsed += ticks;
        _samples += samples;
        _least = Math.Min(_least, (double)ticks / samples);
        switch (_state)
        {
            case State.TryingAlone when HasTriedEnough:
                _alone = _least;
                _wait -= _elapsed;
                Enter(_wait > 0 ? State.Alone : State.TryingTeam);
                break;
            case State.TryingTeam:
                TryTeam(samples);
                break;
            case State.Together:
                WorkTogether(ticks, samples);
                break;
            case State.ComparingAlone when HasTriedEnough:
                CompareAlone();
                break;
        }
    }

    private static double TicksOf(TimeSpan time) => time.TotalSeconds * Stopwatch.Frequency;

    private void TryTeam(int samples)
    {
        double lost = _elapsed - (_alone * _samples);
        if (lost > Math.Max(TicksOf(MostTimeTried), BatchesTried * _alone * samples))
        {
            GoAlone(lost);
        }
        else if (HasTriedEnough && _least > _alone)
        {
            GoAlone(_elapsed);
        }
        else if (HasTriedEnough)
        {
            _credit = 0;
            _ticksTogether = 0;
            _samplesTogether = 0;
            GoTogether();
        }
    }

    private void WorkTogether(long ticks, int samples)
    {
        double most = Math.Max(TicksOf(MostCredit), BatchesTried * _alone * samples);
        _credit = Math.Min(_credit + (_alone * samples) - ticks, most);
        _ticksTogether += ticks;
        _samplesTogether += samples;
        if (_batches % BatchesWatched == 0)
        {
            _ticksTogether /= 2;
            _samplesTogether /= 2;
        }

        if (_credit == most)
        {
            _patience = FirstPatience;
        }

        if (_credit < -BatchesTried * _alone * samples || _elapsed >= _wait)
        {
            Enter(State.ComparingAlone);
        }
    }

    /// <summary>One thread alone has been tried again: because the team has become slow, or because it was time to.</summary>
    private void CompareAlone()
    {
        _alone = _least;
        if (_ticksTogether > _alone * _samplesTogether)
        {
            GoAlone(Math.Max(_elapsed, -_credit));
        }
        else
        {
            // Not the team has become slower, but the machine.
            _credit = Math.Max(_credit, 0);
            GoTogether();
        }
    }

    private void GoTogether()
    {
        _wait = PayBack * Math.Max(_elapsed, _alone * _samples);
        Enter(State.Together);
    }

    private void GoAlone(double lost)
    {
        _wait = PayBack * _patience * lost;
        _patience = Math.Min(2 * _patience, MostPatience);
        Enter(State.Alone);
    }

    private void Enter(State state)
    {
        _state = state;
        _batches = 0;
        _elapsed = 0;
        _samples = 0;
        _least = double.PositiveInfinity;
    }
}
