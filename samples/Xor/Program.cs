using System;
using GenNet;
using static GenNet.Activation;

var samples = new Dataset(
    [[0, 0], [0, 1], [1, 0], [1, 1]],
    [[0], [1], [1], [0]]);

var xor = new Xor(seed: 1);
TrainingHistory history = xor.Fit(samples, new FitOptions
{
    Epochs = 10_000,
    BatchSize = samples.Count,
    Optimizer = new Sgd(learningRate: 0.1),
});
Console.WriteLine(FormattableString.Invariant($"loss {history.Epochs[0].Loss:F4} → {history.Loss:F4}"));

foreach (float[] input in new float[][] { [0, 0], [0, 1], [1, 0], [1, 1] })
{
    float[] output = new float[Xor.OutputSize];
    xor.Predict(input, output);
    Console.WriteLine(FormattableString.Invariant($"{input[0]} xor {input[1]} = {output[0]:F3}"));
}

/// <summary>
/// Two inputs, three hidden units, one output. Its loss, its reduction and its initializers are those of the tutorial that it follows, not
/// the defaults.
/// </summary>
[Network(Loss = Loss.HalfSquaredError, Reduction = Reduction.Sum)]
[Layer(2, 3, Sigmoid, Initializer = Initializer.StandardNormal)]
[Layer(3, 1, Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Xor;
