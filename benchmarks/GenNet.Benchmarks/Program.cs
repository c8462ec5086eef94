using System;
using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Running;
using GenNet;
using GenNet.Benchmarks;

if (args is ["epoch", ..])
{
    TimeEpochs(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3);
    return;
}

BenchmarkRunner.Run<TrainingBenchmarks>(args: args);

// Prints the milliseconds of each of several epochs, for the comparison with other libraries.
static void TimeEpochs(int epochs)
{
    const int Samples = 60_000;
    const int BatchSize = 128;
    var data = new Epoch(Samples, seed: 1);
    var network = new Digits(seed: 1);
    var sgd = new Sgd(learningRate: 0.1);
    for (int epoch = 0; epoch < epochs; epoch++)
    {
        long start = Stopwatch.GetTimestamp();
        float loss = 0;
        for (int first = 0; first < Samples; first += BatchSize)
        {
            int count = Math.Min(BatchSize, Samples - first);
            loss += network.TrainStep(
                data.Inputs.AsSpan(first * Digits.InputSize, count * Digits.InputSize),
                data.Targets.AsSpan(first * Digits.OutputSize, count * Digits.OutputSize),
                sgd);
        }

        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gennet {milliseconds:F1} ms, loss {loss:F3}"));
    }
}
