namespace GenNet.Generator.Graph;

/// <summary>What has a value of its own.</summary>
internal enum ValueScope
{
    /// <summary>Each sample.</summary>
    Sample,

    /// <summary>Every six samples, which are a tile.</summary>
    Tile,

    /// <summary>The batch.</summary>
    Batch,
}
