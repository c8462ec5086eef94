using System;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Packages.Tests.Terminal;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace GenNet.Packages.Tests;

/// <summary>Runs the tests, or is the program that one of them starts.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [InterruptedTraining.Command])
        {
            return InterruptedTraining.Run();
        }

        return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
