using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.PublicApi;

/// <summary>
/// What is public was meant to be: the text files beside this one hold it, one an assembly, and nothing is added, changed or taken away
/// without being seen there.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly PortableExecutableReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    [Theory]
    [InlineData("GenNet")]
    [InlineData("GenNet.Console")]
    [InlineData("GenNet.Data")]
    [InlineData("GenNet.Explorer")]
    [InlineData("GenNet.Reports")]
    [InlineData("GenNet.Generator")]
    [InlineData("GenNet.CodeFixes")]
    [InlineData("GenNet.Build")]
    public void PublicApiIsWhatWasAccepted(string assembly)
    {
        string accepted = Path.Combine(Folder(), $"{assembly}.txt");
        string now = ApiText.Of(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"), s_references);
        if (Snapshot.IsAccepting)
        {
            File.WriteAllText(accepted, now);
            return;
        }

        string before = File.Exists(accepted) ? File.ReadAllText(accepted).ReplaceLineEndings("\n") : "";
        Assert.True(
            before == now,
            $"The public API of {assembly} is not (+) what PublicApi/{assembly}.txt says (-):\n{TextDifference.Of(before, now)}"
            + $"If the change is meant, run this test with {Snapshot.AcceptVariable}=1 to accept it, and commit the file with the change.");
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
