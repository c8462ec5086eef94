using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>
/// Derives the way back: newest layer first, each operation's rule says what it hands down to its inputs, and a value that several layers
/// took adds up what they hand down.
/// </summary>
internal sealed class GradientBuilder
{
    private readonly NetworkModel _model;
    private readonly IReadOnlyList<Stage> _forward;
    private readonly LossHead _head;
    private readonly Value[] _yielded;
    private readonly bool[] _needsDelta;
    private readonly Dictionary<string, List<HandedDown>> _handedDown = new(System.StringComparer.Ordinal);
    private readonly List<Stage> _backward = [];
    private readonly List<Stage> _gradients = [];
    private readonly Dictionary<string, IReadOnlyList<Value>> _derivatives = new(System.StringComparer.Ordinal);

    /// <summary>δ of each value that the layer in hand makes.</summary>
    private readonly Dictionary<string, Value> _inside = new(System.StringComparer.Ordinal);

    public GradientBuilder(NetworkModel model, IReadOnlyList<Stage> forward, LossHead head, Value[] yielded)
    {
        _model = model;
        _forward = forward;
        _head = head;
        _yielded = yielded;
        _needsDelta = new bool[model.Layers.Count + 1];
        foreach (LayerModel layer in model.Layers)
        {
            bool learns = forward.Any(stage => stage.Layer == layer.Number && stage.Tensors.Any(tensor => tensor.Learns));
            _needsDelta[layer.Number] = learns || layer.Sources.Any(source => _needsDelta[source]);
        }
    }

    public Precision Precision => _model.Precision;

    /// <summary>The values whose sum is ∂L/∂ a value, by the name of that.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Value>> Derivatives => _derivatives;

    /// <summary>The stages that make each δ but the last, and those of the parameters' gradients.</summary>
    public (IReadOnlyList<Stage> Backward, IReadOnlyList<Stage> Gradients) Build()
    {
        for (int i = _forward.Count - 1; i >= 0; i--)
        {
            Stage stage = _forward[i];
            bool isLast = stage.Layer == _head.Layer;
            if (!_needsDelta[stage.Layer] && !isLast)
            {
                AddFrozen(stage);
                continue;
            }

            Value delta = isLast ? _head.Delta : DeltaOf(stage);
            _inside.Clear();
            _inside.Add(stage.Output.Name, delta);
            if (stage.Operations[stage.Operations.Count - 1] is not (Map or Softmax))
            {
                _derivatives[stage.Output.Name] = [delta];
            }

            foreach (Operation operation in stage.Operations.Reverse().Where(operation => operation.Makes is not null))
            {
                // Whose δ nobody knows, nobody asks: what a convolution reads with zeros around it has that of what is without them.
                if (_inside.TryGetValue(operation.Makes!.Name, out Value? made))
                {
                    operation.HandDown(made, this);
                }
            }

            AddGradients(stage);
        }

        return (_backward, _gradients);
    }

    /// <summary>Whether anything below or at a value learns, so that its gradient is asked for.</summary>
    public bool IsWanted(Value value) => value.Layer > 0 && _needsDelta[value.Layer];

    /// <summary>Adds an operation that others read what it makes of a layer's δ.</summary>
    public void Prepare(Operation operation, string comment) => _backward.Add(new Stage(operation.Layer, comment, [operation]));

    /// <summary>Takes what a layer hands down to one of its inputs.</summary>
    /// <param name="input">The input.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="expression">∂L/∂input in terms of symbols with values' names; null where an operation makes it.</param>
    /// <param name="values">The values in the expression.</param>
    /// <param name="make">The operation that makes it, from the value it is to make; null where none is needed.</param>
    /// <param name="formula">What it is, in the field's notation.</param>
    public void HandDown(
        Value input, int layer, Expression? expression, IReadOnlyList<Value> values, System.Func<Value, Operation>? make, string formula)
    {
        if (!IsWanted(input))
        {
            return;
        }

        if (!_handedDown.TryGetValue(input.Name, out List<HandedDown>? all))
        {
            _handedDown.Add(input.Name, all = []);
        }

        all.Add(new HandedDown(layer, expression, values, make, formula));
    }

    /// <summary>Takes what an operation makes for one of a layer's inputs.</summary>
    /// <param name="input">The input.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="make">The operation that makes it, from the value it is to make.</param>
    /// <param name="formula">What it is, in the field's notation.</param>
    public void HandDown(Value input, int layer, System.Func<Value, Operation> make, string formula) =>
        HandDown(input, layer, null, [], make, formula);

    /// <summary>Says what δ of a value is that the layer in hand makes on its way.</summary>
    /// <param name="value">The value.</param>
    /// <param name="delta">Its δ.</param>
    /// <param name="operation">The operation that makes it; null where it is there already.</param>
    public void Know(Value value, Value delta, Operation? operation)
    {
        _inside.Add(value.Name, delta);
        _derivatives[value.Name] = [delta];
        if (operation is not null)
        {
            _backward.Add(new Stage(operation.Layer, $"Layer {operation.Layer}: {operation.Formula}.", [operation]));
        }
    }

    /// <summary>Hands δ down as it is, to a value of the same layer or of another.</summary>
    /// <param name="operation">The operation, which has one input.</param>
    /// <param name="delta">δ of what it makes.</param>
    public void PassOn(Operation operation, Value delta)
    {
        Value input = operation.Reads[0];
        if (input.Layer == operation.Layer)
        {
            Know(input, delta, null);
        }
        else
        {
            HandDown(input, operation.Layer, new Symbol(delta.Name), [delta], null, Notation(delta));
        }
    }

    /// <summary>Adds what the way back does once the δ in hand is known.</summary>
    public void Add(Stage stage) => _backward.Add(stage);

    /// <summary>δ3 for the value d3.</summary>
    public static string Notation(Value value) => value.Symbol[0] == 'd' ? $"δ{value.Name.Substring(1)}" : value.Name;

    /// <summary>δ of a layer, from what its consumers hand down.</summary>
    private Value DeltaOf(Stage stage)
    {
        int n = stage.Layer;
        Value output = _yielded[n];
        List<HandedDown> handedDown = _handedDown[output.Name];
        Operation end = stage.Operations[stage.Operations.Count - 1];
        if (end is not (Map or Softmax))
        {
            return SumOf(handedDown, n, output);
        }

        string sum = string.Join(" + ", handedDown.Select(part => part.ShortFormula));
        string where = WhereOf(handedDown);
        var delta = new Value("d", n, output.Shape);
        var made = new List<Operation>();
        (Expression gradient, List<Value> terms) = Total(handedDown, made, n, output);
        if (SymbolsOf(gradient) is { } symbols)
        {
            // A value that two consumers hand down is there twice.
            _derivatives[output.Name] = symbols.Select(symbol => terms.First(value => value.Name == symbol.Name)).ToList();
        }

        if (end is Softmax softmax)
        {
            Value given = gradient is Symbol ? terms[0] : new Value("s", n, output.Shape);
            if (gradient is not Symbol)
            {
                made.Add(new MapGradient(n, terms, gradient, null, null, null, false, given) { Formula = $"g = {sum}" });
            }

            string g = handedDown.Count == 1 ? sum : $"({sum})";
            string ofSoftmax = softmax.IsLog ? $"δ{n} = g − exp(a{n}) Σ g" : $"δ{n} = a{n} ⊙ (g − Σ g a{n})";
            made.Add(new SoftmaxGradient(n, given, output, delta, softmax.IsLog) { Formula = ofSoftmax });
            _backward.Add(new Stage(n, $"Layer {n}: {ofSoftmax} with g = {g}{where}.", made));
            return delta;
        }

        MapGradient ofMap = GradientOf((Map)end, gradient, terms, sum, IsName(handedDown), delta);
        if (made.Count == 1 && terms.Count == 1 && made[0] is IMapAbsorber absorber && absorber.With(ofMap, Precision) is { } both)
        {
            // Nobody makes ∂L/∂a by itself.
            _derivatives.Remove(output.Name);
            _backward.Add(new Stage(n, $"Layer {n}: {both.Formula}.", [both]));
            return delta;
        }

        made.Add(ofMap);
        _backward.Add(new Stage(n, $"Layer {n}: {ofMap.Formula}{where}.", made));
        return delta;
    }

    /// <summary>δ of a layer that ends in something linear: the sum of what is handed down, which may be there already.</summary>
    private Value SumOf(List<HandedDown> handedDown, int n, Value output)
    {
        if (IsName(handedDown))
        {
            return handedDown[0].Values[0];
        }

        bool isOne = handedDown.Count == 1;

        string sum = string.Join(" + ", handedDown.Select(part => isOne ? part.Formula : part.ShortFormula));
        var delta = new Value("d", n, output.Shape);
        List<Operation> operations = [];
        if (isOne && handedDown[0].Make is { } make)
        {
            operations.Add(make(delta));
        }
        else
        {
            (Expression total, List<Value> values) = Total(handedDown, operations, n, output);
            operations.Add(new MapGradient(n, values, total, null, null, null, false, delta) { Formula = $"δ{n} = {sum}" });
        }

        _backward.Add(new Stage(n, $"Layer {n}: δ{n} = {sum}{(isOne ? string.Empty : WhereOf(handedDown))}.", operations));
        return delta;
    }

    /// <summary>Whether all that is handed down is a value that is there already, and its formula a name.</summary>
    private static bool IsName(List<HandedDown> handedDown) => handedDown.Count == 1 && handedDown[0] is { Make: null, Expression: Symbol };

    /// <summary>What stands for each term that is too long for a sum.</summary>
    private static string WhereOf(List<HandedDown> handedDown) => string.Concat(handedDown
        .Where(part => part.ShortFormula != part.Formula)
        .Select(part => $", where {part.ShortFormula} = {part.Formula}"));

    /// <summary>The gradient of a map: what is handed down times its derivative.</summary>
    private MapGradient GradientOf(Map map, Expression gradient, List<Value> terms, string sum, bool isName, Value delta)
    {
        int n = map.Layer;
        bool learnsParameter = map.Parameter is { IsFrozen: false };
        Value? stored = map.Parameter is not null || map.Kept is not null ? map.Kept : map.Output;
        Expression slope = map.Parameter is not null || map.Kept is null ? map.Function.Derivative : ActivationFunction.Slope;
        string Name(Symbol symbol) => GraphBuilder.NameOf(symbol, map.Input, n);
        string factor = isName ? sum : $"({sum})";
        string formula = slope == Expression.One
            ? $"δ{n} = {sum}"
            : $"δ{n} = {factor} ⊙ {Printer.Factor(slope, Name, Precision)}"
                + (learnsParameter ? $", {ParameterFormula(map, factor)}" : string.Empty);
        return new MapGradient(n, terms, gradient, map.Function, stored, map.Parameter, learnsParameter, delta) { Formula = formula, SumFormula = sum };
    }

    /// <summary>∂L/∂p1 = Σ ∂L/∂a1 ⊙ min(z1, 0), where <paramref name="outputGradient"/> is ∂L/∂a1.</summary>
    private string ParameterFormula(Map map, string outputGradient) =>
        $"∂L/∂{map.Parameter!.Name} = Σ {outputGradient} ⊙ "
        + Printer.Factor(map.Function.ByParameter(), symbol => GraphBuilder.NameOf(symbol, map.Input, map.Layer), Precision);

    /// <summary>The symbols that an expression is the sum of; null where it is none.</summary>
    private static IReadOnlyList<Symbol>? SymbolsOf(Expression expression) => expression switch
    {
        Symbol symbol => [symbol],
        Sum sum when SymbolsOf(sum.Left) is { } left && SymbolsOf(sum.Right) is { } right => [.. left, .. right],
        _ => null,
    };

    /// <summary>The sum of what is handed down, and the operations that make its terms.</summary>
    private static (Expression Sum, List<Value> Values) Total(List<HandedDown> handedDown, List<Operation> operations, int layer, Value output)
    {
        Expression? sum = null;
        var values = new List<Value>();
        for (int i = 0; i < handedDown.Count; i++)
        {
            HandedDown part = handedDown[i];
            Expression term;
            if (part.Make is { } make)
            {
                // What comes from one layer alone becomes δ in its place; of several each has a name of its own.
                Value made = handedDown.Count == 1 ? new Value("s", layer, output.Shape) : new Value($"s{layer}_", part.Layer, output.Shape);
                for (int other = 2; values.Contains(made); other++)
                {
                    made = made with { Symbol = $"s{layer}_{other}_" };
                }

                operations.Add(make(made));
                values.Add(made);
                term = new Symbol(made.Name);
            }
            else
            {
                values.AddRange(part.Values.Where(value => !values.Contains(value)));
                term = part.Expression!;
            }

            sum = sum is null ? term : sum + term;
        }

        return (sum!, values);
    }

    private void AddGradients(Stage stage)
    {
        IReadOnlyList<Tensor> tensors = stage.Tensors.ToList();
        if (tensors.Count == 0)
        {
            return;
        }

        int n = stage.Layer;
        if (!tensors.Any(tensor => tensor.Learns))
        {
            AddFrozen(stage);
            return;
        }

        List<Operation> operations = stage.Operations
            .Where(operation => operation.Makes is not null && operation.Tensors.Any())
            .SelectMany(operation => operation.GradientsOfParameters(_inside[operation.Makes!.Name], _head))
            .ToList();
        _gradients.Add(new Stage(
            n,
            string.Join(", ", operations.Select(operation => operation.Formula).Where(formula => formula.Length > 0)) + ".",
            operations));
    }

    /// <summary>Says of a layer with parameters that nobody computes their gradient.</summary>
    private void AddFrozen(Stage stage)
    {
        if (stage.Tensors.Any())
        {
            _gradients.Add(new Stage(
                stage.Layer, $"Layer {stage.Layer} is frozen: its parameters have no gradient and stay as they are.", []));
        }
    }

    /// <summary>What a layer hands down to one of its inputs: an operation that makes it, or an expression.</summary>
    private sealed record HandedDown(
        int Layer, Expression? Expression, IReadOnlyList<Value> Values, System.Func<Value, Operation>? Make, string Formula)
    {
        /// <summary>The formula where it can stand in another; a name where it has words of its own.</summary>
        public string ShortFormula => Formula.Contains(" with ") ? $"s{Layer}" : Formula;
    }
}
