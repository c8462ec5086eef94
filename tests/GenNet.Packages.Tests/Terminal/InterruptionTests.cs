using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using Xunit;

namespace GenNet.Packages.Tests.Terminal;

/// <summary>Ctrl-C finishes the batch, keeps the network and returns the history.</summary>
public sealed partial class InterruptionTests
{
    private const int Sigint = 2;

    [Fact]
    public void TheFirstSignalCancelsAndTheSecondIsLeftToEndTheProgram()
    {
        using var interruption = new Interruption(CancellationToken.None);
        var first = new PosixSignalContext(PosixSignal.SIGINT);
        var second = new PosixSignalContext(PosixSignal.SIGINT);

        Assert.False(interruption.Token.IsCancellationRequested);
        interruption.OnSignal(first);
        Assert.True(interruption.Token.IsCancellationRequested);
        interruption.OnSignal(second);

        Assert.True(first.Cancel);
        Assert.False(second.Cancel);
    }

    [Fact]
    public void TheTokenThatWasGivenCancelsToo()
    {
        using var source = new CancellationTokenSource();
        using var interruption = new Interruption(source.Token);

        source.Cancel();

        Assert.True(interruption.Token.IsCancellationRequested);
    }

    /// <summary>With the signal that a terminal sends, to another process.</summary>
    [Fact]
    public void AProgramThatIsInterruptedGoesOnWithTheNetwork()
    {
        if (OperatingSystem.IsWindows())
        {
            // There a signal goes to all processes of a console, these tests too.
            return;
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!, InterruptedTraining.Command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            Assert.Equal("begun", process.StandardError.ReadLine());
            Assert.Equal(0, Kill(process.Id, Sigint));

            string printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            Assert.Contains("cancelled True, epochs True, usable True", printed, StringComparison.Ordinal);
            Assert.Contains(", cancelled\n", printed, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
