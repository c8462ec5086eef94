using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenNet.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenNet.Generator.Tests.Rooms;

/// <summary>
/// Files have at most 400 lines and methods 60, in generator and runtime, unless a comment before says why: «// Long: the table of all losses.»
/// before the first line of a file, or before a method.
/// </summary>
public sealed class SizeTests
{
    private const int LongestFile = 400;

    private const int LongestMethod = 60;

    private const string Reason = "// Long: ";

    [Fact]
    public void FilesAndMethodsAreShortOrSayWhyTheyAreNot()
    {
        string root = RulePages.RepositoryFolder();
        var tooLong = new List<string>();
        foreach (string path in new[] { "generator", "runtime" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(root, path);
            if (name.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("obj") || parts.Contains("bin")))
            {
                continue;
            }

            string text = File.ReadAllText(path);
            int lines = text.Count(c => c == '\n');
            if (lines > LongestFile && !text.StartsWith(Reason, StringComparison.Ordinal))
            {
                tooLong.Add($"{name} has {lines} lines");
            }

            if (lines <= LongestMethod)
            {
                continue;
            }

            SyntaxNode tree = CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);
            foreach (BaseMethodDeclarationSyntax method in tree.DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
            {
                FileLinePositionSpan span = method.GetLocation().GetLineSpan();
                int height = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
                if (height > LongestMethod && !method.GetLeadingTrivia().ToString().Contains(Reason, StringComparison.Ordinal))
                {
                    tooLong.Add($"{name}({span.StartLinePosition.Line + 1}): {(method as MethodDeclarationSyntax)?.Identifier.Text ?? "a constructor"} has {height} lines");
                }
            }
        }

        Assert.True(
            tooLong.Count == 0,
            $"Part what has more than {LongestFile} lines (a file) or {LongestMethod} (a method), or say why not in a comment before it, '{Reason}…':\n{string.Join('\n', tooLong)}");
    }
}
