using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// A network whose class hides what it inherits works as one that does not: every inherited member, by a method of the same signature
/// that throws, by a field, by an event and by a nested type.
/// </summary>
public sealed class HiddenMemberTests(ITestOutputHelper output)
{
    /// <summary>What each network does, and what of it can be compared.</summary>
    private const string Work =
        """
        public delegate void Predict(GenNet.Network<float> network, byte[] inputs, float[] outputs);

        public static class Work
        {
            public static float[] Do(GenNet.TrainableNetwork<float> network, string path, System.Func<string, GenNet.Network<float>> load, Predict predict)
            {
                float[] inputs = [1, 0, 0.5f, 1, 1, 0];
                byte[] bytes = [2, 0, 1, 2, 2, 0];
                float[] targets = [1, 0, 0, 1];
                float[] results = new float[4 * 4];
                results[0] = network.TrainStep(inputs, targets, new GenNet.Sgd(0.1));
                network.Predict(inputs, System.MemoryExtensions.AsSpan(results, 1, 4));
                network.Save(path);
                GenNet.Network<float> loaded = load(path);
                loaded.Predict(System.MemoryExtensions.AsSpan(inputs, 0, 3), System.MemoryExtensions.AsSpan(results, 5, 2));
                float[] ofBytes = new float[4];
                predict(loaded, bytes, ofBytes);
                ofBytes.CopyTo(results, 7);
                results[11] = (float)loaded.Evaluate(new GenNet.Dataset(inputs, targets, 3, 2)).Loss;
                results[12] = loaded.Classify(System.MemoryExtensions.AsSpan(inputs, 0, 3));
                return results;
            }
        }
        """;

    /// <summary>Straight-line, and tiled with a pass for one sample.</summary>
    private static readonly string[] s_networks =
    [
        "[GenNet.Network(ByteScale = 0.5), GenNet.Layer(3, 2, GenNet.Activation.Softmax)]",
        "[GenNet.Network(ByteScale = 0.5, Unroll = GenNet.Unroll.Tiled), GenNet.Layer(3, 5, GenNet.Activation.Tanh), GenNet.Layer(5, 2, GenNet.Activation.Softmax)]",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AClassMayHideWhatItInherits()
    {
        string[] hiding = ["", .. TestScope.Cases(HidingMembers(), quick: 2)];
        var cases = hiding.SelectMany(member => s_networks.Select(network => (Network: network, Member: member))).ToList();
        string[] sources = [.. cases.Select((one, i) => Source(i, one.Network, one.Member))];
        string reported = string.Join('\n', (await AnalyzerHarness.DiagnosticsOf(GeneratorHarness.AddGenerated(GeneratorHarness.CreateCompilation(sources))))
            .Where(mistake => mistake.Id == "GN0016")
            .Select(mistake => mistake.Location.SourceTree!.FilePath));
        int[] welcome = [.. Enumerable.Range(0, cases.Count).Where(i => !reported.Split('\n').Contains($"Source{i}.cs"))];

        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad([Work, .. welcome.Select(i => sources[i])]);
        string path = Path.GetTempFileName();
        try
        {
            float[][] expected = [.. s_networks.Select((_, i) => (float[])networks.Call($"N{i}.Use", "Run", path)!)];
            Assert.All(expected, results => Assert.All(results.Take(11), value => Assert.NotEqual(0, value)));
            Assert.All(welcome, i => Assert.Equal(expected[i % s_networks.Length], (float[])networks.Call($"N{i}.Use", "Run", path)!));
        }
        finally
        {
            File.Delete(path);
        }

        output.WriteLine($"{cases.Count} networks, {welcome.Length} of them welcome, the others reported.");
        Assert.True(welcome.Length > cases.Count / 2, $"{welcome.Length} of {cases.Count}.");
    }

    private static string Source(int number, string network, string member) =>
        $$"""
        #nullable enable
        #pragma warning disable CS0109 // The compiler overlooks that a method with type parameters is hidden.
        namespace N{{number}}
        {
            {{network}}
            public sealed partial class Net
            {
                {{member}}
            }

            public static class Use
            {
                public static float[] Run(string path) => Work.Do(new Net(1), path, file => Net.Load(file), (network, inputs, outputs) => ((Net)network).Predict(inputs, outputs));
            }
        }
        """;

    /// <summary>For each member that a network inherits and people can see: four that hide it.</summary>
    private static IEnumerable<string> HidingMembers()
    {
        Compilation compilation = GeneratorHarness.CreateCompilation();
        INamedTypeSymbol? type = compilation.GetTypeByMetadataName("GenNet.TrainableNetwork`1")!.Construct(compilation.GetSpecialType(SpecialType.System_Single));
        var names = new HashSet<string>();
        for (; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers().Where(IsVisible))
            {
                names.Add(member.Name);
                if (member is IMethodSymbol { IsAbstract: false } method)
                {
                    yield return $"public new {SignatureOf(method)} => throw null!;";
                }
            }
        }

        foreach (string name in names)
        {
            yield return $"public new object? {name};";
            yield return $"public new event System.Action {name} {{ add {{ }} remove {{ }} }}";
            yield return $"public new static class {name};";
        }
    }

    private static bool IsVisible(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary };

    private static string SignatureOf(IMethodSymbol method)
    {
        SymbolDisplayFormat format = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
            SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
        var text = new StringBuilder(method.IsStatic ? "static " : string.Empty)
            .Append(method.ReturnType.ToDisplayString(format)).Append(' ').Append(method.Name);
        if (method.IsGenericMethod)
        {
            text.Append('<').AppendJoin(", ", method.TypeParameters.Select(parameter => parameter.Name)).Append('>');
        }

        text.Append('(').AppendJoin(", ", method.Parameters.Select(parameter => $"{KindOf(parameter.RefKind)}{parameter.Type.ToDisplayString(format)} {parameter.Name}")).Append(')');
        foreach (ITypeParameterSymbol parameter in method.TypeParameters.Where(parameter => parameter.ConstraintTypes.Length > 0))
        {
            text.Append($" where {parameter.Name} : ").AppendJoin(", ", parameter.ConstraintTypes.Select(constraint => constraint.ToDisplayString(format)));
        }

        return text.ToString();
    }

    private static string KindOf(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.In => "in ",
        RefKind.Out => "out ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => string.Empty,
    };
}
