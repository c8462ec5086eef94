using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>
/// Elementwise functions of hardware vectors of <see cref="float"/> or <see cref="double"/>, each one text for
/// every vector width: on one instruction set an element's result has the same bits at every width and whatever stands beside it, and the
/// overloads that take one number give those bits, too.
/// </summary>
/// <remarks>
/// docs/vector-functions.md holds the largest error of each function in units in the last place, with and without fused multiply-add; a test
/// reads it. Overflow, underflow, zeros, infinities and NaN come out as in the mathematics.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath;
