using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Weights;

/// <summary>Why a network gets no weights from the file that it names.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Values">What its message tells.</param>
internal sealed record WeightsMistake(DiagnosticDescriptor Rule, params string[] Values)
{
    /// <summary>Changes of the declaration that undo it, the likeliest first.</summary>
    public IReadOnlyList<WeightsRemedy> Remedies { get; init; } = [];
}
