namespace GenNet.Generator.Weights;

/// <summary>One tensor of a weight file.</summary>
/// <param name="Name">What the file calls it.</param>
/// <param name="Type">The type of its values as safetensors calls it: F32.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Begin">Where its values begin, in bytes from where the file's values do.</param>
internal sealed record DescribedTensor(string Name, string Type, long[] Shape, long Begin);
