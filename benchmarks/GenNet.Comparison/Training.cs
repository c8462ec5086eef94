using System;
using System.Diagnostics;

namespace GenNet.Comparison;

/// <summary>Epochs and steps of training.</summary>
internal static class Training
{
    private const double LearningRate = 0.1;
    private const double SmallLearningRate = 1e-6;
    private const int XorSteps = 10_000;

    /// <summary>Epochs of MNIST, in milliseconds. Every epoch counts, the first too.</summary>
    public static void Epochs(TrainableNetwork<float> network, string parameters, int batchSize, int count) =>
        Epochs(network, parameters, new Sgd(LearningRate), batchSize, count);

    /// <summary>The same with another optimizer.</summary>
    public static void Epochs(TrainableNetwork<float> network, string parameters, Optimizer optimizer, int batchSize, int count)
    {
        Dataset data = Data.Mnist();
        ReadOnlySpan<float> inputs = data.Inputs.Span;
        ReadOnlySpan<float> targets = data.Targets.Span;
        network.CopyParametersFrom(Data.Floats(parameters));
        for (int epoch = 0; epoch < count; epoch++)
        {
            double loss = 0;
            long start = Stopwatch.GetTimestamp();
            for (int first = 0; first < Data.Images; first += batchSize)
            {
                int samples = Math.Min(batchSize, Data.Images - first);
                loss += network.TrainStep(
                    inputs.Slice(first * Digits.InputSize, samples * Digits.InputSize),
                    targets.Slice(first * Digits.OutputSize, samples * Digits.OutputSize),
                    optimizer);
            }

            Report.Sample(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (epoch == 0)
            {
                Report.Check(loss / ((Data.Images + batchSize - 1) / batchSize));
            }
        }
    }

    /// <summary>Steps on one batch, in nanoseconds each, so small that its loss stays what it was.</summary>
    public static void Steps(TrainableNetwork<float> network, string parameters, float[] inputs, float[] targets, int count)
    {
        network.CopyParametersFrom(Data.Floats(parameters));
        var sgd = new Sgd(SmallLearningRate);
        Report.Check(network.TrainStep(inputs, targets, sgd));
        Report.Measure(times => StepTimes(network, inputs, targets, sgd, times), count);
    }

    /// <summary>Steps of two networks on the same inputs, one of which has a layer more, in nanoseconds.</summary>
    public static void Added(TrainableNetwork<float> network, TrainableNetwork<float> without, int batchSize, int count)
    {
        float[] inputs = Data.Noise(batchSize * Convolution32.InputSize, 0);
        float[] targets = Data.Noise(batchSize * FollowedByNothing.OutputSize, 0);
        var sgd = new Sgd(SmallLearningRate);
        Report.MeasureBoth(
            times => StepTimes(network, inputs, targets, sgd, times), times => StepTimes(without, inputs, targets, sgd, times), count);
    }

    private static float StepTimes(TrainableNetwork<float> network, float[] inputs, float[] targets, Sgd sgd, long times)
    {
        float loss = 0;
        for (long i = 0; i < times; i++)
        {
            loss += network.TrainStep(inputs, targets, sgd);
        }

        return loss;
    }

    /// <summary>The same epochs, from bytes.</summary>
    public static void ByteEpochs(int batchSize, int count)
    {
        ReadOnlySpan<byte> inputs = Data.Pixels();
        ReadOnlySpan<float> targets = Data.Mnist().Targets.Span;
        var network = new ByteDigits();
        network.CopyParametersFrom(Data.Floats("digits"));
        var sgd = new Sgd(LearningRate);
        for (int epoch = 0; epoch < count; epoch++)
        {
            double loss = 0;
            long start = Stopwatch.GetTimestamp();
            for (int first = 0; first < Data.Images; first += batchSize)
            {
                int samples = Math.Min(batchSize, Data.Images - first);
                loss += network.TrainStep(
                    inputs.Slice(first * ByteDigits.InputSize, samples * ByteDigits.InputSize),
                    targets.Slice(first * ByteDigits.OutputSize, samples * ByteDigits.OutputSize),
                    sgd);
            }

            Report.Sample(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (epoch == 0)
            {
                Report.Check(loss / ((Data.Images + batchSize - 1) / batchSize));
            }
        }
    }

    /// <summary>Epochs of <see cref="TrainableNetwork{T}.Fit"/> on several threads, in milliseconds, in the data's order or shuffled.</summary>
    public static void Fit(int batchSize, int threads, bool isShuffled, int count)
    {
        Dataset data = Data.Mnist();
        var network = new Digits();
        network.CopyParametersFrom(Data.Floats("digits"));
        TrainingHistory history = network.Fit(
            data,
            new FitOptions
            {
                Epochs = count,
                BatchSize = batchSize,
                Optimizer = new Sgd(LearningRate),
                Shuffle = isShuffled,
                Threads = threads,
            });
        foreach (EpochResult epoch in history.Epochs)
        {
            Report.Sample(epoch.Duration.TotalMilliseconds);
        }

        Report.Check(history.Epochs[0].Loss);
    }

    /// <summary>10,000 full-batch epochs of XOR, in milliseconds.</summary>
    public static void Xor(int count)
    {
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
        float[] targets = [0, 1, 1, 0];
        float[] parameters = Data.Floats("xor");
        var network = new Xor();
        var sgd = new Sgd(LearningRate);
        for (int run = 0; run < count; run++)
        {
            network.CopyParametersFrom(parameters);
            float loss = 0;
            long start = Stopwatch.GetTimestamp();
            for (int step = 0; step < XorSteps; step++)
            {
                loss = network.TrainStep(inputs, targets, sgd);
            }

            Report.Sample(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (run == 0)
            {
                Report.Check(loss);
            }
        }
    }
}
