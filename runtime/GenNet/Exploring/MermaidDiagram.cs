using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace GenNet.Exploring;

/// <summary>A network as a flowchart in Mermaid's language, which Markdown renders.</summary>
internal static class MermaidDiagram
{
    public static string Of(NetworkLayout layout)
    {
        List<DiagramNode> nodes = DiagramNode.Of(layout);
        var text = new StringBuilder("flowchart TD\n");
        for (int i = 0; i < nodes.Count; i++)
        {
            DiagramNode node = nodes[i];
            bool isLayer = i > 0 && i < nodes.Count - 1;
            text.Append(CultureInfo.InvariantCulture, $"    n{i}{(isLayer ? "[\"" : "([\"")}<b>{Escaped(node.Heading)}</b>");
            foreach (string line in node.Lines)
            {
                text.Append("<br/>").Append(Escaped(line));
            }

            text.Append(isLayer ? "\"]\n" : "\"])\n");
        }

        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (int source in nodes[i].Sources)
            {
                text.Append(CultureInfo.InvariantCulture, $"    n{source} -->|\"{Escaped(nodes[source].Shape)}\"| n{i}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>What has a meaning in Mermaid or in HTML becomes the number of its letter.</summary>
    private static string Escaped(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (char letter in words)
        {
            if (letter is '"' or '#' or '&' or '<' or '>' or '`' or '|' or '\\' or ';' or '[' or ']' or '{' or '}')
            {
                text.Append(CultureInfo.InvariantCulture, $"#{(int)letter};");
            }
            else
            {
                text.Append(char.IsControl(letter) ? ' ' : letter);
            }
        }

        return text.ToString();
    }
}
