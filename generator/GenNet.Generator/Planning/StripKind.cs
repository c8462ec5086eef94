namespace GenNet.Generator.Planning;

/// <summary>
/// How much of a row a register tile takes: a strip of neighbouring columns. The widest vectors come with twice the registers, so that
/// strips of four of them leave room for six rows; narrower ones always go in pairs.
/// </summary>
internal enum StripKind
{
    /// <summary>Four vectors of 512 bits, or two of fewer.</summary>
    Wide,

    /// <summary>Two vectors of any width.</summary>
    Pair,

    /// <summary>One vector of 512 bits, or two of fewer: a cache line or half of one.</summary>
    Line,

    /// <summary>A vector of 256 bits, or two of fewer: half a cache line, for rows that are no longer.</summary>
    Half,

    /// <summary>
    /// What one sample takes, two of them side by side, of a row that others take in <see cref="Wide"/> strips: two vectors of 512 bits, four of 256, or two
    /// of fewer.
    /// </summary>
    Row,

    /// <summary>One vector of 512 or 256 bits, or two of fewer: the parts of sums that run along a row.</summary>
    Vector,
}
