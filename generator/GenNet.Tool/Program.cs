using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace GenNet.Tool;

/// <summary>The command line: <c>dotnet gennet show Xor</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        // Formulas are not ASCII.
        Console.OutputEncoding = Encoding.UTF8;
        return await RunAsync(arguments, Console.Out, Console.Error);
    }

    /// <summary>Does what the arguments say; 0 if it could.</summary>
    internal static Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors) =>
        Commands(output, errors).Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });

    private static Command Commands(TextWriter output, TextWriter errors)
    {
        var name = new Argument<string>("class") { Description = "The network's class, with as much of its namespace as tells it from others." };
        var project = new Option<string>("--project", "-p")
        {
            Description = "The project, or the folder that has it.",
            HelpName = "path",
            DefaultValueFactory = _ => ".",
        };
        var configuration = new Option<string>("--configuration", "-c")
        {
            Description = "The configuration to build.",
            HelpName = "name",
            DefaultValueFactory = _ => "Debug",
        };
        var framework = new Option<string?>("--framework", "-f")
        {
            Description = "The framework to build for; the first one of a project that is for several.",
            HelpName = "name",
        };

        var show = new Command("show", "Builds a project and shows one of its networks: summary, formulas, cost, and where the generated files are.")
        {
            name,
            project,
            configuration,
            framework,
        };
        show.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                string path = ProjectFile.Find(parsed.GetRequiredValue(project));
                var build = new ProjectBuild(path, parsed.GetRequiredValue(configuration), parsed.GetValue(framework));
                GeneratedNetwork network = GeneratedNetwork.Find(parsed.GetRequiredValue(name), await build.RunAsync(cancellation), path);
                NetworkText.Write(network, output);
                return 0;
            }
            catch (ToolException mistake)
            {
                await errors.WriteLineAsync(mistake.Message);
                return 1;
            }
        });

        // A RootCommand would be called by the name of this assembly.
        return new Command("gennet", "Looks at the networks that GenNet generates for a project.") { show, new HelpOption(), new VersionOption() };
    }
}
