using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using GenNet.Generator.Tests.Documentation;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Weights;
using Microsoft.CodeAnalysis;

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

    /// <summary>The weight files of the projects that pages speak of, without which there is nothing to repair.</summary>
    public static ImmutableArray<AdditionalText> FilesOf(string id)
    {
        IEnumerable<WeightsDescription> files = id switch
        {
            "GN0104" => [DescribedWeights.Of("models/xor-2.safetensors", "layer1.kernel 2 3", "layer1.bias 3", "layer2.kernel 3 1", "layer2.bias 1")],
            "GN0106" =>
            [
                DescribedWeights.Of("small/xor.safetensors", "layer1.kernel 2 1", "layer1.bias 1"),
                DescribedWeights.Of("large/xor.safetensors", "layer1.kernel 2 1", "layer1.bias 1"),
            ],
            "GN0107" => [DescribedWeights.Of("digits.safetensors", "layer1.kernel 784 32", "layer1.bias 32", "layer2.kernel 32 10", "layer2.bias 10")],
            _ => [],
        };
        return [.. files.Select(file => new DescribedWeights(file))];
    }

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
