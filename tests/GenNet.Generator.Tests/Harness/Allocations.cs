using System;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>What code allocates once it has all that it needs.</summary>
internal static class Allocations
{
    private const int MostRounds = 20;
    private const int CleanRounds = 4;

    /// <summary>Fails unless some rounds in a row allocate nothing on this thread, so that an allocation in every other call fails, too.</summary>
    /// <remarks>
    /// The rounds before are for the thread's workspace and for the just-in-time compiler, whose types may be loaded late. And a collection that
    /// another thread asks for counts what is left of this thread's share of the heap as allocated.
    /// </remarks>
    public static void AssertNoneInTheEnd(Action round)
    {
        int clean = 0;
        for (int i = 0; i < MostRounds && clean < CleanRounds; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            clean = GC.GetAllocatedBytesForCurrentThread() == before ? clean + 1 : 0;
        }

        Assert.Equal(CleanRounds, clean);
    }
}
