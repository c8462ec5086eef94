using System.Collections.Generic;

namespace GenNet.Generator.Model;

/// <summary>
/// What an attribute says about its layer, apart from where its inputs come from: a record for each kind, in its folder. What other rooms ask of it they ask
/// here, and none asks which kind it is.
/// </summary>
internal abstract record LayerSpec
{
    /// <summary>A pass takes indices in the network's own type, and from there on floats leave some out.</summary>
    public const int MostIndices = 1 << 24;

    /// <summary>The activation behind what the layer yields; null where it has none.</summary>
    public virtual ActivationModel? Applied => null;

    /// <summary>
    /// Whether it can go along with a stream: every step is made of steps of what it takes that have come, or come soon after, and of what it remembers.
    /// </summary>
    public virtual bool IsStepwise => false;

    /// <summary>The windows that move over steps before the one at hand, where it goes along with a stream; null where it looks back at none.</summary>
    public virtual AxisSpec? WindowInStream => null;

    /// <summary>When it has a new row in a stream; null where it does not go along with one.</summary>
    /// <param name="input">When what it takes has one.</param>
    /// <param name="shape">The shape of what it takes of a whole sequence.</param>
    public virtual StreamTiming? InStream(StreamTiming input, Shape shape)
    {
        if (!IsStepwise || WindowInStream is not { } window)
        {
            return IsStepwise ? input : null;
        }

        // A window is full with its last step, but for the zeros that stand in front of the first one.
        long full = window.Reach - 1 - window.ZerosBefore(shape.Dimensions[0]);
        return full < 0 ? null : new StreamTiming(input.First + (full * input.Every), input.Every * window.Stride);
    }

    /// <summary>The numbers that it is declared with, by their arguments: the network's precision has to hold them.</summary>
    public virtual IEnumerable<(string Argument, double Value)> Numbers => [];

    /// <summary>How many indices there are where it takes indices, and no numbers to compute with; null where it takes numbers.</summary>
    public virtual int? Indices => null;

    /// <summary>
    /// Its sizes, by their arguments, as they are and as they would be if its kernel had another shape; none where no sizes make that of it.
    /// </summary>
    /// <param name="declared">The kernel's shape.</param>
    /// <param name="found">The other shape, of as many dimensions.</param>
    public virtual IEnumerable<(string Argument, int Declared, long Found)> SizesFor(IReadOnlyList<int> declared, IReadOnlyList<long> found) => [];

    /// <summary>Whether each value that it yields in a shape is made of the same one of what it takes.</summary>
    public virtual bool KeepsFeatures(Shape output) => false;

    /// <summary>Whether it puts the features of all that it takes side by side.</summary>
    public virtual bool JoinsFeatures => false;

    /// <summary>Whether it yields the values that it takes as they are, in another shape or the same.</summary>
    public virtual bool KeepsValues => false;

    /// <summary>Whether it is f(x·W + b) and nothing else: what straight-line code is written for, if all layers are and take vectors.</summary>
    public virtual bool IsProduct => false;

    /// <summary>Whether what it applies may couple its values, as a softmax does, wherever it stands in the network, and not in the last layer alone.</summary>
    public virtual bool MayCoupleAnywhere => false;

    /// <summary>What it lacks that others of its kind have, as the architecture tree says it behind the parameters; null where it lacks nothing.</summary>
    public virtual string? Lacks => null;

    /// <summary>Whether PyTorch has the channels of what it yields first.</summary>
    public virtual bool HasChannelsFirst => false;
}
