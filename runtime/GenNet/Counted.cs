using System;
using System.Globalization;

namespace GenNet;

/// <summary>Numbers of things, as messages for people have them: one thing is no things.</summary>
internal static class Counted
{
    /// <summary>1 sample, 8 samples; 1 class, 3 classes; 1 index, 2 indices.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="thing">What one of them is called.</param>
    public static string Of(long count, string thing) => Of(count, thing, Plural(thing));

    /// <summary>The thing or things alone, behind a number that is written otherwise.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="thing">What one of them is called.</param>
    public static string Thing(long count, string thing) => count == 1 ? thing : Plural(thing);

    /// <summary>The same for words that go on: 1 sample has, 8 samples have.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="one">What is said of one.</param>
    /// <param name="many">What is said of several, or of none.</param>
    public static string Of(long count, string one, string many) => count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many);

    /// <summary>there is 1 class, there are 3 classes.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="thing">What one of them is called.</param>
    public static string There(long count, string thing) => (count == 1 ? "there is " : "there are ") + Of(count, thing);

    private static string Plural(string thing) =>
        thing == "index" ? "indices"
        : thing.EndsWith("s", StringComparison.Ordinal) || thing.EndsWith("tch", StringComparison.Ordinal) ? thing + "es"
        : thing + "s";
}
