using System;
using System.Collections.Generic;

namespace GenNet.Runtime.Tests.Interleavings;

/// <summary>Goes through the interleavings of a program.</summary>
internal static class Exploration
{
    /// <summary>All interleavings with so many interruptions, the fewest first choices changed last; ends after so many runs.</summary>
    /// <returns>How many there were, and whether that were all.</returns>
    public static (int Runs, bool AreAll) All(Action program, int interruptions, int mostRuns)
    {
        var choices = new List<(int Chosen, int Of)>();
        for (int runs = 1; ; runs++)
        {
            int next = 0;
            Interleaving.Run(program, interruptions, of =>
            {
                if (next == choices.Count)
                {
                    choices.Add((0, of));
                }

                return choices[next++].Chosen;
            });

            while (choices.Count > 0 && choices[^1].Chosen == choices[^1].Of - 1)
            {
                choices.RemoveAt(choices.Count - 1);
            }

            if (choices.Count == 0 || runs == mostRuns)
            {
                return (runs, choices.Count == 0);
            }

            choices[^1] = (choices[^1].Chosen + 1, choices[^1].Of);
        }
    }

    /// <summary>Some interleavings with any number of interruptions.</summary>
    public static void Some(Action program, int runs, int seed)
    {
        var random = new Random(seed);
        for (int run = 0; run < runs; run++)
        {
            // Most steps go on where they are, as on processors: else threads would hardly get anywhere.
            Interleaving.Run(program, interruptions: 1_000, of => random.Next(4) == 0 ? random.Next(of) : 0);
        }
    }
}
