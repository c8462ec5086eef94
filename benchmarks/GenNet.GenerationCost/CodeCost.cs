using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime;
using GenNet.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.GenerationCost;

/// <summary>
/// What the code of a network costs: characters of C#, bytes of IL, and the time the JIT takes until a first prediction and a first
/// training step are done. The factors between them are those of the generator's diagnostics.
/// </summary>
internal static class CodeCost
{
    public static void Measure()
    {
        // The runtime's own methods are compiled before anything is measured.
        MeasureOne("Warm", "[Layer(2, 1)]", print: false);
        MeasureOne("WarmTiled", "[Layer(70, 60, Tanh)] [Layer(60, 10, Softmax)]", print: false);

        MeasureOne("StraightLine_2_3_1", "[Layer(2, 3, Sigmoid)] [Layer(3, 1, Sigmoid)]");
        MeasureOne("StraightLine_9_11_2", "[Layer(9, 11, Sigmoid)] [Layer(11, 2, Sigmoid)]");
        MeasureOne("Blocks_20_30_20", "[Network(Unroll = Unroll.Full)] [Layer(20, 30, ReLU)] [Layer(30, 20, Tanh)]");
        MeasureOne("Blocks_200_10", "[Network(Unroll = Unroll.Full)] [Layer(200, 10, Sigmoid)]");
        MeasureOne("Blocks_100_50_10", "[Network(Unroll = Unroll.Full)] [Layer(100, 50, Sigmoid)] [Layer(50, 10, Sigmoid)]");
        MeasureOne("Blocks_10_times_20", "[Network(Unroll = Unroll.Full)]" + string.Concat(Enumerable.Repeat("[Layer(20, 20, Tanh)]", 10)));
        MeasureOne("Blocks_200_100", "[Network(Unroll = Unroll.Full)] [Layer(200, 100, Sigmoid)]");
        MeasureOne("Tiled_784_64_10", "[Layer(784, 64, Sigmoid)] [Layer(64, 10, Softmax)]");
        MeasureOne("Tiled_5_layers", string.Concat(Enumerable.Repeat("[Layer(64, 64, ReLU)]", 5)));
        MeasureOne("Tiled_20_layers", string.Concat(Enumerable.Repeat("[Layer(33, 33, Tanh)]", 20)));
        MeasureOne("Tiled_100_layers", string.Concat(Enumerable.Repeat("[Layer(17, 17, Sigmoid)]", 100)));
    }

    private static void MeasureOne(string name, string attributes, bool print = true)
    {
        var compilation = CSharpCompilation.Create(
            $"Cost.{name}",
            [
                Project.Parse(
                    $$"""
                    using GenNet;
                    using static GenNet.Activation;
                    {{attributes}}
                    public sealed partial class {{name}} { public static TrainableNetwork<float> Make() => new {{name}}(1); }
                    """,
                    "Network.cs"),
            ],
            Project.References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        int characters = driver.GetRunResult().Results[0].GeneratedSources.Sum(source => source.SourceText.Length);

        using var image = new MemoryStream();
        if (!generated.Emit(image).Success)
        {
            throw new InvalidOperationException($"{name} does not compile.");
        }

        long intermediateLanguage = IntermediateLanguageIn(image.ToArray());
        var make = Assembly.Load(image.ToArray()).GetType(name)!.GetMethod("Make")!.CreateDelegate<Func<TrainableNetwork<float>>>();
        TimeSpan before = JitInfo.GetCompilationTime(currentThread: true);
        TrainableNetwork<float> network = make();
        float[] inputs = new float[13 * network.Layout.InputSize];
        float[] outputs = new float[13 * network.Layout.OutputSize];
        network.Predict(inputs, outputs);
        network.TrainStep(inputs, outputs, new Sgd(0.1));
        double jit = (JitInfo.GetCompilationTime(currentThread: true) - before).TotalMilliseconds;
        if (print)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-22} {characters,11:N0} characters {intermediateLanguage,10:N0} bytes of IL {jit,8:F0} ms JIT"
                + $" {(double)intermediateLanguage / characters,6:F3} IL/char {1e6 * jit / characters,8:F1} ns/char"));
        }
    }

    /// <summary>The bytes of all method bodies.</summary>
    private static long IntermediateLanguageIn(byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image));
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.MethodDefinitions
            .Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0)
            .Sum(address => (long)file.GetMethodBody(address).GetILContent().Length);
    }
}
