using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Planning;

/// <summary>
/// Memory in which a place is used again when nobody reads any more what lies there. The largest choose first, and each takes the first gap between
/// those that it meets: what is small then lies where something large has ended. Lists of the machine's own come last, behind the values that they are for.
/// </summary>
internal sealed class SharedMemory
{
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);

    /// <summary>Lays it out; the same for the same, in whatever order it comes.</summary>
    public SharedMemory(IEnumerable<Lifetime> lifetimes)
    {
        var placed = new List<Lifetime>();
        foreach (Lifetime next in lifetimes.OrderBy(next => next.IsList).ThenByDescending(next => next.Length).ThenBy(next => next.First).ThenBy(next => next.Name, StringComparer.Ordinal))
        {
            long offset = 0;
            foreach (Lifetime other in placed.Where(next.Meets).OrderBy(other => _offsets[other.Name]))
            {
                if (_offsets[other.Name] - offset >= next.Length)
                {
                    break;
                }

                offset = Math.Max(offset, _offsets[other.Name] + other.Length);
            }

            placed.Add(next);
            _offsets.Add(next.Name, offset);
            Length = Math.Max(Length, offset + next.Length);
        }
    }

    /// <summary>Where each begins, by its name.</summary>
    public IReadOnlyDictionary<string, long> Offsets => _offsets;

    /// <summary>The elements of all of it.</summary>
    public long Length { get; }
}
