using System;
using System.Runtime.CompilerServices;
using System.Threading;
using GenNet.Numerics;

namespace GenNet;

/// <summary>
/// What the threads of a team have taken of the work of one pass. Each has a share of its own, which lies together and is the same in every
/// pass, so that its memory stays in this thread's cache; it takes that in portions from the front, and when there is none left, from the back of
/// others' shares. So a slow processor, or one that does something else meanwhile, does not keep the others waiting.
/// </summary>
internal sealed class SharedWork
{
    /// <summary>Two cache lines: processors fetch them in pairs.</summary>
    private const int ValuesApart = 16;

    private readonly int _members;

    // For each list and each member, what is taken from the front in the low half and what from the back in the high half.
    private readonly long[] _taken;

    /// <summary>No work yet.</summary>
    /// <param name="lists">How many lists of work a pass has: its samples and each layer's weight rows.</param>
    /// <param name="members">The number of threads.</param>
    public SharedWork(int lists, int members)
    {
        _members = members;
        _taken = new long[((lists * members) + 1) * ValuesApart];
    }

    /// <summary>Begins a pass, before the threads do.</summary>
    public void Begin() => Array.Clear(_taken);

    /// <summary>Takes the next portion of a list: whole groups, of which the last one has what is left over as well.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="member">Which thread.</param>
    /// <param name="count">The number of items of the list.</param>
    /// <param name="grain">The items of a group, which a kernel takes at once.</param>
    /// <param name="atLeast">The fewest items that are worth a portion.</param>
    /// <param name="first">Receives the first item.</param>
    /// <param name="end">Receives the item after the last.</param>
    /// <returns>Whether there was anything left.</returns>
    [MethodImpl(Kernel.Options)]
    public bool TryTake(int list, int member, int count, int grain, int atLeast, out int first, out int end)
    {
        int groups = Math.Max(count / grain, 1);
        int least = Math.Max(atLeast / grain, 1);
        for (int turn = 0; turn < _members; turn++)
        {
            int owner = (member + turn) % _members;
            int start = StartOf(owner, groups);
            int share = StartOf(owner + 1, groups) - start;
            if (TryTakeFrom(ref _taken[((list * _members) + owner + 1) * ValuesApart], share, least, isOwn: turn == 0, out int group, out int size))
            {
                first = (start + group) * grain;
                end = start + group + size == groups ? count : first + (size * grain);
                return true;
            }
        }

        first = 0;
        end = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTakeFrom(ref long taken, int share, int least, bool isOwn, out int group, out int size)
    {
        while (true)
        {
            long before = Volatile.Read(ref taken);
            int front = (int)before;
            int back = (int)(before >> 32);
            int rest = share - front - back;
            if (rest <= 0)
            {
                group = 0;
                size = 0;
                return false;
            }

            // Half of what is left, so that portions are few and the last ones are small.
            size = rest < 2 * least ? rest : (rest + 1) / 2;
            group = isOwn ? front : share - back - size;
            long after = isOwn ? before + size : before + ((long)size << 32);
            if (Interlocked.CompareExchange(ref taken, after, before) == before)
            {
                return true;
            }
        }
    }

    /// <summary>Shares differ by a group at most, and the last one, which has what is left over as well, is not the larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int StartOf(int member, int groups) => (int)((((long)groups * member) + _members - 1) / _members);
}
