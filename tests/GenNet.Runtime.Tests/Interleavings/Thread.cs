using System;

namespace GenNet.Runtime.Tests.Interleavings;

/// <summary>A thread of the program. What the sources of the thread team find under this name, because they are compiled into this namespace.</summary>
internal sealed class Thread(Action body)
{
    private Strand? _strand;

    public bool IsBackground { get; init; }

    public string? Name { get; init; }

    public static void SpinWait(int iterations) => Interleaving.Current.Step();

    public void UnsafeStart()
    {
        _strand = Interleaving.Current.Begin(body);
        Interleaving.Current.Step();
    }

    public void Join() => Interleaving.Current.Await(() => _strand!.IsOver);
}
