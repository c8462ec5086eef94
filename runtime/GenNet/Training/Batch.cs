using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>The samples of one pass, and this thread's place among those that work on it.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <remarks>
/// Every thread of a team runs the same generated method with a batch that differs in <see cref="Range"/> alone, and meets the
/// others at <see cref="Barrier"/>. Its memory is pinned by whoever made it.
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
    private readonly BatchFill<T>? _fill;
    private readonly WorkerTeam? _team;
    private readonly int _member;

    internal Batch(T* inputs, T* targets, T* workspace, int samples, T share, BatchFill<T>? fill = null)
    {
        _fill = fill;
        _inputs = inputs;
        _targets = targets;
        _workspace = workspace;
        Samples = samples;
        Share = share;
    }

    private Batch(in Batch<T> whole, WorkerTeam team, int member)
    {
        this = whole;
        _team = team;
        _member = member;
    }

    /// <summary>The number of samples in this pass.</summary>
    public int Samples { get; }

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
    /// This thread's samples, whole tiles of six but for the last thread's rest. Where a batch comes from elsewhere, they are fetched now.
    /// </summary>
    /// <returns>The first sample and the one after the last.</returns>
    public (int First, int End) TakeSamples()
    {
        (int first, int end) = Range(Samples, SamplesPerTile);
        _fill?.Fill(first, end);
        return (first, end);
    }

    /// <summary>
    /// This thread's part of <paramref name="count"/> items: whole groups of <paramref name="grain"/>. What is left over is a group as
    /// well, unless its thread would have nothing else.
    /// </summary>
    /// <param name="count">The number of items.</param>
    /// <param name="grain">How many items a kernel takes at once.</param>
    /// <returns>The first item and the one after the last.</returns>
    public (int First, int End) Range(int count, int grain)
    {
        if (_team is null)
        {
            return (0, count);
        }

        int groups = count / grain;
        if (groups == 0)
        {
            return _member == 0 ? (0, count) : (0, 0);
        }

        int size = _team.Size;
        if (count % grain != 0 && StartOf(size - 1, groups + 1) * grain <= count - grain)
        {
            groups++;
        }

        int first = StartOf(_member, groups);
        int end = StartOf(_member + 1, groups);
        return (first * grain, end == groups && end > first ? count : end * grain);

        int StartOf(int member, int all) => (int)((long)all * member / size);
    }

    /// <summary>This thread's part of weight rows that are not equally much work.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="length">The rows of a block.</param>
    /// <returns>The blocks, one after the other.</returns>
    public RowBlocks Blocks(int count, int length) => _team is null
        ? new RowBlocks(count, count, 0, 1)
        : new RowBlocks(count, length, _team.Size - 1 - _member, _team.Size);

    /// <summary>Waits until every thread of the team is here.</summary>
    public void Barrier() => _team?.Barrier();

    internal Batch<T> For(WorkerTeam team, int member) => new(in this, team, member);
}
