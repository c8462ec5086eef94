using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// What tiled networks do with their scratch memory: no pass reads what none wrote, rows of outputs hold f(0) in their padding and rows of
/// δ hold 0, what lies between rows that keep their distance stays as it was, and a network that only predicts reserves what it uses.
/// </summary>
public sealed partial class WorkspaceTests
{
    private const int Samples = 13;

    /// <summary>Rows of one line and of several, full and padded, next to each other and a line apart.</summary>
    private static readonly int[] s_widths = [1, 7, 8, 16, 17, 31, 48, 64, 120, 128, 130, 256];

    /// <summary>Activations and f(0): of outputs that tell the derivative, of some that don't, and of one with a parameter.</summary>
    private static readonly (Activation Activation, double AtZero)[] s_activations =
    [
        (Activation.Linear, 0), (Activation.Sigmoid, 0.5), (Activation.Tanh, 0), (Activation.ReLU, 0), (Activation.GELU, 0),
        (Activation.Mish, 0), (Activation.PReLU, 0), (Activation.Exponential, 1), (Activation.Softplus, Math.Log(2)),
    ];

    private static readonly IReadOnlyList<Case> s_cases = TestScope.Cases(Enumerable.Range(0, 72).Select(Draw), quick: 6);

    private static readonly Lazy<(GeneratorRun Run, LoadedNetworks Networks)> s_generated = new(() =>
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked("using GenNet;\n" + string.Concat(s_cases.Select(drawn => drawn.Source)));
        return (run, GeneratorHarness.CompileAndLoad(run));
    });

    private delegate ref T ScratchReader<T>();

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void NoPassReadsWhatNoneWrote(int number)
    {
        Case drawn = s_cases[number];
        if (drawn.Precision == Precision.Single)
        {
            AssertIndependent(s_generated.Value.Networks.CreateSingle(drawn.Name));
        }
        else
        {
            AssertIndependent(s_generated.Value.Networks.CreateDouble(drawn.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PaddingIsTheActivationOfZeroInOutputsAndZeroInDeltas(int number)
    {
        Case drawn = s_cases[number];
        if (drawn.Precision == Precision.Single)
        {
            AssertPadding(s_generated.Value.Networks.CreateSingle(drawn.Name), drawn);
        }
        else
        {
            AssertPadding(s_generated.Value.Networks.CreateDouble(drawn.Name), drawn);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NetworksThatOnlyPredictReserveWhatTheyUse(int number)
    {
        Case drawn = s_cases[number];
        NetworkLayout layout = LayoutOf(drawn.Name + "Predicts", drawn.Precision);
        NetworkLayout learning = LayoutOf(drawn.Name, drawn.Precision);
        int line = drawn.ElementsPerLine;
        int end = BuffersOf($"{drawn.Name}Predicts.Loss.g.cs").Max(
            buffer => buffer.Offset + (((layout.SamplesPerPass * (buffer.Stride ?? 1)) + line - 1) / line * line));

        // The lists of inputs that are not 0 have no name in a pass, and may end behind everything else.
        Assert.True(drawn.SkipsZeros ? end <= layout.WorkspaceLength : end == layout.WorkspaceLength, $"{drawn.Name}: {end} of {layout.WorkspaceLength}");
        Assert.InRange(layout.SamplesPerPass, learning.SamplesPerPrediction, int.MaxValue);
        Assert.InRange(layout.WorkspaceLength / layout.SamplesPerPass, 1, learning.PredictionWorkspaceLength / learning.SamplesPerPrediction);

        // As each takes less, a pass that predicts may take more samples at once than one that learns. A place ends with a whole line.
        double most = (double)learning.WorkspaceLength / learning.SamplesPerPass * learning.SamplesPerPrediction;
        Assert.InRange(learning.PredictionWorkspaceLength, 1, most + (line * BuffersOf($"{drawn.Name}.Backward.g.cs").Count()));
        string code = Regex.Replace(TextOf($"{drawn.Name}Predicts.Loss.g.cs"), "//.*", string.Empty);
        Assert.DoesNotMatch(@"\bd1\b|\bw\d+T\b|\bf\d+\b|\bq\d+\b", drawn.Sizes.Length > 2 ? code : "");
    }

    private static void AssertIndependent<T>(TrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(Run(network, T.Zero), Run(network, T.NaN));
        Assert.Equal(Run(network, T.Zero), Run(network, T.CreateChecked(1e30)));
    }

    /// <summary>The outputs, the loss and the gradient where the scratch memory holds a value everywhere at first.</summary>
    private static T[] Run<T>(TrainableNetwork<T> network, T fill)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        (T[] inputs, T[] targets) = DrawBatch<T>(layout);
        T[] outputs = new T[Samples * layout.OutputSize];
        T[] gradient = new T[layout.ParameterCount];

        // A first run makes the memory as large as it will be.
        network.Gradient(inputs, targets, gradient);
        Fill(network, fill);
        network.Predict(inputs, outputs);
        Fill(network, fill);
        T loss = network.Gradient(inputs, targets, gradient);
        return [.. outputs, loss, .. gradient];
    }

    private static void AssertPadding<T>(TrainableNetwork<T> network, Case drawn)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run(network, T.NaN);
        Span<T> workspace = ScratchOf(network, network.Layout.WorkspaceLength);
        int line = drawn.ElementsPerLine;
        int padded = 0;
        foreach ((string name, int offset, int? stride) in BuffersOf($"{drawn.Name}.Backward.g.cs"))
        {
            if (stride is not { } rowLength || name[0] is not ('a' or 'd'))
            {
                continue;
            }

            int layer = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);
            int outputs = drawn.Sizes[layer];
            int width = outputs <= line / 2 ? line / 2 : (outputs + line - 1) / line * line;
            double expected = name[0] == 'd' ? 0 : drawn.AtZero[layer - 1];
            for (int sample = 0; sample < Samples; sample++)
            {
                Span<T> row = workspace.Slice(offset + (sample * rowLength), rowLength);
                for (int i = outputs; i < rowLength; i++)
                {
                    double value = double.CreateChecked(row[i]);
                    Assert.True(
                        i < width ? Math.Abs(value - expected) < 1e-6 : double.IsNaN(value),
                        $"{drawn.Name}: {name} of sample {sample} holds {value} in column {i} of {outputs}, rows of {width} every {rowLength}");
                    padded++;
                }
            }
        }

        Assert.Equal(drawn.Sizes[1..].Any(size => (size % line != 0 && size != line / 2) || (size >= 8 * line && size / line % 2 == 0)), padded > 0);
    }

    private static void Fill<T>(TrainableNetwork<T> network, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ScratchOf(network, network.Layout.WorkspaceLength).Fill(value);

    /// <summary>This thread's scratch memory, as much as some pass has taken, which is protected because only generated code has business there.</summary>
    internal static Span<T> ScratchOf<T>(Network<T> network, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PropertyInfo property = typeof(Network<T>).GetProperty("Scratch", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException("Network<T> has no property Scratch any more: say here what it is called.");
        return MemoryMarshal.CreateSpan(ref property.GetMethod!.CreateDelegate<ScratchReader<T>>(network)(), length);
    }

    private static NetworkLayout LayoutOf(string name, Precision precision) => precision == Precision.Single
        ? s_generated.Value.Networks.Create<Network<float>>(name).Layout
        : s_generated.Value.Networks.Create<Network<double>>(name).Layout;

    /// <summary>The buffers that a generated file gives names to, and what a sample takes of each; null where it is one value.</summary>
    private static IEnumerable<(string Name, int Offset, int? Stride)> BuffersOf(string file)
    {
        // All passes find them by the constants that stand before the way forward.
        string constants = Constants().Match(TextOf($"{file.Split('.')[0]}.Forward.g.cs")).Value;
        return Buffer().Matches(TextOf(file)).Select(match => (
            match.Groups["name"].Value,
            int.Parse(Regex.Match(constants, $@"\b{match.Groups["offset"].Value} = (\d+)[,;]").Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            match.Groups["stride"].Success ? int.Parse(match.Groups["stride"].ValueSpan, CultureInfo.InvariantCulture) : (int?)null));
    }

    private static string TextOf(string file) =>
        s_generated.Value.Run.Files.Single(generated => generated.HintName == file).SourceText.ToString();

    private static (T[] Inputs, T[] Targets) DrawBatch<T>(NetworkLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        return (Numbers(Samples * layout.InputSize), Numbers(Samples * layout.TargetSize));

        T[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble()))];
    }

    private static Case Draw(int number)
    {
        var random = new Random(number);
        Precision precision = number % 2 == 0 ? Precision.Single : Precision.Double;
        int[] sizes = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Pick(s_widths))];
        (Activation Activation, double AtZero)[] activations = [.. sizes[1..].Select(_ => random.Pick(s_activations))];
        if (number % 3 == 0)
        {
            sizes[^1] = Math.Max(2, sizes[^1]);
            activations[^1] = (Activation.Softmax, 0);
        }

        string layers = string.Concat(activations.Select((activation, i) =>
            $"[Layer({sizes[i]}, {sizes[i + 1]}, Activation.{activation.Activation})]"));
        string Network(string name, string more) =>
            $"[Network(Precision = Precision.{precision}, Unroll = Unroll.Tiled{more})] {layers}\npublic sealed partial class {name};\n";
        string name = $"Drawn{number}";
        return new Case(
            name,
            precision,
            sizes,
            [.. activations.Select(activation => activation.AtZero)],
            Network(name, "") + Network(name + "Predicts", ", Trainable = false"));
    }

    [GeneratedRegex(@"ref \w+ (?<name>\w+) = ref Unsafe\.Add\(ref workspace, Offset\.(?<offset>\w+)\); // samples(?: × (?:\d+, padded to )?(?<stride>\d+))?\n")]
    private static partial Regex Buffer();

    [GeneratedRegex(@"private static class Offset\s*\{[^}]*\}")]
    private static partial Regex Constants();

    /// <summary>A network with its name, sizes and f(0) of each layer, and its declaration beside that of one that only predicts.</summary>
    private sealed record Case(string Name, Precision Precision, int[] Sizes, double[] AtZero, string Source)
    {
        public int ElementsPerLine => Precision == Precision.Single ? 16 : 8;

        public bool SkipsZeros => Sizes[0] >= 128 && Sizes[1] > ElementsPerLine;
    }
}
