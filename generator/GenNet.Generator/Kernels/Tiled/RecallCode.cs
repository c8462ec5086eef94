using GenNet.Generator.Graph;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>The last rows that a stream had, one behind the other.</summary>
internal sealed class RecallCode(CodeStyle style, Recall operation) : OperationCode(style)
{
    /// <summary>How many rows there were before, by the step at hand.</summary>
    private string Row
    {
        get
        {
            StreamTiming timing = operation.Timing;
            string since = timing.First == 0 ? "step" : $"step - {timing.First}";
            return timing.Every == 1 ? since : timing.First == 0 ? $"step / {timing.Every}" : $"({since}) / {timing.Every}";
        }
    }

    public override bool StepNamesRows => false;

    public override void WriteCall(SourceWriter writer)
    {
        Slot recent = Place(operation.Output);
        string between = operation.Dilation == 1 ? string.Empty : $", {Text(operation.Dilation)} apart";
        writer.WriteLine($"// The last {Text(operation.Kernel)} rows of {operation.Input.Name}{between}.");
        writer.WriteLine(
            $"{recent.Name} = ref History.Append(\n    ref {recent.Name}, in {Place(operation.Input).Name}, {Row}, rows: {Text(operation.Kernel)}, "
            + $"apart: {Text(operation.Dilation)}, width: {Text(recent.Features)}, stride: {Text(recent.Stride)});");
    }

    public override void WriteMethods(SourceWriter writer)
    {
    }
}
