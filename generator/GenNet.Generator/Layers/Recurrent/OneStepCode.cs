using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>A step of a sequence, copied where it can be no name for its row.</summary>
internal sealed class OneStepCode(CodeStyle style, OneStep operation) : OperationCode(style)
{
    public override void WriteCall(SourceWriter writer)
    {
        if (Placement.IsPart(operation.Output))
        {
            return;
        }

        Slot steps = Place(operation.Input);
        Slot one = Place(operation.Output);
        writer.WriteLine(
            $"Rows.CopyColumns(in {Behind(steps.Name, operation.Step * steps.Stride)}, {Text(steps.Stride * steps.Positions)}, "
            + $"ref {one.Name}, {Text(one.Stride)}, width: {Text(one.Features)}, padded: {Text(one.Width)}, {Range(1)});");
    }

    public override void WriteMethods(SourceWriter writer)
    {
    }
}
