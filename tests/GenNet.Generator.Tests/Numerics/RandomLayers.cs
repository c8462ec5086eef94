using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Layers;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Draws layers of one input, a row for each kind.</summary>
internal static class RandomLayers
{
    private static readonly string[] s_activations =
        ["Linear", "Tanh", "Sigmoid", "GELU", "SiLU", "Softplus", "PReLU", "ELU", "ReLU", "Sine"];

    // The attributes that a row needs, and what it draws for a shape; null where it has nothing that fits.
    private static readonly IReadOnlyList<(string[] Kinds, Func<Random, int[], RandomLayer?> Draw)> s_rows =
        [.. new (string[] Kinds, Func<Random, int[], RandomLayer?> Draw)[]
        {
            (["Layer"], Dense),
            (["Layer"], Dense),
            (["Activate"], Activate),
            (["Activate"], (random, shape) => new($"Activate({random.Pick("Softmax", "LogSoftmax")}, ", shape)),
            (["LayerNorm"], (_, shape) => shape[^1] < 3 ? null : new("LayerNorm(Epsilon = 0.01, ", shape)),
            (["Flatten"], (_, shape) => shape.Length == 1 ? null : new("Flatten(", [Count(shape)])),
            (["Reshape"], Reshape),
            (["BatchNorm"], (random, shape) => new($"BatchNorm(Epsilon = {random.Pick("0.01", "0.125")}, Momentum = {random.Pick("0.1", "0.25")}, ", shape)),
            (["Dropout"], (random, shape) => new($"Dropout({random.Pick("0.5", "0.1")}, ", shape)),
            (["GaussianNoise"], (_, shape) => new("GaussianNoise(0.25, ", shape)),
            (["Conv1D"], Conv1D),
            (["Conv1D"], Conv1D),
            (["Conv2D"], Conv2D),
            (["Conv2D"], Conv2D),
            (["Conv2D"], Conv2D),
            (["ConvTranspose1D"], (random, shape) => Transposed(random, shape, 1)),
            (["ConvTranspose2D"], (random, shape) => Transposed(random, shape, 2)),
            (["MaxPool1D", "AveragePool1D"], (random, shape) => Pool(random, shape, 1)),
            (["MaxPool2D", "AveragePool2D"], (random, shape) => Pool(random, shape, 2)),
            (["GlobalMaxPool", "GlobalAveragePool"], (random, shape) =>
                shape.Length == 1 ? null : new($"{random.Pick("GlobalMaxPool", "GlobalAveragePool")}(", [shape[^1]])),
            (["Rnn"], (random, shape) => Recurrent(random, shape, "Rnn")),
            (["Gru"], (random, shape) => Recurrent(random, shape, "Gru")),
            (["Lstm"], (random, shape) => Recurrent(random, shape, "Lstm")),
            (["SelfAttention"], SelfAttention),
        }.Where(row => row.Kinds.All(Exists))];

    /// <summary>Whether the runtime has an attribute.</summary>
    public static bool Exists(string kind) => LayerKinds.AttributeNames.Contains(kind);

    /// <summary>An activation of one number.</summary>
    public static string Activation(Random random) => random.Pick(s_activations);

    /// <summary>A layer for what the one before yields; null where the row that was drawn has none, or where a combination of several is due.</summary>
    public static RandomLayer? Draw(Random random, int[] shape) =>
        random.Next(s_rows.Count + 4) is int row && row < s_rows.Count ? s_rows[row].Draw(random, shape) : null;

    private static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    private static string Bias(Random random) => random.Next(4) == 0 ? "Bias = false, " : string.Empty;

    private static RandomLayer Dense(Random random, int[] shape)
    {
        int outputs = random.Next(1, 20);
        return new($"Layer({outputs}, {Function(random)}{Bias(random)}", [.. shape.SkipLast(1), outputs]);
    }

    private static RandomLayer Activate(Random random, int[] shape) => new($"Activate({Function(random)}", shape);

    private static string Function(Random random)
    {
        string activation = Activation(random);
        bool isPerChannel = activation == "PReLU" && typeof(ActivateAttribute).GetProperty("PerChannel") is not null && random.Next(2) == 0;
        return isPerChannel ? "PReLU, PerChannel = true, " : $"{activation}, ";
    }

    private static RandomLayer? Reshape(Random random, int[] shape)
    {
        int count = Count(shape);
        int[] divisors = [.. Enumerable.Range(1, count).Where(divisor => count % divisor == 0)];
        int first = divisors[random.Next(divisors.Length)];
        if (random.Next(2) == 0)
        {
            return new($"Reshape({first}, {count / first}, ", [first, count / first]);
        }

        int[] rest = [.. divisors.Where(divisor => count / first % divisor == 0)];
        int second = rest[random.Next(rest.Length)];
        return new($"Reshape({first}, {second}, {count / first / second}, ", [first, second, count / first / second]);
    }

    private static int Divisor(Random random, int number)
    {
        int[] divisors = [.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)];
        return random.Next(3) == 0 ? divisors[random.Next(divisors.Length)] : 1;
    }

    /// <summary>A window that fits a size: how large it is, how far it moves, what is put around, and how often it moves.</summary>
    private static (int Kernel, int Stride, int Dilation, int Padding, int Moves) Window(Random random, int size, bool dilates = true)
    {
        int kernel = random.Next(1, Math.Min(size, 4) + 1);
        int stride = random.Next(1, 4);
        int padding = random.Next(0, (kernel / 2) + 1);
        int dilation = dilates && kernel > 1 && random.Next(3) == 0 ? Math.Max(1, (size + (2 * padding) - 1) / (kernel - 1)) : 1;
        dilation = Math.Min(dilation, 3);
        return (kernel, stride, dilation, padding, ((size + (2 * padding) - ((kernel - 1) * dilation) - 1) / stride) + 1);
    }

    private static RandomLayer? Conv1D(Random random, int[] shape)
    {
        if (shape.Length != 2)
        {
            return null;
        }

        int groups = Divisor(random, shape[1]);
        int filters = groups * random.Next(1, Math.Max(2, 20 / groups));
        string start = $"Conv1D({filters}, ";
        string end = $"Groups = {groups}, {Bias(random)}";
        if (random.Next(2) == 0)
        {
            int stride = random.Next(1, 3);
            return new(
                $"{start}{random.Next(1, 5)}, {Function(random)}{random.Pick("Same", "Causal")} = true, Stride = {stride}, Dilation = {random.Next(1, 4)}, {end}",
                [(shape[0] + stride - 1) / stride, filters]);
        }

        var window = Window(random, shape[0]);
        return new(
            $"{start}{window.Kernel}, {Function(random)}Stride = {window.Stride}, Dilation = {window.Dilation}, Padding = {window.Padding}, {end}",
            [window.Moves, filters]);
    }

    private static RandomLayer? Conv2D(Random random, int[] shape)
    {
        if (shape.Length != 3)
        {
            return null;
        }

        int groups = Divisor(random, shape[2]);
        int filters = groups * random.Next(1, Math.Max(2, 20 / groups));
        string end = $"Groups = {groups}, {Bias(random)}";
        if (random.Next(3) == 0)
        {
            int stride = random.Next(1, 3);
            return new(
                $"Conv2D({filters}, {random.Next(1, 5)}, {Function(random)}Same = true, Stride = {stride}, Dilation = {random.Next(1, 3)}, {end}",
                [(shape[0] + stride - 1) / stride, (shape[1] + stride - 1) / stride, filters]);
        }

        var rows = Window(random, shape[0]);
        var columns = Window(random, shape[1]);
        return new(
            $"Conv2D({filters}, {rows.Kernel}, {columns.Kernel}, {Function(random)}StrideHeight = {rows.Stride}, StrideWidth = {columns.Stride}, "
            + $"DilationHeight = {rows.Dilation}, DilationWidth = {columns.Dilation}, PaddingHeight = {rows.Padding}, PaddingWidth = {columns.Padding}, {end}",
            [rows.Moves, columns.Moves, filters]);
    }

    private static RandomLayer? Transposed(Random random, int[] shape, int dimensions)
    {
        if (shape.Length != dimensions + 1 || Count(shape) > 200)
        {
            return null;
        }

        (int filters, int kernel, int stride) = (random.Next(1, 10), random.Next(1, 5), random.Next(1, 4));
        int padding = random.Next(0, ((kernel - 1) / 2) + 1);
        int[] sizes = [.. shape.SkipLast(1).Select(size => ((size - 1) * stride) - (2 * padding) + kernel)];
        return sizes.Min() < 1
            ? null
            : new(
                $"ConvTranspose{dimensions}D({filters}, {kernel}, {Function(random)}Stride = {stride}, Padding = {padding}, {Bias(random)}",
                [.. sizes, filters]);
    }

    private static RandomLayer? Pool(Random random, int[] shape, int dimensions)
    {
        if (shape.Length != dimensions + 1)
        {
            return null;
        }

        int smallest = shape.SkipLast(1).Min();
        var window = Window(random, smallest, dilates: false);
        int[] sizes = [.. shape.SkipLast(1).Select(size => ((size + (2 * window.Padding) - window.Kernel) / window.Stride) + 1)];
        return new(
            $"{random.Pick("MaxPool", "AveragePool")}{dimensions}D({window.Kernel}, Stride = {window.Stride}, Padding = {window.Padding}, ",
            [.. sizes, shape[^1]]);
    }

    private static RandomLayer? Recurrent(Random random, int[] shape, string kind)
    {
        if (shape.Length != 2 || shape[0] > 12)
        {
            return null;
        }

        int units = random.Next(1, 20);
        bool isBidirectional = random.Next(3) == 0;
        bool isSequence = random.Next(2) == 0;
        int features = isBidirectional ? 2 * units : units;
        return new(
            $"{kind}({units}, {(isBidirectional ? "Bidirectional = true, " : string.Empty)}{(isSequence ? "Sequences = true, " : string.Empty)}{Bias(random)}",
            isSequence ? [shape[0], features] : [features]);
    }

    private static RandomLayer? SelfAttention(Random random, int[] shape) => shape.Length != 2 || shape[0] > 20 || shape[1] > 24
        ? null
        : new($"SelfAttention({Divisor(random, shape[1])}, {(random.Next(2) == 0 ? "Causal = true, " : string.Empty)}{Bias(random)}", shape);
}
