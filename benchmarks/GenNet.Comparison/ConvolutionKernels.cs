using System;

namespace GenNet.Comparison;

/// <summary>
/// The three products of a convolution one by one, 3 × 3 from 32 channels to 32 over images of 28 × 28 with zeros around, as single primitives of a
/// library are measured.
/// </summary>
internal sealed class ConvolutionKernels
{
    private const int Channels = 32;

    private readonly int _samples;
    private readonly AlignedFloats _inputs;
    private readonly AlignedFloats _deltas;
    private readonly AlignedFloats _weights;
    private readonly AlignedFloats _bordered;
    private readonly AlignedFloats _results;

    /// <summary>Buffers for so many samples, and what lies in them.</summary>
    public ConvolutionKernels(int samples)
    {
        _samples = samples;
        int values = samples * Convolution32.InputSize;
        _inputs = new AlignedFloats(Data.Noise(values, 0));
        _deltas = new AlignedFloats(Data.Noise(values, 1000));
        _weights = new AlignedFloats(Data.Floats("convolution32"));
        _bordered = new AlignedFloats(new float[samples * 30 * 30 * Channels]);
        _results = new AlignedFloats(new float[values + Convolution32.ParameterCount]);
    }

    /// <summary>z = x ∗ W + b, the zeros around the images included.</summary>
    public void Forward(int count) =>
        Measure(() => ConvolutionPasses.Forward(ref _inputs.First, ref _bordered.First, ref _weights.First, ref _results.First, _samples), count);

    /// <summary>∂L/∂W = x ⋆ δ and ∂L/∂b; the images have zeros around from the way forward.</summary>
    public void WeightGradient(int count)
    {
        ConvolutionPasses.Forward(ref _inputs.First, ref _bordered.First, ref _weights.First, ref _results.First, _samples);
        int tiles = _samples / 6;
        var weightSums = new AlignedFloats(new float[tiles * 9 * Channels * Channels]);
        var biasSums = new AlignedFloats(new float[tiles * Channels]);
        Measure(
            () => ConvolutionPasses.WeightGradient(
                ref _bordered.First, ref _deltas.First, ref weightSums.First, ref biasSums.First, new KeptGradient(_results), _samples),
            count);
    }

    /// <summary>δ ∗ᵀ W, the zeros around δ and the transposed weights included.</summary>
    public void InputGradient(int count)
    {
        var transposed = new AlignedFloats(new float[Convolution32.ParameterCount]);
        Measure(
            () => ConvolutionPasses.InputGradient(
                ref _deltas.First, ref _bordered.First, ref _weights.First, ref transposed.First, ref _results.First, _samples),
            count);
    }

    private void Measure(Action call, int count)
    {
        call();
        Report.Check(_results.Values[..Channels]);
        Report.Measure(
            times =>
            {
                for (long i = 0; i < times; i++)
                {
                    call();
                }

                return _results.First;
            },
            count);
    }
}
