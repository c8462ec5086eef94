using System;
using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels;

/// <summary>A value that an operation's code has no place for, and that a trace computes once more.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Role">What it is.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Record">The statement that notes it, from where values lie, the number of the operation and its own.</param>
internal sealed record RetracedValue(string Name, ValueRole Role, IReadOnlyList<int> Shape, Func<Placement, string, string, string> Record);
