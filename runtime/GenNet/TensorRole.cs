using System.ComponentModel;

namespace GenNet;

/// <summary>What becomes of a tensor when its network is trained.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TensorRole
{
    /// <summary>It has a gradient, and optimizers update it.</summary>
    Trainable,

    /// <summary>A parameter that stays as it is: its gradient is 0.</summary>
    Frozen,

    /// <summary>
    /// No parameter, but what a layer remembers of its training, running means for example: it has no gradient, is not counted among the parameters
    /// and stands in weight files.
    /// </summary>
    State,
}
