using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Planning;

/// <summary>Every numeric decision about a network: what lies where, and in what shape the code comes.</summary>
internal sealed record NetworkPlan
{
    /// <summary>What is planned.</summary>
    public NetworkGraph Graph { get; init; } = null!;

    /// <summary>What was declared.</summary>
    public NetworkModel Model => Graph.Model;

    public Strategy Strategy { get; init; }

    /// <summary>How passes without a way back are laid out; null where all passes are, because the network does not learn or is straight-line code.</summary>
    public PredictionPlan? Prediction { get; init; }

    /// <summary>Whether this is the plan of such passes of a network whose other passes have another.</summary>
    public bool IsOfPrediction { get; init; }

    /// <summary>The plan of passes without a way back.</summary>
    public NetworkPlan ForPrediction() => Prediction is null ? this : this with
    {
        Placement = Prediction.Placement,
        SamplesPerPass = Prediction.SamplesPerPass,
        WorkspaceLength = Prediction.WorkspaceLength,
        IsOfPrediction = true,
    };

    /// <summary>The layers of a network that is written as straight-line code; none of a tiled one.</summary>
    public IReadOnlyList<LayerPlan> Layers { get; init; } = [];

    /// <summary>Where everything of a tiled network lies; null for straight-line code.</summary>
    public Placement? Placement { get; init; }

    /// <summary>Where each tensor lies in the parameter storage, in parameter order.</summary>
    public IReadOnlyList<TensorPlace> Tensors { get; init; } = [];

    /// <summary>What the mathematics has: no padding counted.</summary>
    public int ParameterCount { get; init; }

    /// <summary>Multiply-adds of one sample's forward pass: one a weight and row.</summary>
    public long MultiplyAdds => Graph.MultiplyAdds;

    /// <summary>The number of elements that hold the parameters, padding included.</summary>
    public int StorageLength { get; init; }

    /// <summary>The most samples a pass takes.</summary>
    public int SamplesPerPass { get; init; }

    /// <summary>The most samples that go forward and back together, so that what they need stays in the cache; no limit where they need little.</summary>
    public int SamplesAtMost { get; init; } = int.MaxValue;

    /// <summary>The number of elements of scratch memory a pass needs.</summary>
    public int WorkspaceLength { get; init; }

    /// <summary>
    /// The number of elements that a training pass needs for each sample, where it takes the whole batch at once; 0 where it takes
    /// <see cref="SamplesPerPass"/>.
    /// </summary>
    public int WorkspaceOfSample { get; init; }

    /// <summary>The number of elements that such a pass needs beside that.</summary>
    public int WorkspaceOfBatch { get; init; }

    /// <summary>Where the values of samples begin in such a pass, behind what the batch has once.</summary>
    public int FirstOfSamples { get; init; }

    /// <summary>How many times a training pass goes through the samples: once more for each barrier where something is known of all of them.</summary>
    public int SamplePhases => 1 + Graph.ForwardOperations.Concat(Graph.BackwardOperations).Count(operation => operation.IsOverBatch);

    /// <summary>Whether one sample has a pass of its own, which saves it the loops and checks of many.</summary>
    public bool HasOneSamplePass { get; init; }

    /// <summary>Whether a straight-line backward pass keeps each parameter's gradient in a local of its own, and not in memory.</summary>
    public bool HasGradientsInLocals { get; init; }

    /// <summary>
    /// How many lists of work the threads of a team share: the samples of a pass, the rows of each weight gradient, and the samples once more for each
    /// further phase.
    /// </summary>
    public int WorkLists =>
        Model.Layers.Count + Graph.WeightGradients.GroupBy(gradient => gradient.Layer).Sum(layer => layer.Count() - 1) + SamplePhases;

    /// <summary>
    /// The number of the list that holds the rows of a weight gradient: its layer's number for the first of a layer, further ones stand behind.
    /// </summary>
    public int WorkListOf(WeightGradient gradient)
    {
        IReadOnlyList<WeightGradient> further = Graph.WeightGradients
            .GroupBy(other => other.Layer)
            .SelectMany(layer => layer.Skip(1))
            .ToList();
        int index = further.ToList().IndexOf(gradient);
        return index < 0 ? gradient.Layer : Model.Layers.Count + 1 + index;
    }

    /// <summary>The weights whose transposes a pass that learns makes, in order: those that lie unit by unit are their own.</summary>
    public IEnumerable<Tensor> Transposed => Graph.Transposed.Where(tensor => !Placement!.IsByUnit(tensor));

    public LayerPlan LastLayer => Layers[Layers.Count - 1];
}
