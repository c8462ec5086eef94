using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>Networks compiled for one vector width, whatever this machine has: .NET emulates vectors that the processor lacks.</summary>
internal static class VectorWidths
{
    /// <summary>Takes the choice of the width from the generated code of tiled networks, one a source.</summary>
    public static LoadedNetworks CompileFor(int bits, params string[] sources)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(sources);
        Compilation compilation = run.Compilation;
        int replaced = 0;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            string text = tree.GetText().ToString();

            // Conditions that the compiler does not see through, so that no branch is reported as unreachable.
            string chosen = text
                .Replace("Vector512.IsHardwareAccelerated", bits == 512 ? "Environment.ProcessorCount > 0" : "Environment.ProcessorCount < 0")
                .Replace("Vector256.IsHardwareAccelerated", bits >= 256 ? "Environment.ProcessorCount > 0" : "Environment.ProcessorCount < 0");
            if (chosen != text)
            {
                compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(chosen, Encoding.UTF8)));
                replaced++;
            }
        }

        // Forward, loss and backward of each network.
        Assert.Equal(3 * sources.Length, replaced);
        return GeneratorHarness.CompileAndLoad(run with { Compilation = compilation });
    }
}
