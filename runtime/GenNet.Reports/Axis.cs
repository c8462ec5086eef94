using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet;

/// <summary>An axis of a chart: its ends, and the numbers that stand along it.</summary>
internal sealed class Axis
{
    /// <summary>From here on a scale is logarithmic where that is wanted.</summary>
    private const double RatioOfLogarithmicScale = 10;

    private Axis(double least, double most, bool isLogarithmic, IReadOnlyList<double> marks)
    {
        (Least, Most, IsLogarithmic, Marks) = (least, most, isLogarithmic, marks);
    }

    /// <summary>Where it begins.</summary>
    public double Least { get; }

    /// <summary>Where it ends.</summary>
    public double Most { get; }

    public bool IsLogarithmic { get; }

    public IReadOnlyList<double> Marks { get; }

    /// <summary>An axis for some values.</summary>
    /// <param name="values">What it shows; those that are not finite are not looked at.</param>
    /// <param name="mayBeLogarithmic">Whether it is logarithmic where positive values differ by more than a factor of ten.</param>
    public static Axis Of(IEnumerable<double> values, bool mayBeLogarithmic)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double least = finite.Length == 0 ? 0 : finite.Min();
        double most = finite.Length == 0 ? 1 : finite.Max();
        if (mayBeLogarithmic && least > 0 && most / least > RatioOfLogarithmicScale)
        {
            int first = (int)Math.Floor(Math.Log10(least));
            int last = (int)Math.Ceiling(Math.Log10(most));
            IEnumerable<double> powers = Enumerable.Range(first, last - first + 1).Select(power => Math.Pow(10, power));

            // Between few powers stand 2 and 5 times each.
            double[] factors = last - first <= 2 ? [1, 2, 5] : [1];
            return new Axis(least, most, true, [.. powers.SelectMany(power => factors.Select(factor => factor * power)).Where(mark => mark >= least * 0.999 && mark <= most * 1.001)]);
        }

        if (most - least <= Math.Abs(most) * 1e-12)
        {
            double half = most == 0 ? 0.5 : Math.Abs(most) / 2;
            (least, most) = (least - half, most + half);
        }

        double rough = (most - least) / 5;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = unit * (rough / unit <= 1 ? 1 : rough / unit <= 2 ? 2 : rough / unit <= 5 ? 5 : 10);
        int begin = (int)Math.Ceiling((least / step) - 1e-9);
        int count = (int)Math.Floor((most / step) + 1e-9) - begin + 1;
        return new Axis(least, most, false, [.. Enumerable.Range(begin, count).Select(i => i * step)]);
    }

    /// <summary>Where a value is: 0 at the beginning of the axis, 1 at its end.</summary>
    public double PlaceOf(double value) => IsLogarithmic
        ? Math.Log(value / Least) / Math.Log(Most / Least)
        : (value - Least) / (Most - Least);
}
