using System;
using GenNet;
using static GenNet.Activation;

// The third input is always 1: with it, the network can do without biases.
float[] inputs =
[
    0, 0, 1,
    0, 1, 1,
    1, 0, 1,
    1, 1, 1,
];
float[] targets = [0, 1, 1, 0];

var network = new BiasFree(seed: 1);
var optimizer = new Sgd(learningRate: 1);
for (int epoch = 1; epoch <= 1000; epoch++)
{
    float loss = network.TrainStep(inputs, targets, optimizer);
    if (epoch == 1 || epoch % 100 == 0)
    {
        Console.WriteLine(FormattableString.Invariant($"epoch {epoch,4}: loss {loss:F6}"));
    }
}

float[] outputs = new float[targets.Length];
network.Predict(inputs, outputs);
for (int i = 0; i < targets.Length; i++)
{
    Console.WriteLine(FormattableString.Invariant($"target {targets[i]}, output {outputs[i]:F3}"));
}

/// <summary>Three inputs, four hidden units, one output, and no bias anywhere.</summary>
[Network(Loss = Loss.SquaredError, Reduction = Reduction.Sum)]
[Layer(3, 4, Sigmoid, Bias = false, Initializer = Initializer.Uniform01)]
[Layer(4, 1, Sigmoid, Bias = false, Initializer = Initializer.Uniform01)]
internal sealed partial class BiasFree;
