using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Numerics;

namespace GenNet.GradientChecking;

/// <summary>Compares the gradient of a generated backward pass with dual numbers and with central differences.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientCheck
{
    /// <summary>What a generated <c>CheckGradients</c> calls.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="declared">The same network over dual numbers, as it was declared.</param>
    /// <param name="inputs">Samples × <c>InputSize</c> values.</param>
    /// <param name="targets">Samples × <c>OutputSize</c> values.</param>
    /// <param name="parametersPerTensor">The most parameters of a tensor to check.</param>
    /// <returns>What was found.</returns>
    public static GradientReport Run<T>(
        TrainableNetwork<T> network, CheckedNetwork declared, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int parametersPerTensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentOutOfRangeException.ThrowIfLessThan(parametersPerTensor, 1);
        var check = new GradientCheckRun<T>(network, declared, inputs, targets, parametersPerTensor);
        List<GradientTensor> tensors = [];
        for (int layer = 0; layer < check.Layers; layer++)
        {
            tensors.AddRange(check.Check(layer));
        }

        return new GradientReport(network.Layout.Name, check.Samples, check.Loss, check.LossOverDualNumbers, check.IsLossCorrect, tensors);
    }

    /// <summary>As <see cref="Run{T}(TrainableNetwork{T}, CheckedNetwork, ReadOnlySpan{T}, ReadOnlySpan{T}, int)"/>, of samples that are indices.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="declared">The same network over dual numbers, as it was declared.</param>
    /// <param name="inputs">Samples × <c>InputSize</c> indices.</param>
    /// <param name="targets">Samples × <c>OutputSize</c> values.</param>
    /// <param name="parametersPerTensor">The most parameters of a tensor to check.</param>
    /// <returns>What was found.</returns>
    public static GradientReport Run<T>(
        TrainableNetwork<T> network, CheckedNetwork declared, ReadOnlySpan<int> inputs, ReadOnlySpan<T> targets, int parametersPerTensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[inputs.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateChecked(inputs[i]);
        }

        return Run(network, declared, numbers, targets, parametersPerTensor);
    }
}
