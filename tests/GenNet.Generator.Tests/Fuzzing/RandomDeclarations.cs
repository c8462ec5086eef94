using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Tests.Fuzzing;

/// <summary>
/// Declarations as nobody would write them, and as everybody does in the middle of typing: wrong values, wrong types, wrong places,
/// and half of them with tokens lost, doubled, exchanged or replaced.
/// </summary>
internal sealed class RandomDeclarations(int seed)
{
    private static readonly string[] s_sizes =
    [
        "1", "2", "3", "4", "8", "16", "-1", "0", "int.MaxValue", "int.MinValue", "2147483648", "100000", "65536", "28 * 28", "1.5", "2u", "'a'",
        "null", "default", "\"3\"", "Size", "nameof(Net)", "sizeof(int)", "typeof(int)", "Net.OutputSize", "unchecked(int.MaxValue + 1)", "1 / 0", "",
    ];

    private static readonly string[] s_activations =
    [
        "Activation.Linear", "Activation.Sigmoid", "Activation.Tanh", "Activation.ReLU", "Activation.Softmax", "(Activation)9", "(Activation)(-1)",
        "Softmax", "Loss.CrossEntropy", "0", "1", "null", "activation: Activation.Tanh", "(Activation)int.MaxValue", "GenNet.Activation.Sigmoid", "Activation.",
    ];

    private static readonly string[] s_layerProperties =
    [
        "Bias = false", "Bias = true", "Bias = 1", "Bias = 1 > 0", "Initializer = Initializer.Zeros", "Initializer = Initializer.HeNormal",
        "Initializer = (Initializer)77", "Initializer = 1", "InitializerScale = -0.5", "InitializerScale = double.NaN", "InitializerScale = 1 / 0.0",
        "InitializerScale = 1e400", "InitializerScale = 0", "InitializerScale = null", "InitializerScale = 1e-320", "Width = 3", "Bias", "= 3", "Inputs = 3",
    ];

    private static readonly string[] s_networkProperties =
    [
        "Loss = Loss.HalfSquaredError", "Loss = Loss.CrossEntropy", "Loss = Loss.BinaryCrossEntropy", "Loss = (Loss)42", "Loss = 1", "Reduction = Reduction.Sum",
        "Reduction = (Reduction)2", "Precision = Precision.Double", "Precision = (Precision)3", "Unroll = Unroll.Full", "Unroll = Unroll.Tiled",
        "Unroll = (Unroll)5", "Trainable = false", "Trainable = true", "Trainable = null", "CheckGradients = true", "Depth = 2", "Loss = Loss",
    ];

    private static readonly string[] s_names =
        ["Net", "Net", "Net", "@class", "@record", "Сеть", "Forward", "InputSize", "Load", "Passes", "_", "GenNet", "System", "Vector", "net", "1Net", "Layout", "T"];

    private static readonly string[] s_members =
    [
        "public const int Size = 3;", "public const int InputSize = 3;", "public Net() { }", "public Net(int seed) { }", "public Net(string name) : this(1) { }",
        "private string Summary => \"\";", "public static Net Load(string path) => null!;", "public void Forward() { }", "private class Parameters { }",
        "public override string ToString() => \"\";", "~Net() { }", "public static implicit operator int(Net net) => 3;", "public int this[int i] => i;",
        "public event System.Action? Happened;", "protected override void Forward(ref readonly float a, ref float b, ref float c, int d) { }",
        "public int Backpropagate;", "[Layer(2, 1)] public sealed partial class Inner { }", "static Net() { }", "public Mistake Mistake;", "int x = ;", "}", "#if X",
    ];

    private static readonly string[] s_tokens =
    [
        "-", "(", ")", "[", "]", "{", "}", ",", ";", "=", "<", ">", ".", "?", "@class", "0", "-1", "2147483647", "2147483648", "100000", "4", "1e400",
        "double.NaN", "null", "default", "new", "typeof(int)", "\"text\"", "'c'", "true", "Layer", "Network", "GenNet", "Activation", "Activation.Softmax",
        "(Activation)9", "(Unroll)(-1)", "nameof(Net)", "Net.OutputSize", "public", "partial", "static", "abstract", "record", "struct", "interface", "enum",
        "class", "file", "namespace", "using", "Net", "\u00e9t\u00e9", "\uD83D\uDE00", "Bias", "Loss", "/*", "//", "\"", "\"\"\"", "#error", "\0", "\u202E",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next source file, in a namespace of its own unless its end is lost.</summary>
    /// <param name="number">Tells the namespace from others.</param>
    public string Next(int number)
    {
        var text = new StringBuilder();
        text.Append("using GenNet;\n");
        text.Append(CultureInfo.InvariantCulture, $"namespace Fuzz{number}\n{{\n    {Chance(0.2, "using static GenNet.Activation;")}\n");
        string container = Chance(0.2, Pick("public partial class Outer", "struct Outer", "public partial interface Outer", "partial record Outer<T>", "file class Outer"));
        text.Append(container.Length > 0 ? $"    {container} {{\n" : string.Empty);
        for (int part = _random.NextDouble() < 0.1 ? 2 : 1; part > 0; part--)
        {
            text.Append(Class());
        }

        text.Append(container.Length > 0 ? "    }\n}\n" : "}\n");
        string source = text.ToString();
        return _random.Next(20) switch
        {
            < 8 => Mangle(source),
            8 => source[.._random.Next(source.Length)],
            _ => source,
        };
    }

    private string Class()
    {
        var text = new StringBuilder();
        text.Append(Chance(0.4, $"    [{Pick("Network", "Network", "NetworkAttribute", "GenNet.Network", "Netwrk")}{Arguments(s_networkProperties, 3)}]\n"));
        if (_random.NextDouble() < 0.35)
        {
            text.Append(CorrectLayers());
        }
        else
        {
            for (int layers = _random.Next(5); layers > 0; layers--)
            {
                text.Append(HostileLayer());
            }
        }

        string modifiers = _random.Next(4) == 0
            ? string.Join(' ', Enumerable.Range(0, _random.Next(5)).Select(_ => Pick("public", "internal", "private", "file", "static", "abstract", "sealed", "partial", "unsafe", "new", "readonly")))
            : "public sealed partial";
        string kind = _random.Next(8) == 0 ? Pick("record", "struct", "interface", "enum", "record struct", "class") : "class";
        string name = Pick(s_names);
        string suffix = Chance(0.06, Pick("<T>", "<T, U>", "(int seed)", "<T>(T value)", " where T : class", "<"))
            + Chance(0.08, Pick(" : System.IDisposable", " : object", " : System.Exception", " : Net", " : TrainableNetwork<float>", " : Network<double>", " : Nowhere", " : "));
        text.Append($"    {modifiers} {kind} {name}{suffix}");
        if (_random.Next(3) > 0)
        {
            return text.Append(";\n").ToString();
        }

        string members = string.Join("\n        ", Enumerable.Range(0, _random.Next(3)).Select(_ => Pick(s_members)));
        return text.Append($"\n    {{\n        {members}\n    }}\n").ToString();
    }

    /// <summary>Layers whose neighbours fit; now and then very many, or one of the hostile kind among them.</summary>
    private string CorrectLayers()
    {
        var text = new StringBuilder();
        int count = _random.Next(200) == 0 ? 200 : _random.Next(1, 4);
        int inputs = Size();
        for (int layer = 0; layer < count; layer++)
        {
            int outputs = Size();
            string activation = Pick("", "", ", Activation.Sigmoid", ", Activation.Tanh", ", Activation.ReLU", layer == count - 1 ? ", Activation.Softmax" : "");
            text.Append(_random.Next(12) == 0
                ? HostileLayer()
                : string.Create(CultureInfo.InvariantCulture, $"    [Layer({inputs}, {outputs}{activation}{Chance(0.2, ", Bias = false")})]\n"));
            inputs = outputs;
        }

        return text.ToString();

        int Size() => count > 100 ? _random.Next(1, 3) : _random.Next(16) == 0 ? _random.Next(1, 24) : _random.Next(1, 4);
    }

    private string HostileLayer()
    {
        var arguments = new List<string>();
        if (_random.Next(10) > 0)
        {
            arguments.Add(Pick("", "", "inputs: ") + Pick(s_sizes));
            arguments.Add(Pick("", "", "outputs: ") + Pick(s_sizes));
        }

        if (_random.Next(2) == 0)
        {
            arguments.Add(Pick(s_activations));
        }

        for (int properties = _random.Next(3); properties > 0; properties--)
        {
            arguments.Add(Pick(s_layerProperties));
        }

        if (_random.Next(6) == 0)
        {
            int first = _random.Next(arguments.Count + 1);
            arguments.Insert(first, Pick(s_sizes));
        }

        return $"    [{Pick("Layer", "Layer", "Layer", "LayerAttribute", "GenNet.Layer", "global::GenNet.Layer", "Layr")}({string.Join(", ", arguments)})]\n";
    }

    private string Arguments(string[] pool, int most)
    {
        int count = _random.Next(most + 1);
        return count == 0 && _random.Next(2) == 0 ? string.Empty : $"({string.Join(", ", Enumerable.Range(0, count).Select(_ => Pick(pool)))})";
    }

    /// <summary>Removes, repeats, exchanges and replaces a few tokens.</summary>
    private string Mangle(string source)
    {
        List<string> tokens = [.. SyntaxFactory.ParseTokens(source).Select(token => token.ToFullString())];
        for (int changes = _random.Next(1, 6); changes > 0 && tokens.Count > 1; changes--)
        {
            int index = _random.Next(tokens.Count);
            switch (_random.Next(4))
            {
                case 0:
                    tokens.RemoveAt(index);
                    break;
                case 1:
                    tokens.Insert(index, tokens[_random.Next(tokens.Count)]);
                    break;
                case 2:
                    int other = _random.Next(tokens.Count);
                    (tokens[index], tokens[other]) = (tokens[other], tokens[index]);
                    break;
                default:
                    tokens[index] = Pick(s_tokens) + " ";
                    break;
            }
        }

        return string.Concat(tokens);
    }

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Chance(double probability, string text) => _random.NextDouble() < probability ? text : string.Empty;
}
