using GenNet.Generator.Graph;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>What draws something for each element of its input in training.</summary>
/// <param name="style">How things are called.</param>
/// <param name="from">The input.</param>
/// <param name="to">The output.</param>
internal abstract class NoiseCode(CodeStyle style, Value from, Value to) : OperationCode(style)
{
    /// <summary>What the method is called.</summary>
    protected abstract string Name { get; }

    /// <summary>What it draws from, a local of the method.</summary>
    protected abstract string Source { get; }

    /// <summary>The local's type, and what it is made of behind the batch.</summary>
    protected abstract (string Type, string Arguments) SourceType { get; }

    /// <summary>What the method does, in a sentence.</summary>
    protected abstract string Summary { get; }

    /// <summary>Whether it calls a method that another one writes.</summary>
    protected virtual bool SharesMethod => false;

    public override void WriteCall(SourceWriter writer) =>
        writer.WriteLine($"{Name}(in batch, ref {Place(from).Name}, ref {Place(to).Name}, {Range(to.Positions)});");

    public override void WriteMethods(SourceWriter writer)
    {
        if (SharesMethod)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {Summary}");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}(in Batch<{Element}> batch, ref {Element} inputs, ref {Element} outputs, int first, int end)"))
        {
            (string type, string arguments) = SourceType;
            writer.WriteLine($"{type}<{Element}> {Source} = new(in batch, {arguments});");
            using (writer.WriteBlock("for (nint row = first; row < end; row++)"))
            {
                writer.WriteLine($"ref {Element} input = ref Unsafe.Add(ref inputs, row * {Text(Place(from).Stride)});");
                writer.WriteLine($"ref {Element} output = ref Unsafe.Add(ref outputs, row * {Text(Place(to).Stride)});");
                writer.WriteLine($"{Source}.BeginRow(row);");
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(Place(to).Width)}; unit += {Vector}.Count)"))
                {
                    writer.WriteLine($"{Vector} x = Vector.LoadUnsafe(ref input, (nuint)unit);");
                    writer.WriteLine($"{Source}.Apply(x, unit).StoreUnsafe(ref output, (nuint)unit);");
                }
            }
        }
    }
}
