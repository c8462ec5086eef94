using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace GenNet.Generator.Tests.Harness;

/// <summary>What differs between an accepted text and a new one, as a person reads it.</summary>
internal static class TextDifference
{
    private const int UnchangedLinesShown = 3;

    /// <summary>The changed lines with a few around them.</summary>
    public static string Of(string before, string after)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(before, after).Lines;
        var text = new StringBuilder();
        bool isGap = false;
        for (int index = 0; index < lines.Count; index++)
        {
            int first = Math.Max(index - UnchangedLinesShown, 0);
            int end = Math.Min(index + UnchangedLinesShown + 1, lines.Count);
            if (lines[first..end].All(line => line.Type == ChangeType.Unchanged))
            {
                isGap = true;
                continue;
            }

            if (isGap)
            {
                text.AppendLine("  …");
                isGap = false;
            }

            string mark = lines[index].Type switch
            {
                ChangeType.Inserted => "+ ",
                ChangeType.Deleted => "- ",
                _ => "  ",
            };
            text.Append(mark).AppendLine(lines[index].Text);
        }

        return text.ToString();
    }
}
