using System;
using System.Collections.Generic;

namespace GenNet.Exploring;

/// <summary>
/// Where the boxes of a network's picture are: its input above, its loss below, layers that do not read each other side by side. An edge that passes
/// layers by has a place in their rows, so that it goes around them.
/// </summary>
internal sealed class DiagramLayout
{
    /// <summary>Around the whole picture.</summary>
    public const double Margin = 16;

    private const double ColumnGap = 28;
    private const double RowGap = 46;

    /// <summary>How often places follow their neighbours' before they stay.</summary>
    private const int Sweeps = 24;

    private readonly IReadOnlyList<DiagramNode> _nodes;
    private readonly List<DiagramPlace> _places = [];
    private readonly List<List<DiagramPlace>> _rows = [];
    private readonly List<(DiagramPlace From, DiagramPlace To)> _links = [];

    /// <summary>Finds a place for each node.</summary>
    /// <param name="nodes">The boxes, each behind those that it reads.</param>
    /// <param name="sizeOf">How large a box is.</param>
    public DiagramLayout(IReadOnlyList<DiagramNode> nodes, Func<DiagramNode, (double Width, double Height)> sizeOf)
    {
        _nodes = nodes;
        PlaceInRows(sizeOf);
        Order();
        Spread();
        Align();
        Stack();
        MoveIntoView();
    }

    /// <summary>The place of each node.</summary>
    public IReadOnlyList<DiagramPlace> Places => _places;

    /// <summary>The rows, bends of edges among their places.</summary>
    public IReadOnlyList<IReadOnlyList<DiagramPlace>> Rows => _rows;

    /// <summary>What is linked, from one row to the next.</summary>
    public IReadOnlyList<(DiagramPlace From, DiagramPlace To)> Links => _links;

    private void PlaceInRows(Func<DiagramNode, (double Width, double Height)> sizeOf)
    {
        var row = new int[_nodes.Count];
        for (int i = 0; i < _nodes.Count; i++)
        {
            foreach (int source in _nodes[i].Sources)
            {
                row[i] = Math.Max(row[i], row[source] + 1);
            }

            (double width, double height) = sizeOf(_nodes[i]);
            AddTo(row[i], new DiagramPlace(i) { Width = width, Height = height });
        }

        for (int i = 0; i < _nodes.Count; i++)
        {
            // A layer may read another twice; one line says so.
            var known = new HashSet<int>();
            foreach (int source in _nodes[i].Sources)
            {
                if (!known.Add(source))
                {
                    continue;
                }

                DiagramPlace from = _places[source];
                for (int between = row[source] + 1; between < row[i]; between++)
                {
                    var bend = new DiagramPlace(-1) { Width = 2 };
                    AddTo(between, bend);
                    _links.Add((from, bend));
                    from = bend;
                }

                _links.Add((from, _places[i]));
            }
        }
    }

    private void AddTo(int row, DiagramPlace place)
    {
        while (_rows.Count <= row)
        {
            _rows.Add([]);
        }

        _rows[row].Add(place);
        if (place.Node >= 0)
        {
            _places.Add(place);
        }
    }

    /// <summary>Each row in the order of what it is linked to, from above and from below in turn, so that few lines cross.</summary>
    private void Order()
    {
        for (int sweep = 0; sweep < 4; sweep++)
        {
            foreach (List<DiagramPlace> row in _rows)
            {
                for (int i = 0; i < row.Count; i++)
                {
                    row[i].X = i;
                }
            }

            for (int i = 1; i < _rows.Count; i++)
            {
                int index = sweep % 2 == 0 ? i : _rows.Count - 1 - i;
                foreach (DiagramPlace place in _rows[index])
                {
                    place.Wish = Mean(place, above: sweep % 2 == 0);
                }

                // Stable, so that what wishes the same keeps its order; a line that passes by goes outside.
                var sorted = new List<DiagramPlace>(_rows[index]);
                for (int k = 1; k < sorted.Count; k++)
                {
                    for (int m = k; m > 0 && sorted[m].Wish < sorted[m - 1].Wish; m--)
                    {
                        (sorted[m], sorted[m - 1]) = (sorted[m - 1], sorted[m]);
                    }
                }

                _rows[index] = sorted;
                for (int k = 0; k < sorted.Count; k++)
                {
                    sorted[k].X = k;
                }
            }
        }
    }

    /// <summary>The places of each row side by side, around a common middle.</summary>
    private void Spread()
    {
        foreach (List<DiagramPlace> row in _rows)
        {
            double x = 0;
            foreach (DiagramPlace place in row)
            {
                place.X = x + (place.Width / 2);
                x += place.Width + ColumnGap;
            }

            foreach (DiagramPlace place in row)
            {
                place.X -= (x - ColumnGap) / 2;
            }
        }
    }

    /// <summary>Each place where its neighbours are, as far as those beside it let it.</summary>
    private void Align()
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int i = 0; i < _rows.Count; i++)
            {
                List<DiagramPlace> row = _rows[sweep % 2 == 0 ? i : _rows.Count - 1 - i];
                foreach (DiagramPlace place in row)
                {
                    double above = Mean(place, above: true);
                    double below = Mean(place, above: false);
                    place.Wish = double.IsNaN(above) ? below : double.IsNaN(below) ? above : (above + below) / 2;
                    place.Wish = double.IsNaN(place.Wish) ? place.X : place.Wish;
                }

                Settle(row);
            }
        }
    }

    /// <summary>The rows below each other, each as high as its highest box.</summary>
    private void Stack()
    {
        double y = Margin;
        foreach (List<DiagramPlace> row in _rows)
        {
            double height = 0;
            foreach (DiagramPlace place in row)
            {
                height = Math.Max(height, place.Height);
            }

            foreach (DiagramPlace place in row)
            {
                place.Top = place.Node < 0 ? y : y + ((height - place.Height) / 2);
                place.Height = place.Node < 0 ? height : place.Height;
            }

            y += height + RowGap;
        }
    }

    /// <summary>Everything to the right of the margin.</summary>
    private void MoveIntoView()
    {
        double left = double.PositiveInfinity;
        foreach (List<DiagramPlace> row in _rows)
        {
            foreach (DiagramPlace place in row)
            {
                left = Math.Min(left, place.X - (place.Width / 2));
            }
        }

        foreach (List<DiagramPlace> row in _rows)
        {
            foreach (DiagramPlace place in row)
            {
                place.X += Margin - left;
            }
        }
    }

    /// <summary>Gives every place of a row what it wishes, and where two would overlap both give way.</summary>
    private static void Settle(List<DiagramPlace> row)
    {
        // Blocks of places that touch each other stand at the mean of their wishes.
        var blocks = new List<(int First, int Count, double Sum, double Start)>();
        for (int i = 0; i < row.Count; i++)
        {
            double start = row[i].Wish - (row[i].Width / 2);
            var block = (First: i, Count: 1, Sum: start, Start: start);
            while (blocks.Count > 0 && blocks[^1].Start + WidthOf(row, blocks[^1].First, blocks[^1].Count) + ColumnGap > block.Start)
            {
                (int First, int Count, double Sum, double Start) before = blocks[^1];
                double offset = WidthOf(row, before.First, before.Count) + ColumnGap;
                blocks.RemoveAt(blocks.Count - 1);
                double sum = before.Sum + block.Sum - (offset * block.Count);
                block = (before.First, before.Count + block.Count, sum, sum / (before.Count + block.Count));
            }

            blocks.Add(block);
        }

        foreach ((int first, int count, _, double start) in blocks)
        {
            double x = start;
            for (int i = first; i < first + count; i++)
            {
                row[i].X = x + (row[i].Width / 2);
                x += row[i].Width + ColumnGap;
            }
        }
    }

    private static double WidthOf(List<DiagramPlace> row, int first, int count)
    {
        double width = ColumnGap * (count - 1);
        for (int i = first; i < first + count; i++)
        {
            width += row[i].Width;
        }

        return width;
    }

    /// <summary>The mean place of what a place is linked to in the row above or below; NaN where there is nothing.</summary>
    private double Mean(DiagramPlace place, bool above)
    {
        double sum = 0;
        int count = 0;
        foreach ((DiagramPlace from, DiagramPlace to) in _links)
        {
            if (above ? to == place : from == place)
            {
                sum += above ? from.X : to.X;
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
