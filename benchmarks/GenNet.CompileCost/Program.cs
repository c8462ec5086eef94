using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using GenNet;
using GenNet.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

// What each network costs the compiler: GenNet.CompileCost NETWORKS.CS NAME … prints, for each name,
// "network <name> <ms of the first run> <median ms of the later ones> <characters emitted> <bytes of IL>".
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: GenNet.CompileCost FILES NAME …");
    return 2;
}

const int Runs = 15;
var parseOptions = new CSharpParseOptions(LanguageVersion.Latest);
MetadataReference[] references = FindReferences();
Dictionary<string, CSharpCompilation> compilations = args[0].Split(',').SelectMany(Declarations).ToDictionary();

// The very first run pays for the JIT of the generator itself, as a build does once; the first name given bears it.
foreach (string name in args.Skip(1))
{
    CSharpCompilation compilation = compilations[name];
    var times = new List<double>();
    Compilation generated = compilation;
    int characters = 0;
    for (int run = 0; run < Runs; run++)
    {
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: parseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out generated, out _);
        times.Add(driver.GetTimingInfo().ElapsedTime.TotalMilliseconds);
        characters = driver.GetRunResult().Results[0].GeneratedSources.Sum(source => source.SourceText.Length);
    }

    double first = times[0];
    times.Sort();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"network {name} {first:F3} {times[Runs / 2]:F3} {characters} {IntermediateLanguageOf(generated)}"));
}

return 0;

// Each class of a file as a compilation of its own.
IEnumerable<KeyValuePair<string, CSharpCompilation>> Declarations(string path)
{
    var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(File.ReadAllText(path), parseOptions).GetRoot();
    foreach (ClassDeclarationSyntax declaration in root.DescendantNodes().OfType<ClassDeclarationSyntax>())
    {
        string source = $"{root.Usings.ToFullString()}\nnamespace GenNet.Networks;\n{declaration.ToFullString()}";
        yield return new(
            declaration.Identifier.Text,
            CSharpCompilation.Create(
                declaration.Identifier.Text,
                [CSharpSyntaxTree.ParseText(source, parseOptions)],
                references,
                new CSharpCompilationOptions(
                    OutputKind.DynamicallyLinkedLibrary,
                    optimizationLevel: OptimizationLevel.Release,
                    nullableContextOptions: NullableContextOptions.Enable)));
    }
}

// The bytes of all method bodies.
static int IntermediateLanguageOf(Compilation compilation)
{
    using var assembly = new MemoryStream();
    Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(assembly);
    if (!result.Success)
    {
        throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }

    assembly.Position = 0;
    using var file = new PEReader(assembly);
    MetadataReader metadata = file.GetMetadataReader();
    return metadata.MethodDefinitions
        .Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
        .Where(address => address != 0)
        .Sum(address => file.GetMethodBody(address).GetILContent().Length);
}

// The framework this runs on, and GenNet's runtime.
static MetadataReference[] FindReferences()
{
    string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
    return
    [
        .. trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(Network).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
