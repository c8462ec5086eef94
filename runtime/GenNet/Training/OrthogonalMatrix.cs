using System;
using System.Runtime.Intrinsics;

namespace GenNet.Training;

/// <summary>
/// A random matrix whose rows or columns, whichever are fewer, are orthogonal to one another and of length 1: what Gram and Schmidt leave of normal
/// numbers, which makes each such matrix as likely as any other. Multiplications and additions are in one order on every machine.
/// </summary>
internal sealed class OrthogonalMatrix
{
    private readonly bool _hasFewRows;
    private readonly double[][] _vectors;

    public OrthogonalMatrix(int rows, int columns)
    {
        _hasFewRows = rows <= columns;
        _vectors = new double[Math.Min(rows, columns)][];
        for (int i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = new double[Math.Max(rows, columns)];
        }
    }

    public double this[int row, int column] => _hasFewRows ? _vectors[row][column] : _vectors[column][row];

    /// <summary>Draws all of it anew.</summary>
    public void Draw(RandomSource random)
    {
        for (int i = 0; i < _vectors.Length; i++)
        {
            double[] vector = _vectors[i];
            double length;
            do
            {
                foreach (ref double value in vector.AsSpan())
                {
                    value = random.NextNormal();
                }

                for (int j = 0; j < i; j++)
                {
                    AddTo(vector, -Dot(_vectors[j], vector), _vectors[j]);
                }

                length = Math.Sqrt(Dot(vector, vector));
            }
            while (length < 1e-6);

            for (int k = 0; k < vector.Length; k++)
            {
                vector[k] /= length;
            }
        }
    }

    private static double Dot(double[] left, double[] right)
    {
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= left.Length - 4; i += 4)
        {
            sums += Vector256.Create(left, i) * Vector256.Create(right, i);
        }

        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static void AddTo(double[] sum, double factor, double[] vector)
    {
        Vector256<double> factors = Vector256.Create(factor);
        int i = 0;
        for (; i <= sum.Length - 4; i += 4)
        {
            (Vector256.Create(sum, i) + (factors * Vector256.Create(vector, i))).CopyTo(sum, i);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += factor * vector[i];
        }
    }
}
