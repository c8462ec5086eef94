using System;
using System.Collections.Generic;

namespace GenNet.Runtime.Tests.Interleavings;

/// <summary>Locks and conditions of the program. What the sources of the thread team find under this name, because they are compiled into this namespace.</summary>
internal static class Monitor
{
    public static IDisposable Hold(object gate)
    {
        Enter(gate);
        return new Holder(gate);
    }

    public static bool TryEnter(object gate)
    {
        Interleaving.Current.Step();
        if (Interleaving.Current.IsHeld(gate))
        {
            return false;
        }

        Interleaving.Current.Take(gate);
        return true;
    }

    public static void Exit(object gate) => Interleaving.Current.Release(gate);

    public static void Wait(object gate) => Wait(gate, mayTimeOut: false);

    public static bool Wait(object gate, TimeSpan atMost) => Wait(gate, mayTimeOut: true);

    public static void PulseAll(object gate) => Interleaving.Current.Waiting.RemoveAll(waiting => waiting.Gate == gate);

    private static void Enter(object gate)
    {
        Interleaving.Current.Await(() => !Interleaving.Current.IsHeld(gate));
        Interleaving.Current.Take(gate);
    }

    private static bool Wait(object gate, bool mayTimeOut)
    {
        Strand strand = Interleaving.Running;
        List<(object Gate, Strand Strand)> waiting = strand.Run.Waiting;
        waiting.Add((gate, strand));
        strand.Run.Release(gate);
        bool wasPulsed = strand.Run.Await(() => !waiting.Contains((gate, strand)), mayTimeOut);
        waiting.Remove((gate, strand));
        Enter(gate);
        return wasPulsed;
    }

    private sealed class Holder(object gate) : IDisposable
    {
        public void Dispose() => Exit(gate);
    }
}
