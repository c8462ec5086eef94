using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenNet.Generator.Tests.Diagnostics;

namespace GenNet.Generator.Tests.Documentation;

/// <summary>The pages that people read: the README and everything in <c>docs</c>.</summary>
internal static class MarkdownPages
{
    private const string Fence = "```";

    /// <summary>The paths of all pages from the root, with / between folders.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(RulePages.RepositoryFolder(), "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RulePages.RepositoryFolder(), path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The fenced blocks of all pages, in their order.</summary>
    public static IReadOnlyList<CodeBlock> Blocks { get; } = [.. All.SelectMany(BlocksOf)];

    /// <summary>A file of the repository, by its path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(RulePages.RepositoryFolder(), path)).ReplaceLineEndings("\n");

    /// <summary>The fenced blocks of a page, in their order.</summary>
    public static IEnumerable<CodeBlock> BlocksOf(string page)
    {
        string[] lines = Read(page).Split('\n');
        string section = "";
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('#'))
            {
                section = lines[i].TrimStart('#').Trim();
            }

            string opening = lines[i].TrimStart();
            if (!opening.StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            // In a list, fence and text are indented alike.
            int indentation = lines[i].Length - opening.Length;
            int first = i + 1;
            for (i = first; lines[i].TrimStart() != Fence; i++)
            {
            }

            string above = first >= 2 ? lines[first - 2].Trim() : "";
            yield return new CodeBlock(
                page,
                first + 1,
                section,
                opening[Fence.Length..],
                above.StartsWith("<!--", StringComparison.Ordinal) && above.EndsWith("-->", StringComparison.Ordinal) ? above[4..^3].Trim() : "",
                string.Concat(lines[first..i].Select(line => line[Math.Min(indentation, line.Length)..] + "\n")));
        }
    }
}
