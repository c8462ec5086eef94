using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Pools;

/// <summary>A pool over dual numbers: window by window, as it was declared.</summary>
internal sealed class CheckedPool(Pool operation) : CheckedOperation(operation)
{
    public override void Write(SourceWriter writer, string output)
    {
        Window window = operation.Window;
        int features = operation.Output.Features;
        CheckedWindows.Loop(writer, "toY", window.Height.Count, () => CheckedWindows.Loop(writer, "toX", window.Width.Count, () =>
        {
            using (writer.WriteBlock($"for (int j = 0; j < {features}; j++)"))
            {
                writer.WriteLine("int count = 0;");
                writer.WriteLine("Dual pooled = 0;");
                CheckedWindows.Loop(writer, "row", window.Height.Kernel, () => CheckedWindows.Loop(writer, "column", window.Width.Kernel, () =>
                {
                    CheckedWindows.WriteInput(writer, window.Height, "fromY", "toY", "row", isSpread: false);
                    CheckedWindows.WriteInput(writer, window.Width, "fromX", "toX", "column", isSpread: false);
                    using (writer.WriteBlock($"if (fromY is < 0 or >= {window.Height.Size} || fromX is < 0 or >= {window.Width.Size})"))
                    {
                        writer.WriteLine("continue;");
                    }

                    writer.WriteLine();
                    writer.WriteLine($"Dual value = {operation.Input.Name}[(((fromY * {window.Width.Size}) + fromX) * {features}) + j];");
                    writer.WriteLine(operation.IsMax ? "pooled = count == 0 ? value : Select(value > pooled, value, pooled);" : "pooled += value;");
                    writer.WriteLine("count++;");
                }));
                writer.WriteLine();
                writer.WriteLine($"{output}[(((toY * {window.Width.Count}) + toX) * {features}) + j] = pooled{(operation.IsMax ? string.Empty : " / count")};");
            }
        }));
    }
}
