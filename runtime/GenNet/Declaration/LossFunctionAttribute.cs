using System;

namespace GenNet;

/// <summary>
/// Marks a static method that takes an output and its target, two <see cref="float"/>s or <see cref="double"/>s, and returns one as a
/// loss, which a network can name: <c>[Network(LossFunction = nameof(Functions.LogCosh))]</c>. The loss of a sample is the sum over
/// its outputs. The generator reads the method's source and derives the gradient from it, as it does with
/// <see cref="ActivationFunctionAttribute"/>, which says what a body may use.
/// </summary>
/// <example>
/// <code>
/// [LossFunction]
/// internal static float LogCosh(float output, float target) => MathF.Log(MathF.Cosh(output - target));
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LossFunctionAttribute : Attribute;
