using System;
using System.Collections.Generic;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Calculus;

/// <summary>What there is to say about a loss: a row of <see cref="LossTable"/>.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Words">Its formula as people know it, which need not be the one it is computed by.</param>
/// <param name="Convention">Where it comes from, and which library computes the same.</param>
/// <param name="Term">One output's part in terms of a, z, ln a and t, after some last activation.</param>
internal sealed record LossRow(Loss Loss, string Words, string Convention, Func<Activation, LossArguments, Expression> Term)
{
    /// <summary>Whether the terms are averaged over the outputs; they are added up otherwise.</summary>
    public bool IsMean { get; init; }

    /// <summary>The activations it may follow; null if it may follow any.</summary>
    public IReadOnlyList<Activation>? Activations { get; init; }

    /// <summary>The number it takes, if it takes one.</summary>
    public FormulaArgument? Argument { get; init; }

    /// <summary>
    /// Whether the first half of the outputs are means, and the second half their variances: then the term is of a mean, its variance v
    /// and its target, and there are half as many targets as outputs.
    /// </summary>
    public bool HasVariances { get; init; }

    /// <summary>How outputs are read as classes, unless the last activation couples them: then the largest is the class.</summary>
    public Scoring Scoring { get; init; }

    /// <summary>What an output must pass to be a yes, where each is a label.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Whether label smoothing and class indices as targets make sense.</summary>
    public bool IsOfClasses { get; init; }

    /// <summary>What each class, or a yes to each label, counts: an argument with a number for each output, if the loss takes one.</summary>
    public FormulaArgument? Weights { get; init; }
}
