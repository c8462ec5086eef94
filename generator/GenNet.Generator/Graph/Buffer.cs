namespace GenNet.Generator.Graph;

/// <summary>A matrix that an operation writes and reads, one for all samples.</summary>
/// <param name="Name">What it is called in code.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns, padding not counted.</param>
internal sealed record Buffer(string Name, int Rows, int Columns)
{
    /// <summary>Whether there is one for each tile of samples instead.</summary>
    public bool IsOfTile { get; init; }
}
