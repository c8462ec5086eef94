using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Tests.Fuzzing;

/// <summary>
/// Correct networks in the worst of company: the class, its members and all around it are called what generated code and the runtime
/// call their own.
/// </summary>
internal sealed partial class HostileNames(int seed)
{
    /// <summary>Networks that between them have nearly all that is ever generated, in as little text as that takes.</summary>
    private static readonly string[] s_small =
    [
        "[global::GenNet.Layer(2, 2)]",
        "[global::GenNet.Layer(2, 2, global::GenNet.Activation.Tanh), global::GenNet.Layer(2, 2, global::GenNet.Activation.Softmax)]",
        "[global::GenNet.Network(ByteScale = 0.5, Precision = global::GenNet.Precision.Double), global::GenNet.Layer(2, 3, global::GenNet.Activation.Softmax)]",
        "[global::GenNet.Network(ByteScale = 0.5, Trainable = false), global::GenNet.Layer(2, 3)]",
        "[global::GenNet.Network(CheckGradients = true), global::GenNet.Layer(2, 2, global::GenNet.Activation.Mish), global::GenNet.Layer(2, 1, global::GenNet.Activation.Sigmoid)]",
        "[global::GenNet.Network(Unroll = global::GenNet.Unroll.Tiled, ByteScale = 2), global::GenNet.Layer(2, 2, global::GenNet.Activation.PReLU)]",
    ];

    /// <summary>What takes more text: tiles of several layers, sparse inputs, and straight-line code that is cut into methods.</summary>
    private static readonly string[] s_large =
    [
        "[global::GenNet.Network(Unroll = global::GenNet.Unroll.Tiled, ByteScale = 2), global::GenNet.Layer(5, 3, global::GenNet.Activation.PReLU), global::GenNet.Layer(3, 2, global::GenNet.Activation.Softmax)]",
        "[global::GenNet.Layer(200, 20, global::GenNet.Activation.ReLU), global::GenNet.Layer(20, 4, global::GenNet.Activation.GELU)]",
        "[global::GenNet.Network(Unroll = global::GenNet.Unroll.Full), global::GenNet.Layer(17, 16, global::GenNet.Activation.Sigmoid)]",
    ];

    private static readonly string[] s_types =
    [
        "class", "static class", "struct", "interface", "enum", "record", "record struct", "ref struct", "delegate", "attribute", "generic class",
        "abstract class",
    ];

    private static readonly string[] s_parameters =
    [
        "", "int a", "string a", "global::System.IO.Stream a", "global::System.ReadOnlySpan<byte> a", "object a", "params int[] a", "in int a", "global::GenNet.NetworkLayout a",
        "ref readonly float a, ref float b, ref float c, int d", "ref readonly double a, ref double b, ref double c, int d", "ref readonly float a, ref float b",
        "in global::GenNet.Batch<float> a, ref float b", "in global::GenNet.Batch<float> a, global::GenNet.SgdUpdate<float> b",
        "global::System.ReadOnlySpan<byte> a, global::System.Span<float> b", "global::System.ReadOnlySpan<byte> a, global::System.Span<double> b, double c",
        "global::System.ReadOnlySpan<float> a, global::System.ReadOnlySpan<int> b, global::GenNet.Optimizer c",
        "global::System.ReadOnlySpan<float> a, global::System.ReadOnlySpan<float> b, global::System.Span<float> c", "string a, bool b = true",
    ];

    private static readonly string[] s_accessibilities = ["public", "internal", "private", "protected", "public new", "private new", "public static", "private static"];

    private static readonly Lazy<string[]> s_names = new(FindNames);

    private readonly Random _random = new(seed);

    /// <summary>Every identifier in generated code, every member that a network inherits, and words that C# knows in places.</summary>
    public static IReadOnlyList<string> Names => s_names.Value;

    /// <summary>The next declaration, and what it is in words.</summary>
    public string Next()
    {
        // A network may be what is called badly, or what lives beside it.
        string network = Pick(_random.Next(12) == 0 ? s_large : s_small);
        string name = "Net";
        string space = _random.Next(3) == 0 ? string.Empty : "App";
        var globals = new List<string>();
        var members = new List<string>();
        var outside = new List<string>();
        string containers = string.Empty;
        string bases = string.Empty;
        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            switch (_random.Next(12))
            {
                case 0:
                    name = Name();
                    break;
                case 1 or 2 or 3 or 4:
                    members.Add(Member(name));
                    break;
                case 5:
                    space = Pick(Name(), $"App.{Name()}", $"{Name()}.{Name()}", $"GenNet.{Name()}", "GenNet", "GenNet.Generated", $"GenNet.Generated.{Name()}", "System.Numerics");
                    break;
                case 6 or 7:
                    outside.Add(InSpace(Pick(space, space, "", "", "GenNet", "GenNet.Generated", "GenNet.Numerics", "System", "System.Numerics", "System.Runtime.CompilerServices"), Type(Name())));
                    break;
                case 8:
                    containers += $"partial {Pick("class", "struct", "interface", "record", "static class")} {Name()} {{ ";
                    break;
                case 9:
                    globals.Add($"{Pick("global ", "")}using {Name()} = {Pick("global::System.Object", "global::System.Int32", "global::System.Collections.Generic.List<int>", "global::GenNet.Loss")};");
                    break;
                case 10:
                    string helper = Name();
                    globals.Add($"global using static global::{helper};");
                    outside.Add($"public static class {helper} {{ {StaticMember()} public class {Name()}; }}");
                    break;
                default:
                    string contract = Name();
                    bases = Pick(" : object", " : global::System.Object", $" : {contract}", " : global::System.ICloneable");
                    if (bases.EndsWith(contract, StringComparison.Ordinal))
                    {
                        outside.Add(InSpace(space, $"public interface {contract};"));
                    }
                    else if (bases.EndsWith("ICloneable", StringComparison.Ordinal))
                    {
                        members.Add("object global::System.ICloneable.Clone() => this;");
                    }

                    break;
            }
        }

        string closing = new('}', containers.Count(letter => letter == '{'));
        string declaration = $"{containers}{network} public {Pick("sealed ", "")}partial class {name}{bases} {{ {string.Join(' ', members)} }} {closing}";
        return string.Join('\n', [.. globals.OrderByDescending(line => line.StartsWith("global", StringComparison.Ordinal)), InSpace(space, declaration), .. outside]) + "\n";
    }

    private static string InSpace(string space, string declaration) => space.Length == 0 ? declaration : $"namespace {space} {{ {declaration} }}";

    private string Member(string type)
    {
        string name = Name();
        string access = Pick(s_accessibilities);
        return _random.Next(16) switch
        {
            0 or 1 => $"{access} {Pick("int", "string", "object", "float")} {name} = default!;",
            2 => $"{access.Replace(" static", "", StringComparison.Ordinal)} const int {name} = 3;",
            3 or 4 => $"{access} int {name} {{ get; set; }}",
            5 or 6 or 7 or 8 => $"{access} {Pick("void", "void", "void", "int", "float")} {name}({Pick(s_parameters)}) => throw null!;",
            9 => $"{access} event global::System.Action? {name};",
            10 or 11 => $"{Pick("public", "private", "protected", "internal")} {Type(name)[7..]}",
            12 => $"public required {Pick("int", "string")} {name} {{ get; set; }}",
            13 => $"public {type}({Pick(s_parameters)}) : this(0) {{ }}",
            14 => $"[global::System.Runtime.CompilerServices.IndexerName(\"{name.TrimStart('@')}\")] public int this[int i] => i;",
            _ => $"{access} void {name}<T>({Pick(s_parameters)}) => throw null!;",
        };
    }

    private string StaticMember() => _random.Next(3) switch
    {
        0 => $"public const int {Name()} = 3;",
        1 => $"public static int {Name()}({Pick("float a", "object a", "")}) => 3;",
        _ => $"public static float {Name()}(this float a, float b, float times = 0) => a;",
    };

    /// <summary>A type of some kind, in words that begin with <c>public</c>.</summary>
    private string Type(string name) => Pick(s_types) switch
    {
        "attribute" => $"public class {name} : global::System.Attribute;",
        "generic class" => $"public class {name}<T>;",
        "delegate" => $"public delegate void {name}();",
        "enum" => $"public enum {name} {{ None }}",
        var kind => $"public {kind} {name} {{ }}",
    };

    private string Name() => _random.Next(8) == 0
        ? Pick("System", "GenNet", "Generated", "Numerics", "nint", "var", "global", "MethodImpl", "Vector", "Math", "Unsafe", "Kernel", "Rows", "Batch", "Span") is var known
            && known == "global" ? "@global" : Escaped(known)
        : Pick([.. Names]);

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None || name is "nint" or "nuint" or "var"
            ? "@" + name
            : name;

    /// <summary>The weight from input 2 to unit 3 is called like that from input 0 to unit 1.</summary>
    [GeneratedRegex("^[a-z]+[0-9]+(_[0-9]+)*_([2-9]|[1-9][0-9]+)(_[0-9]+)*$")]
    private static partial Regex OneOfMany();

    private static string[] FindNames()
    {
        IEnumerable<string> emitted = s_small.Concat(s_large).Select((network, i) => $"namespace N{i} {{ {network} public sealed partial class Net; }}")
            .SelectMany(source => GeneratorHarness.AddGenerated(GeneratorHarness.CreateCompilation(source)).SyntaxTrees.Skip(2))
            .SelectMany(tree => tree.GetRoot(CancellationToken.None).DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText);
        IEnumerable<string> inherited = typeof(TrainableNetwork<float>)
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Select(member => member.Name);
        IEnumerable<string> attributes = ["MethodImpl", "MethodImplAttributeAttribute", "GeneratedCode", "ExcludeFromCodeCoverage", "OverloadResolutionPriority"];
        IEnumerable<string> words = Enumerable.Range((int)SyntaxKind.YieldKeyword, 200)
            .Select(kind => SyntaxFacts.GetText((SyntaxKind)kind))
            .Where(word => SyntaxFacts.GetContextualKeywordKind(word) != SyntaxKind.None);
        return
        [
            .. emitted.Concat(inherited).Concat(attributes).Concat(words).Concat(["nint", "nuint", "dynamic", "_", "get_InputShape", "get_Summary"])
                .Where(SyntaxFacts.IsValidIdentifier)
                .Where(name => !OneOfMany().IsMatch(name))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(Escaped),
        ];
    }

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
