using System;
using System.Collections.Generic;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>The optimizers written from their formulas, in double, one parameter after another.</summary>
internal static class OptimizerReference
{
    private const int Steps = 3;

    private const double Rate = 0.05;

    /// <summary>What <see cref="Follow"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Sgd", "Momentum", "Nesterov", "Adam"];

    /// <summary>Takes some steps with an optimizer, and compares each with what the gradient before it calls for.</summary>
    public static void Follow(string name, RandomCase drawn, GeneratedNetwork network)
    {
        Optimizer optimizer = name switch
        {
            "Sgd" => new Sgd(Rate),
            "Momentum" => new Momentum(Rate, 0.8),
            "Nesterov" => new Momentum(Rate, 0.8) { IsNesterov = true },
            "Adam" => new Adam(Rate, 0.8, 0.95, 1e-3),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such optimizer."),
        };
        double tolerance = drawn.Description.Precision == Precision.Double ? 1e-12 : 1e-5;
        int count = drawn.Description.ParameterCount;
        double[] first = new double[count];
        double[] second = new double[count];
        double[] parameters = network.Parameters;
        for (int step = 1; step <= Steps; step++)
        {
            ReferenceResult before = network.Gradient(drawn.Inputs, drawn.Targets);
            for (int i = 0; i < count; i++)
            {
                double g = before.Gradient[i];
                switch (name)
                {
                    case "Sgd":
                        parameters[i] -= Rate * g;
                        break;
                    case "Momentum":
                        first[i] = (0.8 * first[i]) + g;
                        parameters[i] -= Rate * first[i];
                        break;
                    case "Nesterov":
                        first[i] = (0.8 * first[i]) + g;
                        parameters[i] -= Rate * (g + (0.8 * first[i]));
                        break;
                    default:
                        first[i] = (0.8 * first[i]) + (0.2 * g);
                        second[i] = (0.95 * second[i]) + (0.05 * g * g);
                        double corrected = first[i] / (1 - Math.Pow(0.8, step));
                        double root = Math.Sqrt(second[i] / (1 - Math.Pow(0.95, step)));
                        parameters[i] -= Rate * corrected / (root + 1e-3);
                        break;
                }
            }

            double loss = network.TrainStep(drawn.Inputs, drawn.Targets, optimizer);
            Agreement.Same($"{drawn.Description}, {name}, step {step}: loss", [before.Loss], [loss], tolerance);
            foreach ((string tensor, Range range) in drawn.Description.Tensors)
            {
                Agreement.Same(
                    $"{drawn.Description}, {name}, step {step}: {tensor}", parameters[range], network.Parameters[range], tolerance);
            }

            parameters = network.Parameters;
        }
    }
}
