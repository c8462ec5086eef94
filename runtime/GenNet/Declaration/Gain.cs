namespace GenNet;

/// <summary>
/// What weights are multiplied by so that values keep their size through an activation, for <c>InitializerScale</c> beside an initializer that keeps them through the
/// product alone (<see cref="Initializer.LeCunNormal"/>, <see cref="Initializer.Orthogonal"/>): PyTorch's <c>calculate_gain</c>. <see cref="Initializer.Auto"/> needs none.
/// </summary>
/// <example>
/// <code>
/// [Layer(64, 64, Tanh, Initializer = Initializer.Orthogonal, InitializerScale = Gain.Tanh)]
/// </code>
/// </example>
public static class Gain
{
    /// <summary>1, before <see cref="Activation.Linear"/> and <see cref="Activation.Sigmoid"/>.</summary>
    public const double Linear = 1;

    /// <summary>5/3, before <see cref="Activation.Tanh"/>.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>√2, before <see cref="Activation.ReLU"/>.</summary>
    public const double ReLU = 1.4142135623730951;

    /// <summary>√(2 / (1 + 0.01²)), before <see cref="Activation.LeakyReLU"/> with its slope of 0.01.</summary>
    public const double LeakyReLU = 1.4141428569978354;

    /// <summary>3/4, before <see cref="Activation.SELU"/>.</summary>
    public const double SELU = 0.75;
}
