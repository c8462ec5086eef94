using GenNet.Numerics;

namespace GenNet;

/// <summary>Turns a pass's bytes into numbers.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed unsafe class ByteFill<T>(int inputSize) : BatchFill
    where T : unmanaged
{
    /// <summary>The batch's samples, row after row.</summary>
    public byte* Source { get; set; }

    /// <summary>Where the pass's samples go.</summary>
    public T* Destination { get; set; }

    /// <summary>What each byte is multiplied by.</summary>
    public T Scale { get; set; }

    /// <inheritdoc/>
    public override void Fill(int first, int end) => Bytes.Scale(
        Source + ((nint)(FirstOfPass + first) * inputSize),
        Destination + ((nint)first * inputSize),
        (nint)(end - first) * inputSize,
        Scale);
}
