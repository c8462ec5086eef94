using System;
using System.Globalization;

namespace GenNet.GradientChecking;

/// <summary>A tensor of parameters, so many of which are checked, spread evenly.</summary>
/// <param name="Layer">The layer that it belongs to, 0 for the first.</param>
/// <param name="Tensor">What a check knows of it.</param>
/// <param name="Place">Its place among the network's tensors.</param>
/// <param name="Stored">Its shape.</param>
/// <param name="First">Its first parameter, among all of the network.</param>
/// <param name="Count">How many of its parameters are checked.</param>
internal sealed record Suspect(int Layer, CheckedTensor Tensor, int Place, TensorLayout Stored, int First, int Count)
{
    /// <summary>A parameter as generated code calls it: by its place in every dimension, but for one that is alone in its layer.</summary>
    public string NameOf(int parameter)
    {
        if (Tensor.IsOfAllUnits && Stored.Length == 1)
        {
            return Tensor.Symbol;
        }

        string indices = string.Empty;
        for (int dimension = Stored.Shape.Length - 1; dimension >= 0; dimension--)
        {
            (parameter, int index) = Math.DivRem(parameter, Stored.Shape[dimension]);
            indices = string.Create(CultureInfo.InvariantCulture, $"_{index}{indices}");
        }

        return Tensor.Symbol + indices;
    }

    /// <summary>Which of the tensor's parameters is the one that is checked at a position.</summary>
    public int Chosen(int position) => (int)((long)position * Stored.Length / Count);
}
