using System.Collections.Generic;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Steps of gradient descent that PyTorch made.</summary>
/// <param name="LearningRate">Of each step.</param>
/// <param name="Losses">Before each step, while learning.</param>
/// <param name="State">What layers remember after the last one, by its name in files.</param>
/// <param name="ExpectedOutputs">What the network predicts then.</param>
internal sealed record GoldenSteps(
    double LearningRate, double[] Losses, IReadOnlyList<(string Name, double[] Values)> State, double[] ExpectedOutputs);
