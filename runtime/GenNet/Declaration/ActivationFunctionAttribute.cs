using System;

namespace GenNet;

/// <summary>
/// Marks a static method that takes one <see cref="float"/> or <see cref="double"/> and returns one as an activation, which a layer can
/// name: <c>[Layer(64, 10, nameof(Functions.Swish))]</c>. The generator reads its source, derives its derivative and writes both into
/// the network; the method itself stays what it is.
/// </summary>
/// <remarks>
/// A body is an expression or a block with locals, <c>if</c> and <c>return</c>. It may use arithmetic, comparisons, the conditional
/// operator, constants, static readonly numbers, most of <see cref="Math"/> and <see cref="MathF"/>, and static methods that are
/// written likewise. Anything else is an error under the very construct. Where branches meet, the derivative is that of the branch
/// that is taken.
/// </remarks>
/// <example>
/// <code>
/// [ActivationFunction]
/// internal static float Swish(float x) => x / (1 + MathF.Exp(-x));
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ActivationFunctionAttribute : Attribute;
