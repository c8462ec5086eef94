using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>Where a tensor lies in the parameter storage, or its transpose in the workspace.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Offset">Where its first element lies.</param>
/// <param name="Columns">How its columns lie.</param>
internal sealed record TensorPlace(Tensor Tensor, int Offset, MatrixColumns Columns);
