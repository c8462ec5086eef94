using System;
using System.IO;
using GenNet;

Dataset all = BreastCancer.Read(Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv"));
(Dataset training, Dataset test) = all.Split(fraction: 0.8, seed: 1);
(training, test) = BreastCancer.Standardise(training, test);
Console.WriteLine($"{training.Count} samples to learn from, {test.Count} held out");

var classifier = new TumourClassifier(seed: 1);
classifier.Fit(training, new FitOptions
{
    Epochs = 1000,
    BatchSize = training.Count,
    Optimizer = new Sgd(learningRate: 0.1),
    Progress = progress =>
    {
        if (progress.Epoch == 1 || progress.Epoch % 100 == 0)
        {
            Console.WriteLine(FormattableString.Invariant($"epoch {progress.Epoch,4}: cost {progress.Loss:F6}"));
        }
    },
});

Console.WriteLine(FormattableString.Invariant($"training accuracy: {100 * classifier.Evaluate(training).Accuracy:F2} %"));
Console.WriteLine(FormattableString.Invariant($"test accuracy: {100 * classifier.Evaluate(test).Accuracy:F2} %"));
