using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.LayerNorm;

/// <summary>n = (x − mean x) r with r = 1/√(variance of x + ε) for every row, and a = γ n + β.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">x.</param>
/// <param name="Scale">γ.</param>
/// <param name="Shift">β.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Normalized">n, which a pass that learns keeps.</param>
/// <param name="Reciprocal">r, one number a row, which a pass that learns keeps.</param>
/// <param name="Output">a.</param>
internal sealed record Normalization(
    int Layer, Value Input, Tensor Scale, Tensor Shift, double Epsilon, Value Normalized, Value Reciprocal, Value Output) : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override IEnumerable<Value> Keeps => [Normalized, Reciprocal];

    public override IEnumerable<Value> Dense => [Reciprocal];

    public override IEnumerable<Tensor> Tensors => [Scale, Shift];

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        int n = Layer;
        string formula = $"r{n} ⊙ (g − mean g − n{n} ⊙ mean(g ⊙ n{n})) with g = {GradientBuilder.Notation(delta)} ⊙ γ{n}";
        gradients.HandDown(
            Input, n, made => new NormalizationGradient(n, delta, Scale, Normalized, Reciprocal, made) { Formula = formula }, formula);
    }

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head)
    {
        string d = GradientBuilder.Notation(delta);
        return
        [
            new RowSumGradient(Layer, delta, Normalized, Scale) { Formula = $"∂L/∂γ{Layer} = {d} ⊙ n{Layer}" },
            new RowSumGradient(Layer, delta, null, Shift) { Formula = $"∂L/∂β{Layer} = {d}" },
        ];
    }

    public override bool LearnsByOwnMethod => true;

    public override CheckedOperation? CheckedForm => new CheckedNormalization(this);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new NormalizationCode(style, this, keeps);
}
