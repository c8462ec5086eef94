namespace GenNet.Generator.Planning;

/// <summary>How a network's layers become statements.</summary>
internal enum Strategy
{
    /// <summary>A statement for every unit, samples side by side in the lanes of a vector, all in one method.</summary>
    StraightLine,

    /// <summary>The same statements, cut into methods that the JIT still optimises.</summary>
    StraightLineInBlocks,

    /// <summary>Loops around register tiles.</summary>
    Tiled,
}
