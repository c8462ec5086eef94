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
        List<Lifetime> all = lifetimes.ToList();
        all.Sort(Order);

        // By their offsets.
        var placed = new List<Lifetime>();
        foreach (Lifetime next in all)
        {
            long offset = 0;
            foreach (Lifetime other in placed.Where(next.Meets))
            {
                if (_offsets[other.Name] - offset >= next.Length)
                {
                    break;
                }

                offset = Math.Max(offset, _offsets[other.Name] + other.Length);
            }

            placed.Insert(placed.Count(other => _offsets[other.Name] < offset), next);
            _offsets.Add(next.Name, offset);
            Length = Math.Max(Length, offset + next.Length);
        }
    }

    /// <summary>The order in which they choose, in which no two are equal.</summary>
    private static int Order(Lifetime one, Lifetime other)
    {
        int order = one.IsList.CompareTo(other.IsList);
        order = order != 0 ? order : other.Length.CompareTo(one.Length);
        order = order != 0 ? order : one.First.CompareTo(other.First);
        return order != 0 ? order : string.CompareOrdinal(one.Name, other.Name);
    }

    /// <summary>Where each begins, by its name.</summary>
    public IReadOnlyDictionary<string, long> Offsets => _offsets;

    /// <summary>The elements of all of it.</summary>
    public long Length { get; }
}
