#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
namespace GenNet.Exploring;
#endif

/// <summary>What a value of a network's generated code is in its mathematics.</summary>
public enum ValueRole
{
    /// <summary>An input of the network, x.</summary>
    Input,

    /// <summary>What the network should yield, t.</summary>
    Target,

    /// <summary>A parameter: a weight, a bias, what an activation learns. Frozen ones and running statistics are among them.</summary>
    Parameter,

    /// <summary>What a layer has before its activation, z.</summary>
    PreActivation,

    /// <summary>What a layer yields, a.</summary>
    Activation,

    /// <summary>∂a/∂z, where a pass keeps it because a does not tell it.</summary>
    Slope,

    /// <summary>What the gates of a recurrent layer are at each step, one after the other in the last dimension.</summary>
    Gate,

    /// <summary>How much each step of an attention layer looks at each other one: heads × steps × steps.</summary>
    AttentionWeight,

    /// <summary>Anything else on the way: normalized values, what a cell remembers, statistics, the sum of a softmax.</summary>
    Intermediate,

    /// <summary>The loss of each sample.</summary>
    Loss,

    /// <summary>δ = ∂L/∂z.</summary>
    Delta,

    /// <summary>∂L/∂a, what a layer hands down to the one before it.</summary>
    OutputGradient,

    /// <summary>∂L/∂w of a parameter, summed over the samples.</summary>
    ParameterGradient,
}
