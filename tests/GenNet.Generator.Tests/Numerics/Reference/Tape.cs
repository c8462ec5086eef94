using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>
/// Every number that a computation makes, with its derivatives by the one or two numbers it was made of. It knows the rules of calculus for
/// sums, products and functions of one number, and nothing of networks.
/// </summary>
internal sealed class Tape
{
    private readonly List<(double Value, int Left, double ByLeft, int Right, double ByRight)> _entries = [];

    /// <summary>A number that nothing made.</summary>
    public Scalar Constant(double value) => Append(value, -1, 0, -1, 0);

    /// <summary>Numbers that nothing made.</summary>
    public Scalar[] Constants(IEnumerable<double> values) => [.. values.Select(Constant)];

    public double ValueOf(int index) => _entries[index].Value;

    public Scalar Append(double value, int left, double byLeft, int right, double byRight)
    {
        _entries.Add((value, left, byLeft, right, byRight));
        return new Scalar(this, _entries.Count - 1);
    }

    /// <summary>The derivatives of one number by others.</summary>
    public double[] Derivatives(Scalar of, IEnumerable<Scalar> by)
    {
        double[] derivatives = new double[of.Index + 1];
        derivatives[of.Index] = 1;
        for (int i = of.Index; i >= 0; i--)
        {
            (_, int left, double byLeft, int right, double byRight) = _entries[i];
            if (left >= 0)
            {
                derivatives[left] += derivatives[i] * byLeft;
            }

            if (right >= 0)
            {
                derivatives[right] += derivatives[i] * byRight;
            }
        }

        return [.. by.Select(scalar => scalar.Index < derivatives.Length ? derivatives[scalar.Index] : 0)];
    }
}
