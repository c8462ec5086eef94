using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Model;

/// <summary>
/// What a correct declaration says, and nothing else. This record and everything in it is immutable and value-equal: it is the cache
/// boundary, and two equal architectures generate the same bytes. Keep nested members so; no symbol, node or location belongs here.
/// </summary>
/// <param name="Type">The class that was declared.</param>
/// <param name="Loss">The loss of one sample; defaults are resolved.</param>
/// <param name="LossDeclaration">The numbers that the loss takes.</param>
/// <param name="Reduction">How the losses of a batch become one.</param>
/// <param name="Precision">The floating-point type.</param>
/// <param name="Unroll">How far to unroll.</param>
/// <param name="IsTrainable">Whether a backward pass is generated.</param>
/// <param name="ChecksGradients">Whether a gradient check is generated.</param>
/// <param name="ByteScale">What a byte of an input is multiplied by, or 0 where inputs are no bytes.</param>
/// <param name="Input">The shape of one sample.</param>
/// <param name="Layers">The layers, first to last; at least one, and shapes fit.</param>
internal sealed record NetworkModel(
    NetworkType Type,
    Loss Loss,
    LossDeclaration LossDeclaration,
    Reduction Reduction,
    Precision Precision,
    Unroll Unroll,
    bool IsTrainable,
    bool ChecksGradients,
    double ByteScale,
    Shape Input,
    EquatableArray<LayerModel> Layers)
{
    /// <summary>The method that the loss is; null where <see cref="Loss"/> says it.</summary>
    public UserFunction? LossFunction { get; init; }

    /// <summary>The weight file that the class names; null where it names none.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether the class carries its own text and a pass that is traced.</summary>
    public bool Explores { get; init; }

    /// <summary>What a person wrote to declare it, where the class carries its text; empty otherwise.</summary>
    public string Declaration { get; init; } = string.Empty;

    public bool TakesBytes => ByteScale != 0;

    /// <summary>What the class gets.</summary>
    public NetworkMembers Members => new(
        Precision == Precision.Double ? "double" : "float",
        IsTrainable,
        TakesBytes,
        LossTable.Of(Loss).IsOfClasses && Output.Rank == 1,
        ChecksGradients)
    {
        TakesIndices = Vocabulary > 0,
        Explores = Explores,
        IsStream = IsStream,
        HasPretrained = Weights is not null,
    };

    /// <summary>Whether the network also goes step by step, along with a stream.</summary>
    public bool IsStream => StreamTimings is not null;

    /// <summary>When each layer has a new row, where the network goes step by step; null where it does not.</summary>
    public EquatableArray<StreamTiming>? StreamTimings => StreamTiming.Of(Input, Layers);

    /// <summary>The same where this is one step of such a network, and not the network; null where it is not.</summary>
    public EquatableArray<StreamTiming>? StepTimings { get; init; }

    /// <summary>The number of values that one step of a stream has.</summary>
    public int StepInputSize => Input.Features;

    /// <summary>The number of values that the network yields for one step of a stream.</summary>
    public int StepOutputSize => Output.Features;

    /// <summary>How many indices there are where inputs are indices, the fewest that an embedding has; 0 where they are numbers.</summary>
    public int Vocabulary => Layers.Select(layer => layer.Spec.Indices).OfType<int>().DefaultIfEmpty().Min();

    /// <summary>The number of values in one sample.</summary>
    public int InputSize => checked((int)Input.Count);

    /// <summary>The shape of what the network yields for one sample.</summary>
    public Shape Output => Layers[Layers.Count - 1].Output;

    /// <summary>The number of values the network yields for one sample.</summary>
    public int OutputSize => checked((int)Output.Count);

    /// <summary>
    /// The activation of the last layer, which the loss takes in; linear where it has none, or one with a parameter for each channel.
    /// </summary>
    public ActivationModel LastActivation => Layers[Layers.Count - 1].Activation is { IsPerChannel: false } activation
        ? activation
        : new ActivationModel(Activation.Linear);

    /// <summary>The targets of a sample: one for each output, or for each mean where the outputs are means and variances.</summary>
    public int TargetSize => HasVariances ? OutputSize / 2 : OutputSize;

    /// <summary>Whether the second half of the outputs are the variances of the first.</summary>
    public bool HasVariances => LossFunction is null && LossTable.Of(Loss).HasVariances;
}
