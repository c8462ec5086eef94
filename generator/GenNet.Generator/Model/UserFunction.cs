using GenNet.Generator.Calculus;


namespace GenNet.Generator.Model;

/// <summary>A function that the user wrote as a method: an activation in z, or a loss in a and t.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Formula">What it returns.</param>
internal sealed record UserFunction(string Name, Expression Formula);
