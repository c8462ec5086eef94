using System;
using System.Linq;
using GenNet.GradientChecking;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.GradientChecking;

/// <summary>The check over a network that is written by hand, with weights of rank 4 and a state among the tensors.</summary>
public sealed class GradientCheckTests
{
    private const int Inputs = 4;
    private const int Outputs = 3;

    /// <summary>What <see cref="LinearNetwork{T}"/> computes, as two layers: x·W, then + b. L = ½ Σ (z − t)².</summary>
    private static readonly CheckedNetwork s_declared = new()
    {
        Layers =
        [
            new()
            {
                Compute = Multiply,
                Units = Outputs,
                Values = Inputs..(Inputs + Outputs),
                Tensors = [new() { Name = "weights", Symbol = "w", Factors = ..Inputs }],
            },
            new()
            {
                Compute = AddBias,
                Units = Outputs,
                Values = (Inputs + Outputs)..(Inputs + (2 * Outputs)),
                Tensors = [new() { Name = "biases", Symbol = "b" }],
            },
        ],
        Loss = Loss,
    };

    private static readonly double[] s_inputs = [0.5, -1, 2, 0.25, 1, 1, -3, 0.75];
    private static readonly double[] s_targets = [1, 2, 3, -1, 0, 0.5];

    private static int s_unitsMultiplied;

    [Fact]
    public void Each_parameter_is_found_behind_a_state_and_named_by_its_place_in_every_dimension()
    {
        GradientReport report = GradientCheck.Run(Network(), s_declared, s_inputs, s_targets, int.MaxValue);

        Assert.True(report.IsCorrect, report.ToString());
        Assert.Equal(["weights", "biases"], report.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([12, 3], report.Tensors.Select(tensor => tensor.Checked));
        Assert.Matches("^w_[01]_[01]_0_[0-2]$", report.Tensors[0].WorstParameter);
        Assert.Matches("^b_[0-2]$", report.Tensors[1].WorstParameter);
    }

    [Fact]
    public void A_parameter_of_one_unit_has_no_other_computed()
    {
        s_unitsMultiplied = 0;
        GradientCheck.Run(Network(), s_declared, s_inputs, s_targets, int.MaxValue);

        // Two samples, each read for the loss and for either layer, every time twice with all units; then four times a weight, and never for a bias.
        Assert.Equal(2 * ((3 * 2 * Outputs) + (4 * Inputs * Outputs)), s_unitsMultiplied);
    }

    private static LinearNetwork<double> Network()
    {
        TensorLayout[] tensors =
        [
            new()
            {
                Name = "layer1.kernel", Shape = [2, 2, 1, Outputs], Offset = 0, PanelWidth = 8,
                Initializer = Initializer.StandardNormal, FanIn = Inputs, FanOut = Outputs,
            },
            new() { Name = "layer1.running_mean", Shape = [Outputs], Offset = 40, Role = TensorRole.State },
            new() { Name = "layer1.bias", Shape = [Outputs], Offset = 32 },
        ];
        return new LinearNetwork<double>(Layouts.Network("Linear", Inputs, Outputs, [], tensors, storageLength: 48), seed: 3);
    }

    private static void Multiply(ReadOnlySpan<Dual> parameters, Span<Dual> values, int first, int end)
    {
        s_unitsMultiplied += end - first;
        for (int j = first; j < end; j++)
        {
            Dual sum = 0;
            for (int i = 0; i < Inputs; i++)
            {
                sum += values[i] * parameters[(i * Outputs) + j];
            }

            values[Inputs + j] = sum;
        }
    }

    private static void AddBias(ReadOnlySpan<Dual> parameters, Span<Dual> values, int first, int end)
    {
        for (int j = first; j < end; j++)
        {
            values[Inputs + Outputs + j] = values[Inputs + j] + parameters[(Inputs * Outputs) + j];
        }
    }

    private static Dual Loss(ReadOnlySpan<Dual> parameters, ReadOnlySpan<Dual> values, ReadOnlySpan<Dual> targets)
    {
        Dual loss = 0;
        for (int j = 0; j < Outputs; j++)
        {
            Dual error = values[Inputs + Outputs + j] - targets[j];
            loss += 0.5 * (error * error);
        }

        return loss;
    }
}
