using System;

namespace GenNet.Exploring;

/// <summary>The rectangle that two inputs are drawn in: all samples, with a margin.</summary>
internal readonly record struct InputPlane(float Left, float Right, float Bottom, float Top)
{
    private const float Margin = 0.25f;

    public static InputPlane Of(Dataset dataset)
    {
        ReadOnlySpan<float> inputs = dataset.Inputs.Span;
        float left = float.PositiveInfinity;
        float right = float.NegativeInfinity;
        float bottom = float.PositiveInfinity;
        float top = float.NegativeInfinity;
        for (int i = 0; i + 1 < inputs.Length; i += 2)
        {
            left = Math.Min(left, inputs[i]);
            right = Math.Max(right, inputs[i]);
            bottom = Math.Min(bottom, inputs[i + 1]);
            top = Math.Max(top, inputs[i + 1]);
        }

        float width = Math.Max(Math.Max(right - left, top - bottom), 1e-3f);
        float margin = width * Margin;
        return new InputPlane(left - margin, right + margin, bottom - margin, top + margin);
    }

    /// <summary>The inputs of a square of points, rows from the top.</summary>
    public float[] Grid(int size)
    {
        float[] grid = new float[2 * size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                int point = 2 * ((row * size) + column);
                grid[point] = Left + ((column + 0.5f) / size * (Right - Left));
                grid[point + 1] = Top - ((row + 0.5f) / size * (Top - Bottom));
            }
        }

        return grid;
    }
}
