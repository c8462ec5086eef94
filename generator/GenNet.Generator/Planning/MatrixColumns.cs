namespace GenNet.Generator.Planning;

/// <summary>
/// How the columns of a matrix lie in memory: row after row, or in panels of so many columns, each panel row after row. A tile that
/// walks down a panel reads memory from front to back, where it would otherwise touch another page with every row.
/// </summary>
/// <param name="Count">The number of columns, padding included.</param>
/// <param name="PanelWidth">The columns of a panel, and the distance from one row to the next.</param>
/// <param name="PanelLength">The elements of a panel.</param>
internal sealed record MatrixColumns(int Count, int PanelWidth, int PanelLength)
{
    /// <summary>Rows that lie one after another at some distance.</summary>
    public static MatrixColumns InRows(int count, int stride) => new(count, stride, 0);

    /// <summary>Columns that lie one after another, each a panel of its own.</summary>
    public static MatrixColumns OneByOne(int count, int length) => new(count, 1, length);

    public bool IsInPanels => PanelLength > 0;

    public bool IsOneByOne => IsInPanels && PanelWidth == 1;
}
