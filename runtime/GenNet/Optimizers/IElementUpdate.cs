namespace GenNet;

/// <summary>What a step does to parameters side by side, each by itself, when their gradient lies in memory.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal unsafe interface IElementUpdate<T>
    where T : unmanaged
{
    /// <summary>
    /// Takes the step of parameters <paramref name="first"/> to <paramref name="end"/>. What is the same for all of them becomes vectors before the loop:
    /// the compiler leaves it in the loop.
    /// </summary>
    /// <typeparam name="TLane">The vector that they are taken by.</typeparam>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradient">∂loss/∂parameter of each.</param>
    /// <param name="first">The first parameter.</param>
    /// <param name="end">The one behind the last, whole vectors from the first.</param>
    void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>;
}
