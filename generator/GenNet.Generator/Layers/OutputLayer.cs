using System.Collections.Generic;
using GenNet.Generator.Architecture;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers;

/// <summary>
/// Where the network meets its loss: the last activation, the loss, and δ = ∂L/∂z of the last layer. Elementwise activations follow
/// from the tables of the calculus. Softmax couples its outputs and is written out here, alone with its Jacobian and fused with
/// cross-entropy.
/// </summary>
internal static partial class OutputLayer
{
    /// <summary>What the last layer's outputs and their gradient are made of.</summary>
    private sealed class Formulas
    {
        public Formulas(NetworkPlan plan)
        {
            NetworkArchitecture network = plan.Architecture;
            Number = plan.Layers.Count;
            IsSoftmax = plan.LastLayer.Architecture.Activation == Declaration.Activation.Softmax;
            IsCrossEntropy = network.Loss == Declaration.Loss.CrossEntropy;
            if (!IsCrossEntropy)
            {
                Loss = LossFunction.Of(network.Loss, network.OutputSize);
            }

            if (!IsSoftmax)
            {
                Activation = ActivationFunction.Of(plan.LastLayer.Architecture.Activation);
                Delta = Loss!.DerivativeByPreActivation(Activation);
            }
        }

        public int Number { get; }

        public bool IsSoftmax { get; }

        public bool IsCrossEntropy { get; }

        /// <summary>The last activation, if it is elementwise.</summary>
        public ActivationFunction? Activation { get; }

        /// <summary>The loss, if it is a sum over independent outputs.</summary>
        public LossFunction? Loss { get; }

        /// <summary>∂L/∂z of one output, if the activation is elementwise.</summary>
        public Expression? Delta { get; }

        /// <summary>Whether the loss is computed from z.</summary>
        public bool NeedsPreActivation => IsSoftmax || Loss!.Term.Symbols().Contains(ActivationFunction.Z);

        /// <summary>The loss of a sample in the field's notation, with the layer's number on each symbol.</summary>
        public string LossFormula => IsCrossEntropy
            ? $"Σt · ln Σ exp(z{Number}) − Σ t z{Number}"
            : Numbered(Loss!.Notation);

        /// <summary>δ2 = ∂L/∂z2 in the field's notation.</summary>
        public string DeltaFormula => $"δ{Number} = ∂L/∂z{Number} = " + (IsCrossEntropy
            ? $"a{Number} Σt − t"
            : IsSoftmax
                ? $"a{Number} ⊙ (g − Σ g a{Number}) with g = ∂L/∂a{Number} = {Notation(Loss!.DerivativeByOutput())}"
                : Notation(Delta!));

        /// <summary>Why δ has this form.</summary>
        public string DeltaReason
        {
            get
            {
                if (IsCrossEntropy)
                {
                    return $"because L = {LossFormula} and ∂ ln Σ exp(z{Number})/∂z{Number} = a{Number}";
                }

                if (IsSoftmax)
                {
                    return "because ∂aᵢ/∂zⱼ = aᵢ([i = j] − aⱼ): through softmax every output depends on every z";
                }

                bool isFused = Loss!.Term.Symbols().Contains(ActivationFunction.Z);
                return isFused
                    ? $"because L = {LossFormula} and the derivative of softplus is σ, which the layer has stored as a{Number}"
                    : Activation!.Derivative == Expression.One
                        ? $"because L = {LossFormula}"
                        : $"because L = {LossFormula} and ∂a{Number}/∂z{Number} = {Notation(Activation.Derivative)}: the stored output is enough";
            }
        }

        /// <summary>How a symbol is written in the layer's formulas: the target stays t.</summary>
        private string Notation(Expression expression) =>
            Printer.Notation(expression, symbol => symbol == LossFunction.T ? "t" : $"{symbol.Name}{Number}");

        private string Numbered(string notation) => notation
            .Replace("(a ", $"(a{Number} ")
            .Replace("(z)", $"(z{Number})")
            .Replace("t z", $"t z{Number}");
    }

    /// <summary>Whether the last layer must keep z for the loss.</summary>
    public static bool NeedsPreActivation(NetworkPlan plan) => new Formulas(plan).NeedsPreActivation;

    /// <summary>The line of the architecture tree, without its bullet.</summary>
    public static string Describe(NetworkPlan plan)
    {
        string words = plan.Architecture.Loss switch
        {
            Loss.BinaryCrossEntropy => "−Σ (t ln a + (1 − t) ln(1 − a))",
            Loss.CrossEntropy => "−Σ t ln a",
            Loss loss => LossFunction.Of(loss, plan.Architecture.OutputSize).Notation,
        };
        return $"loss: {words}, {(plan.Architecture.Reduction == Reduction.Sum ? "summed" : "averaged")} over the batch";
    }
}
