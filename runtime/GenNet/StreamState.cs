using System;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>
/// What a network remembers of a stream between one step and the next: what its recurrent layers yield and remember, and the memory that a step computes
/// in. The network's <c>CreateState</c> makes it, and its <c>Step</c> takes it on. Each stream has one of its own; several may be taken on at once by
/// several threads, one by one thread at a time.
/// </summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
public sealed class StreamState<T>
    where T : unmanaged
{
    private readonly NetworkLayout _layout;
    private readonly AlignedArray<T> _values;

    internal StreamState(NetworkLayout layout, int length)
    {
        _layout = layout;
        _values = new AlignedArray<T>(length);
    }

    /// <summary>Goes back to where nothing has come yet: the next step is the first of a stream.</summary>
    public void Reset() => _values.Span.Clear();

    /// <inheritdoc/>
    public override string ToString() => $"state of a stream of {_layout.Name}";

    /// <summary>The state of a network with this layout, on a 64-byte boundary.</summary>
    /// <exception cref="ArgumentException">It belongs to another network.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T ValuesFor(NetworkLayout layout)
    {
        if (_layout != layout)
        {
            ThrowOther(layout);
        }

        return ref _values.First;
    }

    private void ThrowOther(NetworkLayout layout) => throw new ArgumentException(
        $"The state belongs to a stream of {_layout.Name}, but this is {layout.Name}: take one that its own CreateState has made.", "state");
}
