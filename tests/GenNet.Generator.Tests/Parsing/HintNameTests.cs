using System;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Parsing;

/// <summary>What generated files are called.</summary>
public sealed class HintNameTests
{
    [Fact]
    public void AGlobalClassHasItsNameAlone() =>
        Assert.Equal(["Xor.Backward.g.cs", "Xor.Forward.g.cs", "Xor.Loss.g.cs", "Xor.g.cs"], FilesOf("[Layer(2, 1)] public sealed partial class Xor;"));

    [Fact]
    public void NamespacesAndContainersComeFirst() =>
        Assert.Contains(
            "Games.Boards.Chess.Xor.g.cs",
            FilesOf("namespace Games.Boards { internal partial class Chess { [Layer(2, 1)] private sealed partial class Xor; } }"));

    [Fact]
    public void LettersBeyondAsciiBecomeTheirCodes() =>
        Assert.Contains("Gr-00F6-00DFe_1.g.cs", FilesOf("[Layer(2, 1)] public sealed partial class Größe_1;"));

    [Fact]
    public void NamesThatDifferInCaseAloneGetDifferentFiles()
    {
        string[] files = FilesOf(
            """
            [Layer(2, 1)] public sealed partial class Xor;
            [Layer(2, 1)] public sealed partial class XOR;
            namespace games { [Layer(2, 1)] public sealed partial class Xor; }
            namespace Games { [Layer(2, 1)] public sealed partial class Xor; }
            """);

        Assert.Equal(16, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("XOR.g.cs", files);
        Assert.Contains("Xor--2ef6731e.g.cs", files);
        Assert.Contains("Games.Xor.g.cs", files);
        Assert.Contains("games.Xor--34345117.g.cs", files);
    }

    [Fact]
    public void NestedNetworksCanBeCalledLikeAFile()
    {
        string[] files = FilesOf(
            """
            [Layer(2, 1)] public sealed partial class Xor
            {
                [Layer(2, 1)] public sealed partial class Backward;
                [Layer(2, 1)] public sealed partial class Loss;
            }
            """);

        Assert.Equal(12, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void NestedNetworksCanBeCalledLikeEveryFileThereIs()
    {
        const string Everything = "[Network(Explore = true, CheckGradients = true)] [Input(4, 2)] [Rnn(2)]";
        string[] parts =
        [
            .. FilesOf($"{Everything} public sealed partial class Net;").Select(file => file.Split('.')[1]).Where(part => part != "g"), "Weights",
        ];
        Assert.Equal(["Backward", "Check", "Explore", "Forward", "Loss", "Stream", "Weights"], parts);

        // Forward is the name of a member, and so of no class inside.
        string nested = string.Concat(parts.Where(part => part != "Forward").Select(part => $"[Layer(2, 1)] public sealed partial class {part};"));

        string[] files = FilesOf($"{Everything} public sealed partial class Net {{ {nested} }}");

        Assert.Equal(files.Length, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain("Net.Weights.g.cs", files);
    }

    [Fact]
    public void DotsAndUnderscoresAreNotTheSame()
    {
        string[] files = FilesOf(
            """
            namespace A.B_C { [Layer(2, 1)] public sealed partial class Xor; }
            namespace A_B.C { [Layer(2, 1)] public sealed partial class Xor; }
            namespace A.B.C { [Layer(2, 1)] public sealed partial class Xor; }
            """);

        Assert.Equal(12, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static string[] FilesOf(string source) =>
        [.. GeneratorHarness.Run($"using GenNet;\n{source}").Files.Select(file => file.HintName).Order(StringComparer.Ordinal)];
}
