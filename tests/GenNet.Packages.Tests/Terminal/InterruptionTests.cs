using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenNet.Packages.Tests.Terminal;

/// <summary>Ctrl-C finishes the batch, keeps the network and returns the history.</summary>
public sealed partial class InterruptionTests
{
    private const int Sigint = 2;

    /// <summary>Nobody waits longer for a program that does not do what is asked of it.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

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
    public async Task AProgramThatIsInterruptedGoesOnWithTheNetwork()
    {
        if (OperatingSystem.IsWindows())
        {
            // There a signal goes to all processes of a console, these tests too.
            return;
        }

        // Where these tests run in the background the signal is ignored, and so it would be by what they start.
        string[] command = [Environment.ProcessPath!, InterruptedTraining.Command];
        ProcessStartInfo start = OperatingSystem.IsLinux() ? new("env", ["--default-signal=INT", .. command]) : new(command[0], command[1..]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        try
        {
            CancellationToken end = TestContext.Current.CancellationToken;
            Assert.Equal("begun", await process.StandardError.ReadLineAsync(end).AsTask().WaitAsync(s_longest, end));
            Assert.Equal(0, Kill(process.Id, Sigint));

            string printed = await process.StandardOutput.ReadToEndAsync(end).WaitAsync(s_longest, end);
            await process.WaitForExitAsync(end);
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
