using GenNet.Generator.Graph;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels.Head;

/// <summary>The rows that a softmax or a loss goes over.</summary>
/// <param name="Number">The layer's number.</param>
/// <param name="Outputs">The values of a row.</param>
/// <param name="Width">The same, padding included.</param>
/// <param name="OutputStride">The distance from one row to the next.</param>
internal sealed record OutputRows(int Number, int Outputs, int Width, int OutputStride)
{
    /// <summary>The parameter of the last activation.</summary>
    public Tensor? Parameter { get; init; }

    /// <summary>Whether the terms of its gradient are kept.</summary>
    public bool KeepsTerms { get; init; }

    /// <summary>The rows of a value.</summary>
    public static OutputRows Of(int number, Slot slot) => new(number, slot.Features, slot.Width, slot.Stride);
}
