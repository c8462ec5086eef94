using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Head;

/// <summary>
/// Where the network meets its loss: the last activation, the loss, and δ = ∂L/∂z of the last layer. Everything follows from the tables of
/// the calculus. Softmax and log-softmax couple the outputs, so that they and what their coupling makes of δ are written out here.
/// </summary>
internal static partial class OutputLayer
{
    /// <summary>ln Σ exp(z) of a z that is 0 at the largest, the same for all outputs of a sample.</summary>
    private static readonly Symbol s_logTotal = new("logTotal");

    /// <summary>A variance as the last layer yields it, where <see cref="LossFunction.V"/> is what the loss reckons with.</summary>
    private static readonly Symbol s_variance = new("s");

    /// <summary>The pre-activation of a variance, where z is that of its mean.</summary>
    private static readonly Symbol s_variancePreActivation = new("y");

    /// <summary>The kept derivative of a variance's activation, where f is that of its mean's.</summary>
    private static readonly Symbol s_varianceSlope = new("h");

    /// <summary>What softmax computes, for who reads its statements.</summary>
    /// <param name="formulas">The last layer's formulas.</param>
    /// <param name="isShifted">Whether z − max z is left in place of z, for what is computed from ln a.</param>
    private static IEnumerable<string> SoftmaxComment(Formulas formulas, bool isShifted)
    {
        int n = formulas.Number;
        if (isShifted)
        {
            yield return $"z{n} − max z{n} in place of z{n}: a{n} and the loss are the same, and no digit is lost where z{n} is large.";
            yield return "At least the lowest number there is, as 0 · −∞ would be no number.";
        }

        string shifted = isShifted ? $"z{n}" : $"z{n} − max z{n}";
        yield return formulas.IsLogSoftmax
            ? $"a{n} = {shifted} − ln Σ exp({shifted}): log-softmax, and no exponential overflows."
            : $"a{n} = exp({shifted}) / Σ exp({shifted}): softmax, and no exponential overflows.";
    }

    /// <summary>The statement that declares what no shifted z is less than.</summary>
    private static Statement Lowest(CodeStyle style) => new Local("lowest", new VectorCall("Create", $"{style.Element}.MinValue"));

    /// <summary>
    /// z less its sample's largest, which is where ln a is computed from: (z − max z) − ln Σ exp(z − max z) keeps the digits that
    /// z − (max z + ln Σ exp(z − max z)) loses where z is large. A difference beyond the lowest number stays there, so that what counts 0
    /// times counts 0; NaN stays NaN because it is the second operand.
    /// </summary>
    private static Code Shifted(Code z) => new VectorCall("MaxNative", "lowest", new Infix(z, "-", "largest"));

    /// <summary>The formulas of the loss and its gradient that code is written from, with the numbers of every class in them.</summary>
    public static IEnumerable<Expression> FormulasOf(NetworkModel network, bool isTiled)
    {
        var formulas = new Formulas(network);
        var all = new List<Expression?>
        {
            formulas.Loss.Term, formulas.Delta, formulas.ParameterTerm, formulas.VarianceOutput, formulas.VarianceSlope, formulas.VarianceDelta,
            formulas.VarianceDelta is null ? null : formulas.ClampedVariance,
            formulas.Residual,
            formulas.IsCoupled && !formulas.IsOfLogarithm ? formulas.Loss.DerivativeByOutput() : null,
        };
        IEnumerable<Expression> written = all.OfType<Expression>();
        EquatableArray<double> weights = network.LossDeclaration.Weights;
        return weights.Count == 0 || isTiled
            ? written
            : weights.Distinct().SelectMany(weight => written.Select(formula => Simplifier.Simplify(formula.Replace(LossFunction.W, weight))));
    }

    /// <summary>The line of the architecture tree, without its bullet.</summary>
    public static string Describe(NetworkModel network)
    {
        string reduction = $"{(network.Reduction == Reduction.Sum ? "summed" : "averaged")} over the batch";
        if (network.LossFunction is { } written)
        {
            return $"loss: {written.Name}, {new LossFunction(written.Formula).Notation(symbol => symbol.Name, network.Precision)}, {reduction}";
        }

        LossRow row = LossTable.Of(network.Loss);
        LossArguments arguments = network.LossDeclaration.Arguments;
        string n = Printer.Number(network.TargetSize);
        string words = network.TargetSize == 1 ? row.Words.Replace("1/n Σ ", string.Empty) : row.Words.Replace("1/n", $"1/{n}");
        if (row.Argument is { } argument)
        {
            string number = Printer.Number(arguments.Number);
            words = words
                .Replace("^" + argument.Word, Printer.Superscript(arguments.Number) ?? "^" + number)
                .Replace(argument.Word, number);
        }

        if (network.Loss == Loss.FocalLoss)
        {
            string[] forms = words.Split(["; after sigmoid "], System.StringSplitOptions.None);
            words = network.LastActivation.Activation == Activation.Sigmoid ? forms[1] : forms[0];
        }

        if (arguments.LabelSmoothing > 0)
        {
            words += $", {Printer.Number(arguments.LabelSmoothing)} of each target spread over the classes";
        }

        if (arguments.HasWeights)
        {
            words += $", {(row.IsOfClasses ? "classes" : "a yes to each")} weighted {string.Join(", ", network.LossDeclaration.Weights.Select(Printer.Number))}";
        }

        return $"loss: {words}, {reduction}";
    }

    /// <summary>What the last layer's outputs and their gradient are made of.</summary>
    internal sealed class Formulas
    {
        private readonly NetworkModel _network;
        private readonly Activation _last;

        public Formulas(NetworkModel network)
        {
            _network = network;
            _last = network.LastActivation.Activation;
            Number = network.Layers.Count;
            Activation = network.LastActivation.Function;
            Loss = Planner.LossOf(_network);
            if (Activation is null)
            {
                Residual = Loss.CoupledResidual();
            }
            else
            {
                bool isSlopeWritten = Activation.IsDerivativeOfOutput || Activation.HasParameter;
                Delta = Loss.DerivativeByPreActivation(Activation, isSlopeWritten ? Activation.Derivative : ActivationFunction.Slope);
                if (Activation.HasParameter)
                {
                    ParameterTerm = Simplifier.Simplify(Loss.DerivativeByOutput() * Activation.ByParameter());
                }
            }

            if (_network.HasVariances)
            {
                ActivationFunction second = network.LastActivation.SecondHalf ?? Activation!;
                VarianceOutput = second.Output.Replace(ActivationFunction.Z, s_variancePreActivation);
                VarianceSlope = second.Derivative
                    .Replace(ActivationFunction.A, s_variance)
                    .Replace(ActivationFunction.Z, s_variancePreActivation);
                VarianceDelta = Simplifier.Simplify(
                    Loss.DerivativeByVariance() * (second.IsDerivativeOfOutput ? VarianceSlope : s_varianceSlope));
            }
        }

        public int Number { get; }

        /// <summary>The last activation, if it is elementwise.</summary>
        public ActivationFunction? Activation { get; }

        public LossFunction Loss { get; }

        /// <summary>Whether every output depends on every z.</summary>
        public bool IsCoupled => Activation is null;

        /// <summary>Whether the network yields the logarithms of its probabilities.</summary>
        public bool IsLogSoftmax => _last == Declaration.Activation.LogSoftmax;

        /// <summary>Whether the activation couples the outputs and the loss is written with ln a.</summary>
        public bool IsOfLogarithm => IsCoupled && Loss.Term.Uses(LossFunction.LogA);

        /// <summary>Cross-entropy without weights and smoothing, where r is the target itself.</summary>
        public bool IsCrossEntropy => Residual == LossFunction.T && _network is { Loss: Declaration.Loss.CrossEntropy, LossFunction: null };

        /// <summary>∂L/∂z of one output, if the activation is elementwise.</summary>
        public Expression? Delta { get; }

        /// <summary>One output's part in ∂L/∂p, if the last activation has a parameter.</summary>
        public Expression? ParameterTerm { get; }

        /// <summary>A variance from its z, where the outputs are means and variances.</summary>
        public Expression? VarianceOutput { get; }

        /// <summary>∂variance/∂z.</summary>
        public Expression? VarianceSlope { get; }

        /// <summary>∂L/∂z of a variance.</summary>
        public Expression? VarianceDelta { get; }

        /// <summary>The least variance that the loss reckons with.</summary>
        public double LeastVariance => _network.LossDeclaration.Arguments.Number;

        /// <summary>v = max(s, 10⁻⁶).</summary>
        public Expression ClampedVariance => Expression.Max(s_variance, LeastVariance);

        /// <summary>r in δ = a Σr − r, if the activation couples the outputs.</summary>
        public Expression? Residual { get; }

        /// <summary>Whether the loss or its gradient is computed from z.</summary>
        public bool NeedsPreActivation => IsCoupled || Loss.Term.Uses(ActivationFunction.Z) || Delta!.Uses(ActivationFunction.Z);

        /// <summary>Whether δ is computed from the activation's derivative, which the output does not tell.</summary>
        public bool NeedsSlope => Delta?.Uses(ActivationFunction.Slope) == true;

        /// <summary>a2 = f(z2), with both functions where the halves of the outputs have their own.</summary>
        public string ActivationFormula
        {
            get
            {
                string first = $"a{Number} = {Notation(Activation!.Output)}";
                return _network.LastActivation.SecondHalf is { } second
                    ? $"{first} in its first half, {Notation(second.Output)} in its second"
                    : first;
            }
        }

        /// <summary>The loss of a sample in the field's notation, with the layer's number on each symbol.</summary>
        public string LossFormula => IsCrossEntropy
            ? $"Σt · ln Σ exp(z{Number}) − Σ t z{Number}"
            : VarianceDelta is null
                ? Loss.Notation(Name, _network.Precision)
                : $"{Loss.Notation(Name, _network.Precision)} with v = max(s{Number}, {Printer.Number(LeastVariance)}), "
                    + $"a{Number} the means and s{Number} the variances behind them";

        /// <summary>δ2 = ∂L/∂z2 in the field's notation.</summary>
        public string DeltaFormula => $"δ{Number} = ∂L/∂z{Number} = " + (VarianceDelta is not null
            ? $"{Notation(Delta!)} for a mean and {Notation(VarianceDelta)} for a variance"
            : IsCrossEntropy
            ? $"{Probability} Σt − t"
            : IsOfLogarithm
                ? $"{Probability} Σr − r with r = {Notation(Residual!)}"
                : IsCoupled
                    ? $"a{Number} ⊙ (g − Σ g a{Number}) with g = ∂L/∂a{Number} = {Notation(Loss.DerivativeByOutput())}"
                    : Notation(Delta!)
                        + (ParameterTerm is null ? string.Empty : $", ∂L/∂p{Number} = Σ {Printer.Factor(ParameterTerm, Name, _network.Precision)}"));

        /// <summary>Why δ has this form.</summary>
        public string DeltaReason => IsCoupled && !IsOfLogarithm
            ? $"because {DeltaReasonBesideLoss}"
            : $"because L = {LossFormula}{(DeltaReasonBesideLoss is { } other ? $" and {other}" : string.Empty)}";

        /// <summary>Why δ has this form, for who has seen the loss; null where the loss alone is the reason.</summary>
        public string? DeltaReasonBesideLoss
        {
            get
            {
                if (IsCrossEntropy)
                {
                    return $"∂ ln Σ exp(z{Number})/∂z{Number} = {Probability}; Σt is 1 where targets are one-hot";
                }

                if (IsOfLogarithm)
                {
                    return $"∂(ln pᵢ)/∂zⱼ = [i = j] − pⱼ for the probabilities p = {Probability}";
                }

                if (IsCoupled)
                {
                    return "∂aᵢ/∂zⱼ = aᵢ([i = j] − aⱼ): through softmax every output depends on every z";
                }

                if (VarianceDelta is not null)
                {
                    return null;
                }

                string output = $"a{Number} = {Notation(Activation!.Output)}";
                string derivative = Notation(Activation.Derivative);
                return _network.Loss == Declaration.Loss.BinaryCrossEntropy
                    ? $"the derivative of softplus is σ, which the layer has stored as a{Number}"
                    : Loss.IsOfPreActivation
                        ? output
                        : NeedsSlope
                            ? $"f{Number} = ∂a{Number}/∂z{Number} = {derivative}"
                            : Activation.Derivative == Expression.One
                                ? null
                            : ParameterTerm is not null
                                ? output
                                : $"∂a{Number}/∂z{Number} = {derivative}: the stored output is enough";
            }
        }

        /// <summary>The probabilities, which the network yields itself or as logarithms.</summary>
        private string Probability => IsLogSoftmax ? $"exp(a{Number})" : $"a{Number}";

        private string Notation(Expression expression) => Printer.Notation(expression, Name, _network.Precision);

        /// <summary>How a symbol is written in the layer's formulas: the target stays t.</summary>
        private string Name(Symbol symbol) =>
            symbol == LossFunction.T || symbol == LossFunction.W || symbol == LossFunction.V
                ? symbol.Name
                : symbol == LossFunction.LogA
                    ? (IsLogSoftmax ? $"a{Number}" : $"ln a{Number}")
                    : IsCoupled && symbol == ActivationFunction.A ? Probability : $"{symbol.Name}{Number}";
    }
}
