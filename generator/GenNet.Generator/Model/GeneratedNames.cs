using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Model;

/// <summary>What generated code is called, outside of the class that it is written for.</summary>
internal static class GeneratedNames
{
    /// <summary>The namespace around all that is no part of a class of the user's.</summary>
    public const string Root = "GenNet.Generated";

    /// <summary>The class that holds a network's passes, in the network's namespace.</summary>
    public const string Passes = "Passes";

    /// <summary>The class that holds the step of a stream, beside the passes.</summary>
    public const string Stream = "Stream";

    /// <summary>The class that holds the weights that a network brings along, beside the passes.</summary>
    public const string Weights = "Weights";

    /// <summary>The class that holds a network's own text, within that of its passes.</summary>
    public const string Exploration = "Exploration";

    /// <summary>The type that holds the formulas of a gradient check, beside the passes.</summary>
    public const string Formulas = "Formulas";

    /// <summary>
    /// A namespace for each network, in which short names mean what they say: what it imports comes before whatever else the program
    /// declares, in <c>GenNet</c>, in <see cref="Root"/> or outside of all namespaces. <c>GenNet.Generated.Games_Xor</c> for Games.Xor.
    /// </summary>
    public static string NamespaceOf(string hintName) => $"{Root}.{SegmentOf(hintName)}";

    /// <summary>The same as it is written in C#: a class <c>@event</c> outside of all namespaces has a keyword for its last part.</summary>
    public static string WrittenNamespaceOf(NetworkType type)
    {
        string segment = SegmentOf(type.HintName);
        return $"{Root}.{(SyntaxFacts.GetKeywordKind(segment) == SyntaxKind.None ? string.Empty : "@")}{segment}";
    }

    /// <summary>
    /// The last part of a network's namespace. What is no dot in its hint name becomes <c>_</c> and a digit, which no part of a name
    /// begins with, so that no two networks share one.
    /// </summary>
    private static string SegmentOf(string hintName) => hintName.Replace("_", "_0").Replace("-", "_1").Replace('.', '_');

    /// <summary>Every type of the framework that generated code names, in metadata's spelling. A test compares it with what is emitted.</summary>
    private static readonly (string Namespace, string[] Types)[] s_used =
    [
        ("System", ["ArgumentException", "ArgumentOutOfRangeException", "InvalidOperationException", "Math", "ReadOnlySpan`1", "Span`1"]),
        ("System.CodeDom.Compiler", ["GeneratedCodeAttribute"]),
        ("System.Diagnostics.CodeAnalysis", ["ExcludeFromCodeCoverageAttribute"]),
        ("System.IO", ["InvalidDataException", "Stream"]),
        ("System.Numerics", ["Vector", "Vector`1"]),
        ("System.Runtime.CompilerServices",
            ["MethodImplAttribute", "MethodImplOptions", "OverloadResolutionPriorityAttribute", "Unsafe"]),
        ("System.Runtime.Intrinsics", ["Vector256", "Vector512", "Vector512`1"]),
        ("System.Threading", ["CancellationToken"]),
        ("System.Threading.Tasks", ["Task`1"]),
    ];

    /// <summary>The runtime's namespaces that generated code names types from.</summary>
    public static IReadOnlyList<string> RuntimeNamespaces { get; } = ["GenNet", "GenNet.Exploring", "GenNet.GradientChecking", "GenNet.Numerics", "GenNet.Training"];

    /// <summary>All namespaces that generated code names types from.</summary>
    public static IEnumerable<string> Namespaces => s_used.Select(used => used.Namespace).Concat(RuntimeNamespaces);

    /// <summary>The framework's types by name alone. Of an attribute C# looks for the name without its last word, too.</summary>
    public static IReadOnlyDictionary<string, string> UsedTypes { get; } = s_used
        .SelectMany(used => used.Types.SelectMany(type => SpellingsOf(type).Select(name => (name, $"{used.Namespace}.{type}"))))
        .ToDictionary(used => used.name, used => used.Item2, StringComparer.Ordinal);

    /// <summary>
    /// Words that no import says and that C# looks for outside before it takes them for its own, or for what was imported.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Captured { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nint"] = "the type nint",
        ["nuint"] = "the type nuint",
        ["MethodImplAttributeAttribute"] = "the attribute MethodImplAttribute",
    };

    private static IEnumerable<string> SpellingsOf(string type)
    {
        const string Suffix = "Attribute";
        return type.EndsWith(Suffix, StringComparison.Ordinal)
            ? [type, type.Substring(0, type.Length - Suffix.Length), type + Suffix]
            : [type];
    }
}
