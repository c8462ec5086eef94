using System;
using System.Collections.Generic;
using System.Text;

namespace GenNet.Training;

/// <summary>Rows of text in columns: the first to the left, all others, which are numbers, to the right.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> _rows = [];

    public TextTable(string[] headings) => _rows.Add(headings);

    /// <summary>Adds a row, of at most as many columns as there are headings.</summary>
    public void Add(params string[] row) => _rows.Add(row);

    /// <summary>Adds an empty row.</summary>
    public void Skip() => _rows.Add([]);

    /// <summary>The lines, without spaces at their ends.</summary>
    public override string ToString()
    {
        int[] widths = new int[_rows[0].Length];
        foreach (string[] row in _rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }

        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            var line = new StringBuilder();
            for (int i = 0; i < row.Length; i++)
            {
                line.Append(i == 0 ? row[i].PadRight(widths[i]) : "  " + row[i].PadLeft(widths[i]));
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
