namespace GenNet.Generator.Planning;

/// <summary>Neighbouring columns that are cut into strips of one kind.</summary>
/// <param name="Kind">The strips.</param>
/// <param name="First">The first column.</param>
/// <param name="End">The column after the last.</param>
internal sealed record StripRange(StripKind Kind, int First, int End);
