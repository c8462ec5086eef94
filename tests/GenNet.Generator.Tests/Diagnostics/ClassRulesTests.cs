using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Classes that cannot become networks. Nothing is generated into them, and nothing but the rule complains.</summary>
public sealed class ClassRulesTests
{
    [Fact]
    public Task GN0008_NotPartial() => Verify(
        "[Layer(2, 1)] public sealed class {|GN0008:Net|};",
        "Net is a network but not partial, so nothing can be generated into it. Write 'partial class Net'.");

    [Fact]
    public Task GN0008_AndAMistakeInALayerAreTwo() => Verify(
        "[Layer(2, {|GN0002:0|})] public sealed class {|GN0008:Net|};",
        "Layer 1 has 0 outputs. Give it 1 or more.",
        "Net is a network but not partial, so nothing can be generated into it. Write 'partial class Net'.");

    [Theory]
    [InlineData("class")]
    [FullInlineData("struct")]
    [FullInlineData("record")]
    [InlineData("record struct")]
    [FullInlineData("interface")]
    public Task GN0009_ContainerNotPartial(string keyword) => Verify(
        $$"""
        public partial class Outermost
        {
            public {{keyword}} {|GN0009:Outer|}
            {
                [Layer(2, 1)] private sealed partial class Net;
            }
        }
        """,
        $"Outer contains the network Net, so it must be partial too. Write 'partial {keyword} Outer'.");

    [Theory]
    [InlineData("partial struct {|GN0010:Net|};", "a struct")]
    [FullInlineData("readonly ref partial struct {|GN0010:Net|} { }", "a struct")]
    [FullInlineData("partial record struct {|GN0010:Net|}(int Size);", "a record struct")]
    [InlineData("partial interface {|GN0010:Net|};", "an interface")]
    [FullInlineData("enum {|GN0010:Net|} { One, Two }", "an enum")]
    [FullInlineData("delegate void {|GN0010:Net|}();", "a delegate")]
    public Task GN0010_NoClass(string declaration, string what) => Verify(
        $"[Network, Layer(2, 1)] public {declaration}",
        $"Net is {what}, but a network is an ordinary class. Write 'class' instead.");

    [Fact]
    public Task GN0010_HidesNoOtherMistake() => Verify(
        """
        [Layer(2, 1)] public partial struct {|GN0010:Net|};

        [Layer(2, {|GN0002:0|})] public sealed partial class Other;
        """,
        "Net is a struct, but a network is an ordinary class. Write 'class' instead.",
        "Layer 1 has 0 outputs. Give it 1 or more.");

    [Fact]
    public Task GN0010_Record() => Verify(
        "[Layer(2, 1)] public sealed partial record {|GN0010:Net|};",
        "Net is a record, but a network is an ordinary class. Write 'class' instead.");

    [Fact]
    public Task GN0010_Static() => Verify(
        "[Layer(2, 1)] public static partial class {|GN0010:Net|};",
        "Net is static, but a network is an ordinary class. Remove 'static'.");

    [Fact]
    public Task GN0010_Abstract() => Verify(
        "[Layer(2, 1)] public abstract partial class {|GN0010:Net|};",
        "Net is abstract, but a network is an ordinary class. Remove 'abstract'.");

    [Fact]
    public Task GN0011_Generic() => Verify(
        "[Layer(2, 1)] public sealed partial class {|GN0011:Net|}<T>;",
        "Net is generic or inside a generic type, but a network's sizes and numbers are constants. Remove the type parameters.");

    [Fact]
    public Task GN0011_InsideAGeneric() => Verify(
        "public partial class Outer<T> { [Layer(2, 1)] public sealed partial class {|GN0011:Net|}; }",
        "Net is generic or inside a generic type, but a network's sizes and numbers are constants. Remove the type parameters.");

    [Fact]
    public Task GN0012_OtherBaseClass() => Verify(
        """
        public class Animal;

        [Layer(2, 1)] public sealed partial class Net : {|GN0012:Animal|}, System.IDisposable
        {
            public void Dispose()
            {
            }
        }
        """,
        "Net derives from Animal, but a network derives from GenNet.TrainableNetwork<float>. Remove the base class; a field can "
        + "hold what you need of it.");

    [Theory]
    [InlineData("{|GN0012:object|}")]
    [InlineData("{|GN0012:System.Object|}, System.ICloneable")]
    public Task GN0012_Object(string bases) => Verify(
        $$"""[Layer(2, 1)] public sealed partial class Net : {{bases}} { public object Clone() => this; }""",
        "Net derives from Object, but a network derives from GenNet.TrainableNetwork<float>. Remove the base class; a field can "
        + "hold what you need of it.");

    [Fact]
    public Task GN0012_ObjectByAnotherName() => DiagnosticTest.Verify(
        """
        using GenNet;
        using Thing = System.Object;

        [Layer(2, 1)] public sealed partial class {|GN0012:Net|} : Thing;
        """,
        "Net derives from Object, but a network derives from GenNet.TrainableNetwork<float>. Remove the base class; a field can "
        + "hold what you need of it.");

    [Theory]
    [InlineData("public required int {|GN0030:Size|} { get; init; }", "Size")]
    [InlineData("public required string {|GN0030:Path|};", "Path")]
    public Task GN0030_Required(string member, string name) => Verify(
        $"[Layer(2, 1)] public sealed partial class Net {{ {member} }}",
        $"{name} is required, but Net.Load makes a network without it. Remove 'required', and give {name} a value of its own.");

    [Theory]
    [InlineData("public class {|GN0031:System|};", "System", "the namespace System")]
    [FullInlineData("namespace GenNet { public class {|GN0031:Numerics|}; }", "GenNet.Numerics", "the namespace GenNet.Numerics")]
    [FullInlineData("namespace GenNet { public class {|GN0031:Generated|}; }", "GenNet.Generated", "the namespace GenNet.Generated")]
    [InlineData("namespace System { public class {|GN0031:Math|}; }", "System.Math", "System.Math")]
    [FullInlineData("namespace System { public class {|GN0031:Kernel|}; }", "System.Kernel", "GenNet.Numerics.Kernel")]
    [FullInlineData("namespace GenNet.Generated.Net { public class {|GN0031:Passes|}; }", "GenNet.Generated.Net.Passes", "what is generated into GenNet.Generated.Net")]
    [InlineData("public class {|GN0031:@nint|};", "nint", "the type nint")]
    [FullInlineData("namespace GenNet { public class {|GN0031:@nuint|}; }", "GenNet.nuint", "the type nuint")]
    public Task GN0031_Type(string declaration, string name, string what) => Verify(
        $"[global::GenNet.Layer(2, 1)] public sealed partial class Net;\n{declaration}",
        $"{name} hides {what}, which the code of every network needs. Give it another name, or move it into a namespace of your own.");

    [Fact]
    public Task GN0031_GlobalAlias() => DiagnosticTest.Verify(
        "global using {|GN0031:@nint|} = System.Int32;\n[GenNet.Layer(2, 1)] public sealed partial class Net;",
        "nint hides the type nint, which the code of every network needs. Give it another name, or move it into a namespace of your own.");

    [Fact]
    public Task GN0013_FileLocal() => Verify(
        "[Layer(2, 1)] file sealed partial class {|GN0013:Net|};",
        "Net is or lies in a file-local type, and its generated part is another file. Remove 'file'.");

    [Fact]
    public Task GN0013_InsideAFileLocalType() => Verify(
        "file partial class Outer { [Layer(2, 1)] public sealed partial class {|GN0013:Net|}; }",
        "Net is or lies in a file-local type, and its generated part is another file. Remove 'file'.");

    [Fact]
    public Task GN0014_TwoPartsWithLayers() => Verify(
        $$"""
        [Layer(2, 3)] public sealed partial class Net;

        [{|GN0014:Layer(3, 1)|}, Layer(1, 1)] public partial class Net;

        {{DiagnosticTest.Use}}
        """,
        "Net has layers on two of its parts, and the parts have no order. Move all layers to one part, or, if these are two networks, "
        + "give one of them another name.");

    [Fact]
    public Task GN0014_TwoNetworksOfOneName() => Verify(
        $$"""
        namespace Games
        {
            [Layer(2, 3), Layer(3, 1)] public sealed partial class Net;
        }

        namespace Games
        {
            [{|GN0014:Layer(784, 10)|}] public sealed partial class Net;
        }

        namespace Tools
        {
            [Layer(784, 10)] public sealed partial class Net;
        }
        """,
        "Net has layers on two of its parts, and the parts have no order. Move all layers to one part, or, if these are two networks, "
        + "give one of them another name.");

    [Theory]
    [InlineData("public const int {|GN0016:InputSize|} = 2;", "InputSize")]
    [FullInlineData("public int {|GN0016:ParameterCount|} => 2;", "ParameterCount")]
    [FullInlineData("private string {|GN0016:Summary|}() => string.Empty;", "Summary")]
    [InlineData("public sealed class {|GN0016:OutputSize|};", "OutputSize")]
    [FullInlineData("public static Net? {|GN0016:Load|}(string? name) => null;", "Load")]
    [FullInlineData("public static Net? {|GN0016:Load|}(System.ReadOnlySpan<byte> bytes) => null;", "Load")]
    [InlineData("public static bool {|GN0016:Load|} => true;", "Load")]
    [FullInlineData("private static string {|GN0016:get_Summary|}() => string.Empty;", "get_Summary")]
    [FullInlineData("public static int {|GN0016:InputShape|} => 2;", "InputShape")]
    [InlineData("private static int {|GN0016:get_InputShape|}() => 2;", "get_InputShape")]
    [FullInlineData("private event System.Action? {|GN0016:ForwardOne|} { add { } remove { } }", "ForwardOne")]
    [FullInlineData("private enum {|GN0016:Backpropagate|} { }", "Backpropagate")]
    public Task GN0016_Member(string member, string name) => Verify(
        $"[Layer(2, 1)] public sealed partial class Net {{ {member} }}",
        $"{name} is generated into Net. Rename this one, or remove it.");

    [Theory]
    [InlineData("public {|GN0016:Net|}() { }", "")]
    [InlineData("private {|GN0016:Net|}(int layers) { _ = layers; }", "int")]
    public Task GN0016_Constructor(string member, string parameters) => Verify(
        $"[Layer(2, 1)] public sealed partial class Net {{ {member} }}",
        $"The constructor Net({parameters}) is generated into Net. Remove this one, or give it other parameters and let it call "
        + "'this(seed)'.");

    [Fact]
    public Task GN0016_PrimaryConstructor() => Verify(
        """
        [Layer(2, 1)] public sealed partial class {|GN0016:Net|}(string name)
        {
            public string Name => name;
        }
        """,
        "A constructor Net(int seed) is generated into Net, and beside a primary constructor there can be none. Write an ordinary "
        + "constructor that calls 'this(seed)'.");

    [Theory]
    [InlineData("Forward")]
    [InlineData("ForwardOne")]
    [InlineData("Summary")]
    public Task GN0016_NameOfTheClass(string name) => Verify(
        $$"""[Layer(2, 1)] public sealed partial class {|GN0016:{{name}}|};""",
        $"A member called {name} is generated into this network. Give the class another name.");

    [Fact]
    public Task MembersOfOtherNamesAndSignaturesAreWelcome() => Verify(
        """
        [Layer(2, 1)] public sealed partial class Net : System.IDisposable
        {
            static Net() => Name = "net";

            public Net(string name)
                : this(3) => Name = name;

            public static string Name { get; private set; }

            public static Net Load(string path, bool quiet) => quiet ? Load(path) : new Net(path);

            public void Dispose() => Save("net");
        }
        """);

    [Fact]
    public Task TheGeneratedBaseClassMayBeWritten() => Verify(
        "[Layer(2, 1)] public sealed partial class Net : TrainableNetwork<float>;");

    [Fact]
    public Task OtherPartsMayCarryTheNetworkAttribute() => Verify(
        $"""
        [Layer(2, 3), Layer(3, 1)] public sealed partial class Net;

        [Network(Reduction = Reduction.Sum)] public partial class Net;

        {DiagnosticTest.Use}
        """);

    [Theory]
    [InlineData("[Layer()] public sealed partial class Net;", "CS1729")]
    [FullInlineData("[Layer(2, 1.5)] public sealed partial class Net;", "CS1503")]
    [FullInlineData("[Layer(2, 1, 99)] public sealed partial class Net;", "CS1503")]
    [InlineData("[Layer(2, nowhere)] public sealed partial class Net;", "CS0103")]
    [FullInlineData("[Layer(2, 1, Bias = 1)] public sealed partial class Net;", "CS0029")]
    [FullInlineData("[Layer(2, 1, Width = 1)] public sealed partial class Net;", "CS0246")]
    [InlineData("[Network(Loss = 5), Layer(2, 2, Activation.Softmax)] public sealed partial class Net;", "CS0266")]
    [FullInlineData("[Network, Layr(2, 1)] public sealed partial class Net;", "CS0246")]
    [FullInlineData("[Layer(2, 1)] public sealed partial class Net : Nowhere;", "CS0246")]
    [InlineData("[Layer(2, 1)] public sealed partial class Net; public class Net;", "CS0260")]
    [FullInlineData("class LayerAttribute : System.Attribute; [Layer] public sealed partial class Net;", "")]
    public Task WhatTheCompilerReportsIsLeftToIt(string source, string id) =>
        DiagnosticTest.VerifyLeftToCompiler($"using GenNet; {source}", id.Length == 0 ? [] : [id]);

    private static Task Verify(string source, params string[] messages) =>
        DiagnosticTest.Verify($"using GenNet;\n\n{source}", messages);
}
