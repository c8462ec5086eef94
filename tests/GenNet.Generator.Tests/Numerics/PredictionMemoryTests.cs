using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.GeneratedText;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics.Reference;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Passes without a way back use a place again when nothing reads any more what lies there. What lives how long is told here by the text that is
/// generated, which the planner never sees: from the first statement that names a value to the last.
/// </summary>
public sealed partial class PredictionMemoryTests
{
    [Fact]
    public void NoValueIsOverwrittenThatIsStillNamed()
    {
        int reused = 0;
        IEnumerable<(string Name, string Source)> graphs = Enumerable.Range(0, 200)
            .Select(seed => ($"Graph{seed}", "using GenNet;\n" + new RandomGraph(seed).Source(seed % 2 == 0 ? Precision.Single : Precision.Double)));
        foreach ((string name, string source) in TestScope.Cases(KnownDeclarations.All().Concat(graphs), quick: 50))
        {
            reused += Check(name, source);
        }

        Assert.True(reused > 50, $"Only {reused} places were used again: nothing was held.");
    }

    [Fact]
    public void APredictionNeedsLessThanAStepOfTraining()
    {
        // A chain of layers of one size takes two of them, however many there are.
        string source = "using GenNet;\n[Layer(64, 256, Activation.ReLU)] "
            + string.Concat(Enumerable.Repeat("[Layer(256, 256, Activation.ReLU)] ", 8)) + "[Layer(256, 10)] public sealed partial class Deep;";
        Pass pass = PassesOf("Deep", source).Single(pass => pass.Method.StartsWith("Forward<", StringComparison.Ordinal));
        int samples = pass.Samples;
        Assert.Equal(2 * 272 * samples, pass.Places.Where(place => place.Key[0] == 'a' && place.Key != "a10").Max(place => place.Value.Offset + place.Value.Length));
    }

    private static readonly IReadOnlyList<LayerGolden> s_goldens = LayerGolden.ReadAll();

    private static readonly IReadOnlyList<int> s_chosen = TestScope.Cases(Enumerable.Range(0, s_goldens.Count), quick: 3);

    // One compilation is much cheaper than many.
    private static readonly Lazy<LoadedNetworks> s_networks = new(() => GeneratorHarness.CompileAndLoad(GeneratorHarness.RunUnchecked(
    [
        DeclaredNetwork.Functions,
        .. s_chosen.Select(number => s_goldens[number].Network.Source(NameOf(number), Precision.Double, Unroll.Auto)),
    ])));

    public static TheoryData<int> Goldens => [.. s_chosen];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void NoPassReadsWhatLayThereBefore(int number)
    {
        Network<double> network = s_networks.Value.Create<Network<double>>(NameOf(number));
        double[] inputs = [.. Enumerable.Range(0, 13 * network.Layout.InputSize).Select(i => network.Layout.Vocabulary > 0 ? i % network.Layout.Vocabulary : Math.Sin(i))];
        double[] first = PredictOver(network, inputs, 0);
        Assert.All(first, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(first, PredictOver(network, inputs, double.NaN));
        Assert.Equal(first, PredictOver(network, inputs, 1e300));
    }

    private static string NameOf(int golden) => s_goldens[golden].Network.Name;

    private static double[] PredictOver(Network<double> network, double[] inputs, double before)
    {
        double[] outputs = new double[inputs.Length / network.Layout.InputSize * network.Layout.OutputSize];
        network.Predict(inputs, outputs);
        WorkspaceTests.ScratchOf(network, network.Layout.PredictionWorkspaceLength).Fill(before);
        network.Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>Looks at every pass without a way back; returns how many places lie where others have been.</summary>
    private static int Check(string name, string source)
    {
        int reused = 0;
        foreach (Pass pass in PassesOf(name, source))
        {
            var places = pass.Places.Where(place => pass.Lives.ContainsKey(place.Key)).ToList();
            foreach ((string one, (long Offset, long Length) a) in places)
            {
                foreach ((string other, (long Offset, long Length) b) in places)
                {
                    if (string.CompareOrdinal(one, other) >= 0 || a.Offset >= b.Offset + b.Length || b.Offset >= a.Offset + a.Length
                        || pass.AreOne(one, other))
                    {
                        continue;
                    }

                    (int First, int Last) x = pass.Lives[one];
                    (int First, int Last) y = pass.Lives[other];
                    Assert.True(
                        x.Last < y.First || y.Last < x.First,
                        $"{name}, {pass.Method}: {one} lies at {a.Offset} to {a.Offset + a.Length} in statements {x.First} to {x.Last}, and {other} at {b.Offset} to {b.Offset + b.Length} in {y.First} to {y.Last}.");
                    reused++;
                }

                Assert.True(a.Offset + a.Length <= pass.Workspace, $"{name}, {pass.Method}: {one} ends at {a.Offset + a.Length} of {pass.Workspace}.");
            }
        }

        return reused;
    }

    private static IEnumerable<Pass> PassesOf(string name, string source)
    {
        Dictionary<string, string> files = CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: GeneratorHarness.ParseOptions)
            .RunGenerators(GeneratorHarness.CreateCompilation(source), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single().GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        foreach ((string hint, string forward) in files.Where(file => file.Key.EndsWith(".Forward.g.cs", StringComparison.Ordinal)))
        {
            Match constants = Constants().Match(forward);
            string network = hint[..^".Forward.g.cs".Length];
            if (!constants.Success)
            {
                continue;
            }

            string layout = files[$"{network}.g.cs"];

            // Which values are parts of others, gates of a recurrent layer, is told by where they lie in training: where that is nowhere in numbers, because the
            // pass takes a whole batch, such networks are held by their outputs alone.
            if (layout.Contains("WorkspaceOfSample", StringComparison.Ordinal) && forward.Contains("Recurrence", StringComparison.Ordinal))
            {
                continue;
            }

            Dictionary<string, long> training = Numbers(constants.Groups["all"].Value);
            Dictionary<string, long> own = Numbers(constants.Groups["own"].Value);
            Dictionary<string, long> offsets = own.Count > 0 ? own : training;
            bool isOwn = layout.Contains("PredictionWorkspaceLength", StringComparison.Ordinal);
            int samples = int.Parse(Regex.Match(layout, isOwn ? @"SamplesPerPrediction = (\d+)" : @"SamplesPerPass = (\d+)").Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            long workspace = long.Parse(Regex.Match(layout, isOwn ? @"PredictionWorkspaceLength = (\d+)" : @"\bWorkspaceLength = (\d+)").Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            foreach (Match method in Methods().Matches(forward + files[$"{network}.Loss.g.cs"]))
            {
                yield return new Pass(method, offsets, training, samples, workspace);
            }
        }
    }

    private static Dictionary<string, long> Numbers(string constants) =>
        Number().Matches(constants).ToDictionary(number => number.Groups[1].Value, number => long.Parse(number.Groups[2].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"private static class Offset\s*\{(?<all>[^{}]*)(?:public static class Prediction\s*\{(?<own>[^{}]*)\}\s*)?\}")]
    private static partial Regex Constants();

    [GeneratedRegex(@"(\w+) = (\d+)[,;]")]
    private static partial Regex Number();

    [GeneratedRegex(@"private static \w+ (?<name>Forward(?:WithLoss)?(?:InRows)?(?:<[^>]*>)?)\([^)]*ref (?:float|double) outputs[^)]*\)[^{]*?\n    \{\n(?<body>.*?)\n    \}\n", RegexOptions.Singleline)]
    private static partial Regex Methods();

    [GeneratedRegex(@"ref \w+ (?<name>\w+) = ref Unsafe\.Add\(ref workspace, Offset\.(?:Prediction\.)?(?<offset>\w+)\); // (?<shape>.*)")]
    private static partial Regex Place();

    [GeneratedRegex(@"ref \w+ (?<name>\w+) = ref (?<of>\w+); // ")]
    private static partial Regex Alias();

    /// <summary>A pass as it was written.</summary>
    private sealed class Pass
    {
        private readonly Dictionary<string, long> _training;
        private readonly Dictionary<string, string> _offsets = new(StringComparer.Ordinal);

        public Pass(Match method, Dictionary<string, long> offsets, Dictionary<string, long> training, int samples, long workspace)
        {
            _training = training;
            Method = method.Groups["name"].Value;
            Samples = samples;
            Workspace = workspace;
            string body = method.Groups["body"].Value;
            foreach (Match place in PredictionMemoryTests.Place().Matches(body))
            {
                string name = place.Groups["name"].Value;
                _offsets[name] = place.Groups["offset"].Value;
                Places[name] = (offsets[place.Groups["offset"].Value], LengthOf(place.Groups["shape"].Value, samples));
            }

            // The last row of a part ends where that of the whole does.
            foreach (string part in Places.Keys.ToList())
            {
                (long offset, long length) = Places[part];
                long behind = Places.Where(whole => whole.Value.Offset <= offset && AreOne(part, whole.Key)).Max(whole => offset - whole.Value.Offset);
                Places[part] = (offset, length - behind);
            }

            // A name for another: who names it names that.
            Dictionary<string, string> aliases = Alias().Matches(body).ToDictionary(alias => alias.Groups["name"].Value, alias => alias.Groups["of"].Value);
            int number = 0;
            foreach (string statement in StatementsOf(body))
            {
                number++;
                foreach (Match word in Regex.Matches(statement, @"\w+"))
                {
                    string name = word.Value;
                    while (aliases.TryGetValue(name, out string? of))
                    {
                        name = of;
                    }

                    if (Places.ContainsKey(name))
                    {
                        Lives[name] = Lives.TryGetValue(name, out (int First, int Last) life) ? (life.First, number) : (number, number);
                    }
                }
            }
        }

        public string Method { get; }

        public int Samples { get; }

        public long Workspace { get; }

        /// <summary>Where each value lies.</summary>
        public Dictionary<string, (long Offset, long Length)> Places { get; } = new(StringComparer.Ordinal);

        /// <summary>The first and the last statement that names it.</summary>
        public Dictionary<string, (int First, int Last)> Lives { get; } = new(StringComparer.Ordinal);

        /// <summary>Whether one is a part of the other: then they share a place in a pass that learns as well, where nothing else does.</summary>
        public bool AreOne(string one, string other)
        {
            if (one == other)
            {
                return true;
            }

            if (!_training.TryGetValue(_offsets[one], out long x) || !_training.TryGetValue(_offsets[other], out long y))
            {
                return false;
            }

            (string whole, string part) = x <= y ? (one, other) : (other, one);
            return Math.Abs(x - y) < Places[whole].Length && Places[part].Length <= Places[whole].Length;
        }

        /// <summary>Whole statements; what is between braces is part of one.</summary>
        private static IEnumerable<string> StatementsOf(string body)
        {
            string statement = string.Empty;
            int depth = 0;
            foreach (string line in body.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("//", StringComparison.Ordinal)))
            {
                if (PredictionMemoryTests.Place().IsMatch(line) || Alias().IsMatch(line))
                {
                    continue;
                }

                statement += line + "\n";
                depth += line.Count(character => character == '{') - line.Count(character => character == '}');
                if (depth == 0 && (line.EndsWith(';') || line.EndsWith('}')))
                {
                    yield return statement;
                    statement = string.Empty;
                }
            }
        }

        /// <summary>The elements of samples × 3 × 5, padded to 8.</summary>
        private static long LengthOf(string shape, int samples) => Regex.Replace(shape, @"\d+, padded to ", string.Empty).Split(" × ")
            .Aggregate(1L, (length, factor) => length * (factor == "samples" ? samples : long.Parse(factor, CultureInfo.InvariantCulture)));
    }
}
