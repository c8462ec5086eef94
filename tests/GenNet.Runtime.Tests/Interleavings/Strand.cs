using System;
using System.Threading;

namespace GenNet.Runtime.Tests.Interleavings;

/// <summary>A thread of a program that runs one step at a time.</summary>
/// <param name="run">The run that it belongs to.</param>
internal sealed class Strand(Interleaving run)
{
    private readonly SemaphoreSlim _turn = new(0);

    /// <summary>The run that it belongs to.</summary>
    public Interleaving Run { get; } = run;

    /// <summary>What it waits for; null while it could go on.</summary>
    public Func<bool>? Until { get; set; }

    /// <summary>Whether it goes on, too, if that has not come.</summary>
    public bool MayTimeOut { get; set; }

    public bool IsOver { get; set; }

    public bool CanGoOn => !IsOver && (Until is null || Until());

    public void Give() => _turn.Release();

    public void AwaitTurn() => _turn.Wait();
}
