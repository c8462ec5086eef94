using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace GenNet;

/// <summary>
/// While it lives, the first Ctrl-C cancels a token instead of ending the program. The second ends it, as any does otherwise: who presses twice does
/// not want to wait.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration _registration;

    public Interruption(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    }

    /// <summary>Cancelled by Ctrl-C, or with the token that was given.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        // First, because it waits for a handler that is under way.
        _registration.Dispose();
        _source.Dispose();
    }

    internal void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
