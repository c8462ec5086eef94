using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using GenNet.Persistence.Mapping;

namespace GenNet.Exploring;

/// <summary>
/// A network as a picture. Colours are attributes and text is dark on light boxes, so that it can stand on any page.
/// </summary>
internal sealed class SvgDiagram
{
    private const double LineHeight = 17;
    private const double Padding = 12;

    /// <summary>The width of a letter; one line in a font that is wider still stays in its box.</summary>
    private const double LetterWidth = 6.9;

    private readonly List<DiagramNode> _nodes;
    private readonly DiagramLayout _diagram;

    private SvgDiagram(NetworkLayout layout)
    {
        _nodes = DiagramNode.Of(layout);
        _diagram = new DiagramLayout(_nodes, node => (WidthOf(node), HeightOf(node)));
    }

    public static string Of(NetworkLayout layout) => new SvgDiagram(layout).Text(layout);

    private string Text(NetworkLayout layout)
    {
        double width = 0;
        double height = 0;
        foreach (IReadOnlyList<DiagramPlace> row in _diagram.Rows)
        {
            foreach (DiagramPlace place in row)
            {
                width = Math.Max(width, place.X + (place.Width / 2) + DiagramLayout.Margin);
                height = Math.Max(height, place.Top + place.Height + DiagramLayout.Margin);
            }
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0}\" height=\"{height:0}\" viewBox=\"0 0 {width:0} {height:0}\" role=\"img\" font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\" font-size=\"12\">\n");
        text.Append("<title>").Append(Escaped(layout.Name)).Append("</title>\n<desc>").Append(Escaped(layout.Summary)).Append("</desc>\n");
        text.Append("<g fill=\"none\" stroke=\"#7a8699\" stroke-width=\"1.5\">\n");
        foreach ((DiagramPlace from, DiagramPlace to) in _diagram.Links)
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
        foreach (DiagramPlace place in _diagram.Places)
        {
            WriteNode(text, place, _nodes[place.Node]);
        }

        return text.Append("</svg>\n").ToString();
    }

    private void WriteNode(StringBuilder text, DiagramPlace place, DiagramNode node)
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
            foreach ((DiagramPlace from, DiagramPlace to) in _diagram.Links)
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
    private static string ColourOf(string kind) => kind.Length == 0 ? "#eceff4" : LayerKind.Of(kind).Family switch
    {
        LayerFamily.Product => "#d6e6fb",
        LayerFamily.Convolution => "#d8f0dc",
        LayerFamily.Recurrence => "#fbe7cf",
        LayerFamily.Lookup => "#eadcf8",
        LayerFamily.Regularization => "#fbf3cb",
        LayerFamily.Combination => "#fadbe0",
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
}
