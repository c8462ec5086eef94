using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>What a person wrote to declare a network, for networks that carry their text.</summary>
internal static class DeclarationText
{
    /// <summary>The attributes and the head of the class, without what stands in it; empty where nothing of it is in source.</summary>
    public static string Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        TypeDeclarationSyntax? part = type.GetAttributes()
            .Where(NetworkParser.IsNetworkAttribute)
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .FirstOrDefault(declaration => declaration is not null);
        if (part is null)
        {
            return string.Empty;
        }

        string text = part.ToString().Substring(0, part.Identifier.Span.End - part.SpanStart);
        return string.Concat(text.Replace("\r", string.Empty).Split('\n').Select((line, index) => (index == 0 ? string.Empty : "\n") + line.Trim())) + ";\n";
    }
}
