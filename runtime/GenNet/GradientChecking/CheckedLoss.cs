using System;
using System.ComponentModel;

namespace GenNet.GradientChecking;

/// <summary>Computes the loss of a sample.</summary>
/// <param name="parameters">All parameters of the network, in order.</param>
/// <param name="values">The values of the sample, with those of every layer.</param>
/// <param name="targets">The targets of the sample.</param>
/// <returns>The loss, before the batch's reduction.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Dual CheckedLoss(ReadOnlySpan<Dual> parameters, ReadOnlySpan<Dual> values, ReadOnlySpan<Dual> targets);
