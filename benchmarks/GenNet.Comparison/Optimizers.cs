using System;
using System.Diagnostics;
using System.Globalization;

namespace GenNet.Comparison;

/// <summary>Epochs of MNIST through 784-64-10 with each optimizer, and what <see cref="TrainableNetwork{T}.Fit"/> adds to steps.</summary>
internal static class Optimizers
{
    private const double LearningRate = 0.1;

    // Of 2-3-1 there are 2,048 steps in an epoch.
    private const int SmallSamples = 65_536;
    private const int SmallBatch = 32;

    /// <summary>Epochs with one optimizer, <c>adam-32</c> for example, in milliseconds, in the data's order.</summary>
    public static void Epochs(string nameAndBatch, int count)
    {
        string[] words = nameAndBatch.Split('-');
        Training.Epochs(new Digits(), "digits", Of(words[0]), int.Parse(words[1], CultureInfo.InvariantCulture), count);
    }

    /// <summary>What the comparison takes of each optimizer; a peer takes the same.</summary>
    private static Optimizer Of(string name) => name switch
    {
        "sgd" => new Sgd(LearningRate),
        "momentum" => new Momentum(0.01),
        "nesterov" => new Momentum(0.01) { IsNesterov = true },
        "adagrad" => new AdaGrad(),
        "adadelta" => new AdaDelta(),
        "rmsprop" => new RmsProp(0.001),
        "adam" => new Adam(),
        "amsgrad" => new Adam { IsAmsGrad = true },
        "adamw" => new AdamW(),
        "nadam" => new NAdam(),
        "rprop" => new RProp(0.0001),
        "lion" => new Lion(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such optimizer."),
    };

    /// <summary>Epochs of MNIST by <c>TrainStep</c> in a random order, in milliseconds.</summary>
    public static void ShuffledEpochs(int batchSize, int count)
    {
        var network = new Digits();
        network.CopyParametersFrom(Data.Floats("digits"));
        ShuffledSteps.Epochs(network, Data.Mnist(), new Sgd(LearningRate), batchSize, count);
    }

    /// <summary>Epochs of 2-3-1 in batches of 32, by <c>TrainStep</c> or by <c>Fit</c>, in milliseconds.</summary>
    public static void Small(bool isFit, bool isShuffled, int count)
    {
        float[] noise = Data.Floats("noise");
        var data = new Dataset(noise.AsMemory(0, SmallSamples * Xor.InputSize), noise.AsMemory(SmallSamples * Xor.InputSize, SmallSamples), Xor.InputSize, 1);
        var network = new Xor();
        network.CopyParametersFrom(Data.Floats("xor"));
        var sgd = new Sgd(0.001);
        if (isShuffled && !isFit)
        {
            ShuffledSteps.Epochs(network, data, sgd, SmallBatch, count);
            return;
        }

        if (isFit)
        {
            TrainingHistory history = network.Fit(
                data, new FitOptions { Epochs = count, BatchSize = SmallBatch, Optimizer = sgd, Shuffle = isShuffled });
            foreach (EpochResult epoch in history.Epochs)
            {
                Report.Sample(epoch.Duration.TotalMilliseconds);
            }

            Report.Check(history.Epochs[0].Loss);
            return;
        }

        ReadOnlySpan<float> inputs = data.Inputs.Span;
        ReadOnlySpan<float> targets = data.Targets.Span;
        for (int epoch = 0; epoch < count; epoch++)
        {
            double loss = 0;
            long start = Stopwatch.GetTimestamp();
            for (int first = 0; first < SmallSamples; first += SmallBatch)
            {
                loss += network.TrainStep(
                    inputs.Slice(first * Xor.InputSize, SmallBatch * Xor.InputSize), targets.Slice(first, SmallBatch), sgd);
            }

            Report.Sample(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (epoch == 0)
            {
                Report.Check(loss / SmallSamples);
            }
        }
    }
}
