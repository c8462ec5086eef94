namespace GenNet.Generator.Graph;

/// <summary>A part of a value that has a name of its own: one of its rows, or neighbouring groups of its features.</summary>
/// <param name="Whole">The value.</param>
/// <param name="Row">The first row of each sample.</param>
/// <param name="Group">The first group.</param>
internal sealed record ValuePart(Value Whole, int Row, int Group);
