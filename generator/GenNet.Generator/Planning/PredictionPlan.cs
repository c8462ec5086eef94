namespace GenNet.Generator.Planning;

/// <summary>How a network that learns is laid out in passes without a way back, which keep nothing for it.</summary>
/// <param name="SamplesPerPass">The most samples that such a pass takes.</param>
/// <param name="WorkspaceLength">The number of elements of scratch memory that it needs.</param>
/// <param name="Placement">Where everything lies in it.</param>
internal sealed record PredictionPlan(int SamplesPerPass, int WorkspaceLength, Placement Placement);
