namespace GenNet.Generator.Tests.Numerics;

/// <summary>A layer that was drawn.</summary>
/// <param name="Attribute">Its attribute without the closing bracket, ready for more arguments: <c>Layer(3, Tanh, </c>.</param>
/// <param name="Shape">The shape of what it yields.</param>
internal sealed record RandomLayer(string Attribute, int[] Shape);
