using System;
using BenchmarkDotNet.Attributes;
using GenNet.Comparison;

namespace GenNet.Benchmarks;

/// <summary>The three calls that all else is made of, for one sample and for a batch.</summary>
/// <typeparam name="TNetwork">A generated network.</typeparam>
[GenericTypeArguments(typeof(Xor))]
[GenericTypeArguments(typeof(Dense64))]
[GenericTypeArguments(typeof(Digits))]
[GenericTypeArguments(typeof(DeepDigits))]
[MemoryDiagnoser]
public class NetworkBenchmarks<TNetwork>
    where TNetwork : TrainableNetwork<float>, new()
{
    private readonly TNetwork _network = new();
    private readonly Sgd _sgd = new(1e-3);
    private float[] _inputs = [];
    private float[] _targets = [];
    private float[] _outputs = [];
    private float[] _gradient = [];

    /// <summary>The number of samples of a call.</summary>
    [Params(1, 32)]
    public int Samples { get; set; }

    /// <summary>Inputs of an image's sparsity, targets that are one-hot.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        int inputSize = _network.Layout.InputSize;
        int outputSize = _network.Layout.OutputSize;
        _inputs = new float[Samples * inputSize];
        for (int i = 0; i < _inputs.Length; i++)
        {
            _inputs[i] = random.NextSingle() < 0.8f ? 0 : random.NextSingle();
        }

        _targets = new float[Samples * outputSize];
        for (int sample = 0; sample < Samples; sample++)
        {
            _targets[(sample * outputSize) + random.Next(outputSize)] = 1;
        }

        _outputs = new float[_targets.Length];
        _gradient = new float[_network.Layout.ParameterCount];
    }

    /// <summary>The outputs of all samples.</summary>
    [Benchmark]
    public float Predict()
    {
        _network.Predict(_inputs, _outputs);
        return _outputs[0];
    }

    /// <summary>The batch's loss and its gradient.</summary>
    [Benchmark]
    public float Gradient() => _network.Gradient(_inputs, _targets, _gradient);

    /// <summary>Forward, backward and the update.</summary>
    [Benchmark]
    public float TrainStep() => _network.TrainStep(_inputs, _targets, _sgd);
}
