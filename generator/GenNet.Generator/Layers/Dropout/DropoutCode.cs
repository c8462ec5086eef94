using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Dropout;

/// <summary>Dropout in training. The way back has the same mask as the way forward, and so the same method, unless rows lie otherwise there.</summary>
internal sealed class DropoutCode : NoiseCode
{
    private readonly Dropout _operation;
    private readonly bool _isBack;
    private readonly bool _hasOwnMethod;

    /// <summary>The way forward.</summary>
    public DropoutCode(CodeStyle style, Dropout operation)
        : base(style, operation.Input, operation.Output) => _operation = operation;

    /// <summary>The way back.</summary>
    public DropoutCode(CodeStyle style, DropoutGradient operation)
        : base(style, operation.Delta, operation.Output)
    {
        _operation = operation.Dropout;
        _isBack = true;
        _hasOwnMethod = Place(operation.Delta).Stride != Place(_operation.Input).Stride
            || Place(operation.Output).Stride != Place(_operation.Output).Stride;
    }

    protected override string Name => $"Layer{_operation.Layer}Dropout{(_hasOwnMethod ? "Gradient" : string.Empty)}";

    protected override string Source => "mask";

    protected override (string Type, string Arguments) SourceType =>
        ("DropoutMask", $"layer: {Text(_operation.Layer)}, positions: {Text(_operation.Output.Positions)}, rate: {Printer.Number(_operation.Rate)}");

    protected override string Summary => _hasOwnMethod ? "The way back, with the same mask." : $"{_operation.Formula}; the way back has the same mask.";

    protected override bool SharesMethod => _isBack && !_hasOwnMethod;
}
