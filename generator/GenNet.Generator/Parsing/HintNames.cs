using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Names for generated files: the class's full name, <c>Games.Xor</c>, and nothing more wherever that is enough.
/// </summary>
/// <remarks>
/// Roslyn compares names of generated files without regard to case, and only ASCII survives every file system. So a letter
/// beyond ASCII becomes <c>-</c> and its code (no identifier has a <c>-</c>), and where names differ in case alone, all but the
/// first in ordinal order get <c>--</c> and a hash of their exact name.
/// </remarks>
internal static class HintNames
{
    /// <summary>
    /// Names longer than this are cut and get a hash: file systems take 255 bytes, and the name of the class that holds the passes,
    /// which is made of this one and may be six times as long, must stay below the 1,023 that an assembly takes.
    /// </summary>
    private const int MostCharacters = 120;

    /// <summary>What follows the hint name where a network has several files.</summary>
    private static readonly string[] s_parts = ["Forward", "Loss", "Backward", "Check", "Stream", "Explore", "Weights"];

    public static string Of(INamedTypeSymbol type)
    {
        var segments = new Stack<string>();
        bool isAmbiguous = IsTheNameOfAPart(type);
        for (ISymbol symbol = type; symbol is not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            segments.Push(symbol.Name);
            isAmbiguous |= IsPrecededByItsLike(symbol);
            if (symbol.ContainingSymbol is not INamespaceOrTypeSymbol)
            {
                break;
            }
        }

        string fullName = string.Join(".", segments);
        string escaped = Escape(fullName);
        return escaped.Length > MostCharacters ? $"{escaped.Substring(0, MostCharacters)}--{Hash(fullName)}"
            : isAmbiguous ? $"{escaped}--{Hash(fullName)}"
            : escaped;
    }

    /// <summary>
    /// A name that no other class's files have, whatever else is declared wrongly: classes of one name may differ in type parameters,
    /// in their file, or in their kind.
    /// </summary>
    public static string OfMistaken(INamedTypeSymbol type)
    {
        var exact = new StringBuilder(type.TypeKind.ToString()).Append(type.IsRecord ? "Record" : string.Empty);
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            exact.Append('/').Append(part.MetadataName);
        }

        return $"{Of(type)}--{Hash(exact.ToString())}.Mistake";
    }

    /// <summary>A network <c>Forward</c> nested in a network <c>Xor</c> would share <c>Xor.Forward.g.cs</c> with its parent.</summary>
    private static bool IsTheNameOfAPart(INamedTypeSymbol type) =>
        type.ContainingType is not null
        && s_parts.Any(part => string.Equals(type.Name, part, StringComparison.OrdinalIgnoreCase));

    private static bool IsPrecededByItsLike(ISymbol symbol) =>
        symbol.ContainingSymbol is INamespaceOrTypeSymbol container
        && container.GetMembers()
            .OfType<INamespaceOrTypeSymbol>()
            .Any(other => string.Equals(other.Name, symbol.Name, StringComparison.OrdinalIgnoreCase)
                && string.CompareOrdinal(other.Name, symbol.Name) < 0);

    private static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (char character in name)
        {
            if (character is '.' or '_' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'))
            {
                escaped.Append(character);
            }
            else
            {
                escaped.Append('-').Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    /// <summary>FNV-1a, 32 bits, over UTF-16 units: the same on every machine, which <c>GetHashCode</c> is not.</summary>
    private static string Hash(string name)
    {
        uint hash = 2166136261;
        foreach (char character in name)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
