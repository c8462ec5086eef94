using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>The pages in <c>docs/diagnostics</c>.</summary>
internal static partial class RulePages
{
    /// <summary>The repository these tests were built in.</summary>
    public static string RepositoryFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(RepositoryFolder(), "docs", "diagnostics", name)).ReplaceLineEndings("\n");

    /// <summary>The broken program that a page shows, with what it takes for granted.</summary>
    public static string ExampleOf(string id) => Complete(CodeIn(id, "Example"));

    /// <summary>The repaired program that a page shows, with what it takes for granted.</summary>
    public static string FixOf(string id) => Complete(CodeIn(id, "Fix"));

    private static string CodeIn(string id, string section)
    {
        IEnumerable<string> blocks = CodeBlock().Matches(Read($"{id}.md"))
            .Where(match => match.Groups[1].Value == section)
            .Select(match => match.Groups[2].Value);
        return blocks.FirstOrDefault() ?? throw new ArgumentException($"{id}.md has no code under {section}.", nameof(section));
    }

    private static string Complete(string code) =>
        $$"""
        using GenNet;
        using static GenNet.Activation;

        {{code}}
        public class Component;

        public interface IGate;
        """;

    [GeneratedRegex("## (Example|Fix)\n(?:(?!## )[^`]|`[^`])*?```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
