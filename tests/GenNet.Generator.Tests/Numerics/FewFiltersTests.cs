using System;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Convolutions of few filters and channels, which wide vectors compute two pixels at a time, and the columns of a window side by side on the way back,
/// beside loops written from the formulas.
/// </summary>
public sealed class FewFiltersTests
{
    private const int Samples = 7;

    private static readonly Case[] s_cases =
    [
        new("EvenRows", 4, 6, 1, 3, 4, 3, 2, 0),
        new("OddRows", 5, 7, 1, 3, 3, 2, 1, 1),
        new("Channels", 6, 8, 3, 2, 2, 3, 5, 1),
        new("NarrowWindows", 8, 5, 6, 2, 4, 2, 4, 0),
        new("WideZeros", 4, 4, 2, 3, 1, 3, 3, 3),
        new("Steps", 1, 9, 2, 4, 3, 4, 2, 0),
    ];

    [Fact]
    public void TheyComputeWhatTheFormulasSay()
    {
        Case[] cases = [.. TestScope.Cases(s_cases, quick: 3)];
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad([.. cases.Select(Source)]);
        foreach (Case declared in cases)
        {
            Check(declared, networks.CreateDouble(declared.Name, 1));
        }
    }

    private static void Check(Case declared, TrainableNetwork<double> network)
    {
        double[] parameters = new double[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] += 0.1 * Math.Cos(i);
        }

        network.CopyParametersFrom(parameters);
        Layer first = new(declared.Height, declared.Width, declared.Channels, declared.Filters, declared.KernelHeight, declared.Kernel, declared.Padding);
        Layer second = new(first.NewHeight, first.NewWidth, declared.Filters, declared.Last, declared.KernelHeight, declared.Kernel, declared.Padding);
        double[] inputs = [.. Enumerable.Range(0, Samples * first.Inputs).Select(i => Math.Sin(i))];
        double[] targets = [.. Enumerable.Range(0, Samples * second.Outputs).Select(i => Math.Cos(3 * i))];
        double[] expected = new double[Samples * second.Outputs];
        double[] expectedGradient = new double[parameters.Length];
        for (int sample = 0; sample < Samples; sample++)
        {
            ReadOnlySpan<double> x = inputs.AsSpan(sample * first.Inputs, first.Inputs);
            double[] hidden = first.Forward(x, parameters);
            double[] outputs = second.Forward(hidden, parameters.AsSpan(first.Parameters));
            outputs.CopyTo(expected, sample * second.Outputs);
            double[] d = [.. outputs.Select((output, i) => (output - targets[(sample * second.Outputs) + i]) / Samples)];
            second.AddGradient(hidden, d, expectedGradient.AsSpan(first.Parameters));
            first.AddGradient(x, second.HandDown(d, parameters.AsSpan(first.Parameters)), expectedGradient);
        }

        double[] gradient = new double[parameters.Length];
        network.Gradient(inputs, targets, gradient);
        AssertEqual(expected, network.Predict(inputs));
        AssertEqual(expectedGradient, gradient);
    }

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static string Source(Case declared)
    {
        string layers = string.Join(' ', new[] { declared.Filters, declared.Last }.Select(filters =>
            $"[Conv2D({filters}, {declared.KernelHeight}, {declared.Kernel}, PaddingHeight = {(declared.KernelHeight == 1 ? 0 : declared.Padding)}, PaddingWidth = {declared.Padding})]"));
        return "using GenNet;\n[Network(Precision = Precision.Double, Loss = Loss.HalfSquaredError)]\n"
            + $"[Input({declared.Height}, {declared.Width}, {declared.Channels})]\n{layers}\npublic sealed partial class {declared.Name};";
    }

    /// <summary>Two convolutions over an image, one behind the other.</summary>
    private sealed record Case(string Name, int Height, int Width, int Channels, int Kernel, int Filters, int Last, int Rows, int Padding)
    {
        public int KernelHeight => Math.Min(Rows, Height);
    }

    /// <summary>A convolution in loops, W [height, width, channels, filters] and b [filters].</summary>
    private sealed record Layer(int Height, int Width, int Channels, int Filters, int KernelHeight, int Kernel, int Padding)
    {
        public int Above => KernelHeight == 1 ? 0 : Padding;

        public int NewHeight => Height + (2 * Above) - KernelHeight + 1;

        public int NewWidth => Width + (2 * Padding) - Kernel + 1;

        public int Inputs => Height * Width * Channels;

        public int Outputs => NewHeight * NewWidth * Filters;

        public int Weights => KernelHeight * Kernel * Channels * Filters;

        public int Parameters => Weights + Filters;

        public double[] Forward(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
        {
            double[] z = new double[Outputs];
            for (int i = 0; i < Outputs; i++)
            {
                z[i] = w[Weights + (i % Filters)];
            }

            foreach ((int input, int weight, int output) in Terms())
            {
                z[output] += x[input] * w[weight];
            }

            return z;
        }

        public void AddGradient(ReadOnlySpan<double> x, double[] d, Span<double> gradient)
        {
            for (int i = 0; i < Outputs; i++)
            {
                gradient[Weights + (i % Filters)] += d[i];
            }

            foreach ((int input, int weight, int output) in Terms())
            {
                gradient[weight] += x[input] * d[output];
            }
        }

        public double[] HandDown(double[] d, ReadOnlySpan<double> w)
        {
            double[] s = new double[Inputs];
            foreach ((int input, int weight, int output) in Terms())
            {
                s[input] += w[weight] * d[output];
            }

            return s;
        }

        /// <summary>Every product of the convolution: which input, which weight and which output.</summary>
        private (int Input, int Weight, int Output)[] Terms() =>
        [
            .. from y in Enumerable.Range(0, NewHeight)
               from x in Enumerable.Range(0, NewWidth)
               from row in Enumerable.Range(0, KernelHeight)
               from column in Enumerable.Range(0, Kernel)
               where y + row - Above >= 0 && y + row - Above < Height && x + column - Padding >= 0 && x + column - Padding < Width
               from channel in Enumerable.Range(0, Channels)
               from filter in Enumerable.Range(0, Filters)
               select (
                   ((((y + row - Above) * Width) + x + column - Padding) * Channels) + channel,
                   ((((row * Kernel) + column) * Channels) + channel) * Filters + filter,
                   (((y * NewWidth) + x) * Filters) + filter),
        ];
    }
}
