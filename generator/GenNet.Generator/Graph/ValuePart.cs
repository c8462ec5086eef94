namespace GenNet.Generator.Graph;

/// <summary>A part of a value that has a name of its own: neighbouring groups of its features.</summary>
/// <param name="Whole">The value.</param>
/// <param name="Group">The first group.</param>
internal sealed record ValuePart(Value Whole, int Group);
