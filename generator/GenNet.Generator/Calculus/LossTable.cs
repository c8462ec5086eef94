using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;
using static GenNet.Generator.Calculus.LossFunction;

namespace GenNet.Generator.Calculus;

/// <summary>
/// Every loss, a row each: one output's part in it, in terms of the output a, the pre-activation z, the target t and, after softmax,
/// ln a. Gradients, code and documentation follow from here.
/// </summary>
internal static class LossTable
{
    /// <summary>Label smoothing, which loses nothing for a network without it.</summary>
    public static FormulaArgument LabelSmoothing { get; } = new("LabelSmoothing", 0) { AtLeast = 0, Below = 1 };

    private static readonly Activation[] s_probabilities = [Activation.Softmax, Activation.LogSoftmax];

    public static IReadOnlyList<LossRow> Rows { get; } =
    [
        new(Loss.HalfSquaredError, "½ Σ (a − t)²", "half of SquaredError", (_, _) => 0.5 * Square(A - T))
        {
            Scoring = Scoring.Nearest,
        },
        new(Loss.SquaredError, "Σ (a − t)²", "PyTorch's `MSELoss(reduction=\"sum\")`", (_, _) => Square(A - T))
        {
            Scoring = Scoring.Nearest,
        },
        new(Loss.MeanSquaredError, "1/n Σ (a − t)²", "PyTorch's `MSELoss`", (_, _) => Square(A - T))
        {
            IsMean = true,
            Scoring = Scoring.Nearest,
        },

        // −t ln σ(z) − (1 − t) ln(1 − σ(z)), which is finite however far z is from 0.
        new(
            Loss.BinaryCrossEntropy,
            "−Σ (t ln a + (1 − t) ln(1 − a))",
            "PyTorch's `BCEWithLogitsLoss` of z, summed over the outputs",
            (_, arguments) => arguments.HasWeights ? (W * T * Softplus(-Z)) + ((1 - T) * Softplus(Z)) : Softplus(Z) - (T * Z))
        {
            Activations = [Activation.Sigmoid],
            Weights = new("PositiveWeights", 1) { AtLeast = 0 },
            Scoring = Scoring.Labels,
        },
        new(Loss.CrossEntropy, "−Σ t ln a", "PyTorch's `CrossEntropyLoss` of z, with probabilities as targets", (_, arguments) => -(ClassTarget(arguments) * LogA))
        {
            Activations = s_probabilities,
            IsOfClasses = true,
            Weights = new("ClassWeights", 1) { AtLeast = 0 },
            Scoring = Scoring.Largest,
        },
        new(Loss.MeanAbsoluteError, "1/n Σ |a − t|", "PyTorch's `L1Loss`", (_, _) => Abs(A - T))
        {
            IsMean = true,
            Scoring = Scoring.Nearest,
        },
        new(
            Loss.Huber,
            "1/n Σ (½ (a − t)² if |a − t| ≤ delta else delta (|a − t| − ½ delta))",
            "PyTorch's `HuberLoss`",
            (_, arguments) => Where(
                Abs(A - T) <= arguments.Number,
                0.5 * Square(A - T),
                arguments.Number * (Abs(A - T) - (0.5 * arguments.Number))))
        {
            IsMean = true,
            Argument = new("Delta", 1) { Above = 0 },
            Scoring = Scoring.Nearest,
        },
        new(Loss.LogCosh, "1/n Σ ln cosh(a − t)", "Keras's `LogCosh`", (_, _) => LogCosh(A - T))
        {
            IsMean = true,
            Scoring = Scoring.Nearest,
        },
        new(
            Loss.Pinball,
            "1/n Σ (quantile (t − a) if t > a else (1 − quantile) (a − t))",
            "Koenker and Bassett 1978; scikit-learn's `mean_pinball_loss`",
            (_, arguments) => Where(T > A, arguments.Number * (T - A), (1 - arguments.Number) * (A - T)))
        {
            IsMean = true,
            Argument = new("Quantile", 0.5) { Above = 0, Below = 1 },
        },
        new(Loss.Hinge, "1/n Σ max(1 − t a, 0), targets −1 and 1", "Keras's `Hinge`", (_, _) => Max(1 - (T * A), 0))
        {
            IsMean = true,
            Scoring = Scoring.Labels,
            Threshold = 0,
        },
        new(
            Loss.SquaredHinge, "1/n Σ max(1 − t a, 0)², targets −1 and 1", "Keras's `SquaredHinge`", (_, _) => Square(Max(1 - (T * A), 0)))
        {
            IsMean = true,
            Scoring = Scoring.Labels,
            Threshold = 0,
        },
        new(
            Loss.KLDivergence,
            "Σ t (ln t − ln a)",
            "PyTorch's `KLDivLoss(reduction=\"batchmean\")` of ln a",
            (_, _) => Where(T > 0, T * Log(T), 0) - (T * LogA))
        {
            Activations = s_probabilities,
            Scoring = Scoring.Largest,
        },
        new(
            Loss.PoissonNll,
            "1/n Σ (a − t ln a)",
            "PyTorch's `PoissonNLLLoss` of z, whose input is the logarithm of the mean",
            (_, _) => A - (T * Z))
        {
            IsMean = true,
            Activations = [Activation.Exponential],
        },
        new(
            Loss.FocalLoss,
            "−Σ t (1 − a)^gamma ln a; after sigmoid −Σ (t (1 − a)^gamma ln a + (1 − t) a^gamma ln(1 − a))",
            "Lin et al. 2017; torchvision's `sigmoid_focal_loss` without alpha",
            (activation, arguments) => activation == Activation.Sigmoid ? FocalOfLabel(arguments.Number) : FocalOfClass(arguments.Number))
        {
            Activations = [Activation.Sigmoid, .. s_probabilities],
            Argument = new("Gamma", 2) { AtLeast = 0 },
            Scoring = Scoring.Labels,
        },
        new(
            Loss.GaussianNll,
            "1/n Σ ½ (ln v + (a − t)² / v), a a mean and v the larger of its variance and minimumVariance",
            "PyTorch's `GaussianNLLLoss`",
            (_, _) => 0.5 * (Log(V) + (Square(A - T) / V)))
        {
            IsMean = true,
            HasVariances = true,
            Activations = [Activation.MeanAndVariance, Activation.Softplus, Activation.Exponential],
            Argument = new("MinimumVariance", 1e-6) { Above = 0 },
        },
    ];

    /// <summary>The arguments of <c>[Network]</c> that some loss takes as its number.</summary>
    public static IReadOnlyList<string> ArgumentNames { get; } = Rows.Select(row => row.Argument?.Name).OfType<string>().Distinct().ToList();

    /// <summary>The arguments of <c>[Network]</c> that give some loss a number for each output.</summary>
    public static IReadOnlyList<string> WeightsNames { get; } = Rows.Select(row => row.Weights?.Name).OfType<string>().ToList();

    /// <summary>The row of a loss.</summary>
    public static LossRow Of(Loss loss) => Rows.Single(row => row.Loss == loss);

    /// <summary>The loss of a network that declares none.</summary>
    public static Loss DefaultAfter(Activation last) =>
        last == Activation.MeanAndVariance ? Loss.GaussianNll
        : ActivationTable.Of(last).IsCoupled ? Loss.CrossEntropy
        : Loss.MeanSquaredError;

    /// <summary>A target as cross-entropy counts it: smoothed, then weighted.</summary>
    private static Expression ClassTarget(LossArguments arguments)
    {
        Expression smoothed = ((1 - arguments.LabelSmoothing) * T) + (arguments.LabelSmoothing * OneOverN);
        return arguments.HasWeights ? W * smoothed : smoothed;
    }

    /// <summary>
    /// A focal loss after a sigmoid. Below 1 the powers are written with exponentials, (1 − a)^γ = exp(−γ softplus(z)): their derivatives have no power of
    /// γ − 1, which is infinite where a is 0 or 1.
    /// </summary>
    private static Expression FocalOfLabel(double gamma)
    {
        Expression ofYes = gamma < 1 ? Exp(-(gamma * Softplus(Z))) : Pow(Sigmoid(-Z), gamma);
        Expression ofNo = gamma < 1 ? Exp(-(gamma * Softplus(-Z))) : Pow(A, gamma);
        return (T * (ofYes * Softplus(-Z))) + ((1 - T) * (ofNo * Softplus(Z)));
    }

    /// <summary>
    /// A focal loss after a softmax. Below 1 the slope of (1 − a)^γ grows without bound towards a = 1, while its product with ln a goes to 0: 1 − a is then
    /// computed from ln a, which does not round to 0 before that does, and where a is 1 there is neither loss nor gradient. NaN stays.
    /// </summary>
    private static Expression FocalOfClass(double gamma) => gamma is 0 or >= 1
        ? -(T * (Pow(1 - A, gamma) * LogA))
        : Where(LogA >= 0, 0, -(T * (Pow(-ExpM1(LogA), gamma) * LogA)));
}
