using GenNet.Generator.Calculus;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>Something that is computed from others: name = formula.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Formula">What it is in terms of others.</param>
internal sealed record Quantity(Symbol Name, Expression Formula);
