using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>Values that only move: side by side, back to where they came from, or to rows of another length.</summary>
internal sealed class CopyCode(CodeStyle style, Operation operation) : OperationCode(style)
{
    public override void WriteCall(SourceWriter writer)
    {
        switch (operation)
        {
            case Concatenation concatenation:
                int first = 0;
                for (int i = 0; i < concatenation.Inputs.Count; i++)
                {
                    bool isLast = i == concatenation.Inputs.Count - 1;
                    Slot output = Place(concatenation.Output);
                    int features = concatenation.Inputs[i].Features;
                    WriteColumns(
                        writer, Place(concatenation.Inputs[i]), 0, output, first, features, isLast ? output.Width - first : features, output.Positions);
                    first += features;
                }

                break;
            case Slice slice:
                Slot place = Place(slice.Output);
                WriteColumns(writer, Place(slice.Input), slice.First, place, 0, place.Features, place.Width, place.Positions);
                break;
            case Rearrangement rearrangement:
                Slot from = Place(rearrangement.Input);
                Slot to = Place(rearrangement.Output);
                writer.WriteLine(
                    $"Rows.Rearrange(\n    in {from.Name}, ref {to.Name}, width: {Text(from.Features)}, stride: {Text(from.Stride)}, "
                    + $"newWidth: {Text(to.Features)}, newPadded: {Text(to.Width)}, newStride: {Text(to.Stride)}, {Range(from.Positions)});");
                break;
        }
    }

    public override void WriteMethods(SourceWriter writer)
    {
    }

    private void WriteColumns(SourceWriter writer, Slot from, int fromColumn, Slot to, int toColumn, int width, int padded, int positions) =>
        writer.WriteLine(
            $"Rows.CopyColumns(in {Behind(from.Name, fromColumn)}, {Text(from.Stride)}, ref {Behind(to.Name, toColumn)}, {Text(to.Stride)}, "
            + $"width: {Text(width)}, padded: {Text(padded)}, {Range(positions)});");
}
