using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GenNet.Numerics;

namespace GenNet.Comparison;

/// <summary>
/// Single methods of the generated pass of <see cref="FollowedByConvolution"/>, which are private there: the second convolution forward and back, and the
/// gradient of the first one's parameters, which lie at the beginning.
/// </summary>
internal static class ConvolutionPasses
{
    private const string Generated = "GenNet.Generated.GenNet_Comparison_FollowedByConvolution.Passes";

    private static readonly ForwardMethod _forward = Find<ForwardMethod>("Layer2Forward", Strip);

    private static readonly InputGradientMethod _inputGradient = Find<InputGradientMethod>("Layer2InputGradient", Strip);

    private static readonly BiasGradientMethod _biasGradient = Find<BiasGradientMethod>("Layer1BiasGradient", Strip, typeof(KeptGradient));

    private static readonly WeightGradientMethod _weightGradient = Find<WeightGradientMethod>("Layer1WeightGradient", Strip, typeof(KeptGradient));

    private delegate void ForwardMethod(ref float x, ref float w, ref float b, ref float z, int first, int end);

    private delegate void InputGradientMethod(ref float d, ref float w, ref float s, int first, int end);

    private delegate void BiasGradientMethod(ref float d, int samples, KeptGradient update);

    private delegate void WeightGradientMethod(ref float x, ref float d, ref float sums, int samples, int first, int end, KeptGradient update);

    // What a pass over 32 columns chooses.
    private static Type Strip =>
        Vector512.IsHardwareAccelerated ? typeof(Singles16x2) : Vector256.IsHardwareAccelerated ? typeof(Singles8x2) : typeof(Singles4x2);

    /// <summary>z = x ∗ W + b.</summary>
    public static void Forward(ref float x, ref float bordered, ref float weights, ref float z, int samples)
    {
        Surround(ref x, ref bordered, samples);
        _forward(ref bordered, ref weights, ref Unsafe.Add(ref weights, 9216), ref z, 0, samples);
    }

    /// <summary>∂L/∂W = x ⋆ δ and ∂L/∂b, of images with zeros around.</summary>
    public static void WeightGradient(ref float bordered, ref float d, ref float sums, KeptGradient gradient, int samples)
    {
        _biasGradient(ref d, samples * 784, gradient);
        _weightGradient(ref bordered, ref d, ref sums, samples, 0, 48, gradient);
    }

    /// <summary>δ ∗ᵀ W.</summary>
    public static void InputGradient(ref float d, ref float bordered, ref float weights, ref float transposed, ref float s, int samples)
    {
        for (nint matrix = 0; matrix < 9; matrix++)
        {
            Rows.Transpose(in Unsafe.Add(ref weights, matrix * 1024), ref Unsafe.Add(ref transposed, matrix * 1024), 32, 32, 32, 32);
        }

        Surround(ref d, ref bordered, samples);
        _inputGradient(ref bordered, ref transposed, ref s, 0, samples);
    }

    private static void Surround(ref float image, ref float bordered, int samples) => Images.Surround(
        in image, ref bordered, height: 28, width: 28, channels: 32, stride: 32, newHeight: 30, newWidth: 30, newStride: 32, top: 1, left: 1, 0, samples);

    private static T Find<T>(string name, params Type[] types)
        where T : Delegate =>
        typeof(ConvolutionPasses).Assembly.GetType(Generated, throwOnError: true)!
            .GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(types)
            .CreateDelegate<T>();
}
