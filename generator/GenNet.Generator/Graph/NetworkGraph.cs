using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>A network as operations: forward, where it meets its loss, and back.</summary>
/// <param name="Model">What was declared.</param>
/// <param name="Inputs">The network's inputs, in each shape that an operation takes them in.</param>
/// <param name="Tensors">The parameters, in order.</param>
/// <param name="Forward">Each layer's operations, up to and with the last activation.</param>
/// <param name="Head">Where it meets its loss.</param>
/// <param name="Backward">What makes each δ but the last, newest layer first; none where the network does not learn.</param>
/// <param name="Gradients">The gradients of parameters, newest layer first.</param>
internal sealed record NetworkGraph(
    NetworkModel Model,
    IReadOnlyList<Value> Inputs,
    IReadOnlyList<Tensor> Tensors,
    IReadOnlyList<Stage> Forward,
    LossHead Head,
    IReadOnlyList<Stage> Backward,
    IReadOnlyList<Stage> Gradients)
{
    /// <summary>The values whose sum is ∂L/∂ a value, by the name of that, where the way back computes it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Value>> Derivatives { get; init; } = new Dictionary<string, IReadOnlyList<Value>>();

    /// <summary>All operations on the way forward, in order.</summary>
    public IReadOnlyList<Operation> ForwardOperations { get; } = Forward.SelectMany(stage => stage.Operations).ToList();

    /// <summary>All operations that make a δ, newest layer first.</summary>
    public IReadOnlyList<Operation> BackwardOperations { get; } = Backward.SelectMany(stage => stage.Operations).ToList();

    /// <summary>All operations that make gradients of parameters.</summary>
    public IEnumerable<Operation> GradientOperations => Gradients.SelectMany(stage => stage.Operations);

    /// <summary>Multiply-adds of one sample's forward pass: one a weight and row.</summary>
    public long MultiplyAdds => Saturated(ForwardOperations.Sum(operation => operation.MultiplyAdds));

    /// <summary>The number of parameters, padding not counted.</summary>
    public long ParameterCount => Saturated(Tensors.Where(tensor => !tensor.IsState).Sum(tensor => (double)tensor.Count));

    /// <summary>The gradients of weights, in the order in which they are computed.</summary>
    public IEnumerable<WeightGradient> WeightGradients => Gradients.SelectMany(stage => stage.Operations).OfType<WeightGradient>();

    /// <summary>
    /// Whether it is products one after the other, each of vectors and each learning: what straight-line code is written for.
    /// </summary>
    public bool IsDenseChain => Model.Layers.All(layer =>
        layer is { Spec.IsProduct: true, Activation.IsPerChannel: false } && layer.Input.Rank == 1 && layer.Sources[0] == layer.Number - 1 && !layer.IsFrozen);

    /// <summary>
    /// The layer whose batch statistics are made of the fewest values of a sample, and of how many; null where samples do not depend on each other.
    /// </summary>
    public (int Layer, int Positions)? FewestPositions
    {
        get
        {
            Operation? fewest = ForwardOperations.Where(operation => operation.IsOverBatch).OrderBy(operation => operation.Reads[0].Positions).FirstOrDefault();
            return fewest is null ? null : (fewest.Layer, fewest.Reads[0].Positions);
        }
    }

    /// <summary>Whether what a sample yields in training depends on the others of its batch.</summary>
    public bool CouplesSamples => ForwardOperations.Any(operation => operation.IsOverBatch);

    /// <summary>A count that may be too large for a long; such a network is refused.</summary>
    private static long Saturated(double count) => count < 1L << 53 ? (long)count : long.MaxValue;

    /// <summary>The weights whose transposes the backward pass reads, in order.</summary>
    public IEnumerable<Tensor> Transposed => BackwardOperations
        .Select(operation => operation.ReadsTransposed)
        .OfType<Tensor>()
        .Distinct();
}
