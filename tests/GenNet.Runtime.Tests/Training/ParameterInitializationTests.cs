using System;
using System.Linq;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>A seed gives the same weights everywhere, and they are distributed as declared.</summary>
public sealed class ParameterInitializationTests
{
    [Fact]
    public void A_seed_gives_these_bits_in_double_precision()
    {
        // Computed by an independent program from the published algorithms.
        double[] normal = Draw<double>(42, Layouts.Layer(1, 2, 2, initializer: Initializer.StandardNormal));
        AssertBits([-0.7262191382447857, -0.21119691823195985, 0.2216227015035933, 0.5227716877560146, 0, 0], normal);
        double[] uniform = Draw<double>(42, Layouts.Layer(1, 2, 3, initializer: Initializer.GlorotUniform));
        AssertBits(
            [
                -0.9117105510547306, -0.2651409864627091, 0.39445535020114525, 0.9304556246720919, 1.0774883908865793,
                0.5909695485164274, 0, 0, 0,
            ],
            uniform);
    }

    [Fact]
    public void Single_weights_are_the_double_ones_rounded()
    {
        DenseLayout[] layers =
        [
            Layouts.Layer(1, 7, 5, Activation.ReLU, initializer: Initializer.HeNormal, scale: 0.3),
            Layouts.Layer(2, 5, 3, initializer: Initializer.Uniform01, hasBias: false),
        ];
        double[] doubles = Draw<double>(-7, [.. layers]);
        float[] singles = Draw<float>(-7, [.. layers]);
        Assert.Equal(doubles.Select(value => (float)value), singles);
    }

    [Fact]
    public void Different_seeds_give_different_weights()
    {
        int[] seeds = [0, 1, 2, -1, int.MinValue, int.MaxValue];
        Assert.Equal(seeds.Length, seeds.Select(seed => Draw<float>(seed, Layouts.Layer(1, 1, 1))[0]).Distinct().Count());
        Assert.Equal(Draw<float>(5, Layouts.Layer(1, 9, 9)), Draw<float>(5, Layouts.Layer(1, 9, 9)));
    }

    [Theory]
    [InlineData(Initializer.GlorotUniform, 0, 0.005)] // 6/(300+100)/3
    [InlineData(Initializer.HeNormal, 0, 2d / 300)]
    [InlineData(Initializer.StandardNormal, 0, 1)]
    [InlineData(Initializer.Uniform01, 0.5, 1d / 12)]
    [InlineData(Initializer.Zeros, 0, 0)]
    public void Weights_have_the_declared_mean_and_variance(Initializer initializer, double mean, double variance)
    {
        double[] parameters = Draw<double>(3, Layouts.Layer(1, 300, 100, initializer: initializer));
        double[] weights = parameters[..30_000];
        double actualMean = weights.Average();
        double actualVariance = weights.Select(weight => (weight - actualMean) * (weight - actualMean)).Average();
        Assert.Equal(mean, actualMean, 0.012 * Math.Sqrt(variance) * 2);
        Assert.Equal(variance, actualVariance, 0.03 * variance);
        Assert.All(parameters[30_000..], bias => Assert.Equal(0, bias));
        if (initializer == Initializer.GlorotUniform)
        {
            double bound = Math.Sqrt(6d / 400);
            Assert.All(weights, weight => Assert.InRange(weight, -bound, bound));
            Assert.InRange(weights.Max(), 0.999 * bound, bound);
        }
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(5, 12)]
    [InlineData(12, 5)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(1, 1)]
    public void The_fewer_rows_or_columns_are_orthogonal_and_of_length_1(int rows, int columns)
    {
        double[] weights = Draw<double>(3, Layouts.Layer(1, rows, columns, initializer: Initializer.Orthogonal, hasBias: false));
        int count = Math.Min(rows, columns);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double product = Enumerable.Range(0, Math.Max(rows, columns)).Sum(k => rows <= columns
                    ? weights[(i * columns) + k] * weights[(j * columns) + k]
                    : weights[(k * columns) + i] * weights[(k * columns) + j]);
                Assert.Equal(i == j ? 1 : 0, product, 1e-13);
            }
        }
    }

    [Fact]
    public void Every_group_of_columns_is_an_orthogonal_matrix_of_its_own()
    {
        var matrix = new GenNet.Training.OrthogonalMatrix(6, 6);
        var random = new GenNet.Training.RandomSource(4);
        matrix.Draw(random);
        double first = matrix[2, 3];
        matrix.Draw(random);
        Assert.NotEqual(first, matrix[2, 3]);
        Assert.Equal(0, Enumerable.Range(0, 6).Sum(k => matrix[k, 1] * matrix[k, 4]), 1e-14);
    }

    [Fact]
    public void The_scale_multiplies_every_weight()
    {
        double[] plain = Draw<double>(3, Layouts.Layer(1, 4, 6, initializer: Initializer.StandardNormal));
        double[] scaled = Draw<double>(3, Layouts.Layer(1, 4, 6, initializer: Initializer.StandardNormal, scale: -0.25));
        Assert.Equal(plain.Select(weight => weight * -0.25), scaled);
    }

    [Fact]
    public void Padding_stays_zero()
    {
        NetworkLayout layout = Layouts.Network(
            "Padded", Reduction.Mean, 10, sizeof(float), Layouts.Layer(1, 3, 5, initializer: Initializer.Uniform01));
        var network = new StoredNetwork<float>(layout, 4);
        float[] storage = network.Storage.ToArray();
        Assert.Equal(64, storage.Length);
        for (int i = 0; i < storage.Length; i++)
        {
            Assert.Equal(i < 48 && i % 16 < 5, storage[i] != 0);
        }
    }

    private static T[] Draw<T>(int seed, params DenseLayout[] layers)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new StoredNetwork<T>(
            Layouts.Network("Drawn", Reduction.Mean, 10, System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), layers), seed).Parameters1D;

    private static void AssertBits(double[] expected, double[] actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
