using System;
using System.Globalization;
using System.Runtime;

namespace GenNet.Comparison;

/// <summary>Networks of growing size, and how long a call takes, in nanoseconds.</summary>
internal static class Scaling
{
    /// <summary>One step of training on a batch of noise.</summary>
    /// <returns>Whether there is such a network.</returns>
    public static bool Train(string name, int batchSize, int blocks)
    {
        if (!Catalog.TryFind(name, out Catalog.Entry? entry))
        {
            return false;
        }

        TrainableNetwork<float> network = entry.Create();
        float[] inputs = Noise(batchSize * entry.Inputs, 1);
        float[] targets = Noise(batchSize * entry.Outputs, 2);
        var sgd = new Sgd(1e-4);
        Report.Check(network.TrainStep(inputs, targets, sgd));
        Report.Measure(
            times =>
            {
                float loss = 0;
                for (long i = 0; i < times; i++)
                {
                    loss += network.TrainStep(inputs, targets, sgd);
                }

                return loss;
            },
            blocks);
        return true;
    }

    /// <summary>Outputs of one sample or of a batch of noise.</summary>
    /// <returns>Whether there is such a network.</returns>
    public static bool Predict(string name, int samples, int blocks)
    {
        if (!Catalog.TryFind(name, out Catalog.Entry? entry))
        {
            return false;
        }

        TrainableNetwork<float> network = entry.Create();
        float[] inputs = Noise(samples * entry.Inputs, 1);
        float[] outputs = new float[samples * entry.Outputs];
        network.Predict(inputs, outputs);
        Report.Check(outputs.AsSpan(0, entry.Outputs));
        Report.Measure(
            times =>
            {
                float sum = 0;
                for (long i = 0; i < times; i++)
                {
                    network.Predict(inputs, outputs);
                    sum += outputs[0];
                }

                return sum;
            },
            blocks);
        return true;
    }

    /// <summary>
    /// What the JIT spends until a new network has predicted and learnt: "jit &lt;ms&gt; &lt;methods&gt; &lt;bytes of IL&gt;", everything
    /// of GenNet and of the platform that nothing had needed before.
    /// </summary>
    /// <returns>Whether there is such a network.</returns>
    public static bool Jit(string name)
    {
        if (!Catalog.TryFind(name, out Catalog.Entry? entry))
        {
            return false;
        }

        const int BatchSize = 32;
        float[] inputs = Noise(BatchSize * entry.Inputs, 1);
        float[] targets = Noise(BatchSize * entry.Outputs, 2);
        float[] outputs = new float[entry.Outputs];
        TimeSpan time = JitInfo.GetCompilationTime();
        long methods = JitInfo.GetCompiledMethodCount();
        long bytes = JitInfo.GetCompiledILBytes();
        TrainableNetwork<float> network = entry.Create();
        network.Predict(inputs.AsSpan(0, entry.Inputs), outputs);
        network.TrainStep(inputs, targets, new Sgd(1e-4));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"jit {(JitInfo.GetCompilationTime() - time).TotalMilliseconds:F3} {JitInfo.GetCompiledMethodCount() - methods} {JitInfo.GetCompiledILBytes() - bytes}"));
        return true;
    }

    private static float[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        float[] noise = new float[count];
        for (int i = 0; i < count; i++)
        {
            noise[i] = (2 * random.NextSingle()) - 1;
        }

        return noise;
    }
}
