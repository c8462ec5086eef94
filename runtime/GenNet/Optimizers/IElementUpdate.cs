using System.Numerics;

namespace GenNet;

/// <summary>What a step does to parameters side by side, each by itself, when their gradient lies in memory.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal interface IElementUpdate<T>
    where T : unmanaged
{
    /// <summary>Takes the gradient of the parameters that start at <paramref name="offset"/>.</summary>
    /// <param name="offset">The first parameter, in elements: where its part of the state lies.</param>
    /// <param name="parameter">The parameters before the step.</param>
    /// <param name="gradient">∂loss/∂parameter.</param>
    /// <returns>The parameters after the step.</returns>
    Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient);
}
