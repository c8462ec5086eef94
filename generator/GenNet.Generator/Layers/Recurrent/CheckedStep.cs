using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>A step of a sequence, copied.</summary>
internal sealed class CheckedStep(OneStep step) : CheckedOperation(step)
{
    public override void Write(SourceWriter writer, string output) =>
        writer.WriteLine($"{step.Input.Name}.Slice({step.Step * step.Output.Features}, {step.Output.Features}).CopyTo({output});");
}
