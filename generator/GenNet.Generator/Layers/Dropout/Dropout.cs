using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Dropout;

/// <summary>a = m ⊙ x / (1 − rate), where each m is 0 with probability rate and 1 otherwise.</summary>
internal sealed record Dropout(int Layer, Value Input, double Rate, Value Output) : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override string? OnlyInTraining => "dropout";

    /// <summary>m2 ⊙ a1 / (1 − 0.5), for a value and for its δ.</summary>
    public static string Masked(string value, int layer, double rate) => $"m{layer} ⊙ {value} / (1 − {Printer.Number(rate)})";

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        string masked = Masked(GradientBuilder.Notation(delta), Layer, Rate);
        gradients.HandDown(Input, Layer, made => new DropoutGradient(this, delta, made) { Formula = masked }, masked);
    }

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new DropoutCode(style, this);
}
