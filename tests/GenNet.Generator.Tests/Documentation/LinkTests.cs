using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.Diagnostics;
using Xunit;

namespace GenNet.Generator.Tests.Documentation;

/// <summary>No link leads nowhere: not in the repository, and not in the package, which holds the README, the changes and <c>docs</c>.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. MarkdownPages.All, "CHANGELOG.md", "CONTRIBUTING.md", "benchmarks/README.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLinkLeadsToAFileAndAHeading(string page)
    {
        foreach (string link in LinksOf(page).Where(link => !IsOfTheWeb(link)))
        {
            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? page : Resolve(page, parts[0]);
            string path = Path.Combine(RulePages.RepositoryFolder(), target);

            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} links to {link}, which does not exist.");
            Assert.True(parts.Length == 1 || HeadingsOf(target).Contains(parts[1]), $"{page} links to {link}, but there is no such heading.");
        }
    }

    [Fact]
    public void PagesOfThePackageLinkToWhatIsInThePackage() => Assert.All(
        MarkdownPages.All.Where(page => page.StartsWith("docs/", StringComparison.Ordinal)),
        page => Assert.All(LinksOf(page).Where(link => !IsOfTheWeb(link)), link =>
        {
            string target = Resolve(page, link.Split('#')[0]);
            Assert.True(
                target.StartsWith("docs", StringComparison.Ordinal) || target is "README.md" or "CHANGELOG.md" or "LICENSE",
                $"{page} links to {link}, which the package does not hold.");
        }));

    /// <summary>They travel with the pages: 128 colours are enough for what they show, and a quarter of the bytes.</summary>
    [Fact]
    public void PicturesOfThePackageAreSmall() => Assert.All(
        Directory.GetFiles(Path.Combine(RulePages.RepositoryFolder(), "docs"), "*.png", SearchOption.AllDirectories),
        picture =>
        {
            byte[] file = File.ReadAllBytes(picture);
            const int ColorType = 25;
            const int Palette = 3;
            Assert.Equal(Palette, file[ColorType]);
            Assert.InRange(file.Length, 1000, 110_000);
        });

    [Fact]
    public void TheIndexNamesEveryPage()
    {
        HashSet<string> named = [.. LinksOf("docs/README.md").Select(link => Resolve("docs/README.md", link.Split('#')[0]))];

        Assert.Superset(
            MarkdownPages.All.Where(page => page is not ("README.md" or "docs/README.md") && Path.GetFileName(page)[..2] != "GN").ToHashSet(), named);
    }

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(CodeOf().Replace(MarkdownPages.Read(page), "")).Select(match => match.Groups[1].Value);

    private static bool IsOfTheWeb(string link) => link.StartsWith("https://", StringComparison.Ordinal);

    private static string Resolve(string page, string link)
    {
        string root = RulePages.RepositoryFolder();
        string folder = Path.GetDirectoryName(Path.Combine(root, page))!;
        return Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(folder, link))).Replace('\\', '/');
    }

    /// <summary>The names by which headings are linked to: in small letters, with hyphens for spaces and without other signs.</summary>
    private static IEnumerable<string> HeadingsOf(string page) =>
        CodeOf().Replace(MarkdownPages.Read(page), "").Split('\n')
            .Where(line => line.StartsWith('#'))
            .Select(line => OtherSigns().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex CodeOf();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex OtherSigns();
}
