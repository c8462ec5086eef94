namespace GenNet.Generator.Model;

/// <summary>One layer of a network, with everything inferred.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Spec">What its attribute says.</param>
/// <param name="Sources">What it takes: 0 is the network's input, n what layer n yields.</param>
/// <param name="Inputs">The shape of each of them.</param>
/// <param name="Output">The shape of what it yields.</param>
internal sealed record LayerModel(
    int Number, LayerSpec Spec, EquatableArray<int> Sources, EquatableArray<Shape> Inputs, Shape Output)
{
    /// <summary>What other layers call its value; null where nobody does.</summary>
    public string? Name { get; init; }

    /// <summary>Whether its parameters stay as they are while the network learns.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>What it has of its own in a step.</summary>
    public LearningRule Rule { get; init; } = LearningRule.Default;

    /// <summary>The shape of its first input.</summary>
    public Shape Input => Inputs[0];

    /// <summary>The activation behind its output; null where there is none.</summary>
    public ActivationModel? Activation => Spec.Applied;
}
