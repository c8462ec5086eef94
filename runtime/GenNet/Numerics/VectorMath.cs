using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>
/// Elementwise functions of hardware vectors of <see cref="float"/> or <see cref="double"/>, written with additions,
/// multiplications and divisions alone: on one instruction set an element's result has the same bits at every vector width and whatever
/// stands beside it, and the overloads that take one number give those bits, too.
/// </summary>
/// <remarks>
/// Largest errors, with and without fused multiply-add, in units in the last place. Single precision: Exp 1.1, Log 1, Log1P 1.5,
/// Sigmoid and Tanh 2, Softplus 2. Double precision, of the platform's own functions: Exp and Log 2, Log1P, Sigmoid and
/// Softplus 3, Tanh 4. Overflow, underflow, zeros, infinities and NaN come out as in the mathematics.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath;
