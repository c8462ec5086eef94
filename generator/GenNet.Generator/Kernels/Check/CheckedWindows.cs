using System;
using GenNet.Generator.Graph;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Check;

/// <summary>What convolutions and pools have in common in the gradient check: a loop for each dimension, and nothing read outside an image.</summary>
internal static class CheckedWindows
{
    /// <summary>Which value of the input a place of a window means; where there is none, one outside.</summary>
    public static void WriteInput(SourceWriter writer, Axis axis, string from, string index, string place, bool isSpread)
    {
        if (!isSpread)
        {
            writer.WriteLine($"int {from} = ({index} * {axis.Stride}) + ({place} * {axis.Dilation}) - {axis.Before};");
            return;
        }

        string offset = $"{index} + {axis.Before} - ({place} * {axis.Dilation})";
        writer.WriteLine(axis.Stride == 1
            ? $"int {from} = {offset};"
            : $"int {from} = ({offset}) % {axis.Stride} == 0 ? ({offset}) / {axis.Stride} : -1;");
    }

    /// <summary>Writes a loop.</summary>
    public static void Loop(SourceWriter writer, string index, int count, Action body)
    {
        using (writer.WriteBlock($"for (int {index} = 0; {index} < {count}; {index}++)"))
        {
            body();
        }
    }
}
