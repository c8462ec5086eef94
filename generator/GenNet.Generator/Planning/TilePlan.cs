namespace GenNet.Generator.Planning;

/// <summary>A block of a matrix product that is held in registers.</summary>
/// <param name="Rows">How many rows of the product.</param>
/// <param name="Vectors">How many vectors of each row.</param>
/// <param name="Phases">
/// How many accumulators share one element, each taking every n-th term: more than one only where rows and vectors are too few to
/// hide the latency of a multiply-add.
/// </param>
internal sealed record TilePlan(int Rows, int Vectors, int Phases = 1);
