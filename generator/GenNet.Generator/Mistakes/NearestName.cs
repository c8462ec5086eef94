using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Mistakes;

/// <summary>Finds what somebody may have meant by a name that there is not.</summary>
internal static class NearestName
{
    /// <summary>What some functions are called elsewhere, letters and digits alone.</summary>
    private static readonly Dictionary<string, string> s_synonyms = new(StringComparer.Ordinal)
    {
        ["identity"] = "Linear",
        ["none"] = "Linear",
        ["logistic"] = "Sigmoid",
        ["swish"] = "SiLU",
        ["hardswish"] = "HardSwish",
        ["mse"] = "MeanSquaredError",
        ["mseloss"] = "MeanSquaredError",
        ["l2"] = "MeanSquaredError",
        ["mae"] = "MeanAbsoluteError",
        ["l1"] = "MeanAbsoluteError",
        ["bce"] = "BinaryCrossEntropy",
        ["nll"] = "CrossEntropy",
        ["softmaxcrossentropy"] = "CrossEntropy",
        ["categoricalcrossentropy"] = "CrossEntropy",
        ["xavier"] = "GlorotUniform",
        ["glorot"] = "GlorotUniform",
        ["he"] = "HeNormal",
        ["kaiming"] = "HeNormal",
        ["float"] = "Single",
        ["float32"] = "Single",
        ["float64"] = "Double",
    };

    /// <summary>The candidate that a name comes nearest to, or null if it comes near none.</summary>
    /// <remarks>
    /// Case, and whatever is no letter or digit, counts for nothing. A third of the letters may be wrong, missing, too many, or two
    /// neighbours exchanged; of several candidates the one with fewest of that, and of those the one of like length.
    /// </remarks>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string written = Letters(name);
        if (written.Length == 0)
        {
            return null;
        }

        string[] all = candidates.ToArray();
        if (s_synonyms.TryGetValue(written, out string? known) && all.Contains(known))
        {
            return known;
        }

        return all
            .Select(candidate => (Name: candidate, Distance: Distance(written, Letters(candidate))))
            .Where(candidate => candidate.Distance <= written.Length / 3)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => Math.Abs(candidate.Name.Length - written.Length))
            .FirstOrDefault().Name;
    }

    private static string Letters(string name) => new(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).ToArray());

    /// <summary>How many letters must be changed, put in, taken out or exchanged with their neighbour to make one word of another.</summary>
    private static int Distance(string from, string to)
    {
        var distances = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                int changed = distances[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                int moved = Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1;
                distances[i, j] = Math.Min(changed, moved);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }
            }
        }

        return distances[from.Length, to.Length];
    }
}
