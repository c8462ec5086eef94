using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>Collects the operations that layers are made of.</summary>
internal sealed class GraphBuilder
{
    private readonly NetworkModel _model;
    private readonly List<Value> _inputs = [];
    private readonly List<Tensor> _tensors = [];
    private readonly List<Stage> _forward = [];
    private readonly Value?[] _yielded;
    private List<Operation> _operations = [];

    public GraphBuilder(NetworkModel model)
    {
        _model = model;
        _yielded = new Value?[model.Layers.Count + 1];
    }

    /// <summary>Whether a pass keeps what a backward pass needs.</summary>
    public bool Learns => _model.IsTrainable;

    public Precision Precision => _model.Precision;

    /// <summary>The last layer's number.</summary>
    public int LastLayer => _model.Layers.Count;

    /// <summary>The parameters so far, in order.</summary>
    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>What a layer takes as its input number <paramref name="index"/>.</summary>
    public Value InputOf(LayerModel layer, int index = 0) => layer.Sources[index] == 0
        ? NetworkInput(layer.Inputs[index])
        : _yielded[layer.Sources[index]]!;

    /// <summary>The network's inputs, seen in some shape: they lie densely, so a shape is a way to read them.</summary>
    public Value NetworkInput(Shape shape)
    {
        // Every shape but the first has a number of its own.
        Value? known = _inputs.FirstOrDefault(input => input.Shape == shape);
        if (known is null)
        {
            known = new Value(_inputs.Count == 0 ? "x" : $"x_{_inputs.Count}", 0, shape);
            _inputs.Add(known);
        }

        return known;
    }

    /// <summary>
    /// What the windows of a layer move over, and the windows. In one step of a stream that is the last steps, as many as a window has, and there is one.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="spec">What its attribute says of windows.</param>
    /// <param name="isDense">Whether what they move over is read element by element.</param>
    public (Value Input, Window Window) WindowsOver(LayerModel layer, WindowSpec spec, bool isDense)
    {
        Value input = InputOf(layer);
        if (_model.StepTimings is not { } timings)
        {
            return (input, Window.Over(layer.Input, spec)!);
        }

        AxisSpec axis = spec.Width;
        var window = new Window(Axis.Single(1), Axis.Single(axis.Kernel));
        if (axis.Kernel == 1)
        {
            return (input, window);
        }

        var recent = new Value("recent", layer.Number, Shape.Of(checked(2 * axis.Kernel * axis.Dilation), input.Features));
        StreamTiming timing = layer.Sources[0] == 0 ? StreamTiming.EachStep : timings[layer.Sources[0] - 1];
        Add(new Recall(layer.Number, input, timing, axis.Kernel, axis.Dilation, recent) { IsDense = isDense });
        return (recent, window);
    }

    /// <summary>Declares parameters of a layer.</summary>
    public Tensor Add(Tensor tensor)
    {
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>Adds an operation of the layer that is being built.</summary>
    public void Add(Operation operation) => _operations.Add(operation);

    /// <summary>Adds an operation of the layer that is being built, unless an earlier one makes the same.</summary>
    /// <returns>What that one makes, or what this one does.</returns>
    public Value AddOnce<T>(T operation)
        where T : Operation, IShareable
    {
        Operation? known = _forward
            .SelectMany(stage => stage.Operations)
            .FirstOrDefault(earlier => earlier is IShareable shareable && shareable.OfNoLayer == operation.OfNoLayer);
        if (known is null)
        {
            Add(operation);
        }

        return (known ?? operation).Makes!;
    }

    /// <summary>Ends a layer: its operations stand under their formulas.</summary>
    public void Yield(LayerModel layer, Value value)
    {
        _yielded[layer.Number] = value;
        _forward.Add(new Stage(layer.Number, Comment(operation => operation.Formula), _operations)
        {
            CommentBeforeLoss = Comment(operation => operation switch
            {
                // z is what the loss takes in.
                Map map when _operations.Count == 1 => $"z{layer.Number} = {map.Input.Name}",
                Softmax softmax when _operations.Count == 1 => $"z{layer.Number} = {softmax.Input.Name}",
                Map or Softmax => string.Empty,
                _ => operation.FormulaBeforeLoss,
            }),
        });
        _operations = [];

        string Comment(System.Func<Operation, string> formula) => Stage.CommentOf(layer.Number, _operations.Select(formula));
    }

    /// <summary>Ends a layer that only names its input otherwise.</summary>
    public void YieldInput(LayerModel layer, Value input) => _yielded[layer.Number] = input;

    /// <summary>What a layer's value is called before its activation: a where that is linear.</summary>
    public static Value PreActivation(LayerModel layer) => new(IsLinear(layer.Activation!) ? "a" : "z", layer.Number, layer.Output);

    /// <summary>a = f(z), or z itself where f is linear.</summary>
    public Value Activate(LayerModel layer, Value z)
    {
        ActivationModel activation = layer.Activation!;
        int n = layer.Number;
        var output = new Value("a", n, layer.Output);
        if (activation.Function is not { } function)
        {
            bool isLog = activation.Activation == Activation.LogSoftmax;
            bool isOwn = z.Layer == n;
            Add(new Softmax(n, z, output, isLog) { Formula = isOwn ? string.Empty : $"a{n} = {(isLog ? "ln softmax" : "softmax")}({z.Name})" });
            return output;
        }

        if (IsLinear(activation) && z.Layer == n)
        {
            return z;
        }

        Tensor? parameter = activation.HasParameter
            ? Add(new Tensor(ActivationFunction.P.Name, n, "slope", Shape.Of(activation.IsPerChannel ? z.Features : 1))
            {
                InitialValue = activation.Argument,
                IsFrozen = layer.IsFrozen,
                IsNumber = !activation.IsPerChannel,
            })
            : null;
        if (activation.IsPerChannel)
        {
            Add(new ChannelMap(n, z, output, function, parameter!, new Value("q", n, layer.Output))
            {
                Formula = FormulaOf(activation, function, symbol => NameOf(symbol, z, n), n),
            });
            return output;
        }

        bool keeps = Learns && !function.IsDerivativeOfOutput;
        Add(new Map(n, z, output, function)
        {
            SecondHalf = activation.SecondHalf,
            Parameter = parameter,
            Kept = keeps ? new Value(parameter is null ? ActivationFunction.Slope.Name : "q", n, layer.Output) : null,
            Formula = FormulaOf(activation, function, symbol => NameOf(symbol, z, n), n),
            SlopeFormula = $"f{n} = ∂a{n}/∂{z.Name} = {Printer.Notation(function.Derivative, symbol => NameOf(symbol, z, n), Precision)}",
        });
        return output;
    }

    /// <summary>Ends the network.</summary>
    public NetworkGraph Build()
    {
        LayerModel last = _model.Layers[_model.Layers.Count - 1];
        Value output = _yielded[last.Number]!;
        LossHead head = HeadOf(last, output);
        if (!_model.IsTrainable)
        {
            return new NetworkGraph(_model, _inputs, _tensors, _forward, head, [], []);
        }

        var gradient = new GradientBuilder(_model, _forward, head, _yielded!);
        (IReadOnlyList<Stage> backward, IReadOnlyList<Stage> gradients) = gradient.Build();
        return new NetworkGraph(_model, _inputs, _tensors, _forward, head, backward, gradients) { Derivatives = gradient.Derivatives };
    }

    /// <summary>a1 = σ(z1), with both functions where the halves of the units have their own.</summary>
    private string FormulaOf(ActivationModel activation, ActivationFunction function, System.Func<Symbol, string> name, int n)
    {
        string first = Printer.Notation(function.Output, name, Precision);
        return activation.SecondHalf is { } second
            ? $"a{n} = {first} in its first half, {Printer.Notation(second.Output, name, Precision)} in its second"
            : $"a{n} = {first}";
    }

    /// <summary>How a symbol of an activation is written: z is what it is applied to.</summary>
    public static string NameOf(Symbol symbol, Value z, int layer) => symbol == ActivationFunction.Z ? z.Name : $"{symbol.Name}{layer}";

    private static bool IsLinear(ActivationModel activation) =>
        activation.Function?.Output == ActivationFunction.Z && activation.SecondHalf is null;

    /// <summary>The loss takes the last activation in, where the last layer has one.</summary>
    private LossHead HeadOf(LayerModel last, Value output)
    {
        ActivationModel activation = _model.LastActivation;
        Map? map = _forward[_forward.Count - 1].Operations.OfType<Map>().FirstOrDefault(map => map.Layer == last.Number);
        return new LossHead(
            last.Number,
            output,
            new Value("d", last.Number, last.Output),
            activation,
            map?.Parameter,
            map?.Parameter is null ? null : map.Kept,
            map?.Parameter is null ? map?.Kept : null);
    }
}
