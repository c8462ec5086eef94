using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace GenNet.Runtime.Tests.Interleavings;

/// <summary>
/// One run of a program whose threads take turns: before each step that others could notice it is chosen who goes on. So a run is told by its
/// choices, and all runs can be gone through.
/// </summary>
/// <remarks>What one thread writes the others see at once: what processors and compilers reorder is not explored.</remarks>
internal sealed class Interleaving
{
    /// <summary>A run of so many steps will not end.</summary>
    private const int MostSteps = 20_000;

    [ThreadStatic]
    private static Strand? t_strand;

    private readonly Func<int, int> _choose;
    private readonly List<Strand> _strands = [];
    private readonly Dictionary<object, Strand> _owners = [];
    private readonly StringBuilder _story = new();
    private Strand _running;
    private int _interruptions;
    private int _steps;
    private InvalidOperationException? _fault;

    /// <param name="interruptions">How often a thread may be stopped that could go on, or stop to wait before what it waits for has come.</param>
    /// <param name="choose">Chooses one of so many ways to go on, 0 where nothing is interrupted.</param>
    private Interleaving(int interruptions, Func<int, int> choose)
    {
        _interruptions = interruptions;
        _choose = choose;
        _running = new Strand(this);
        _strands.Add(_running);
    }

    /// <summary>The run that the calling thread belongs to.</summary>
    public static Interleaving Current => Running.Run;

    /// <summary>Who waits at each lock for a pulse; those that got one are gone.</summary>
    public List<(object Gate, Strand Strand)> Waiting { get; } = [];

    /// <summary>The thread that is running.</summary>
    public static Strand Running => t_strand ?? throw new InvalidOperationException("This thread is none of the program's.");

    /// <summary>Runs a program to the end of all of its threads.</summary>
    /// <exception cref="InvalidOperationException">It does not come to an end.</exception>
    public static void Run(Action program, int interruptions, Func<int, int> choose)
    {
        var run = new Interleaving(interruptions, choose);
        t_strand = run._running;
        try
        {
            program();
            Strand first = Running;
            run.Await(() => run._strands.TrueForAll(strand => strand.IsOver || strand == first));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{(run._fault ?? exception).Message}\nThe steps were:{run._story}", run._fault ?? exception);
        }
        finally
        {
            run.GiveUp(run._fault ?? new InvalidOperationException("The program has ended."));
            t_strand = null;
        }
    }

    /// <summary>Lets another go on, or this one.</summary>
    /// <param name="what">What comes next.</param>
    public void Step([CallerMemberName] string what = "") => Await(null, mayTimeOut: false, what);

    /// <summary>Lets others go on until something has come.</summary>
    /// <returns>False where the time has run out before.</returns>
    public bool Await(Func<bool>? until, bool mayTimeOut = false, [CallerMemberName] string what = "")
    {
        Strand strand = Running;
        strand.Until = until;
        strand.MayTimeOut = mayTimeOut;
        GoOn();
        bool hasCome = strand.CanGoOn;
        strand.Until = null;
        strand.MayTimeOut = false;
        _story.Append(CultureInfo.InvariantCulture, $" {_strands.IndexOf(strand)}:{what}{(hasCome ? string.Empty : " (timed out)")}");
        return hasCome;
    }

    /// <summary>Begins a thread, which waits for its first turn.</summary>
    public Strand Begin(Action body)
    {
        var strand = new Strand(this);
        _strands.Add(strand);
        var thread = new System.Threading.Thread(() =>
        {
            t_strand = strand;
            strand.AwaitTurn();
            try
            {
                if (_fault is null)
                {
                    body();
                }
            }
            catch (Exception exception)
            {
                // Where the run is given up, whatever comes of that.
                GiveUp(new InvalidOperationException("A thread of the program has failed.", exception));
            }

            strand.IsOver = true;
            if (_fault is null)
            {
                Pass();
            }
        }) { IsBackground = true };
        thread.Start();
        return strand;
    }

    public bool IsHeld(object gate) => _owners.ContainsKey(gate);

    public void Take(object gate) => _owners.Add(gate, Running);

    public void Release(object gate)
    {
        if (!_owners.Remove(gate, out Strand? owner) || owner != Running)
        {
            throw new System.Threading.SynchronizationLockException();
        }
    }

    private void GoOn()
    {
        Strand strand = Running;
        ThrowIfGivenUp();
        if (!Pass())
        {
            strand.AwaitTurn();
        }

        ThrowIfGivenUp();
    }

    /// <summary>Gives the turn to whoever is chosen; true where that is the one who has it.</summary>
    private bool Pass()
    {
        Strand before = _running;
        bool canGoOn = before.CanGoOn;
        var candidates = new List<Strand>();
        foreach (Strand strand in _strands)
        {
            if (strand.CanGoOn && (!canGoOn || strand == before || _interruptions > 0))
            {
                candidates.Insert(strand == before ? 0 : candidates.Count, strand);
            }
        }

        // Time runs out where nobody can go on, and as an interruption where somebody can.
        int free = canGoOn ? 1 : candidates.Count;
        if (candidates.Count == 0 || _interruptions > 0)
        {
            foreach (Strand strand in _strands)
            {
                if (!strand.IsOver && strand.MayTimeOut && !strand.CanGoOn)
                {
                    candidates.Add(strand);
                }
            }

            free = free == 0 ? candidates.Count : free;
        }

        if (candidates.Count == 0 || ++_steps > MostSteps)
        {
            string what = candidates.Count == 0 ? "each thread waits for another" : "the threads go round in a circle";
            GiveUp(new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"After {_steps} steps {what}.")));
            return true;
        }

        int chosen = candidates.Count == 1 ? 0 : _choose(candidates.Count);
        _interruptions -= chosen >= free ? 1 : 0;
        _running = candidates[chosen];
        if (_running == before)
        {
            return true;
        }

        _running.Give();
        return false;
    }

    private void ThrowIfGivenUp()
    {
        if (_fault is not null)
        {
            throw _fault;
        }
    }

    /// <summary>Ends all threads where they stand.</summary>
    private void GiveUp(InvalidOperationException fault)
    {
        _fault ??= fault;
        foreach (Strand strand in _strands)
        {
            if (!strand.IsOver)
            {
                strand.Give();
            }
        }
    }
}
