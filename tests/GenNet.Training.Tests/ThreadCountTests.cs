using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Whatever <c>Fit</c> is asked for, 1, 2, 3 and 7 threads leave the same bits: parameters, running values, and the history.</summary>
public sealed class ThreadCountTests
{
    /// <summary>A batch of eight tiles, and a ragged one at the end of an epoch.</summary>
    private const int Batch = 48;

    private static readonly Dataset s_training = Samples.Bytes(count: (3 * Batch) + 11);
    private static readonly Dataset s_validation = Samples.Bytes(count: 40, seed: 2);

    private static readonly Dictionary<string, Func<int, FitOptions>> s_options = new()
    {
        ["accumulation"] = threads => Options(threads, accumulate: 3),
        ["exponential average"] = threads => Options(threads, averaging: WeightAveraging.Exponential(0.8)),
        ["stochastic average"] = threads => Options(threads, averaging: WeightAveraging.Stochastic(firstEpoch: 2)),
        ["class weights"] = threads => Options(threads, classWeights: [1, 2, 0.5, 0, 3]),
        ["weights, accumulated and averaged"] = threads => Options(
            threads, accumulate: 2, averaging: WeightAveraging.Exponential(0.5), classWeights: [3, 1, 1, 2, 1]),
        ["augmentation"] = threads => Options(threads, augment: (inputs, random) => inputs[3] += random.Normal() / 10),
        ["clipping and decay"] = threads => Options(threads, optimizer: new AdamW(0.01) { ClipNorm = 0.5, WeightDecay = 0.1 }),
        ["full batches"] = threads => Options(threads, batch: int.MaxValue, optimizer: new Lbfgs(maxIterations: 5)),
    };

    public static TheoryData<string> Names => [.. s_options.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_leaves_the_same_bits(string name)
    {
        // L-BFGS searches along one line, on which a dropout that draws anew would be another function.
        Same(s_options[name], (network, options) => network.Fit(s_training, options), hasNoise: name != "full batches");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void A_stream_leaves_the_same_bits(int window) => Same(
        threads => Options(threads, accumulate: 2, averaging: WeightAveraging.Exponential(0.8), window: window),
        (network, options) => network.FitStream(new DataSourceTests.Source(s_training), options),
        hasNoise: true);

    private static void Same(Func<int, FitOptions> options, Func<TrainableNetwork<float>, FitOptions, TrainingHistory> fit, bool hasNoise)
    {
        Compare(() => new Tiled(1));
        if (hasNoise)
        {
            Compare(() => new TiledNormalized(1));
        }

        void Compare(Func<TrainableNetwork<float>> create)
        {
            float[]? expected = null;
            float[]? predicted = null;
            string? history = null;
            foreach (int threads in new[] { 1, 2, 3, 7 })
            {
                TrainableNetwork<float> network = create();
                TrainingHistory trained = fit(network, options(threads));
                float[] actual = new float[network.Layout.ParameterCount];
                network.CopyParametersTo(actual);
                string told = string.Join("\n", trained.Epochs.Select(epoch => $"{epoch.Loss:R} {epoch.Validation!.Value.Loss:R} {epoch.Validation.Value.Accuracy:R}"));

                // Predictions of a batch normalization come by its running values.
                float[] said = network.Predict(s_validation.Inputs.Span);
                Assert.All(actual, parameter => Assert.True(float.IsFinite(parameter)));
                Assert.Equal(expected ??= actual, actual);
                Assert.Equal(predicted ??= said, said);
                Assert.Equal(history ??= told, told);
            }
        }
    }

    private static FitOptions Options(
        int threads,
        int batch = Batch,
        int accumulate = 1,
        Optimizer? optimizer = null,
        WeightAveraging? averaging = null,
        double[]? classWeights = null,
        Augmentation? augment = null,
        int window = 10_000)
    {
        var options = new FitOptions
        {
            Epochs = 3,
            BatchSize = batch,
            AccumulateBatches = accumulate,
            Optimizer = optimizer ?? new Adam(0.01),
            Averaging = averaging,
            ClassWeights = classWeights,
            Augment = augment,
            ShuffleWindow = window,
            Validation = s_validation,
            EarlyStopping = new EarlyStopping(patience: 10),
            Threads = threads,
        };
        SetInsistsOnThreads(options, true);
        return options;
    }

    /// <summary>More threads than processors, from the first batch on. Generated networks cannot be those of an assembly that sees the runtime's internals.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_InsistsOnThreads")]
    private static extern void SetInsistsOnThreads(FitOptions options, bool value);
}
