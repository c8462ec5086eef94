using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenNet.Generator.Model;
using GenNet.Generator.Parsing;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenNet.Generator.Tests.Emission;

/// <summary>What the parser knows of generated names is what is emitted, and tools that look at attributes can tell it from the user's.</summary>
public sealed class GeneratedMembersTests
{
    /// <summary>Networks of every kind that differ in what they declare, as correct ones and as shells of mistaken ones.</summary>
    public static TheoryData<string, string> Kinds => new(TestScope.Cases(AllKinds, quick: 9));

    private static IEnumerable<(string Network, string Layers)> AllKinds =>
        from layers in (string[])
        [
            "[Layer(3, 2, Activation.Softmax)]", "[Layer(3, 2)]", "[Layer(40, 30), Layer(30, 3, Activation.Softmax)]", "[Layer(3, 2), Layer(3, 4)]",
        ]
        from precision in (string[])["Single", "Double"]
        from options in (string[])["", ", Trainable = false", ", CheckGradients = true", ", Weights = \"net.safetensors\"", ", Explore = true"]
        from bytes in (string[])["", ", ByteScale = 0.5"]
        select ($"[Network(Precision = Precision.{precision}{options}{bytes})]", layers);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void MembersOfTheClassAreThoseThatTheParserKnows(string network, string layers)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(Declaration(network, layers));
        INamedTypeSymbol type = run.Compilation.GetTypeByMetadataName("Net")!;
        NetworkDeclaration declaration = Assert.Single(run.Steps.OfType<NetworkDeclaration>().Distinct());
        NetworkMembers members = declaration.Shell.Members;
        string[] generated =
        [
            .. type.GetMembers()
                .Where(member => !member.IsImplicitlyDeclared && IsGenerated(member) && member is not IMethodSymbol { AssociatedSymbol: not null })
                .Where(member => member is not (IMethodSymbol { ExplicitInterfaceImplementations.Length: > 0 } or IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 }))
                .Select(SignatureOf)
                .Order(StringComparer.Ordinal),
        ];
        string[] known =
        [
            .. NetworkMembers.Values
                .Concat(members.Methods.Select(Normalized))
                .Concat(NetworkMembers.ConstructorParameters.Select(parameter => Normalized($"void Net({parameter})")))
                .Order(StringComparer.Ordinal),
        ];

        // What only correct networks need, a constructor and the network over dual numbers, and a pass that not every network has are names that are taken all
        // the same.
        string[] optional = declaration.Model is null ? ["ForwardOne(", "Net(", "ReadDeclared("] : ["ForwardOne("];
        Assert.Empty(generated.Except(known));
        Assert.All(known.Except(generated), missing => Assert.True(
            optional.Any(start => missing.StartsWith(start, StringComparison.Ordinal)), $"{missing} is not generated."));
        Assert.Equal(declaration.Shell.Members, declaration.Model?.Members ?? declaration.Shell.Members);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AllThatIsGeneratedIsLeftOutOfCoverageAndNothingElse(string network, string layers)
    {
        // A shell is of a program that does not compile.
        GeneratorRun run = GeneratorHarness.RunUnchecked(Declaration(network, layers.Replace("Layer(3, 4)", "Layer(2, 4)", StringComparison.Ordinal)));
        INamedTypeSymbol type = run.Compilation.GetTypeByMetadataName("Net")!;
        int counted = 0;
        foreach (SyntaxTree tree in run.Compilation.SyntaxTrees.Where(GeneratedFiles.Contain))
        {
            SemanticModel model = run.Compilation.GetSemanticModel(tree);
            foreach (MemberDeclarationSyntax member in MembersOf(tree).Where(HasBody))
            {
                ISymbol symbol = model.GetDeclaredSymbol((member as FieldDeclarationSyntax)?.Declaration.Variables[0] as SyntaxNode ?? member, Cancellation)!;
                Assert.True(IsUncovered(symbol), $"{symbol} would be counted.");
                counted++;
            }
        }

        Assert.True(counted > 8);
        Assert.Empty(type.GetAttributes().Where(attribute => attribute.AttributeClass!.Name is "GeneratedCodeAttribute" or "ExcludeFromCodeCoverageAttribute"));
        Assert.False(IsUncovered(Assert.Single(type.GetMembers("Own"))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NetworksMayBePartOfAnAssemblyThatKeepsTheCommonLanguageSpecification(string network, string layers)
    {
        Compilation compilation = GeneratorHarness.AddGenerated(
            GeneratorHarness.CreateCompilation(Declaration(network, layers).Replace("\n\n", "\n\n[assembly: System.CLSCompliant(true)]\n", StringComparison.Ordinal)));

        Assert.Empty(compilation.GetDiagnostics(Cancellation).Where(diagnostic => diagnostic.Id.StartsWith("CS3", StringComparison.Ordinal)));
        Assert.True(compilation.Assembly.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == "CLSCompliantAttribute"));
    }

    [FullFact]
    public void TypesThatGeneratedCodeNamesAreThoseThatTheParserKnows()
    {
        string[] functions = ["Mish", "GELU", "PReLU", "LogSoftmax", "HardSwish", "Sine", "ELU", "Softplus"];
        IEnumerable<string> sources = AllKinds.Select(kind => Declaration(kind.Network, kind.Layers))
            .Concat(functions.Select(function => Declaration("[Network(Loss = Loss.MeanAbsoluteError, CheckGradients = true)]", $"[Layer(300, 20, Activation.{(function == "LogSoftmax" ? "Tanh" : function)}), Layer(20, 16), Layer(16, 1)]")))
            .Concat(functions.Select(function => Declaration("[Network(Loss = Loss.MeanSquaredError, CheckGradients = true)]", $"[Layer(3, 2, Activation.{function})]")));
        var used = new HashSet<string>();
        foreach (string source in sources)
        {
            Compilation compilation = GeneratorHarness.AddGenerated(GeneratorHarness.CreateCompilation(source));
            foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(GeneratedFiles.Contain))
            {
                SemanticModel model = compilation.GetSemanticModel(tree);
                foreach (SimpleNameSyntax name in tree.GetRoot(Cancellation).DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>())
                {
                    ISymbol? symbol = model.GetSymbolInfo(name, Cancellation).Symbol;
                    INamedTypeSymbol? named = symbol as INamedTypeSymbol ?? (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } made ? made.ContainingType : null);
                    if (named is { ContainingType: null, SpecialType: not (SpecialType.System_IntPtr or SpecialType.System_UIntPtr) }
                        && !SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly))
                    {
                        used.Add($"{named.ContainingNamespace.ToDisplayString()}.{named.MetadataName}");
                    }
                }
            }
        }

        ILookup<bool, string> isOfRuntime = used.Order(StringComparer.Ordinal).ToLookup(name => name.StartsWith("GenNet.", StringComparison.Ordinal));
        Assert.Equal(isOfRuntime[false], GeneratedNames.UsedTypes.Values.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(GeneratedNames.RuntimeNamespaces, isOfRuntime[true].Select(name => name[..name.LastIndexOf('.')]).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Declaration(string network, string layers) =>
        $$"""
        using GenNet;

        {{network}}
        {{layers}}
        public sealed partial class Net
        {
            public static int Own() => 3;
        }
        """;

    private static bool IsGenerated(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(part => GeneratedFiles.Contain(part.SyntaxTree));

    private static string SignatureOf(ISymbol member) => member is IMethodSymbol method
        ? $"{(method.MethodKind == MethodKind.Constructor ? "Net" : method.Name)}("
            + string.Join(", ", method.Parameters.Select(parameter => (parameter.RefKind == RefKind.None ? string.Empty : "ref ") + parameter.Type.ToDisplayString()))
            + ")"
        : member.Name;

    private static string Normalized(string signature)
    {
        var method = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"{signature};")!;
        IEnumerable<string> parameters = method.ParameterList.Parameters.Select(parameter =>
            (parameter.Modifiers.Count == 0 ? string.Empty : "ref ") + parameter.Type!.ToString().Replace("global::", string.Empty, StringComparison.Ordinal));
        return $"{method.Identifier.ValueText}({string.Join(", ", parameters)})";
    }

    private static IEnumerable<MemberDeclarationSyntax> MembersOf(SyntaxTree tree) =>
        tree.GetRoot(Cancellation).DescendantNodes().OfType<MemberDeclarationSyntax>();

    private static bool HasBody(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        PropertyDeclarationSyntax => true,
        FieldDeclarationSyntax field => field.Declaration.Variables.Any(variable => variable.Initializer is not null)
            && !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

    private static bool IsUncovered(ISymbol? symbol)
    {
        for (; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == "ExcludeFromCodeCoverageAttribute"))
            {
                return true;
            }
        }

        return false;
    }
}
