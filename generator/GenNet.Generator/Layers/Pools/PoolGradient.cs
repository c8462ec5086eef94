using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Pools;

/// <summary>What a pool hands down: δ to the first of the largest values of each window, or a share of it to each.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Delta">δ.</param>
/// <param name="Window">The windows.</param>
/// <param name="Input">What was pooled, where its largest values are asked for.</param>
/// <param name="Pooled">What the pool made of it.</param>
/// <param name="Output">What is handed down.</param>
internal sealed record PoolGradient(int Layer, Value Delta, Window Window, Value? Input, Value? Pooled, Value Output)
    : KindOperation(Layer), IMapAbsorber, IBeforeMap
{
    public override IReadOnlyList<Value> Reads => [Delta, .. Known(Input, Pooled)];

    public override Value? Makes => Output;

    /// <summary>The activation whose derivative δ is multiplied by before it is handed down; null for none.</summary>
    public ActivationFunction? Function { get; init; }

    /// <summary>The largest value of a window is what the activation made there, so its derivative is known of what was pooled: one for each window.</summary>
    public Operation? With(MapGradient gradient, Precision precision)
    {
        if (Input is null || gradient.Stored != Input || gradient.Parameter is not null || gradient.Function is not { } function)
        {
            return null;
        }

        return this with { Output = gradient.Delta, Function = function, Formula = FormulaOf(Input, gradient.Delta, function, precision) };
    }

    /// <summary>The input, where nothing is asked of it but which value of a window is the largest.</summary>
    public Value? Ordered => Function is null ? null : Input;

    /// <summary>Where what was pooled is greater than 0, it is the largest value before the activation, too; elsewhere nothing is handed down.</summary>
    public Operation Before(Map map, Value output, Precision precision) =>
        this with { Input = map.Input, Formula = FormulaOf(map.Input, Output, Function!, precision) };

    private string FormulaOf(Value input, Value output, ActivationFunction function, Precision precision)
    {
        string slope = Printer.Factor(function.Derivative, _ => Pooled!.Name, precision);
        return $"δ{output.Layer} = (δ{Layer} ⊙ {slope}) at the first {input.Name} = {Pooled!.Name} of each window";
    }

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new PoolGradientCode(style, this);
}
