using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using GenNet.Generator.Tests.Documentation;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>The pages in <c>docs/diagnostics</c>.</summary>
internal static class RulePages
{
    /// <summary>The repository these tests were built in.</summary>
    public static string RepositoryFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(RepositoryFolder(), "docs", "diagnostics", name)).ReplaceLineEndings("\n");

    /// <summary>The broken program that a page shows, with what it takes for granted.</summary>
    public static string ExampleOf(string id) => Complete(
        MarkdownPages.Blocks.First(block => block is { Section: "Example", Language: "csharp" } && block.RuleId == id).Text);

    /// <summary>The code of a page with what it takes for granted.</summary>
    public static string Complete(string code) =>
        $$"""
        using GenNet;
        using static GenNet.Activation;

        {{code}}
        public class Component;

        public interface IGate;
        """;
}
