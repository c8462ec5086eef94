using System;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>Tells what this generator wrote from what people did.</summary>
internal static class GeneratedFiles
{
    /// <summary>The folder that the compiler gives each generator's files: its full name.</summary>
    private const string Folder = "GenNet.Generator.NetworkGenerator";

    public static bool Contain(SyntaxTree tree) =>
        tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
        && Array.IndexOf(tree.FilePath.Split('/', '\\'), Folder) >= 0;
}
