using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>The operations of a tiled network as C#: what each becomes in which pass.</summary>
internal sealed class TiledCode(CodeStyle style)
{
    private readonly IReadOnlyList<OperationCode>?[] _forward = new IReadOnlyList<OperationCode>?[style.Plan.Model.Layers.Count + 1];
    private readonly IReadOnlyList<OperationCode>?[] _gradients = new IReadOnlyList<OperationCode>?[style.Plan.Model.Layers.Count + 1];
    private IReadOnlyList<Slot>? _inputs;
    private IReadOnlyList<StripKind>? _forwardStrips;
    private IReadOnlyList<StripKind>? _oneSampleStrips;
    private IReadOnlyList<StripKind>? _backwardStrips;

    private NetworkGraph Graph => style.Plan.Graph;

    private Placement Placement => style.Plan.Placement!;

    /// <summary>The places of the network's inputs, in each shape that an operation takes them in.</summary>
    public IReadOnlyList<Slot> Inputs => _inputs ??= Graph.Inputs.Select(Placement.Of).ToList();

    /// <summary>The first of them that is where the caller has it; null where all are copied.</summary>
    public Slot? RawInput => Inputs.FirstOrDefault(input => input.Home == SlotHome.Inputs);

    /// <summary>The strips that a forward pass is generic over, widest first.</summary>
    public IReadOnlyList<StripKind> ForwardStrips => _forwardStrips ??= Strips(Graph.Forward.SelectMany(Forward));

    /// <summary>The strips that the forward pass of one sample is generic over, widest first.</summary>
    public IReadOnlyList<StripKind> OneSampleStrips => _oneSampleStrips ??= KindsOf(Graph.Forward.SelectMany(Forward).Select(operation => operation.OneSampleStripKinds));

    /// <summary>The strips that a backward pass is generic over, widest first.</summary>
    public IReadOnlyList<StripKind> BackwardStrips => _backwardStrips ??= Strips(
        Graph.Forward.SelectMany(Forward).Concat(Graph.Backward.SelectMany(Backward)).Concat(Graph.Gradients.SelectMany(Gradients)));

    /// <summary>A layer's way forward where the network predicts.</summary>
    public IReadOnlyList<OperationCode> Forward(Stage stage) =>
        _forward[stage.Layer] ??= Untrained(stage).Select(operation => Forward(operation, keeps: false)).ToList();

    /// <summary>A layer's way forward for one step of a stream.</summary>
    public IEnumerable<OperationCode> Step(Stage stage) => Untrained(stage)
        .Where(operation => !stage.Operations.OfType<KindOperation>().Any(other => other.StepIncludes(operation)))
        .Select(operation => Of(operation, operation switch
        {
            Recall recall => new RecallCode(style, recall),
            KindOperation own => own.StepCodeIn(style, stage),
            _ => Forward(operation, keeps: false),
        }));

    /// <summary>A layer's way forward where a loss follows, which takes the last activation in.</summary>
    /// <param name="stage">The layer.</param>
    /// <param name="keeps">Whether the pass learns, and keeps what the way back needs.</param>
    public IEnumerable<OperationCode> ForwardBeforeLoss(Stage stage, bool keeps)
    {
        foreach (Operation operation in keeps ? stage.Operations : Untrained(stage))
        {
            if (stage.Layer != Graph.Head.Layer || operation is not (Map or Softmax))
            {
                yield return Forward(operation, keeps);
            }
            else if (InputOf(operation) is { } input && !Placement.AreInPlace(input, Graph.Head.Output))
            {
                // The loss finds z where the outputs will be.
                yield return Forward(new Rearrangement(operation.Layer, input, Graph.Head.Output), keeps);
            }
        }
    }

    /// <summary>Everything that some pass calls on a layer's way forward.</summary>
    public IEnumerable<OperationCode> ForwardMethods(Stage stage)
    {
        foreach (Operation operation in Untrained(stage))
        {
            yield return Forward(operation, keeps: false);
            bool isKeptByOwnMethod = style.Plan.Model.IsTrainable
                && operation is KindOperation { LearnsByOwnMethod: true } or ChannelMap { Parameter.IsFrozen: false } or Map { Kept: not null }
                && (operation is not Map || stage.Layer != Graph.Head.Layer);
            if (isKeptByOwnMethod || (style.Plan.Model.IsTrainable && operation is Map map && ScalingOf(map) is not null))
            {
                yield return Forward(operation, keeps: true);
            }
        }
    }

    /// <summary>What makes a layer's δ.</summary>
    public IEnumerable<OperationCode> Backward(Stage stage) => stage.Operations.Select(Backward);

    /// <summary>The gradients of a layer's parameters.</summary>
    public IReadOnlyList<OperationCode> Gradients(Stage stage) => _gradients[stage.Layer] ??= stage.Operations.Select(Gradient).ToList();

    /// <summary>Everything that the way back calls, newest layer first.</summary>
    public IEnumerable<OperationCode> BackwardMethods() => Graph.Forward.Reverse().SelectMany(layer =>
        layer.Operations.Where(operation => operation.OnlyInTraining is not null).Select(operation => Forward(operation, keeps: true))
            .Concat(Graph.Backward.Where(stage => stage.Layer == layer.Layer).SelectMany(Backward))
            .Concat(Graph.Gradients.Where(stage => stage.Layer == layer.Layer).SelectMany(Gradients)));

    /// <summary>The gradient of a parameter.</summary>
    public OperationCode Gradient(Operation operation) => Of(operation, operation switch
    {
        WeightGradient gradient => new WeightGradientCode(style, gradient),
        RowSumGradient gradient => new RowSumCode(style, gradient),
        ParameterGradient gradient => new ParameterGradientCode(style, gradient),
        KindOperation own => own.CodeIn(style, keeps: true),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No gradient of a parameter."),
    });

    /// <summary>The places of what layers make where the network predicts.</summary>
    public IEnumerable<Slot> PredictionSlots => Graph.Forward.SelectMany(stage => MadeBy(stage, predicts: true)).Select(Placement.Of).Distinct();

    /// <summary>The places that a pass with a loss has names for: outputs, what is kept, δ.</summary>
    /// <param name="isBackward">Whether it goes back too.</param>
    public IEnumerable<Slot> BatchSlots(bool isBackward)
    {
        IEnumerable<Value> outputs = Graph.Forward.SelectMany(stage => MadeBy(stage, predicts: !isBackward));
        IEnumerable<Value> kept = isBackward
            ? Graph.Forward.SelectMany(stage => stage.Keeps).Where(value => value != Graph.Head.Reserved)
            : Graph.Head.Kept is { } terms && style.Plan.Model.IsTrainable ? [terms] : [];

        // Slopes first, then z and the like, as they were laid out.
        kept = kept.OrderBy(value => value.Symbol == "q");
        IEnumerable<Value> deltas = isBackward
            ? Graph.Backward.SelectMany(stage => MadeBy(stage, predicts: false)).Append(Graph.Head.Delta).OrderBy(value => value.Layer)
            : [Graph.Head.Delta];
        return outputs.Concat(kept).Concat(deltas).Select(Placement.Of).Distinct();
    }

    private static OperationCode Of(Operation operation, OperationCode code)
    {
        code.Subject = operation;
        return code;
    }

    private OperationCode Forward(Operation operation, bool keeps) => Of(operation, operation switch
    {
        DenseProduct product when Placement.IsByUnit(product.Weights) => new UnitProductCode(style, product),
        DenseProduct product => new ProductCode(style, product),
        Map map when !keeps && ScalingOf(map) is { } scaling => new ScaledMapCode(style, scaling, map),
        Map map => new MapCode(style, map, keeps),
        Softmax softmax => new SoftmaxCode(style, softmax),
        ChannelMap map => new ChannelMapCode(style, map) { Keeps = keeps },
        Combination combination => new CombinationCode(style, combination),
        Concatenation or Rearrangement => new CopyCode(style, operation),
        KindOperation own => own.CodeIn(style, keeps),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not on the way forward."),
    });

    private OperationCode Backward(Operation operation) => Of(operation, operation switch
    {
        InputGradient gradient => new InputGradientCode(style, gradient),
        MapGradient gradient => new MapGradientCode(style, gradient),
        SoftmaxGradient gradient => new SoftmaxGradientCode(style, gradient),
        ChannelMapGradient gradient => new ChannelMapCode(style, gradient.Map) { Gradient = gradient },
        Slice or Rearrangement => new CopyCode(style, operation),
        KindOperation own => own.CodeIn(style, keeps: true),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not on the way back."),
    });

    /// <summary>The values that a stage makes, and those that it writes on its way.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="predicts">Whether the pass has no way back.</param>
    public static IEnumerable<Value> MadeBy(Stage stage, bool predicts) => stage.Operations.SelectMany(operation => operation.Scratch
        .Concat(predicts ? operation.PredictionScratch : [])
        .Concat(operation.Makes is { } made ? [made] : [])
        .Concat(operation.Parts));

    /// <summary>The value that another is where nothing is trained, and why; null where it is one of its own.</summary>
    public static (Value Value, string Why)? AliasOf(NetworkPlan plan, Value value) =>
        Prediction.AliasOf(plan.Graph, other => plan.Placement!.Of(other).Stride, value);

    /// <summary>The scaling that an activation applies in prediction; null where there is none.</summary>
    private IScaling? ScalingOf(Map map) => Prediction.ScalingOf(Graph, map);

    /// <summary>What a layer makes in prediction where that is said otherwise than in training; null where it is not.</summary>
    public string? PredictionFormula(Operation operation) => operation switch
    {
        IScaling scaling when Prediction.ScaledActivationOf(Graph, scaling) is { } map =>
            $"{scaling.ScaleFormula}, which layer {map.Layer} applies",
        Map map when ScalingOf(map) is { } applied => new ScaledMapCode(style, applied, map).Formula,
        _ => operation.PredictionFormula,
    };

    /// <summary>A layer's operations where nothing is trained: dropout and noise do nothing, but outputs have to come where they leave the network.</summary>
    private IEnumerable<Operation> Untrained(Stage stage) => stage.Operations
        .Where(operation => operation.Makes is { } made && AliasOf(style.Plan, made) is null)
        .Select(operation => operation.OnlyInTraining is null
            ? operation
            : new Rearrangement(operation.Layer, operation.Reads[0], operation.Makes!));

    private static Value? InputOf(Operation operation) => operation switch
    {
        Map map => map.Input,
        Softmax softmax => softmax.Input,
        _ => null,
    };

    /// <summary>Each of some kinds once, widest first: by hand, because queries over an enumeration are methods of their own for the JIT.</summary>
    public static IReadOnlyList<StripKind> KindsOf(IEnumerable<IEnumerable<StripKind>> kinds)
    {
        bool[] isUsed = new bool[(int)StripKind.Vector + 1];
        foreach (IEnumerable<StripKind> some in kinds)
        {
            foreach (StripKind kind in some)
            {
                isUsed[(int)kind] = true;
            }
        }

        var found = new List<StripKind>();
        for (StripKind kind = 0; kind <= StripKind.Vector; kind++)
        {
            if (isUsed[(int)kind])
            {
                found.Add(kind);
            }
        }

        return found;
    }

    private static IReadOnlyList<StripKind> Strips(IEnumerable<OperationCode> operations) => KindsOf(operations.Select(operation => operation.StripKinds));
}
