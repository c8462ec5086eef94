namespace GenNet;

/// <summary>What a gradient check says of the parameters of one tensor.</summary>
public enum GradientVerdict
{
    /// <summary>The backward pass, dual numbers and central differences agree for every parameter that was checked.</summary>
    Correct,

    /// <summary>
    /// All agree, but some parameters are at a kink, ReLU at 0 for example: a small step takes the loss across it, or rounding alone
    /// does. There is no derivative to agree on there; the backward pass gives a slope between those of both sides, which is right.
    /// </summary>
    CorrectWithKinks,

    /// <summary>At least one gradient is wrong, or is not a finite number.</summary>
    Wrong,
}
