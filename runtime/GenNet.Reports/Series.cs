using System.Collections.Generic;

namespace GenNet;

/// <summary>Points of a chart that belong together.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Points">Where they are, from left to right where they are joined.</param>
/// <param name="IsJoined">Whether they are a curve; otherwise each is a dot.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, bool IsJoined = true);
