using System;
using System.ComponentModel;

namespace GenNet.GradientChecking;

/// <summary>Computes the values of a layer's units from <paramref name="first"/> to below <paramref name="end"/> for all samples of a batch.</summary>
/// <param name="parameters">All parameters of the network, in order.</param>
/// <param name="values">The values of the samples, one after the other; receives those of the units.</param>
/// <param name="sampleSize">The number of values of a sample.</param>
/// <param name="first">The first unit.</param>
/// <param name="end">The unit after the last.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void CheckedBatchUnits(ReadOnlySpan<Dual> parameters, Span<Dual> values, int sampleSize, int first, int end);
