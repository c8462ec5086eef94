using System;

namespace GenNet;

/// <summary>The course of a number over a training, a character for each of its equal parts: <c>▇▅▃▂▂▁</c>. What is still to come is not drawn.</summary>
internal sealed class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Letters = "_.:-=+*#";

    /// <summary>From here on a curve is drawn on a logarithmic scale, where the later part of a loss would be flat.</summary>
    private const double RatioOfLogarithmicScale = 10;

    private readonly double[] _values;
    private readonly int[] _counts;
    private int _last = -1;

    public Sparkline(int width)
    {
        _values = new double[width];
        _counts = new int[width];
    }

    /// <summary>Takes a value in at a place between 0, the beginning, and 1, the end. Those that share a character are averaged.</summary>
    public void Add(double place, double value)
    {
        int index = Math.Clamp((int)(place * _values.Length), 0, _values.Length - 1);
        _last = Math.Max(_last, index);
        if (double.IsFinite(value))
        {
            _counts[index]++;
            _values[index] += (value - _values[index]) / _counts[index];
        }
    }

    /// <summary>The curve up to the last value; a part that none fell into goes on with the one before it.</summary>
    /// <param name="isUnicode">Whether the terminal shows more than ASCII.</param>
    public string Draw(bool isUnicode) => string.Create(_last + 1, (Line: this, Levels: isUnicode ? Blocks : Letters), static (text, state) =>
    {
        Sparkline line = state.Line;
        (double least, double most) = line.Range();
        bool isLogarithmic = least > 0 && most / least > RatioOfLogarithmicScale;
        char level = ' ';
        for (int i = 0; i < text.Length; i++)
        {
            if (line._counts[i] > 0)
            {
                double height = isLogarithmic
                    ? Math.Log(line._values[i] / least) / Math.Log(most / least)
                    : (line._values[i] - least) / (most - least);
                // One value alone, or a flat line, is no height.
                level = state.Levels[double.IsFinite(height) ? Math.Clamp((int)(height * state.Levels.Length), 0, state.Levels.Length - 1) : 0];
            }

            text[i] = level;
        }
    });

    private (double Least, double Most) Range()
    {
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        for (int i = 0; i <= _last; i++)
        {
            if (_counts[i] > 0)
            {
                least = Math.Min(least, _values[i]);
                most = Math.Max(most, _values[i]);
            }
        }

        return (least, most);
    }
}
