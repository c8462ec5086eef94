using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Weights;

/// <summary>Why a network gets no weights from the file that it names.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Values">What its message tells.</param>
internal sealed record WeightsMistake(DiagnosticDescriptor Rule, params string[] Values);
