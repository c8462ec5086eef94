namespace GenNet.Generator.Weights;

/// <summary>A change of an argument after which a network gets its weights, or comes nearer to them.</summary>
/// <param name="Title">What the change does, in words; <c>{0}</c> is what will be written.</param>
/// <param name="Layer">The number of the layer whose attribute it is; 0 for the network's own.</param>
/// <param name="Argument">The parameter or property.</param>
/// <param name="Value">What to write.</param>
internal sealed record WeightsRemedy(string Title, int Layer, string Argument, string Value);
