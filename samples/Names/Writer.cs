using System;
using System.Linq;
using System.Text;

/// <summary>Writes names letter by letter, each drawn as the network says how likely it is.</summary>
/// <param name="network">What it has learned from.</param>
/// <param name="random">Draws the letters.</param>
internal sealed class Writer(NextLetter network, Random random)
{
    private readonly float[] _likely = new float[NextLetter.OutputSize];
    private readonly int[] _letters = new int[NextLetter.InputSize];

    /// <summary>Writes a name.</summary>
    /// <param name="start">How it begins.</param>
    /// <param name="courage">1 draws letters as they are likely; less goes for the likelier ones.</param>
    public string Write(string start, double courage)
    {
        var name = new StringBuilder(start);
        Array.Fill(_letters, Alphabet.End);
        int[] known = [.. Alphabet.IndicesOf(start)];
        known.CopyTo(_letters, 1);
        for (int step = known.Length; step < NextLetter.Steps; step++)
        {
            network.Predict(_letters, _likely);
            int next = Draw(_likely.AsSpan(step * NextLetter.Letters, NextLetter.Letters), courage);
            if (next == Alphabet.End || step + 1 == NextLetter.Steps)
            {
                break;
            }

            _letters[step + 1] = next;
            name.Append(Alphabet.LetterOf(next));
        }

        return name.ToString();
    }

    private int Draw(ReadOnlySpan<float> likely, double courage)
    {
        double[] weights = [.. likely.ToArray().Select(probability => Math.Pow(probability, 1 / courage))];
        double drawn = random.NextDouble() * weights.Sum();
        int index = 0;
        while (index + 1 < weights.Length && drawn >= weights[index])
        {
            drawn -= weights[index++];
        }

        return index;
    }
}
