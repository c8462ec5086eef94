using System;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Parsing;

/// <summary>Every legal way to declare a network compiles without a warning, and is the network that was meant.</summary>
public sealed class DeclarationShapesTests
{
    /// <summary>Each shape by its name and its source.</summary>
    public static TheoryData<string, string> Shapes => new(TestScope.Cases(
        [
            ("A class in the global namespace", "[Layer(2, 1)] public sealed partial class Net;"),
            ("No modifiers but partial", "[Layer(2, 1)] partial class Net;"),
            ("A body", "[Layer(2, 1)] public partial class Net { public int Extra { get; set; } public override string ToString() => \"net\"; }"),
            ("A namespace", "namespace A.B { [Layer(2, 1)] public sealed partial class Net; }"),
            ("A keyword for a name", "[Layer(2, 1)] public sealed partial class @class; [Layer(2, 1)] public sealed partial class @null;"),
            ("Contextual keywords", "[Layer(2, 1)] partial class @record; [Layer(2, 1)] partial class @file; [Layer(2, 1)] partial class @var; [Layer(2, 1)] partial class @value; [Layer(2, 1)] partial class @await; [Layer(2, 1)] partial class @required; [Layer(2, 1)] partial class @scoped; [Layer(2, 1)] partial class @dynamic;"),
            ("Keywords around it", "namespace @namespace.@new { partial struct @struct { [Layer(2, 1)] internal sealed partial class @is; } }"),
            ("Letters of all scripts", "namespace Größe { [Layer(2, 1)] public sealed partial class Сеть; [Layer(2, 1)] public sealed partial class 神経網; [Layer(2, 1)] public sealed partial class \\u0041bc; }"),
            ("A combining mark", "[Layer(2, 1)] public sealed partial class e\u0301te\u0301;"),
            ("Underscores", "[Layer(2, 1)] public sealed partial class _; [Layer(2, 1)] public sealed partial class __; [Layer(2, 1)] public sealed partial class _1;"),
            ("The same name in two namespaces", "namespace A { [Layer(2, 1)] public sealed partial class Net; } namespace B { [Layer(3, 2)] public sealed partial class Net; }"),
            ("The same name inside and outside", "[Layer(2, 1)] public sealed partial class Net; public partial class Outer { [Layer(3, 2)] public sealed partial class Net; }"),
            ("A network in a network", "[Layer(2, 1)] public sealed partial class Outer { [Layer(3, 2)] public sealed partial class Inner; }"),
            ("Nested in everything", "public partial interface I { partial struct S { partial record R { partial record struct T { partial class C { [Layer(2, 1)] private protected sealed partial class Net; } } } } }"),
            ("Containers with modifiers", "public static partial class A { internal readonly ref partial struct S { [Layer(2, 1)] internal sealed partial class Net; } public abstract partial class B { [Layer(2, 1)] protected sealed partial class Net; } }"),
            ("Each accessibility", "public partial class A { [Layer(2, 1)] public partial class N1; [Layer(2, 1)] internal partial class N2; [Layer(2, 1)] protected partial class N3; [Layer(2, 1)] private partial class N4; [Layer(2, 1)] protected internal partial class N5; [Layer(2, 1)] private protected partial class N6; }"),
            ("Modifiers", "public class Base { public class Net; } public partial class A : Base { [Layer(2, 1)] public new sealed partial class Net; }"),
            ("An alias of the attribute", "namespace X { using L = GenNet.LayerAttribute; using N = GenNet.NetworkAttribute; [N(Reduction = Reduction.Sum)] [L(2, 1)] public sealed partial class Net; }"),
            ("An alias that ends in Attribute", "namespace X { using DenseAttribute = GenNet.LayerAttribute; [Dense(2, 1)] public sealed partial class Net; }"),
            ("Full names", "[global::GenNet.NetworkAttribute()] [global::GenNet.LayerAttribute(2, 1)] public sealed partial class Net;"),
            ("A target", "[type: Layer(2, 1)] public sealed partial class Net;"),
            ("One list", "[Network, Layer(2, 3), Layer(3, 1), System.Serializable] public sealed partial class Net;"),
            ("The network after its layers", "[Layer(2, 3)] [Layer(3, 1)] [Network] public sealed partial class Net;"),
            ("Named arguments in any order", "[Layer(activation: Activation.Tanh, outputs: 3, inputs: 2, InitializerScale = 2, Bias = false)] [Layer(3, outputs: 1, Bias = true)] public sealed partial class Net;"),
            ("Expressions", "[Layer(28 * 28, (1 << 4) - 1)] [Layer(0xF, 'a' - 'Z', Bias = 1 > 2, InitializerScale = 1f / 3)] public sealed partial class Net;"),
            ("Constants of its own", "[Layer(Inputs, Hidden), Layer(Hidden, 1)] public sealed partial class Net { private const int Inputs = 2; internal const byte Hidden = 7; }"),
            ("Constants of others", "file static class Sizes { public const short Side = 4; } [Layer(Sizes.Side * Sizes.Side, 1)] public sealed partial class Net;"),
            ("nameof and sizeof", "[Layer(sizeof(long), 4)] [System.Obsolete(nameof(Net))] [Layer(4, sizeof(int))] public sealed partial class Net;"),
            ("Enums by number", "[Network(Loss = (Loss)2, Precision = 0)] [Layer(2, 1, (Activation)1)] public sealed partial class Net;"),
            ("Parts in any order", "public partial class Net : System.IDisposable { public void Dispose() { } } [Layer(2, 1)] sealed partial class Net; [Network] partial class Net;"),
            ("Interfaces and the base class that is generated", "[Layer(2, 1)] public sealed partial class Net : TrainableNetwork<float>, System.IDisposable { public void Dispose() { } }"),
            ("Members called like ours", "[Layer(2, 1)] public sealed partial class Net { private void seed() { } private void path() { } private void network() { } private void Mistake() { } private void Refuse() { } private void Load(int x) { } private void Forward() { } private class Passes; private class Parameters; }"),
            ("Types called like the framework's", "namespace App { class System; class GenNet; class Vector; class Math; class Activation2; [global::GenNet.Layer(2, 1)] public sealed partial class Span; [global::GenNet.Layer(20, 30)] public sealed partial class Unsafe; }"),
            ("Inside our namespace", "namespace GenNet.Samples { class Batch; class Vector; class Kernel; [Layer(2, 1)] public sealed partial class Net; [Layer(20, 30)] public sealed partial class Wide; }"),
            ("Directives", "#define WIDE\n#if WIDE\n[GenNet.Layer(2, 3)]\n#else\n[GenNet.Layer(2, 2)]\n#endif\n#region r\n[GenNet.Layer(3, 1)] public sealed partial class Net;\n#endregion"),
            ("Comments everywhere", "[/* a */ Layer /* b */ ( /* c */ 2 /* d */ , // e\n 1 /* f */ ) /* g */ ] /* h */ public /* i */ sealed /* j */ partial /* k */ class /* l */ Net /* m */ ;"),
        ],
        quick: 18));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Compiles(string shape, string source)
    {
        _ = shape;
        string usings = source.StartsWith('#') ? string.Empty : "using GenNet;\n";
        GeneratorRun run = GeneratorHarness.Run($"{usings}{source}\n");

        // Four files each, and not one shell among them.
        Assert.NotEmpty(run.Files);
        Assert.Equal(0, run.Files.Length % 4);
        Assert.DoesNotContain(run.Files, file => file.SourceText.ToString().Contains("has a mistake", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoNetworksOfOneNameAreTwoNetworks()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            """
            using GenNet;
            namespace A { [Layer(2, 1)] public sealed partial class Net; }
            namespace B { [Layer(30, 20)] public sealed partial class Net; }
            namespace A.B { [Layer(4, 5)] public sealed partial class Net; }
            public partial class A_B { [Layer(6, 7)] public sealed partial class Net; }
            """);

        Assert.Equal(
            [(2, 1), (30, 20), (4, 5), (6, 7)],
            new[] { "A.Net", "B.Net", "A.B.Net", "A_B+Net" }
                .Select(name => ((int)networks.Constant(name, "InputSize"), (int)networks.Constant(name, "OutputSize"))));
        Assert.All(
            new[] { "A.Net", "B.Net", "A.B.Net", "A_B+Net" },
            name =>
            {
                TrainableNetwork<float> network = networks.CreateSingle(name);
                float[] outputs = new float[network.Layout.OutputSize];
                network.Predict(new float[network.Layout.InputSize], outputs);
                Assert.All(outputs, output => Assert.True(float.IsFinite(output)));
            });
    }

    [Theory]
    [InlineData('A', 500)]
    [InlineData('é', 300)]
    [InlineData('_', 400)]
    public void NamesCanBeAsLongAsTheCompilerAllows(char letter, int length)
    {
        string one = new(letter, length);
        string other = one + letter;
        GeneratorRun run = GeneratorHarness.Run($"using GenNet;\n[Layer(2, 1)] public sealed partial class {one}; [Layer(2, 1)] public sealed partial class {other};");

        Assert.Equal(8, run.Files.Select(file => file.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(run.Files, file => Assert.True(file.HintName.Length < 160, file.HintName));
        GeneratorHarness.CompileAndLoad(run).Dispose();
    }

    [Theory]
    [InlineData("[Layer(2, 1)] public sealed partial record Net;")]
    [InlineData("[Layer(2, 1)] public sealed partial record class Net;")]
    [InlineData("[Layer(2, 1)] public sealed partial record Net(int Seed);")]
    public void RecordsAreRefusedAndNothingElseIsSaid(string source)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked($"using GenNet;\n{source}");

        Assert.Empty(run.Files);
        GeneratorHarness.AssertCompiles(run.Compilation);
    }
}
