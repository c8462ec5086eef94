using System;

namespace GenNet;

/// <summary>An update of all parameters that the threads of a team make together, each of an equal part.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <typeparam name="TUpdate">What it does to each parameter.</typeparam>
internal sealed unsafe class SharedUpdate<T, TUpdate>
    where T : unmanaged
    where TUpdate : struct, IElementUpdate<T>
{
    /// <summary>Two cache lines of singles: no two threads write to one, and processors fetch them in pairs.</summary>
    private const int Grain = 32;

    private readonly WorkerTeam _team;
    private readonly Action<int> _runMember;
    private T* _parameters;
    private T* _gradient;
    private int _length;
    private TUpdate _update;

    private SharedUpdate(WorkerTeam team)
    {
        _team = team;
        _runMember = RunMember;
    }

    /// <summary>The job of a team, made once and kept by it, so that a step allocates nothing.</summary>
    public static SharedUpdate<T, TUpdate> Of(WorkerTeam team)
    {
        foreach (object job in team.Jobs)
        {
            if (job is SharedUpdate<T, TUpdate> update)
            {
                return update;
            }
        }

        var added = new SharedUpdate<T, TUpdate>(team);
        team.Jobs.Add(added);
        return added;
    }

    public void Run(T* parameters, T* gradient, int length, TUpdate update)
    {
        _parameters = parameters;
        _gradient = gradient;
        _length = length;
        _update = update;
        _team.Run(_runMember);
    }

    private void RunMember(int member) => UpdatePass.Run(_parameters, _gradient, StartOf(member), StartOf(member + 1), _update);

    private nint StartOf(int member) => member == _team.Size ? _length : (nint)((long)_length * member / _team.Size / Grain * Grain);
}
