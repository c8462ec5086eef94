using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>What the tests know of activations and losses, apart from the generator's own tables.</summary>
internal static class TestedFunctions
{
    /// <summary>Every loss; <see cref="Loss.Auto"/> is one of them under another name.</summary>
    public static IReadOnlyList<Loss> Losses { get; } = [.. Enum.GetValues<Loss>().Where(loss => loss != Loss.Auto)];

    /// <summary>Every last activation with every loss that may follow it.</summary>
    public static IReadOnlyList<(Activation Activation, Loss Loss)> Endings { get; } =
    [
        .. from activation in Enum.GetValues<Activation>()
           from loss in Losses
           where loss switch
           {
               Loss.BinaryCrossEntropy => activation == Activation.Sigmoid,
               Loss.CrossEntropy or Loss.KLDivergence => IsCoupled(activation),
               Loss.FocalLoss => activation == Activation.Sigmoid || IsCoupled(activation),
               Loss.PoissonNll => activation == Activation.Exponential,
               Loss.GaussianNll => activation is Activation.MeanAndVariance or Activation.Softplus or Activation.Exponential,
               _ => activation != Activation.MeanAndVariance,
           }
           select (activation, loss),
    ];

    /// <summary>The activations that a layer before the last may have.</summary>
    public static IReadOnlyList<Activation> Hidden { get; } =
        [.. Enum.GetValues<Activation>().Where(activation => !EndsNetwork(activation))];

    /// <summary>Whether an activation belongs to the last layer alone.</summary>
    public static bool EndsNetwork(Activation activation) => IsCoupled(activation) || activation == Activation.MeanAndVariance;

    /// <summary>Whether each output of an activation depends on every z.</summary>
    public static bool IsCoupled(Activation activation) => activation is Activation.Softmax or Activation.LogSoftmax;

    /// <summary>The argument of <c>[Layer]</c> that an activation takes.</summary>
    public static string? ArgumentName(Activation activation) => activation switch
    {
        Activation.LeakyReLU or Activation.PReLU => "Slope",
        Activation.ELU or Activation.CELU => "Alpha",
        Activation.Softplus => "Beta",
        Activation.Sine => "Frequency",
        _ => null,
    };

    /// <summary>The argument of <c>[Network]</c> that a loss takes.</summary>
    public static string? ArgumentName(Loss loss) => loss switch
    {
        Loss.Huber => "Delta",
        Loss.Pinball => "Quantile",
        Loss.FocalLoss => "Gamma",
        Loss.GaussianNll => "MinimumVariance",
        _ => null,
    };

    public static double DefaultArgument(Activation activation) => activation switch
    {
        Activation.LeakyReLU => 0.01,
        Activation.PReLU => 0.25,
        _ => 1,
    };

    public static double DefaultArgument(Loss loss) => loss switch
    {
        Loss.Pinball => 0.5,
        Loss.FocalLoss => 2,
        Loss.GaussianNll => 1e-6,
        _ => 1,
    };
}
