using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using GenNet.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Every rule has a page, a place in the release notes and a test, and its help link leads to the page.</summary>
public sealed class RulePagesTests
{
    public static TheoryData<string> Ids => [.. new NetworkAnalyzer().SupportedDiagnostics.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EachRuleHasAPageANoteAndATest(string id)
    {
        DiagnosticDescriptor rule = new NetworkAnalyzer().SupportedDiagnostics.Single(candidate => candidate.Id == id);
        string page = Path.Combine(RepositoryFolder(), "docs", "diagnostics", $"{id}.md");
        string releases = Path.Combine(
            RepositoryFolder(), "generator", "GenNet.Generator", "Diagnostics", "AnalyzerReleases.Unshipped.md");

        Assert.StartsWith($"# {id}: {rule.Title}", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Contains(File.ReadLines(releases), line => line.StartsWith($"{id} | GenNet | {rule.DefaultSeverity} |", StringComparison.Ordinal));
        Assert.EndsWith($"/docs/diagnostics/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains(
            typeof(RulePagesTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()),
            method => method.Name.StartsWith(id + "_", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryPageIsOfARule()
    {
        IEnumerable<string> pages = Directory
            .EnumerateFiles(Path.Combine(RepositoryFolder(), "docs", "diagnostics"), "GN*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page));

        Assert.Equal(new NetworkAnalyzer().SupportedDiagnostics.Select(rule => rule.Id), pages.Order(StringComparer.Ordinal));
    }

    private static string RepositoryFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
