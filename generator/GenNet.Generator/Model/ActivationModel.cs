using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Model;

/// <summary>The activation of a layer as it was declared.</summary>
/// <param name="Activation">The function; linear where <paramref name="Method"/> says it.</param>
/// <param name="Argument">The number in its formula, a slope for example; 0 where it takes none.</param>
/// <param name="Method">The method that it is; null where <paramref name="Activation"/> says it.</param>
internal sealed record ActivationModel(Activation Activation, double Argument = 0, UserFunction? Method = null)
{
    /// <summary>What there is to say about it; null for a method.</summary>
    public ActivationRow? Row => Method is null ? ActivationTable.Of(Activation) : null;

    /// <summary>Whether each output depends on every z of its row.</summary>
    public bool IsCoupled => Row?.IsCoupled == true;

    /// <summary>Whether it has a parameter of its own, whose first value <see cref="Argument"/> is.</summary>
    public bool HasParameter => Row?.LearnsArgument == true;

    /// <summary>Whether there is one of these for each of the last dimension, in place of one for the layer.</summary>
    public bool IsPerChannel { get; init; }

    /// <summary>Its formula; null for one that couples the units.</summary>
    public ActivationFunction? Function =>
        Method is { } written ? new ActivationFunction(written.Formula)
        : IsCoupled ? null : ActivationFunction.Of(Activation, Argument);

    /// <summary>The formula of the second half of the units, where it is another one.</summary>
    public ActivationFunction? SecondHalf =>
        Row?.SecondHalf is { } formula ? new ActivationFunction(formula(ActivationFunction.Z)) : null;

    /// <summary>Its name in prose, with the number it takes if that is not the usual one.</summary>
    public string Words => Row is not { } row ? Method!.Name
        : row.Argument is { } argument && Argument != argument.Default
            ? $"{row.Word} with {argument.Word} {Printer.Number(Argument)}{(row.LearnsArgument ? " at first" : string.Empty)}{PerChannel}"
            : $"{row.Word}{PerChannel}";

    private string PerChannel => IsPerChannel ? ", a slope for each channel" : string.Empty;
}
