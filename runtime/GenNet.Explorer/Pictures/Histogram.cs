using System;
using System.Numerics;
using System.Text.Json;

namespace GenNet.Exploring;

/// <summary>How numbers are distributed.</summary>
internal sealed class Histogram
{
    private const int Bins = 41;

    private readonly int[] _counts = new int[Bins];

    private Histogram()
    {
    }

    public int Count { get; private init; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Most { get; private set; } = double.NegativeInfinity;

    public double Mean { get; private set; }

    /// <summary>√(mean of squares).</summary>
    public double Size { get; private set; }

    /// <summary>How many are exactly 0.</summary>
    public int Zeros { get; private set; }

    /// <summary>How many are NaN or infinite.</summary>
    public int NotFinite { get; private set; }

    public static Histogram Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var histogram = new Histogram { Count = values.Length };
        double sum = 0;
        double squares = 0;
        foreach (T number in values)
        {
            double value = double.CreateTruncating(number);
            if (!double.IsFinite(value))
            {
                histogram.NotFinite++;
                continue;
            }

            histogram.Least = Math.Min(histogram.Least, value);
            histogram.Most = Math.Max(histogram.Most, value);
            histogram.Zeros += value == 0 ? 1 : 0;
            sum += value;
            squares += value * value;
        }

        int finite = Math.Max(values.Length - histogram.NotFinite, 1);
        histogram.Mean = sum / finite;
        histogram.Size = Math.Sqrt(squares / finite);
        double scale = Bins / Math.Max(histogram.Most - histogram.Least, double.Epsilon * (1L << 40));
        foreach (T number in values)
        {
            double value = double.CreateTruncating(number);
            if (double.IsFinite(value))
            {
                histogram._counts[Math.Clamp((int)((value - histogram.Least) * scale), 0, Bins - 1)]++;
            }
        }

        return histogram;
    }

    public void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", Count);
        json.WriteFinite("least", Least);
        json.WriteFinite("most", Most);
        json.WriteFinite("mean", Mean);
        json.WriteFinite("size", Size);
        json.WriteNumber("zeros", Zeros);
        json.WriteNumber("notFinite", NotFinite);
        json.WriteNumbers("bins", _counts);
        json.WriteEndObject();
    }
}
