using System.Collections.Generic;

namespace GenNet.Runtime.Tests.Interleavings;

/// <summary>Changes that happen at once. What the sources of the thread team find under this name, because they are compiled into this namespace.</summary>
internal static class Interlocked
{
    public static int Increment(ref int place)
    {
        Interleaving.Current.Step();
        return ++place;
    }

    public static int Decrement(ref int place)
    {
        Interleaving.Current.Step();
        return --place;
    }

    public static int Exchange(ref int place, int value)
    {
        Interleaving.Current.Step();
        (int before, place) = (place, value);
        return before;
    }

    public static T CompareExchange<T>(ref T place, T value, T comparand)
    {
        Interleaving.Current.Step();
        T before = place;
        if (EqualityComparer<T>.Default.Equals(before, comparand))
        {
            place = value;
        }

        return before;
    }
}
