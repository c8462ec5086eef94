using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.GenerationCost;

/// <summary>A project as an application might have it: ten networks, a file each, among files of ordinary code.</summary>
internal static class Project
{
    public const int OrdinaryFiles = 40;

    /// <summary>The ten networks, from XOR to four layers.</summary>
    public static readonly string[] Networks =
    [
        "[Network(Loss = Loss.HalfSquaredError)] [Layer(2, 3, Sigmoid)] [Layer(3, 1, Sigmoid)] public sealed partial class Xor;",
        "[Layer(3, 4, Tanh, Bias = false)] [Layer(4, 1, Bias = false)] public sealed partial class BiasFree;",
        "[Network(Loss = Loss.BinaryCrossEntropy)] [Layer(30, 16, ReLU)] [Layer(16, 1, Sigmoid)] public sealed partial class Tumours;",
        "[Layer(784, 64, Sigmoid)] [Layer(64, 10, Softmax)] public sealed partial class Digits;",
        "[Layer(784, 128, ReLU)] [Layer(128, 64, ReLU)] [Layer(64, 10, Softmax)] public sealed partial class Fashion;",
        "[Layer(64, 32, Tanh)] [Layer(32, 8, Tanh)] [Layer(8, 32, Tanh)] [Layer(32, 64)] public sealed partial class Encoder;",
        "[Layer(4, 8, ReLU)] [Layer(8, 3, Softmax)] public sealed partial class Iris;",
        "[Network(Precision = Precision.Double)] [Layer(8, 16, Tanh)] [Layer(16, 1)] public sealed partial class Prices;",
        "[Network(Trainable = false)] [Layer(100, 50, ReLU)] [Layer(50, 10, Softmax)] public sealed partial class Keywords;",
        "[Layer(12, 24, Tanh)] [Layer(24, 24, Tanh)] [Layer(24, 4)] public sealed partial class Agent;",
    ];

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    public static readonly MetadataReference[] References = FindReferences();

    /// <summary>Networks first, then ordinary files.</summary>
    public static CSharpCompilation Create(IEnumerable<string> networks) => CSharpCompilation.Create(
        "App",
        networks
            .Select((network, index) => Parse($"using GenNet;\nusing static GenNet.Activation;\n\nnamespace App;\n\n{network}\n", $"Network{index}.cs"))
            .Concat(Enumerable.Range(0, OrdinaryFiles).Select(index => Parse(OrdinaryFile(index, edit: 0), $"File{index}.cs")))
            .ToArray(),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>About a hundred lines that call the framework; each edit is another number in one method.</summary>
    public static string OrdinaryFile(int number, int edit)
    {
        var text = new StringBuilder("using System;\nusing System.Collections.Generic;\n\nnamespace App;\n\n");
        text.Append($"public sealed class Service{number}\n{{\n    private readonly Dictionary<string, List<int>> _items = new();\n");
        for (int method = 0; method < 10; method++)
        {
            int added = method == 5 ? edit : 0;
            text.Append(
                $$"""

                    public int Count{{method}}(string name, IEnumerable<int> values)
                    {
                        List<int> items = _items.TryGetValue(name, out List<int>? found) ? found : _items[name] = new List<int>();
                        foreach (int value in values)
                        {
                            items.Add((value * {{method}}) + {{added}});
                        }

                        return items.Count > 3 ? items[3] + name.Length : Math.Max(items.Count, _items.Count);
                    }

                """);
        }

        return text.Append("}\n").ToString();
    }

    public static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, path);

    /// <summary>The framework this runs on, and GenNet's runtime.</summary>
    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(Network).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
