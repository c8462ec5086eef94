using System.Linq;
using System.Reflection;

namespace GenNet.Generator.Model;

/// <summary>The pages of the documentation: on the web, if the project was there when this was built, and in the package in any case.</summary>
internal static class WebPages
{
    private static readonly string? s_root = typeof(WebPages).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "PagesUrl")?.Value;

    /// <summary>The address of a page, <c>docs/training.md</c>; null if it is nowhere.</summary>
    public static string? AddressOf(string page) => s_root is null ? null : $"{s_root}{page}";

    /// <summary>A page as a documentation comment leads to it: by a link if it is on the web, and else by where the package has it.</summary>
    /// <remarks>Never by a path of this machine: generated text is the same on every one.</remarks>
    public static string InDocumentation(string page) =>
        AddressOf(page) is { } address ? $"<see href=\"{address}\">{page}</see>" : $"{page} in the package GenNet";
}
