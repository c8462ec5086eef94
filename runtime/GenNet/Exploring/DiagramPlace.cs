namespace GenNet.Exploring;

/// <summary>Where a box is, or where an edge passes a row.</summary>
/// <param name="node">Which node the box is; −1 where an edge passes.</param>
internal sealed class DiagramPlace(int node)
{
    public int Node { get; } = node;

    public double Width { get; init; }

    public double Height { get; set; }

    public double X { get; set; }

    public double Top { get; set; }

    public double Wish { get; set; }
}
