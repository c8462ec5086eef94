using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Asserts that generated numbers are those of a reference, but for rounding.</summary>
internal static class Agreement
{
    /// <summary>What rounding may cost in double precision, as a share of a tensor's largest magnitude.</summary>
    public const double DoubleTolerance = 1e-9;

    /// <summary>What rounding may cost in single precision, as a share of a tensor's largest magnitude.</summary>
    public const double SingleTolerance = 1e-5;

    public static double ToleranceOf(Precision precision) =>
        precision == Precision.Double ? DoubleTolerance : SingleTolerance;

    /// <summary>Outputs, loss and each parameter tensor's gradient, as the network's precision allows.</summary>
    public static void Same(NetworkDescription description, ReferenceResult expected, ReferenceResult actual)
    {
        double tolerance = ToleranceOf(description.Precision);
        Same($"{description}: outputs", expected.Outputs, actual.Outputs, tolerance);
        Same($"{description}: loss", [expected.Loss], [actual.Loss], tolerance);
        Assert.Equal(description.ParameterCount, actual.Gradient.Length);
        foreach ((string name, Range range) in description.Tensors)
        {
            Same($"{description}: gradient of {name}", expected.Gradient[range], actual.Gradient[range], tolerance);
        }
    }

    /// <summary>Each value within <paramref name="tolerance"/> times the largest magnitude that is expected in the tensor.</summary>
    public static void Same(string what, double[] expected, double[] actual, double tolerance)
    {
        double largest = 0;
        foreach (double value in expected)
        {
            Assert.True(double.IsFinite(value), $"{what}: the reference yields {value.ToString(CultureInfo.InvariantCulture)}.");
            largest = Math.Max(largest, Math.Abs(value));
        }

        Within(what, expected, actual, tolerance * largest);
    }

    /// <summary>
    /// The gradient of each tensor. One that vanishes but for rounding, as that of a bias before a normalization does, is held against the
    /// largest of them all: its own magnitude means nothing.
    /// </summary>
    /// <param name="what">What is compared.</param>
    /// <param name="tensors">Where each tensor lies.</param>
    /// <param name="expected">The gradient that is right.</param>
    /// <param name="actual">The gradient in question.</param>
    /// <param name="tolerance">The difference that is allowed, as a share of the tensor's largest magnitude.</param>
    /// <param name="vanishing">The share of the largest magnitude of all below which a tensor is held against that share.</param>
    /// <param name="least">The magnitude that the largest of all has at least, where all may vanish.</param>
    public static void SameTensors(
        string what,
        IReadOnlyList<(string Name, Range Range)> tensors,
        double[] expected,
        double[] actual,
        double tolerance,
        double vanishing = 0,
        double least = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        double overall = expected.Select(Math.Abs).Append(least).Max();
        foreach ((string name, Range range) in tensors)
        {
            double largest = Math.Max(expected[range].Select(Math.Abs).Max(), vanishing * overall);
            Within($"{what}gradient of {name}", expected[range], actual[range], tolerance * (largest > 1e-12 * overall ? largest : overall));
        }
    }

    /// <summary>Each value within <paramref name="tolerance"/> of the expected one.</summary>
    public static void Within(string what, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);

            // Written so that a NaN fails.
            Assert.True(
                difference <= tolerance,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: value {i} of {expected.Length} is {actual[i]:R}, but {expected[i]:R} was expected: "
                    + $"they differ by {difference:E2}, and {tolerance:E2} is allowed."));
        }
    }
}
