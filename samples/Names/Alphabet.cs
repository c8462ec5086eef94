using System;
using System.Collections.Generic;
using System.Linq;
using GenNet;

/// <summary>Names as indices: 0 begins and ends one, 1 is a, 26 is z.</summary>
internal static class Alphabet
{
    /// <summary>What begins and ends a name.</summary>
    public const int End = 0;

    public static char LetterOf(int index) => (char)('a' + index - 1);

    /// <summary>The indices of a name's letters.</summary>
    public static IEnumerable<int> IndicesOf(string name) => name.Select(letter => letter - 'a' + 1);

    /// <summary>Each name as it is read, and as it is to be guessed: a letter ahead.</summary>
    public static Dataset Samples(IReadOnlyList<string> names)
    {
        int[] inputs = new int[names.Count * NextLetter.InputSize];
        float[] targets = new float[names.Count * NextLetter.OutputSize];
        for (int sample = 0; sample < names.Count; sample++)
        {
            int[] letters = [End, .. IndicesOf(names[sample]), End];
            for (int step = 0; step < NextLetter.Steps; step++)
            {
                int row = (sample * NextLetter.Steps) + step;
                inputs[row] = step < letters.Length ? letters[step] : End;

                // Behind the end there is nothing to guess: a row of zeros costs nothing.
                if (step + 1 < letters.Length)
                {
                    targets[(row * NextLetter.Letters) + letters[step + 1]] = 1;
                }
            }
        }

        return new Dataset(inputs, targets, NextLetter.InputSize, NextLetter.OutputSize);
    }
}
