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

            for (int row = 0; row < tensor.Rows; row++)
            {
                for (int column = 0; column < tensor.Columns; column += tensor.StretchLength(column))
                {
                    foreach (ref T value in storage.Slice(tensor.IndexOf(row, column), tensor.StretchLength(column)))
                    {
                        value = T.CreateChecked(tensor.Initializer is { } initializer
                            ? DrawValue(tensor, initializer, random) * tensor.Scale
                            : tensor.InitialValueOf(column));
                    }
                }
            }
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

    private static double DrawValue(TensorLayout tensor, Initializer initializer, RandomSource random) => initializer switch
    {
        Initializer.GlorotUniform => Math.Sqrt(6d / ((double)tensor.FanIn + tensor.FanOut)) * ((2 * random.NextUniform()) - 1),
        Initializer.HeNormal => Math.Sqrt(2d / tensor.FanIn) * random.NextNormal(),
        Initializer.LeCunNormal => Math.Sqrt(1d / tensor.FanIn) * random.NextNormal(),
        Initializer.GlorotNormal => Math.Sqrt(2d / ((double)tensor.FanIn + tensor.FanOut)) * random.NextNormal(),
        Initializer.HeUniform => Math.Sqrt(6d / tensor.FanIn) * ((2 * random.NextUniform()) - 1),
        Initializer.LeCunUniform => Math.Sqrt(3d / tensor.FanIn) * ((2 * random.NextUniform()) - 1),
        Initializer.TruncatedNormal => NextTruncated(random),
        Initializer.Uniform => (2 * random.NextUniform()) - 1,
        Initializer.Constant => 1,
        Initializer.StandardNormal => random.NextNormal(),
        Initializer.Uniform01 => random.NextUniform(),
        Initializer.Zeros => 0,
        _ => throw new ArgumentException($"{tensor.Name} names no initializer that draws values: {initializer}.", nameof(initializer)),
    };
}
