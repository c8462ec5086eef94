using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GenNet.Generator.Calculus;
using GenNet.Generator.Tests.Harness;
using Xunit;
using DeclaredActivation = GenNet.Generator.Declaration.Activation;
using DeclaredLoss = GenNet.Generator.Declaration.Loss;

namespace GenNet.Generator.Tests;

/// <summary>What the documentation shows of generated code is what is generated.</summary>
public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/generated-code.md")]
    public void BackwardPassOfXorIsByteForByteWhatIsGenerated(string page)
    {
        string generated = Generate("samples/Xor/Program.cs", "Xor.Backward.g.cs");

        Assert.Contains($"```csharp\n{generated}```\n", Read(page), StringComparison.Ordinal);
    }

    [Fact]
    public void ExcerptsOfDigitsAreGenerated()
    {
        string generated = WithoutIndentation(Generate("samples/Digits/Digits.cs", "Digits.Backward.g.cs"));
        List<string> excerpts = CodeBlock().Matches(Read("docs/generated-code.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(3, excerpts.Count);
        Assert.All(excerpts.Skip(1), excerpt => Assert.Contains(WithoutIndentation(excerpt), generated, StringComparison.Ordinal));
    }

    [Fact]
    public void ExamplesOfCustomFunctionsCompile()
    {
        List<string> examples = CodeBlock().Matches(Read("docs/custom-functions.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(2, examples.Count);
        Assert.All(examples, example => Assert.NotEmpty(
            GeneratorHarness.Run(example.Contains("using GenNet;", StringComparison.Ordinal) ? example : "using GenNet;\n" + example).Files));
    }

    [Fact]
    public void ProgramOfTheReadmeDeclaresTheNetworkOfTheSample()
    {
        string declaration = Read("samples/Xor/Program.cs");
        declaration = declaration[declaration.IndexOf("[Network(", StringComparison.Ordinal)..];

        Assert.Contains(declaration, Read("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(DeclaredLoss.HalfSquaredError), nameof(DeclaredActivation.Linear), "linear", "½ Σ (a − t)²")]
    [InlineData(nameof(DeclaredLoss.HalfSquaredError), nameof(DeclaredActivation.Sigmoid), "sigmoid", "½ Σ (a − t)²")]
    [InlineData(nameof(DeclaredLoss.HalfSquaredError), nameof(DeclaredActivation.Tanh), "tanh", "½ Σ (a − t)²")]
    [InlineData(nameof(DeclaredLoss.BinaryCrossEntropy), nameof(DeclaredActivation.Sigmoid), "sigmoid", "Σ (softplus(z) − t z) (binary cross-entropy)")]
    public void TableOfDeltasIsDerived(string loss, string activation, string word, string notation)
    {
        Expression delta = LossFunction.Of(Enum.Parse<DeclaredLoss>(loss), outputs: 3)
            .DerivativeByPreActivation(ActivationFunction.Of(Enum.Parse<DeclaredActivation>(activation)));

        Assert.Contains(
            $"| {notation} | {word} | {Printer.Notation(delta, symbol => symbol.Name)} |",
            Read("docs/generated-code.md"),
            StringComparison.Ordinal);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    /// <summary>The text of a file that is generated for a sample, whose own code is left out but for the declaration.</summary>
    private static string Generate(string sample, string hintName)
    {
        string source = Read(sample);
        int declaration = source.IndexOf("[Network(", StringComparison.Ordinal);
        GeneratorRun run = GeneratorHarness.Run("using GenNet;\nusing static GenNet.Activation;\n" + source[declaration..]);
        return run.Files.Single(file => file.HintName == hintName).SourceText.ToString();
    }

    private static string WithoutIndentation(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    /// <summary>A file of the repository, by its path from the root.</summary>
    internal static string Read(string path) =>
        File.ReadAllText(Path.Combine(ThisFolder(), "..", "..", path)).ReplaceLineEndings("\n");

    private static string ThisFolder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
