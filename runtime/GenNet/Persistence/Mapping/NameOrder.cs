using System;
using System.Collections.Generic;
using System.Text;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>
/// The order that numbers give to names: 2.weight comes before 10.weight, dense before dense_1. Names that differ in more than numbers have none.
/// </summary>
internal sealed class NameOrder : IComparable<NameOrder>
{
    private readonly List<long> _numbers = new();

    private NameOrder(string pattern) => Pattern = pattern;

    /// <summary>The name without its numbers.</summary>
    public string Pattern { get; private set; }

    public static NameOrder Of(string name)
    {
        var order = new NameOrder(string.Empty);
        var pattern = new StringBuilder();
        foreach (string part in name.Split('.', '/', ':'))
        {
            int at = 0;
            bool endsWithNumber = false;
            while (at < part.Length)
            {
                int end = at;
                while (end < part.Length && part[end] >= '0' && part[end] <= '9')
                {
                    end++;
                }

                endsWithNumber = end > at;
                if (endsWithNumber)
                {
                    order._numbers.Add(long.TryParse(part.Substring(at, end - at), out long number) ? number : long.MaxValue);
                    pattern.Append('#');
                    at = end;
                }
                else
                {
                    pattern.Append(part[at++]);
                }
            }

            if (endsWithNumber)
            {
                // dense_1 is dense with a number.
                pattern.Length--;
                if (pattern.Length > 0 && pattern[pattern.Length - 1] == '_')
                {
                    pattern.Length--;
                }
            }
            else
            {
                order._numbers.Add(-1);
            }

            pattern.Append("#.");
        }

        order.Pattern = pattern.ToString();
        return order;
    }

    public int CompareTo(NameOrder? other)
    {
        for (int i = 0; other is not null && i < _numbers.Count && i < other._numbers.Count; i++)
        {
            if (_numbers[i] != other._numbers[i])
            {
                return _numbers[i].CompareTo(other._numbers[i]);
            }
        }

        return 0;
    }
}
