namespace GenNet.Runtime.Tests.Interleavings;

/// <summary>Reads and writes that others notice. What the sources of the thread team find under this name, because they are compiled into this namespace.</summary>
internal static class Volatile
{
    public static T Read<T>(ref readonly T place)
    {
        Interleaving.Current.Step();
        return place;
    }

    public static void Write<T>(ref T place, T value)
    {
        Interleaving.Current.Step();
        place = value;
    }
}
