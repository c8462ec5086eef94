using System;
using BenchmarkDotNet.Attributes;

namespace GenNet.Benchmarks;

/// <summary>One step of training and one prediction of the tutorials' networks.</summary>
public class TrainingBenchmarks
{
    private readonly Xor _xor = new(1);
    private readonly Digits _digits = new(1);
    private readonly Sgd _sgd = new(0.1);
    private readonly float[] _xorInputs = [0, 0, 0, 1, 1, 0, 1, 1];
    private readonly float[] _xorTargets = [0, 1, 1, 0];
    private readonly float[] _xorOutput = new float[1];
    private readonly float[] _digitOutputs = new float[Digits.OutputSize];
    private readonly Epoch _epoch = new(samples: 128, seed: 1);

    /// <summary>All four samples of XOR at once.</summary>
    [Benchmark]
    public float TrainXor() => _xor.TrainStep(_xorInputs, _xorTargets, _sgd);

    /// <summary>One sample of XOR.</summary>
    [Benchmark]
    public float PredictXor()
    {
        _xor.Predict(_xorInputs.AsSpan(2, 2), _xorOutput);
        return _xorOutput[0];
    }

    /// <summary>A mini-batch of 128 images.</summary>
    [Benchmark]
    public float TrainDigits() => _digits.TrainStep(_epoch.Inputs, _epoch.Targets, _sgd);

    /// <summary>One image.</summary>
    [Benchmark]
    public float PredictDigit()
    {
        _digits.Predict(_epoch.Inputs.AsSpan(0, Digits.InputSize), _digitOutputs);
        return _digitOutputs[0];
    }
}
