using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Tests;

/// <summary>
/// How much of its kind a test goes through. <c>dotnet test</c> takes a sample, for somebody waits for it; with
/// <c>GENNET_FULL_TESTS=1</c> the same tests take all of it, as CI does.
/// </summary>
internal static class TestScope
{
    private const string Variable = "GENNET_FULL_TESTS";

    /// <summary>Whether everything is to be tested.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>The number for a full run, or the smaller one for a quick run.</summary>
    public static int Count(int quick, int full) => Full ? full : quick;

    /// <summary>All of the cases in a full run; in a quick one about <paramref name="quick"/>, evenly spread and always the same.</summary>
    public static IReadOnlyList<T> Cases<T>(IEnumerable<T> all, int quick)
    {
        T[] cases = [.. all];
        return Full || cases.Length <= quick
            ? cases
            : [.. Enumerable.Range(0, quick).Select(i => cases[(int)((long)i * cases.Length / quick)])];
    }
}
