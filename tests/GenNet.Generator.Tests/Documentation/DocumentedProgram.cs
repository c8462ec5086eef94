using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using GenNet.Generator.Tests.Diagnostics;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenNet.Generator.Tests.Documentation;

/// <summary>
/// A program of a page: the block it begins with, and those that go on with it. It is compiled as the project of
/// <c>dotnet new console</c> compiles it, and run in a process and a folder of its own.
/// </summary>
internal sealed class DocumentedProgram
{
    /// <summary>What a project of the SDK imports by itself.</summary>
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string RuntimeConfiguration =
        """
        {
          "runtimeOptions": {
            "tfm": "net10.0",
            "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
            "configProperties": { "System.Globalization.Invariant": true, "System.Runtime.TieredPGO": false }
          }
        }
        """;

    /// <summary>The data that programs read from their own folder.</summary>
    private static readonly string[] s_data =
    [
        "samples/Digits/data/train-images-idx3-ubyte.gz",
        "samples/Digits/data/train-labels-idx1-ubyte.gz",
        "samples/Digits/data/t10k-images-idx3-ubyte.gz",
        "samples/Digits/data/t10k-labels-idx1-ubyte.gz",
        "samples/BinaryClassifier/data/breast_cancer.csv",
    ];

    /// <summary>The packages beside the runtime and what those need, which a program may use.</summary>
    private static readonly string[] s_packages =
    [
        .. new[] { "GenNet.Console.dll", "Spectre.Console.dll", "Spectre.Console.Ansi.dll", "GenNet.Data.dll", "Sep.dll", "csFastFloat.dll", "GenNet.Reports.dll" }
            .Select(name => Path.Combine(AppContext.BaseDirectory, name)),
    ];

    private static readonly PortableExecutableReference[] s_references = [.. s_packages.Select(path => MetadataReference.CreateFromFile(path))];

    private readonly List<CodeBlock> _blocks = [];

    private DocumentedProgram(CodeBlock first) => _blocks.Add(first);

    /// <summary>Every program of every page.</summary>
    public static IReadOnlyList<DocumentedProgram> All { get; } = Find();

    /// <summary>How many blocks it is made of.</summary>
    public int Blocks => _blocks.Count;

    /// <summary>What the page says that it prints, in the order of the page.</summary>
    public List<string> Printed { get; } = [];

    /// <summary>Compiles the program, runs it if it has statements, and returns what it printed.</summary>
    public string Run()
    {
        (string text, bool hasStatements) = Combine();
        Compilation compilation = GeneratorHarness.AddGenerated(
            GeneratorHarness.CreateCompilation(ImplicitUsings, text)
                .AddReferences(s_references)
                .WithOptions(GeneratorHarness.CompilationOptions.WithOutputKind(
                    hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)));
        GeneratorHarness.AssertCompiles(compilation);
        var mistakes = AnalyzerHarness.DiagnosticsOf(compilation).GetAwaiter().GetResult();
        Assert.True(mistakes.IsEmpty, GeneratorHarness.Describe(mistakes));
        if (!hasStatements)
        {
            return "";
        }

        string folder = Directory.CreateTempSubdirectory("gennet").FullName;
        try
        {
            Assert.True(compilation.Emit(Path.Combine(folder, "Program.dll"), cancellationToken: TestContext.Current.CancellationToken).Success);
            File.WriteAllText(Path.Combine(folder, "Program.runtimeconfig.json"), RuntimeConfiguration);
            foreach (string assembly in s_packages.Append(typeof(Network).Assembly.Location))
            {
                File.Copy(assembly, Path.Combine(folder, Path.GetFileName(assembly)));
            }

            foreach (string file in s_data.Where(file => text.Contains(Path.GetFileName(file), StringComparison.Ordinal)))
            {
                File.Copy(Path.Combine(RulePages.RepositoryFolder(), file), Path.Combine(folder, Path.GetFileName(file)));
            }

            return RunIn(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public override string ToString() => _blocks[0].ToString();

    private static List<DocumentedProgram> Find()
    {
        var programs = new List<DocumentedProgram>();
        foreach (CodeBlock block in MarkdownPages.Blocks)
        {
            if (block is { Language: "csharp", Mark: "", IsOfRule: false })
            {
                programs.Add(new DocumentedProgram(block));
            }
            else if (block.Mark is CodeBlock.Continued or CodeBlock.Printed)
            {
                DocumentedProgram program = programs[^1];
                Assert.True(program._blocks[0].Page == block.Page, $"{block} goes on with no program of its page.");
                if (block.Mark == CodeBlock.Printed)
                {
                    program.Printed.Add(block.Text);
                }
                else
                {
                    program._blocks.Add(block);
                }
            }
        }

        return programs;
    }

    /// <summary>One program: what all blocks use, then their statements, then their types.</summary>
    private (string Text, bool HasStatements) Combine()
    {
        var roots = _blocks
            .Select(block => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(block.Text, GeneratorHarness.ParseOptions).GetRoot())
            .ToList();
        IEnumerable<string> usings = roots.SelectMany(root => root.Usings).Select(directive => directive.ToString()).Distinct();
        List<MemberDeclarationSyntax> members = [.. roots.SelectMany(root => root.Members)];
        IEnumerable<string> parts = members.Where(member => member is GlobalStatementSyntax)
            .Concat(members.Where(member => member is not GlobalStatementSyntax))
            .Select(member => member.ToFullString());
        return (string.Join('\n', usings) + "\n" + string.Concat(parts), members.Any(member => member is GlobalStatementSyntax));
    }

    private static string RunIn(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "Program.dll" },
        };
        using Process process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd().ReplaceLineEndings("\n");
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{printed}{errors.Result}");
        return printed;
    }
}
