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
            case OneStep step:
                Slot steps = Place(step.Input);
                Slot one = Place(step.Output);
                string row = step.Step == 0 ? steps.Name : Column(steps.Name, step.Step * steps.Stride);
                writer.WriteLine(
                    $"Rows.CopyColumns(in {row}, {Text(steps.Stride * steps.Positions)}, ref {one.Name}, {Text(one.Stride)}, "
                    + $"width: {Text(one.Features)}, padded: {Text(one.Width)}, {Range(1)});");
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
            $"Rows.CopyColumns(in {Column(from.Name, fromColumn)}, {Text(from.Stride)}, ref {Column(to.Name, toColumn)}, {Text(to.Stride)}, "
            + $"width: {Text(width)}, padded: {Text(padded)}, {Range(positions)});");

    private static string Column(string name, int column) => column == 0 ? name : $"Unsafe.Add(ref {name}, {Text(column)})";
}
