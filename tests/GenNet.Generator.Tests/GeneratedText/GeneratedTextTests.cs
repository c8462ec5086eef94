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

    private const int QuickDeclarations = 150;

    [Fact]
    public void TheTextOfEveryFileIsWhatWasAccepted()
    {
        string path = Path.Combine(Folder(), "GeneratedText.txt");
        IEnumerable<(string Name, string Source)> all = KnownDeclarations.All();
        var now = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string source) in Snapshot.IsAccepting ? all : TestScope.Cases(all, QuickDeclarations))
        {
            now.Add(name, HashesOf(name, source));
        }

        if (Snapshot.IsAccepting)
        {
            File.WriteAllLines(path, now.Select(line => $"{line.Key} {line.Value}"));
            return;
        }

        Dictionary<string, string> accepted = File.ReadLines(path).Select(line => line.Split(' ', 2)).ToDictionary(line => line[0], line => line[1]);
        string[] moved = [.. now.Where(line => accepted.GetValueOrDefault(line.Key) != line.Value).Select(line => line.Key)];
        Assert.True(
            moved.Length == 0,
            $"The generated text of {moved.Length} of {now.Count} declarations is not what was accepted: {string.Join(", ", moved.Take(20))}. "
            + $"Set {FolderVariable} to see it; run with {Snapshot.AcceptVariable}=1 if the change is meant, and say in the commit which and why.");
        if (TestScope.Full)
        {
            Assert.Equal(accepted.Keys.Order(StringComparer.Ordinal), now.Keys);
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

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
