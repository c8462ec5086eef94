using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>The samples of one pass, and this thread's place among those that work on it.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <remarks>
/// Every thread of a team runs the same generated method with a batch that differs only in the portions it takes, and meets the others at
/// <see cref="Barrier"/>. Its memory is pinned by whoever made it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Batch<T>
    where T : unmanaged
{
    /// <summary>The samples that a tile of the generated code takes; the generator's <c>Tiles.Samples</c>.</summary>
    internal const int SamplesPerTile = 6;

    private readonly T* _inputs;
    private readonly T* _targets;
    private readonly T* _workspace;
    private readonly BatchFill? _fill;
    private readonly WorkerTeam? _team;
    private readonly SharedWork? _work;
    private readonly int _member;

    internal Batch(
        T* inputs, T* targets, T* workspace, int samples, T share, BatchFill? fill = null, BatchMode mode = default, int firstSample = 0)
    {
        Mode = mode;
        FirstSample = firstSample;
        _fill = fill;
        _inputs = inputs;
        _targets = targets;
        _workspace = workspace;
        Samples = samples;
        Share = share;
    }

    private Batch(in Batch<T> whole, WorkerTeam team, SharedWork work, int member)
    {
        this = whole;
        _team = team;
        _work = work;
        _member = member;
    }

    /// <summary>The number of samples in this pass.</summary>
    public int Samples { get; }

    /// <summary>Which of the batch's samples is the first of this pass.</summary>
    internal int FirstSample { get; }

    /// <summary>What the layers draw and remember.</summary>
    internal BatchMode Mode { get; private init; }

    /// <summary>
    /// The samples that the workspace has room for where a pass takes a whole batch, whatever its size: enough that values lie on 64-byte boundaries
    /// behind one number for each of them.
    /// </summary>
    public int Capacity => CapacityFor(Samples);

    /// <summary>
    /// Multiplies values of samples by what each sample counts, where some count more than others: losses, and what is propagated from them.
    /// </summary>
    /// <param name="values">The samples' values.</param>
    /// <param name="ofSample">How many elements a sample has, gaps between its rows included.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="end">The sample after the last.</param>
    public void Weigh(ref T values, int ofSample, int first, int end)
    {
        if (_fill is { Weights.IsEmpty: false })
        {
            WeighEach(ref values, ofSample, first, end);
        }
    }

    /// <summary>Whether layers that remember something of their training, running means for example, take this batch in.</summary>
    public bool UpdatesState => Mode.UpdatesState;

    /// <summary>What one sample's loss counts in the batch's: 1 for a sum, 1 / (samples of the batch) for a mean.</summary>
    public T Share { get; }

    /// <summary>samples × InputSize values.</summary>
    public ref readonly T Inputs => ref Unsafe.AsRef<T>(_inputs);

    /// <summary>samples × OutputSize values.</summary>
    public ref readonly T Targets => ref Unsafe.AsRef<T>(_targets);

    /// <summary>Scratch memory that the threads of a team share, on a 64-byte boundary, of any content.</summary>
    public ref T Workspace => ref Unsafe.AsRef<T>(_workspace);

    /// <summary>Whether this thread does what cannot be shared; true where there is no team.</summary>
    public bool IsLeader => _member == 0;

    /// <summary>
    /// The samples that this thread works on, in portions of whole tiles of six; the last portion has what is left over as well. Where a batch comes
    /// from elsewhere, each portion is fetched as it is taken.
    /// </summary>
    /// <param name="atLeast">The fewest samples that are worth a portion.</param>
    /// <param name="atMost">
    /// The most samples that come at once, whole tiles: fewer where what they need together should stay in the cache. Up to a tile may be added to the
    /// last ones of a portion.
    /// </param>
    /// <returns>The first sample of each portion and the one after the last.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Portions TakeSamples(int atLeast, int atMost = int.MaxValue) => new(_work, _member, 0, Samples, SamplesPerTile, atLeast, atMost, _fill);

    /// <summary>
    /// The samples that this thread works on, tile by tile; the last one of a batch has what is left over as well. What no other tile needs has its place in
    /// the workspace where this thread's first tile has it, and so stays in the cache.
    /// </summary>
    /// <param name="atLeast">The fewest samples that are worth a portion, of which a tile is a part.</param>
    /// <returns>The first sample of each tile, the one after the last, and how many samples lie between their own place and that of what no other tile needs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TilePortions TakeTiles(int atLeast) => new(TakeSamples(atLeast, atMost: SamplesPerTile));

    /// <summary>The same samples in another phase of the pass, behind a barrier, when they have been fetched.</summary>
    /// <param name="list">The phase's own list of work.</param>
    /// <param name="atLeast">The fewest samples that are worth a portion.</param>
    /// <param name="atMost">The most samples that come at once, whole tiles.</param>
    /// <returns>The first sample of each portion and the one after the last.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Portions TakeSamplesAgain(int list, int atLeast, int atMost = int.MaxValue) =>
        new(_work, _member, list, Samples, SamplesPerTile, atLeast, atMost, null);

    /// <summary>The weight rows of a layer that this thread works on, in portions of whole tiles; the last portion has what is left over as well.</summary>
    /// <param name="layer">The layer's number, from 1.</param>
    /// <param name="count">The number of rows of all threads together.</param>
    /// <param name="grain">The rows of a tile.</param>
    /// <param name="atLeast">The fewest rows that are worth a portion.</param>
    /// <returns>The first row of each portion and the one after the last.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Portions TakeRows(int layer, int count, int grain, int atLeast) => new(_work, _member, layer, count, grain, atLeast, int.MaxValue, null);

    /// <summary>Says that what the leader does for all is done, once a pass.</summary>
    public void SetReady() => _team?.SetReady();

    /// <summary>Waits for the leader's <see cref="SetReady"/>.</summary>
    public void AwaitReady() => _team?.AwaitReady();

    /// <summary>Waits until every thread of the team is here.</summary>
    public void Barrier() => _team?.Barrier();

    /// <summary>The same pass once more.</summary>
    internal Batch<T> Again => this with { Mode = Mode.Again };

    /// <summary>The samples that a workspace for so many has room for.</summary>
    internal static int CapacityFor(int samples) => checked(samples + 15) & ~15;

    [MethodImpl(Kernel.Options)]
    private void WeighEach(ref T values, int ofSample, int first, int end)
    {
        ReadOnlySpan<double> weights = _fill!.Weights.Span;
        for (nint sample = first; sample < end; sample++)
        {
            Span<T> own = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref values, sample * ofSample), ofSample);
            double weight = weights[(int)sample];
            if (typeof(T) == typeof(float))
            {
                foreach (ref float value in MemoryMarshal.Cast<T, float>(own))
                {
                    value *= (float)weight;
                }
            }
            else
            {
                foreach (ref double value in MemoryMarshal.Cast<T, double>(own))
                {
                    value *= weight;
                }
            }
        }
    }

    internal Batch<T> For(WorkerTeam team, SharedWork work, int member) => new(in this, team, work, member);
}
