using System;

/// <summary>The distribution that is to be learnt: eight round blobs on a circle, an old trial for networks that make things, which like to make one blob alone.</summary>
internal static class Ring
{
    public const int Blobs = 8;

    private const float Deviation = 0.1f;

    /// <summary>So far from the middle of a blob are all but one in a hundred of its points.</summary>
    private const float Near = 3 * Deviation;

    /// <summary>Draws points, x and y in turn.</summary>
    public static void Draw(Random random, Span<float> points)
    {
        Normal(random, points);
        for (int i = 0; i < points.Length; i += 2)
        {
            (float y, float x) = MathF.SinCos(random.Next(Blobs) * MathF.Tau / Blobs);
            points[i] = x + (Deviation * points[i]);
            points[i + 1] = y + (Deviation * points[i + 1]);
        }
    }

    /// <summary>Draws from the standard normal distribution, by the method of Box and Muller.</summary>
    public static void Normal(Random random, Span<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i += 2)
        {
            float radius = MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle()));
            (float sine, float cosine) = MathF.SinCos(MathF.Tau * random.NextSingle());
            numbers[i] = radius * cosine;
            numbers[i + 1] = radius * sine;
        }
    }

    /// <summary>In how many blobs there are at least a fortieth of the points, and the share of all points that lie in one.</summary>
    public static (int Blobs, double Near) Judge(ReadOnlySpan<float> points)
    {
        int[] counts = new int[Blobs];
        int near = 0;
        for (int i = 0; i < points.Length; i += 2)
        {
            for (int blob = 0; blob < Blobs; blob++)
            {
                (float y, float x) = MathF.SinCos(blob * MathF.Tau / Blobs);
                if (MathF.Sqrt(((points[i] - x) * (points[i] - x)) + ((points[i + 1] - y) * (points[i + 1] - y))) < Near)
                {
                    counts[blob]++;
                    near++;
                    break;
                }
            }
        }

        int fortieth = points.Length / 2 / 40;
        return (Array.FindAll(counts, count => count >= fortieth).Length, near / (points.Length / 2.0));
    }
}
