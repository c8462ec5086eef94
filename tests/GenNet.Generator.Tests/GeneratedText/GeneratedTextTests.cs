using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests.GeneratedText;

/// <summary>
/// The text of every generated file of some two thousand declarations is what it was: <c>GeneratedText.txt</c> has a hash for each, and
/// changes on purpose only. Snapshots show what the text is; these say whether any of it moved.
/// </summary>
/// <remarks>
/// To see what moved, set <c>GENNET_WRITE_TEXT</c> to a folder before and after a change, and compare the two folders.
/// </remarks>
public sealed class GeneratedTextTests
{
    private const string FolderVariable = "GENNET_WRITE_TEXT";

    /// <summary>How many tests share the declarations: enough that a change of one thing is met by some and not by all.</summary>
    private const int Portions = 25;

    private static readonly Lazy<IReadOnlyList<(string Name, string Source)>> s_declarations = new(() =>
        [.. Snapshot.IsAccepting || TestScope.Full ? KnownDeclarations.All() : KnownDeclarations.Sample()]);

    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_accepted = new(() =>
        File.ReadLines(TextFile()).Select(line => line.Split(' ', 2)).ToDictionary(line => line[0], line => line[1]));

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Snapshot.IsAccepting ? 1 : Portions)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void TheTextOfEveryFileIsWhatWasAccepted(int portion)
    {
        if (Snapshot.IsAccepting)
        {
            File.WriteAllLines(
                TextFile(),
                s_declarations.Value.OrderBy(declaration => declaration.Name, StringComparer.Ordinal)
                    .Select(declaration => $"{declaration.Name} {HashesOf(declaration.Name, declaration.Source)}"));
            return;
        }

        (string Name, string Source)[] declarations = [.. s_declarations.Value.Where((_, i) => i % Portions == portion)];
        string[] moved =
        [
            .. declarations
                .Where(declaration => s_accepted.Value.GetValueOrDefault(declaration.Name) != HashesOf(declaration.Name, declaration.Source))
                .Select(declaration => declaration.Name),
        ];
        Assert.True(
            moved.Length == 0,
            $"The generated text of {moved.Length} of {declarations.Length} declarations is not what was accepted: {string.Join(", ", moved.Take(20))}. "
            + $"Set {FolderVariable} to see it; run with {Snapshot.AcceptVariable}=1 if the change is meant, and say in the commit which and why.");
    }

    [FullFact]
    public void EveryAcceptedTextIsThatOfADeclaration()
    {
        if (!Snapshot.IsAccepting)
        {
            Assert.Equal(
                s_accepted.Value.Keys.Order(StringComparer.Ordinal),
                s_declarations.Value.Select(declaration => declaration.Name).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>A hash for each file, in the order of their names.</summary>
    private static string HashesOf(string name, string source)
    {
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: GeneratorHarness.ParseOptions)
            .RunGenerators(GeneratorHarness.CreateCompilation(source), TestContext.Current.CancellationToken);
        (string Name, string Text)[] files =
        [
            .. driver.GetRunResult().Results.Single().GeneratedSources
                .Select(file => (file.HintName, file.SourceText.ToString()))
                .OrderBy(file => file.HintName, StringComparer.Ordinal),
        ];
        Assert.True(files.Length >= 2, $"{name} generated {files.Length} files: it must have become a mistake.");
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
        {
            string own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            Array.ForEach(files, file => File.WriteAllText(Path.Combine(own, file.Name), file.Text));
        }

        return string.Join(' ', files.Select(file => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Text)))[..12]));
    }

    private static string TextFile([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "GeneratedText.txt");
}
