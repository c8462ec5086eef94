using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>The sums of each window, or of all windows that a value is in where the convolution is transposed.</summary>
internal sealed class CheckedConvolution(Convolution convolution) : CheckedOperation(convolution)
{
    public override IEnumerable<CheckedTensor> Tensors =>
    [
        new(convolution.Weights.Name, WordsOf(convolution.Weights, "weights"), (int)convolution.Weights.Count, Factors: convolution.Source.Name),
        .. convolution.Bias is { } bias ? [new(bias.Name, WordsOf(bias, "biases"), bias.Columns)] : (CheckedTensor[])[],
    ];

    public override IEnumerable<Value> Reads => [convolution.Source];

    public override void Write(SourceWriter writer, string output)
    {
        Window window = convolution.Window;
        int channels = convolution.Source.Features;
        int filters = convolution.Output.Features;
        int ofGroup = channels / convolution.Groups.Count;
        (int height, int width) = convolution.IsTransposed ? (window.Height.Size, window.Width.Size) : (window.Height.Count, window.Width.Count);
        (int inputHeight, int inputWidth) = convolution.IsTransposed ? (window.Height.Count, window.Width.Count) : (window.Height.Size, window.Width.Size);
        CheckedWindows.Loop(writer, "toY", height, () => CheckedWindows.Loop(writer, "toX", width, () =>
        {
            using (writer.WriteBlock("for (int j = first; j < end; j++)"))
            {
                writer.WriteLine($"Dual sum = {(convolution.Bias is { } bias ? $"{bias.Name}[j]" : "0")};");
                CheckedWindows.Loop(writer, "row", window.Height.Kernel, () => CheckedWindows.Loop(writer, "column", window.Width.Kernel, () =>
                {
                    CheckedWindows.WriteInput(writer, window.Height, "fromY", "toY", "row", convolution.IsTransposed);
                    CheckedWindows.WriteInput(writer, window.Width, "fromX", "toX", "column", convolution.IsTransposed);
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
}
