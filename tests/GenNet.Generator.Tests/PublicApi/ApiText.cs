using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Tests.PublicApi;

/// <summary>Everything of an assembly that code outside it can name or override: a paragraph a type, a line a member.</summary>
internal static class ApiText
{
    /// <summary>The attributes that say who may use something, and how it is compiled.</summary>
    private static readonly ImmutableArray<string> s_tellingAttributes =
        ["AttributeUsageAttribute", "EditorBrowsableAttribute", "FlagsAttribute", "ObsoleteAttribute", "OverloadResolutionPriorityAttribute"];

    private static readonly SymbolDisplayFormat s_nameFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat s_memberFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeExplicitInterface,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Reads a compiled assembly; <paramref name="references"/> are the files it may refer to.</summary>
    public static string Of(string assembly, IEnumerable<PortableExecutableReference> references)
    {
        MetadataReference subject = MetadataReference.CreateFromFile(assembly);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Reader", references: references.Where(file => Path.GetFileName(file.FilePath) != Path.GetFileName(assembly)).Append(subject));
        var symbol = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(subject)!;
        var text = new StringBuilder();
        foreach (IGrouping<string, INamedTypeSymbol> types in Types(symbol.GlobalNamespace)
            .GroupBy(type => type.ContainingNamespace.ToDisplayString())
            .OrderBy(types => types.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append($"namespace {types.Key};\n");
            foreach (INamedTypeSymbol type in types.OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal))
            {
                AppendType(text, type);
            }
        }

        return text.ToString();
    }

    private static void AppendType(StringBuilder text, INamedTypeSymbol type)
    {
        text.Append('\n').Append(Attributes(type)).Append(Header(type)).Append('\n');
        foreach (string member in type.GetMembers()
            .Where(member => member is not INamedTypeSymbol && IsReachable(member) && !IsImplied(member))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.ToDisplayString(), StringComparer.Ordinal)
            .Select(member => Attributes(member) + member.ToDisplayString(s_memberFormat)))
        {
            text.Append("    ").Append(member).Append('\n');
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().SelectMany(member => member switch
        {
            INamespaceSymbol inner => Types(inner),
            INamedTypeSymbol type when IsReachable(type) => Types(type).Prepend(type),
            _ => [],
        });

    private static bool IsReachable(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Protected or Accessibility.ProtectedOrInternal => !symbol.ContainingType.IsSealed,
        _ => false,
    };

    /// <summary>Whether another line says it: the property of an accessor, the struct of its constructor without parameters.</summary>
    private static bool IsImplied(ISymbol member) =>
        member is IMethodSymbol method && (method.AssociatedSymbol is not null || method.IsImplicitlyDeclared);

    /// <summary>For example <c>public sealed class Sgd : Optimizer</c>.</summary>
    private static string Header(INamedTypeSymbol type)
    {
        string access = type.DeclaredAccessibility == Accessibility.Public ? "public " : "protected ";
        string modifiers = type switch
        {
            { TypeKind: not TypeKind.Class } => "",
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        IEnumerable<string> bases = type.TypeKind == TypeKind.Enum
            ? [type.EnumUnderlyingType!.ToDisplayString(s_memberFormat)]
            : type.Interfaces.Where(IsReachable).Select(Name).Order(StringComparer.Ordinal);
        if (type is { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } parent })
        {
            bases = bases.Prepend(Name(parent));
        }

        string inherited = string.Join(", ", bases);
        string withConstraints = type.ToDisplayString(s_nameFormat.AddGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints));
        string name = type.ToDisplayString(s_nameFormat);
        return $"{access}{modifiers}{name}{(inherited.Length == 0 ? "" : " : ")}{inherited}{withConstraints[name.Length..]}";

        static string Name(INamedTypeSymbol type) =>
            type.ToDisplayString(s_memberFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters));
    }

    private static string Attributes(ISymbol symbol) => string.Concat(symbol.GetAttributes()
        .Where(attribute => s_tellingAttributes.Contains(attribute.AttributeClass!.Name))
        .Select(Attribute)
        .Order(StringComparer.Ordinal));

    /// <summary>For example <c>[EditorBrowsable(Never)]</c>, with a space after it.</summary>
    private static string Attribute(AttributeData attribute)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(Value)
            .Concat(attribute.NamedArguments.Select(argument => $"{argument.Key} = {Value(argument.Value)}"));
        string list = string.Join(", ", arguments);
        string name = attribute.AttributeClass!.Name;
        return $"[{name[..^nameof(System.Attribute).Length]}{(list.Length == 0 ? "" : $"({list})")}] ";

        static string Value(TypedConstant value) => value.ToCSharpString() is var text && value.Kind == TypedConstantKind.Enum
            ? string.Join(" | ", text.Split(" | ").Select(name => name[(name.LastIndexOf('.') + 1)..]))
            : text;
    }
}
