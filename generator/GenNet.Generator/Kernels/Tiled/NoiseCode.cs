using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// Dropout and noise in training. The way back has the same mask as the way forward, and so the same method, unless rows lie otherwise there.
/// </summary>
internal sealed class NoiseCode : OperationCode
{
    private readonly Operation _operation;
    private readonly Value _from;
    private readonly Value _to;
    private readonly bool _isDropout;
    private readonly bool _isBack;
    private readonly bool _hasOwnMethod;
    private readonly string _draws;

    /// <summary>The way forward.</summary>
    public NoiseCode(CodeStyle style, Dropout operation)
        : this(style, operation, operation.Input, operation.Output)
    {
    }

    /// <summary>The way back.</summary>
    public NoiseCode(CodeStyle style, DropoutGradient operation)
        : this(style, operation.Dropout, operation.Delta, operation.Output)
    {
        Slot input = Place(operation.Dropout.Input);
        Slot output = Place(operation.Dropout.Output);
        _isBack = true;
        _hasOwnMethod = Place(_from).Stride != input.Stride || Place(_to).Stride != output.Stride;
    }

    /// <summary>The way forward; the way back goes past it.</summary>
    public NoiseCode(CodeStyle style, AddedNoise operation)
        : base(style)
    {
        _operation = operation;
        _from = operation.Input;
        _to = operation.Output;
        _draws = $"NormalNoise<{Style.Element}> noise = new(in batch, layer: {Text(operation.Layer)}, positions: {Text(_to.Positions)}, "
            + $"deviation: {Printer.Number(operation.StandardDeviation)});";
    }

    private NoiseCode(CodeStyle style, Dropout operation, Value from, Value to)
        : base(style)
    {
        _operation = operation;
        _from = from;
        _to = to;
        _isDropout = true;
        _draws = $"DropoutMask<{Style.Element}> mask = new(in batch, layer: {Text(operation.Layer)}, positions: {Text(_to.Positions)}, "
            + $"rate: {Printer.Number(operation.Rate)});";
    }

    private string Name => $"Layer{_operation.Layer}{(_isDropout ? "Dropout" : "Noise")}{(_hasOwnMethod ? "Gradient" : string.Empty)}";

    public override void WriteCall(SourceWriter writer) =>
        writer.WriteLine($"{Name}(in batch, ref {Place(_from).Name}, ref {Place(_to).Name}, {Range(_to.Positions)});");

    public override void WriteMethods(SourceWriter writer)
    {
        if (_isBack && !_hasOwnMethod)
        {
            return;
        }

        Slot from = Place(_from);
        Slot to = Place(_to);
        string draws = _isDropout ? "mask" : "noise";
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine(_hasOwnMethod
            ? "/// The way back, with the same mask."
            : _isDropout
            ? $"/// {_operation.Formula}; the way back has the same mask."
            : $"/// {_operation.Formula}.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}(in Batch<{Element}> batch, ref {Element} inputs, ref {Element} outputs, int first, int end)"))
        {
            writer.WriteLine(_draws);
            using (writer.WriteBlock("for (nint row = first; row < end; row++)"))
            {
                writer.WriteLine($"ref {Element} input = ref Unsafe.Add(ref inputs, row * {Text(from.Stride)});");
                writer.WriteLine($"ref {Element} output = ref Unsafe.Add(ref outputs, row * {Text(to.Stride)});");
                writer.WriteLine($"{draws}.BeginRow(row);");
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(to.Width)}; unit += {Vector}.Count)"))
                {
                    writer.WriteLine($"{Vector} x = Vector.LoadUnsafe(ref input, (nuint)unit);");
                    writer.WriteLine($"{draws}.Apply(x, unit).StoreUnsafe(ref output, (nuint)unit);");
                }
            }
        }
    }
}
