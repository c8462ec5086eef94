using GenNet;
using GenNet.Training;
using static GenNet.Activation;

/// <summary>Trains in the ways that there are and says which bits come out: the same under the JIT and as native code.</summary>
internal static class Trainings
{
    public static void Print()
    {
        Dataset samples = Draw(200);
        Dataset held = Draw(40);
        Print<Rings>("momentum, cosine, early stopping", samples, new FitOptions
        {
            Optimizer = new Momentum(0.05), Schedule = Schedule.Cosine().AfterWarmUp(1), Validation = held, EarlyStopping = new EarlyStopping(3),
        });
        Print<Rings>("class weights, accumulated, averaged", samples, new FitOptions
        {
            Optimizer = new Adam(0.01), ClassWeights = [1, 2, 3], AccumulateBatches = 2, Averaging = WeightAveraging.Exponential(0.9),
        });
        Print<Rings>("whole batches", samples, new FitOptions { Optimizer = new Lbfgs(), BatchSize = int.MaxValue, Epochs = 3 });
        Print<WideRings>("batch normalization and dropout, averaged epochs", samples, new FitOptions
        {
            Optimizer = new AdamW(0.01), Averaging = WeightAveraging.Stochastic(5), Augment = (inputs, random) => inputs[0] += random.Normal() / 50, Threads = 2,
        });
    }

    private static void Print<TNetwork>(string name, Dataset samples, FitOptions options)
        where TNetwork : TrainableNetwork<float>, INetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(3);
        double loss = network.Fit(samples, options).Loss;
        float[] parameters = new float[TNetwork.ParameterCount];
        network.CopyParametersTo(parameters);

        // FNV-1a over the parameters' bits.
        ulong hash = 0xcbf29ce484222325;
        foreach (float parameter in parameters)
        {
            hash = (hash ^ BitConverter.SingleToUInt32Bits(parameter)) * 0x100000001b3;
        }

        Console.WriteLine($"{name}: {BitConverter.DoubleToUInt64Bits(loss):x16} {hash:x16}");
    }

    /// <summary>Points on three rings.</summary>
    private static Dataset Draw(int count)
    {
        var random = new Random(count);
        float[] points = new float[2 * count];
        int[] rings = new int[count];
        for (int i = 0; i < count; i++)
        {
            rings[i] = i % 3;
            float radius = 0.4f + (0.4f * rings[i]) + (0.2f * random.NextSingle());
            float angle = MathF.Tau * random.NextSingle();
            (points[2 * i], points[(2 * i) + 1]) = (radius * MathF.Cos(angle), radius * MathF.Sin(angle));
        }

        return new Dataset(points, rings, inputSize: 2);
    }
}

/// <summary>Straight-line.</summary>
[Layer(2, 12, Tanh)]
[Layer(12, 3, Softmax)]
internal sealed partial class Rings;

/// <summary>In tiles.</summary>
[Layer(2, 64)]
[BatchNorm]
[Activate(ReLU)]
[Dropout(0.1)]
[Layer(64, 3, Softmax)]
internal sealed partial class WideRings;
