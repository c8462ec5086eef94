using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Layers.Recurrent;

/// <summary>
/// One step of a recurrent layer: what it makes of its gates' pre-activations and of what the step before it made, as formulas. How the gradient
/// goes back through it follows from them.
/// </summary>
internal sealed class RecurrentCell
{
    /// <summary>What the step yields.</summary>
    public static readonly Symbol H = new("h");

    /// <summary>What the step before yielded.</summary>
    public static readonly Symbol HBefore = new("hBefore");

    /// <summary>What the step remembers beside that.</summary>
    public static readonly Symbol C = new("c");

    /// <summary>What the step before remembered.</summary>
    public static readonly Symbol CBefore = new("cBefore");

    /// <summary>h·U + bₙ, where a gate takes it in otherwise than as a part of its pre-activation.</summary>
    public static readonly Symbol Q = new("q");

    /// <summary>∂L/∂h of the step.</summary>
    public static readonly Symbol DH = new("dh");

    /// <summary>∂L/∂c of the step, as far as it comes through the step after.</summary>
    public static readonly Symbol DCAfter = new("dcAfter");

    /// <summary>∂L/∂h of the step before, as far as it does not go through U.</summary>
    public static readonly Symbol DHBefore = new("dhBefore");

    /// <summary>∂L/∂c of the step before.</summary>
    public static readonly Symbol DCBefore = new("dcBefore");

    private RecurrentCell(string word, IReadOnlyList<string> gates, IReadOnlyList<Quantity> quantities)
    {
        Word = word;
        Gates = gates.Select(gate => new Symbol(gate)).ToList();
        Quantities = quantities;
    }

    /// <summary>h = tanh(x·W + h·U + b).</summary>
    public static RecurrentCell Rnn { get; } = new("Rnn", ["h"], [new(H, Tanh(Z("h")))]);

    /// <summary>c = f ⊙ c + i ⊙ g, h = o ⊙ tanh c.</summary>
    public static RecurrentCell Lstm { get; } = new(
        "Lstm",
        ["i", "f", "g", "o"],
        [
            new(S("i"), Sigmoid(Z("i"))),
            new(S("f"), Sigmoid(Z("f"))),
            new(S("g"), Tanh(Z("g"))),
            new(S("o"), Sigmoid(Z("o"))),
            new(C, (S("f") * CBefore) + (S("i") * S("g"))),
            new(H, S("o") * Tanh(C)),
        ])
    {
        InitialBiases = [0, 1, 0, 0],
    };

    /// <summary>n = tanh(x·Wn + bn + r ⊙ (h·Un + bₙ)), h = (1 − z) ⊙ n + z ⊙ h.</summary>
    public static RecurrentCell Gru { get; } = new(
        "Gru",
        ["r", "z", "n"],
        [
            new(S("r"), Sigmoid(Z("r"))),
            new(S("z"), Sigmoid(Z("z"))),
            new(S("y"), Z("n") + (S("r") * Q)),
            new(S("n"), Tanh(S("y"))),
            new(H, ((1 - S("z")) * S("n")) + (S("z") * HBefore)),
        ]);

    /// <summary>Its name in messages.</summary>
    public string Word { get; }

    /// <summary>The gates, in the order of their columns.</summary>
    public IReadOnlyList<Symbol> Gates { get; }

    /// <summary>What a step computes, in order.</summary>
    public IReadOnlyList<Quantity> Quantities { get; }

    /// <summary>Whether a step remembers more than it yields.</summary>
    public bool HasCell => Quantities.Any(quantity => quantity.Name == C);

    /// <summary>
    /// Whether the last gate's part of h·U, with a bias of its own, stays apart from its pre-activation, because another gate multiplies it.
    /// </summary>
    public bool KeepsProductApart => Quantities.Any(quantity => quantity.Formula.Uses(Q));

    /// <summary>Whether some of ∂L/∂h goes to the step before other than through U.</summary>
    public bool HandsDown => Quantities.Any(quantity => quantity.Formula.Uses(HBefore));

    /// <summary>What the biases of each gate are at first: 1 for a gate that says how much of the step before is kept; none where all are 0.</summary>
    public IReadOnlyList<double> InitialBiases { get; private init; } = [];

    /// <summary>A gate's pre-activation.</summary>
    public static Symbol PreActivationOf(Symbol gate) => new($"z{gate.Name}");

    /// <summary>∂L of a quantity.</summary>
    public static Symbol GradientOf(Symbol quantity) => new($"d{quantity.Name}");

    /// <summary>What a step computes; before the first one everything is 0.</summary>
    public IReadOnlyList<Quantity> Step(bool isFirst) => isFirst
        ? Quantities.Select(quantity => quantity with { Formula = Begin(quantity.Formula) }).ToList()
        : Quantities;

    /// <summary>
    /// The way back through a step, by the chain rule from the last quantity to the first: ∂L by each pre-activation (<c>dzi</c>), by q, and what goes
    /// to the step before. In terms of the gates and of what the step remembers; what several of them need comes before them.
    /// </summary>
    public IReadOnlyList<Quantity> Gradient(bool isFirst)
    {
        var gradients = new Dictionary<Symbol, Expression> { [H] = DH };
        if (HasCell)
        {
            gradients[C] = DCAfter;
        }

        var way = new List<Quantity>();
        foreach (Quantity quantity in Step(isFirst).Reverse())
        {
            Expression gradient = gradients.TryGetValue(quantity.Name, out Expression? found) ? found : Zero;
            if (quantity.Name != H && quantity.Formula is not Call)
            {
                way.Add(new Quantity(GradientOf(quantity.Name), Simplifier.Simplify(gradient)));
                gradient = GradientOf(quantity.Name);
            }

            foreach (Symbol symbol in quantity.Formula.Symbols())
            {
                // Written with the quantity itself, which is there: σ′ = σ (1 − σ).
                Expression derivative = Differentiator.Derivative(quantity.Formula, symbol).Replace(quantity.Formula, quantity.Name);
                Expression part = gradient * derivative;
                gradients[symbol] = gradients.TryGetValue(symbol, out Expression? other) ? other + part : part;
            }
        }

        way.AddRange(Gates.Select(gate => Of(PreActivationOf(gate), GradientOf(PreActivationOf(gate)))));
        if (KeepsProductApart)
        {
            way.Add(Of(Q, GradientOf(Q)));
        }

        if (HasCell && !isFirst)
        {
            way.Add(Of(CBefore, DCBefore));
        }

        if (HandsDown && !isFirst)
        {
            way.Add(Of(HBefore, DHBefore));
        }

        return way;

        Quantity Of(Symbol symbol, Symbol name) =>
            new(name, gradients.TryGetValue(symbol, out Expression? gradient) ? Simplifier.Simplify(gradient) : Zero);
    }

    private static Expression Begin(Expression formula) => Simplifier.Simplify(formula.Replace(HBefore, 0).Replace(CBefore, 0));

    private static Symbol S(string name) => new(name);

    private static Symbol Z(string gate) => PreActivationOf(new Symbol(gate));
}
