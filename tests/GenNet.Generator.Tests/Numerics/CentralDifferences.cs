using System;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>The gradient by its definition: how much the loss changes when one parameter does.</summary>
internal static class CentralDifferences
{
    /// <summary>What differences of four terms with this step give in double precision, and no more.</summary>
    public const double Tolerance = 1e-8;

    private const double Step = 1e-3;

    /// <summary>
    /// (8 (L(p + h) − L(p − h)) − (L(p + 2h) − L(p − 2h))) / 12h for each parameter: its error falls with h⁴, so that a step large
    /// enough to leave rounding behind is still small enough.
    /// </summary>
    public static double[] Of(double[] parameters, Func<double[], double> loss)
    {
        double[] moved = (double[])parameters.Clone();
        double[] gradient = new double[parameters.Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            double LossAt(double offset)
            {
                moved[i] = parameters[i] + offset;
                return loss(moved);
            }

            double near = LossAt(Step) - LossAt(-Step);
            double far = LossAt(2 * Step) - LossAt(-2 * Step);
            gradient[i] = ((8 * near) - far) / (12 * Step);
            moved[i] = parameters[i];
        }

        return gradient;
    }

    /// <summary>A batch that stays on its side of every kink while a parameter moves, and does not bend too much for differences to follow.</summary>
    public static RandomCase DrawCase(NetworkDescription description, int seed)
    {
        const int Samples = 5;
        const double Margin = 50 * Step;

        // An exponential of an exponential reaches 10³⁰.
        const double MostOutput = 100;
        var random = new Random(seed);
        while (true)
        {
            double[] parameters = description.DrawParameters(random);
            RandomCase drawn = RandomCases.DrawBatch(description, parameters, Samples, random);
            var reference = new ReferenceNetwork(description, parameters);
            bool isClear = true;
            for (int s = 0; s < Samples && isClear; s++)
            {
                double[] sample = drawn.Inputs[(s * description.InputSize)..((s + 1) * description.InputSize)];
                double[] target = drawn.Targets[(s * description.TargetSize)..((s + 1) * description.TargetSize)];
                isClear = reference.DistanceToKink(sample) > Margin
                    && reference.DistanceToLossKink(sample, target) > Margin
                    && reference.DistanceToLeastVariance(sample) > Margin
                    && Array.TrueForAll(reference.Predict(sample), output => Math.Abs(output) < MostOutput);
            }

            if (isClear)
            {
                return drawn;
            }
        }
    }
}
