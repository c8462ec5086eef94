using System;
using System.Collections.Generic;

namespace GenNet.Training;

/// <summary>Deals the numbers of samples out at random, the same way for a seed on every machine.</summary>
internal static class SampleDealing
{
    /// <summary>0 to below <paramref name="count"/> in a random order.</summary>
    public static int[] Shuffled(int count, int seed)
    {
        int[] order = new int[count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        new RandomSource(seed).Shuffle(order);
        return order;
    }

    /// <summary>Parts of equal size, to within one.</summary>
    public static int[][] Folds(int count, int folds, int seed)
    {
        RequireFolds(folds, count);
        int[] order = Shuffled(count, seed);
        int[][] parts = new int[folds][];
        for (int fold = 0; fold < folds; fold++)
        {
            parts[fold] = order[(int)((long)count * fold / folds)..(int)((long)count * (fold + 1) / folds)];
        }

        return parts;
    }

    /// <summary>Parts in which each class has equally many samples, to within one.</summary>
    public static int[][] StratifiedFolds(int[] classOf, int folds, int seed)
    {
        RequireFolds(folds, classOf.Length);
        var parts = new List<int>[folds];
        for (int fold = 0; fold < folds; fold++)
        {
            parts[fold] = [];
        }

        // Who is dealt a class's odd sample goes on where the class before ended, so that parts stay equally large.
        int next = 0;
        foreach (List<int> members in ByClass(classOf, seed))
        {
            if (members.Count < folds)
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"Class {classOf[members[0]]} has {Counted.Of(members.Count, "sample")}, too few for {folds} parts that all have one. Take fewer parts, or Folds."),
                    nameof(folds));
            }

            foreach (int sample in members)
            {
                parts[next].Add(sample);
                next = (next + 1) % folds;
            }
        }

        return Array.ConvertAll(parts, part => Mixed(part, seed));
    }

    /// <summary>Two parts, of which the first has a share of each class.</summary>
    public static (int[] First, int[] Second) SplitStratified(int[] classOf, double fraction, int seed)
    {
        var first = new List<int>();
        var second = new List<int>();
        double owed = 0;
        foreach (List<int> members in ByClass(classOf, seed))
        {
            if (members.Count < 2)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Class {classOf[members[0]]} has one sample, which cannot be in both data sets. Leave it out, or take Split."),
                    nameof(fraction));
            }

            // What rounding took from a class the next ones get.
            double exact = (fraction * members.Count) + owed;
            int count = Math.Clamp((int)Math.Round(exact), 1, members.Count - 1);
            owed = exact - count;
            first.AddRange(members[..count]);
            second.AddRange(members[count..]);
        }

        return (Mixed(first, seed), Mixed(second, seed));
    }

    /// <summary>The samples of all parts but one.</summary>
    public static int[] AllBut(int[][] parts, int left)
    {
        var all = new List<int>();
        for (int i = 0; i < parts.Length; i++)
        {
            if (i != left)
            {
                all.AddRange(parts[i]);
            }
        }

        return [.. all];
    }

    /// <summary>The samples of each class in a random order, lowest class first.</summary>
    private static SortedDictionary<int, List<int>>.ValueCollection ByClass(int[] classOf, int seed)
    {
        var members = new SortedDictionary<int, List<int>>();
        foreach (int sample in Shuffled(classOf.Length, seed))
        {
            if (!members.TryGetValue(classOf[sample], out List<int>? list))
            {
                list = [];
                members.Add(classOf[sample], list);
            }

            list.Add(sample);
        }

        return members.Values;
    }

    private static int[] Mixed(List<int> samples, int seed)
    {
        int[] mixed = [.. samples];
        new RandomSource(seed).Shuffle(mixed);
        return mixed;
    }

    private static void RequireFolds(int folds, int count)
    {
        if (folds > count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(folds), folds, FormattableString.Invariant($"{Counted.Of(count, "sample")} cannot be dealt out into {Counted.Of(folds, "fold")}: each needs one."));
        }

        if (folds < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(folds), folds, FormattableString.Invariant($"folds is at least 2, not {folds}."));
        }
    }
}
