using System;
using System.IO;
using GenNet;

Console.WriteLine(LeNet.Summary);
Console.WriteLine();

Dataset training = ReadDigits("train");
Dataset test = ReadDigits("t10k");
var network = new LeNet(seed: 1);
TrainingConsole.Fit(network, training, new FitOptions
{
    Epochs = 10,
    BatchSize = 64,
    Optimizer = new Adam(learningRate: 0.002),
    Schedule = Schedule.Cosine(),
    Validation = test,
});

double accuracy = network.Evaluate(test).Accuracy;
Console.WriteLine(FormattableString.Invariant($"test accuracy: {100 * accuracy:F2} %"));
return accuracy >= 0.99 ? 0 : 1;

static Dataset ReadDigits(string name)
{
    string folder = Path.Combine(AppContext.BaseDirectory, "data");
    return Dataset.FromIdx(Path.Combine(folder, $"{name}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{name}-labels-idx1-ubyte.gz"));
}
