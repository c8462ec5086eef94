using System;
using GenNet.Generator.Graph;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Check;

/// <summary>Convolutions and pools as the gradient check has them: a loop for each dimension, and nothing read outside an image.</summary>
internal static class CheckedWindows
{
    /// <summary>The sums of each window, or of all windows that a value is in where the convolution is transposed.</summary>
    public static void WriteConvolution(SourceWriter writer, Convolution convolution, string output)
    {
        Window window = convolution.Window;
        int channels = convolution.Source.Features;
        int filters = convolution.Output.Features;
        int ofGroup = channels / convolution.Groups.Count;
        (int height, int width) = convolution.IsTransposed ? (window.Height.Size, window.Width.Size) : (window.Height.Count, window.Width.Count);
        (int inputHeight, int inputWidth) = convolution.IsTransposed ? (window.Height.Count, window.Width.Count) : (window.Height.Size, window.Width.Size);
        Loop(writer, "toY", height, () => Loop(writer, "toX", width, () =>
        {
            using (writer.WriteBlock("for (int j = first; j < end; j++)"))
            {
                writer.WriteLine($"Dual sum = {(convolution.Bias is { } bias ? $"{bias.Name}[j]" : "0")};");
                Loop(writer, "row", window.Height.Kernel, () => Loop(writer, "column", window.Width.Kernel, () =>
                {
                    WriteInput(writer, window.Height, "fromY", "toY", "row", convolution.IsTransposed);
                    WriteInput(writer, window.Width, "fromX", "toX", "column", convolution.IsTransposed);
                    using (writer.WriteBlock($"if (fromY is < 0 or >= {inputHeight} || fromX is < 0 or >= {inputWidth})"))
                    {
                        writer.WriteLine("continue;");
                    }

                    writer.WriteLine();
                    using (writer.WriteBlock($"for (int i = 0; i < {ofGroup}; i++)"))
                    {
                        string channel = convolution.Groups.Count == 1 ? "i" : $"(j / {filters / convolution.Groups.Count} * {ofGroup}) + i";
                        writer.WriteLine(
                            $"sum += {convolution.Source.Name}[(((fromY * {inputWidth}) + fromX) * {channels}) + {channel}] "
                            + $"* {convolution.Weights.Name}[(((((row * {window.Width.Kernel}) + column) * {ofGroup}) + i) * {filters}) + j];");
                    }
                }));
                writer.WriteLine();
                writer.WriteLine($"{output}[(((toY * {width}) + toX) * {filters}) + j] = sum;");
            }
        }));
    }

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
