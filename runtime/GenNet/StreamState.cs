using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>
/// What a network remembers of a stream between one step and the next: what its recurrent layers yield and remember, the steps that its convolutions and
/// pools look back at, and the memory that a step computes in. The network's <c>CreateState</c> makes it, and its <c>Step</c> takes it on. Each stream has
/// one of its own; several may be taken on at once by several threads, one by one thread at a time.
/// </summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
public sealed class StreamState<T>
    where T : unmanaged
{
    private readonly NetworkLayout _layout;
    private readonly AlignedArray<T> _values;
    private readonly long _first;
    private readonly long _every;

    internal StreamState(NetworkLayout layout, int length, long first, long every)
    {
        _layout = layout;
        _values = new AlignedArray<T>(length);
        _first = first;
        _every = every;
    }

    /// <summary>How many steps the stream has taken since its beginning.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// Whether the last step has yielded something. It always has, but in networks with convolutions or pools whose windows are not full at first, or
    /// several steps apart: there a step in between leaves its output as it is.
    /// </summary>
    public bool HasOutput => Steps > _first && (Steps - 1 - _first) % _every == 0;

    /// <summary>Goes back to where nothing has come yet: the next step is the first of a stream.</summary>
    public void Reset()
    {
        _values.Span.Clear();
        Steps = 0;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"state of a stream of {_layout.Name} after {Counted.Of(Steps, "step")}");

    /// <summary>Counts a step of a network with this layout, and hands out the state, on a 64-byte boundary.</summary>
    /// <exception cref="ArgumentException">It belongs to another network.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T BeginStep(NetworkLayout layout)
    {
        if (_layout != layout)
        {
            ThrowOther(layout);
        }

        Steps++;
        return ref _values.First;
    }

    private void ThrowOther(NetworkLayout layout) => throw new ArgumentException(
        $"The state belongs to a stream of {_layout.Name}, but this is {layout.Name}: take one that its own CreateState has made.", "state");
}
