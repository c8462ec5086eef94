using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Draws a network's weights from a seed, with the same bits on every machine.</summary>
internal static class ParameterInitialization
{
    /// <summary>
    /// Gives every tensor its first values, in their order and each row-major; padding stays zero. They are drawn in double precision and then
    /// rounded, so a single network starts at the rounded weights of its double twin.
    /// </summary>
    public static void Draw<T>(NetworkLayout layout, int seed, Span<T> storage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomSource(seed);
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Initializer == Initializer.Orthogonal)
            {
                DrawOrthogonal(tensor, random, storage);
                continue;
            }

            if (tensor.Initializer == Initializer.Identity)
            {
                DrawIdentity(tensor, storage);
                continue;
            }

            double spread = tensor.Initializer is { } drawn ? SpreadOf(tensor, drawn) : 0;
            for (int row = 0; row < tensor.Rows; row++)
            {
                for (int column = 0; column < tensor.Columns; column += tensor.StretchLength(column))
                {
                    Span<T> stretch = storage.Slice(tensor.IndexOf(row, column), tensor.StretchLength(column));
                    if (tensor.Initializer is { } initializer)
                    {
                        Draw(stretch, initializer, spread, tensor.Scale, random);
                    }
                    else
                    {
                        stretch.Fill(T.CreateChecked(tensor.InitialValueOf(column)));
                    }
                }
            }
        }
    }

    /// <summary>Values that lie side by side: what they have in common is known before, which takes more time than the rest of a value.</summary>
    private static void Draw<T>(Span<T> values, Initializer initializer, double spread, double scale, RandomSource random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            value = T.CreateChecked(spread * DrawValue(initializer, random) * scale);
        }
    }

    /// <summary>Each group of columns as a matrix of its own.</summary>
    private static void DrawOrthogonal<T>(TensorLayout tensor, RandomSource random, Span<T> storage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var matrix = new OrthogonalMatrix(tensor.Rows, tensor.GroupSize);
        for (int group = 0; group < tensor.Groups; group++)
        {
            matrix.Draw(random);
            for (int row = 0; row < tensor.Rows; row++)
            {
                for (int column = 0; column < tensor.GroupSize; column++)
                {
                    storage[tensor.IndexOf(row, (group * tensor.GroupSize) + column)] = T.CreateChecked(matrix[row, column] * tensor.Scale);
                }
            }
        }
    }

    /// <summary>Each group of columns as a matrix of its own. All else is zero already.</summary>
    private static void DrawIdentity<T>(TensorLayout tensor, Span<T> storage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int group = 0; group < tensor.Groups; group++)
        {
            for (int i = 0; i < Math.Min(tensor.Rows, tensor.GroupSize); i++)
            {
                storage[tensor.IndexOf(i, (group * tensor.GroupSize) + i)] = T.CreateChecked(tensor.Scale);
            }
        }
    }

    private static double NextTruncated(RandomSource random)
    {
        double value;
        do
        {
            value = random.NextNormal();
        }
        while (Math.Abs(value) > 2);

        return value;
    }

    /// <summary>What every value of a tensor is multiplied by, apart from the scale that was asked for.</summary>
    private static double SpreadOf(TensorLayout tensor, Initializer initializer) => initializer switch
    {
        Initializer.GlorotUniform => Math.Sqrt(6d / ((double)tensor.FanIn + tensor.FanOut)),
        Initializer.HeNormal => Math.Sqrt(2d / tensor.FanIn),
        Initializer.LeCunNormal => Math.Sqrt(1d / tensor.FanIn),
        Initializer.GlorotNormal => Math.Sqrt(2d / ((double)tensor.FanIn + tensor.FanOut)),
        Initializer.HeUniform => Math.Sqrt(6d / tensor.FanIn),
        Initializer.LeCunUniform => Math.Sqrt(3d / tensor.FanIn),
        Initializer.TorchUniform => Math.Sqrt(1d / tensor.FanIn),
        _ => 1,
    };

    private static double DrawValue(Initializer initializer, RandomSource random) => initializer switch
    {
        Initializer.GlorotUniform or Initializer.HeUniform or Initializer.LeCunUniform or Initializer.TorchUniform or Initializer.Uniform => (2 * random.NextUniform()) - 1,
        Initializer.HeNormal or Initializer.LeCunNormal or Initializer.GlorotNormal or Initializer.StandardNormal => random.NextNormal(),
        Initializer.TruncatedNormal => NextTruncated(random),
        Initializer.Constant => 1,
        Initializer.Uniform01 => random.NextUniform(),
        Initializer.Zeros => 0,
        _ => throw new ArgumentException($"{initializer} draws no values.", nameof(initializer)),
    };
}
