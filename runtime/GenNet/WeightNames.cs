namespace GenNet;

/// <summary>Whose names the tensors of a weight file have, and whose order its values.</summary>
public enum WeightNames
{
    /// <summary>Ours: <c>layer1.kernel</c>, matrices [inputs, outputs], channels last.</summary>
    GenNet,

    /// <summary>
    /// PyTorch's: <c>0.weight</c>, <c>lstm.weight_ih_l0</c>, <c>bn1.running_mean</c>; matrices [outputs, inputs], channels first, as
    /// <c>state_dict()</c> gives them.
    /// </summary>
    PyTorch,

    /// <summary>Keras's: <c>dense/kernel</c>, <c>lstm/recurrent_kernel</c>; matrices [inputs, outputs], channels last.</summary>
    Keras,
}
