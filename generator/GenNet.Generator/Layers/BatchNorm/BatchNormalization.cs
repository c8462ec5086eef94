using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>n = (x − μ) r and a = γ n + β; in prediction a = s x + t with s = γ/√(v + ε) and t = β − m s of running values m and v.</summary>
internal sealed record BatchNormalization(int Layer, BatchStatistics Statistics, Tensor Scale, Tensor Shift, Value Output) : KindOperation(Layer), IScaling
{
    public Value Input => Statistics.Input;

    /// <summary>What s and t are.</summary>
    public string ScaleFormula { get; init; } = string.Empty;

    /// <summary>s.</summary>
    public Value PredictionScale => new("scale", Layer, Statistics.Channels) { Scope = ValueScope.Batch };

    /// <summary>t.</summary>
    public Value PredictionShift => new("shift", Layer, Statistics.Channels) { Scope = ValueScope.Batch };

    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override IEnumerable<Value> PredictionScratch => [PredictionScale, PredictionShift];

    public override IEnumerable<Tensor> Tensors => [Scale, Shift];

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        if (!Scale.Learns && !gradients.IsWanted(Input))
        {
            return;
        }

        int n = Layer;
        string d = GradientBuilder.Notation(delta);
        var sums = new BatchSums(this, delta) { Formula = $"Σ {d} and Σ {d} ⊙ n{n} over the batch" };
        gradients.Add(new Stage(n, $"Layer {n}: {sums.Formula}.", [sums]));
        string formula = $"γ{n} ⊙ r{n} ⊙ ({d} − (Σ {d} + n{n} ⊙ Σ {d} ⊙ n{n}) / N)";
        gradients.HandDown(Input, n, made => new BatchNormalizationGradient(sums, made) { Formula = formula }, formula);
    }

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head)
    {
        string d = GradientBuilder.Notation(delta);
        var sums = new BatchSums(this, delta);
        return
        [
            new RowSumGradient(Layer, sums.SumN, null, Scale) { Formula = $"∂L/∂γ{Layer} = Σ {d} ⊙ n{Layer}" },
            new RowSumGradient(Layer, sums.Sum, null, Shift) { Formula = $"∂L/∂β{Layer} = Σ {d}" },
        ];
    }

    public override bool LearnsByOwnMethod => true;

    public override CheckedOperation? CheckedForm => new CheckedBatchNormalization(this);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new BatchNormalizationCode(
        style, this, trains: keeps, isApplied: keeps || Prediction.ScaledActivationOf(style.Plan.Graph, this) is null);
}
