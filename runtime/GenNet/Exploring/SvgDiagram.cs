using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace GenNet.Exploring;

/// <summary>
/// A network as a picture: its input above, its loss below, layers that do not read each other side by side. An edge that passes layers by has a
/// place in their rows, so that it goes around them. Colours are attributes and text is dark on light boxes, so that it can stand on any page.
/// </summary>
internal sealed class SvgDiagram
{
    private const double LineHeight = 17;
    private const double Padding = 12;
    private const double ColumnGap = 28;
    private const double RowGap = 46;
    private const double Margin = 16;

    /// <summary>The width of a letter; one line in a font that is wider still stays in its box.</summary>
    private const double LetterWidth = 6.9;

    /// <summary>How often places follow their neighbours' before they stay.</summary>
    private const int Sweeps = 24;

    private readonly List<DiagramNode> _nodes;
    private readonly List<Place> _places = [];
    private readonly List<List<Place>> _rows = [];
    private readonly List<(Place From, Place To)> _links = [];

    private SvgDiagram(NetworkLayout layout)
    {
        _nodes = DiagramNode.Of(layout);
        PlaceInRows();
        Order();
        Align();
    }

    public static string Of(NetworkLayout layout) => new SvgDiagram(layout).Text(layout);

    private void PlaceInRows()
    {
        var row = new int[_nodes.Count];
        for (int i = 0; i < _nodes.Count; i++)
        {
            foreach (int source in _nodes[i].Sources)
            {
                row[i] = Math.Max(row[i], row[source] + 1);
            }

            AddTo(row[i], new Place(i) { Width = WidthOf(_nodes[i]), Height = HeightOf(_nodes[i]) });
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

                Place from = _places[source];
                for (int between = row[source] + 1; between < row[i]; between++)
                {
                    var bend = new Place(-1) { Width = 2 };
                    AddTo(between, bend);
                    _links.Add((from, bend));
                    from = bend;
                }

                _links.Add((from, _places[i]));
            }
        }
    }

    private void AddTo(int row, Place place)
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
            foreach (List<Place> row in _rows)
            {
                for (int i = 0; i < row.Count; i++)
                {
                    row[i].X = i;
                }
            }

            for (int i = 1; i < _rows.Count; i++)
            {
                int index = sweep % 2 == 0 ? i : _rows.Count - 1 - i;
                foreach (Place place in _rows[index])
                {
                    place.Wish = Mean(place, above: sweep % 2 == 0);
                }

                // Stable, so that what wishes the same keeps its order; a line that passes by goes outside.
                var sorted = new List<Place>(_rows[index]);
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

    /// <summary>The horizontal places: each where its neighbours are, as far as those beside it let it.</summary>
    private void Align()
    {
        foreach (List<Place> row in _rows)
        {
            double x = 0;
            foreach (Place place in row)
            {
                place.X = x + (place.Width / 2);
                x += place.Width + ColumnGap;
            }

            foreach (Place place in row)
            {
                place.X -= (x - ColumnGap) / 2;
            }
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int i = 0; i < _rows.Count; i++)
            {
                List<Place> row = _rows[sweep % 2 == 0 ? i : _rows.Count - 1 - i];
                foreach (Place place in row)
                {
                    double above = Mean(place, above: true);
                    double below = Mean(place, above: false);
                    place.Wish = double.IsNaN(above) ? below : double.IsNaN(below) ? above : (above + below) / 2;
                    place.Wish = double.IsNaN(place.Wish) ? place.X : place.Wish;
                }

                Settle(row);
            }
        }

        double y = Margin;
        foreach (List<Place> row in _rows)
        {
            double height = 0;
            foreach (Place place in row)
            {
                height = Math.Max(height, place.Height);
            }

            foreach (Place place in row)
            {
                place.Top = place.Node < 0 ? y : y + ((height - place.Height) / 2);
                place.Height = place.Node < 0 ? height : place.Height;
            }

            y += height + RowGap;
        }

        double left = double.PositiveInfinity;
        foreach (List<Place> row in _rows)
        {
            foreach (Place place in row)
            {
                left = Math.Min(left, place.X - (place.Width / 2));
            }
        }

        foreach (List<Place> row in _rows)
        {
            foreach (Place place in row)
            {
                place.X += Margin - left;
            }
        }
    }

    /// <summary>Gives every place of a row what it wishes, and where two would overlap both give way.</summary>
    private static void Settle(List<Place> row)
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

    private static double WidthOf(List<Place> row, int first, int count)
    {
        double width = ColumnGap * (count - 1);
        for (int i = first; i < first + count; i++)
        {
            width += row[i].Width;
        }

        return width;
    }

    /// <summary>The mean place of what a place is linked to in the row above or below; NaN where there is nothing.</summary>
    private double Mean(Place place, bool above)
    {
        double sum = 0;
        int count = 0;
        foreach ((Place from, Place to) in _links)
        {
            if (above ? to == place : from == place)
            {
                sum += above ? from.X : to.X;
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }

    private string Text(NetworkLayout layout)
    {
        double width = 0;
        double height = 0;
        foreach (List<Place> row in _rows)
        {
            foreach (Place place in row)
            {
                width = Math.Max(width, place.X + (place.Width / 2) + Margin);
                height = Math.Max(height, place.Top + place.Height + Margin);
            }
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0}\" height=\"{height:0}\" viewBox=\"0 0 {width:0} {height:0}\" role=\"img\" font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\" font-size=\"12\">\n");
        text.Append("<title>").Append(Escaped(layout.Name)).Append("</title>\n<desc>").Append(Escaped(layout.Summary)).Append("</desc>\n");
        text.Append("<g fill=\"none\" stroke=\"#7a8699\" stroke-width=\"1.5\">\n");
        foreach ((Place from, Place to) in _links)
        {
            double start = from.Top + from.Height;
            double end = to.Node < 0 ? to.Top : to.Top - 1;
            double middle = (start + end) / 2;
            text.Append(CultureInfo.InvariantCulture, $"<path d=\"M {from.X:0.#} {start:0.#} C {from.X:0.#} {middle:0.#} {to.X:0.#} {middle:0.#} {to.X:0.#} {end:0.#}");
            if (to.Node < 0)
            {
                text.Append(CultureInfo.InvariantCulture, $" V {to.Top + to.Height:0.#}\"/>\n");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\"/>\n<path d=\"M {to.X - 4:0.#} {end - 7:0.#} L {to.X:0.#} {end:0.#} L {to.X + 4:0.#} {end - 7:0.#} Z\" fill=\"#7a8699\" stroke=\"none\"/>\n");
            }
        }

        text.Append("</g>\n");
        foreach (Place place in _places)
        {
            WriteNode(text, place, _nodes[place.Node]);
        }

        return text.Append("</svg>\n").ToString();
    }

    private void WriteNode(StringBuilder text, Place place, DiagramNode node)
    {
        bool isLayer = node.Kind.Length > 0;
        text.Append(CultureInfo.InvariantCulture, $"<g>\n<rect x=\"{place.X - (place.Width / 2):0.#}\" y=\"{place.Top:0.#}\" width=\"{place.Width:0.#}\" height=\"{place.Height:0.#}\" rx=\"{(isLayer ? 6 : 18)}\" fill=\"{ColourOf(node.Kind)}\" stroke=\"#7a8699\"/>\n");
        double y = place.Top + Padding + 10;
        Write(node.Heading, "font-weight=\"600\" fill=\"#1b2230\"");
        foreach (string line in node.Lines)
        {
            Write(line, "fill=\"#323b4b\"");
        }

        text.Append("</g>\n");
        if (node.Shape.Length > 0)
        {
            // Beside the line that leaves it, on the side where it does not go, or at the corner where several do; grey enough for any page.
            int lines = 0;
            double way = 0;
            foreach ((Place from, Place to) in _links)
            {
                lines += from == place ? 1 : 0;
                way = from == place ? to.X - place.X : way;
            }

            double x = lines > 1 ? place.X + (place.Width / 2) - 4 : way > 4 ? place.X - 8 : place.X + 8;
            string anchor = lines > 1 || way > 4 ? " text-anchor=\"end\"" : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{place.Top + place.Height + 15:0.#}\" font-size=\"11\" fill=\"#7a8699\"{anchor}>{Escaped(node.Shape)}</text>\n");
        }

        void Write(string line, string style)
        {
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{place.X:0.#}\" y=\"{y:0.#}\" text-anchor=\"middle\" {style}>{Escaped(line)}</text>\n");
            y += LineHeight;
        }
    }

    private static double WidthOf(DiagramNode node)
    {
        int letters = node.Heading.Length + 1;
        foreach (string line in node.Lines)
        {
            letters = Math.Max(letters, line.Length);
        }

        return Math.Max((letters * LetterWidth) + (2 * Padding), 96);
    }

    private static double HeightOf(DiagramNode node) => ((node.Lines.Count + 1) * LineHeight) + (2 * Padding) - 4;

    /// <summary>The colour of what a layer does; light ones, all with the same dark text.</summary>
    private static string ColourOf(string kind) => kind switch
    {
        "" => "#eceff4",
        "dense" => "#d6e6fb",
        "conv" or "convtranspose" => "#d8f0dc",
        "rnn" or "gru" or "lstm" => "#fbe7cf",
        "embedding" or "selfattention" => "#eadcf8",
        "batchnorm" or "layernorm" or "dropout" or "noise" => "#fbf3cb",
        "add" or "multiply" or "concat" => "#fadbe0",
        _ => "#e6eaf0",
    };

    /// <summary>Text as it stands in XML, which has no place for letters that control something.</summary>
    private static string Escaped(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (char letter in words)
        {
            _ = letter switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                '\n' => text.Append('\n'),
                _ => text.Append(char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\uFFFE' or '\uFFFF' ? ' ' : letter),
            };
        }

        return text.ToString();
    }

    /// <summary>Where a box is, or where an edge passes a row.</summary>
    private sealed class Place(int node)
    {
        public int Node { get; } = node;

        public double Width { get; init; }

        public double Height { get; set; }

        public double X { get; set; }

        public double Top { get; set; }

        public double Wish { get; set; }
    }
}
