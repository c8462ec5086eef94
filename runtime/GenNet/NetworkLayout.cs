using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenNet;

/// <summary>What the generator knows of a network and the runtime needs: its layers and where their parameters lie.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkLayout
{
    private readonly ulong _inverseInputSize;
    private int _hasBegunCompilation;

    /// <summary>Describes a network.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="summary">What the network is, line by line.</param>
    /// <param name="loss">The loss of one sample; null where it is a method.</param>
    /// <param name="scoring">How outputs are read as classes.</param>
    /// <param name="threshold">What an output must pass to be a yes, where it is a label.</param>
    /// <param name="reduction">How the losses of a batch become one.</param>
    /// <param name="parameterCount">The number of parameters, padding not counted.</param>
    /// <param name="storageLength">The number of elements that hold the parameters, padding included.</param>
    /// <param name="samplesPerPass">The most samples one pass takes; larger batches run in several passes.</param>
    /// <param name="workspaceLength">The number of elements of scratch memory one pass needs.</param>
    /// <param name="layers">The layers, first to last.</param>
    public NetworkLayout(
        string name,
        string summary,
        Loss? loss,
        Scoring scoring,
        double threshold,
        Reduction reduction,
        int parameterCount,
        int storageLength,
        int samplesPerPass,
        int workspaceLength,
        params LayerLayout[] layers)
    {
        Name = name;
        Summary = summary;
        Loss = loss;
        Scoring = scoring;
        Threshold = threshold;
        Reduction = reduction;
        ParameterCount = parameterCount;
        StorageLength = storageLength;
        SamplesPerPass = samplesPerPass;
        WorkspaceLength = workspaceLength;
        Layers = Array.AsReadOnly(layers);
        InputSize = layers[0].Inputs;
        OutputSize = layers[^1].Outputs;
        TargetSize = loss == GenNet.Loss.GaussianNll ? OutputSize / 2 : OutputSize;
        IsOneMethod = IsStraightLine && workspaceLength == 0;
        _inverseInputSize = ulong.MaxValue / (uint)InputSize;
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>What the network is: its layers, its loss, and what they cost.</summary>
    public string Summary { get; }

    /// <summary>The loss of one sample; null where it is a method.</summary>
    public Loss? Loss { get; }

    /// <summary>How outputs are read as classes.</summary>
    public Scoring Scoring { get; }

    /// <summary>What an output must pass to be a yes, where it is a label.</summary>
    public double Threshold { get; }

    /// <summary>How the losses of a batch become one.</summary>
    public Reduction Reduction { get; }

    /// <summary>The number of parameters, padding not counted.</summary>
    public int ParameterCount { get; }

    /// <summary>The number of elements that hold the parameters, padding included.</summary>
    public int StorageLength { get; }

    /// <summary>The most samples one pass takes.</summary>
    public int SamplesPerPass { get; }

    /// <summary>The number of elements of scratch memory one pass needs.</summary>
    public int WorkspaceLength { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<LayerLayout> Layers { get; }

    /// <summary>Whether the network is straight-line code, which takes any number of samples in a pass.</summary>
    internal bool IsStraightLine => SamplesPerPass == int.MaxValue;

    /// <summary>Whether each pass of the network is one straight-line method, which needs no scratch memory.</summary>
    internal bool IsOneMethod { get; }

    /// <summary>The number of values in one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of values the network yields for one sample.</summary>
    public int OutputSize { get; }

    /// <summary>
    /// The number of targets of one sample: one for each output, or after <see cref="Loss.GaussianNll"/> one for each mean.
    /// </summary>
    public int TargetSize { get; }

    /// <summary>What the network is: its layers, its loss, and what they cost.</summary>
    /// <returns><see cref="Summary"/>.</returns>
    public override string ToString() => Summary;

    /// <summary>
    /// How many whole samples so many inputs are. A division takes a dozen cycles and more, which a small network notices; this, of numbers below
    /// 2³¹, is exact: with n + 1 for n, what the inverse lost by being cut off is made up for.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int WholeSamples(int inputs) => (int)Math.BigMul(_inverseInputSize, (uint)inputs + 1ul, out _);

    /// <summary>True for the first caller: of all networks with this layout, one has the training step compiled.</summary>
    internal bool TryBeginCompilation() => Interlocked.Exchange(ref _hasBegunCompilation, 1) == 0;
}
