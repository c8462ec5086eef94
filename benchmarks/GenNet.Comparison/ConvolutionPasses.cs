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

    private static readonly BiasSumsMethod _biasSums = Find<BiasSumsMethod>("Layer1BiasSums", Strip);

    private static readonly WeightSumsMethod _weightSums = Find<WeightSumsMethod>("Layer1WeightSums", Strip);

    private static readonly GradientMethod _biasGradient = Find<GradientMethod>("Layer1BiasGradient", Strip, typeof(KeptGradient));

    private static readonly GradientMethod _weightGradient = Find<GradientMethod>("Layer1WeightGradient", Strip, typeof(KeptGradient));

    private delegate void ForwardMethod(ref float x, ref float w, ref float b, ref float z, int first, int end);

    private delegate void InputGradientMethod(ref float d, ref float w, ref float s, int first, int end);

    private delegate void BiasSumsMethod(ref float d, ref float sums, int first, int end);

    private delegate void WeightSumsMethod(ref float x, ref float d, ref float sums, int first, int end);

    private delegate void GradientMethod(ref float sums, int samples, KeptGradient update);

    // What a pass over 32 columns chooses.
    private static Type Strip =>
        Vector512.IsHardwareAccelerated ? typeof(Singles16x2) : Vector256.IsHardwareAccelerated ? typeof(Singles8x2) : typeof(Singles4x2);

    /// <summary>z = x ∗ W + b.</summary>
    public static void Forward(ref float x, ref float bordered, ref float weights, ref float z, int samples)
    {
        Surround(ref x, ref bordered, samples);
        _forward(ref bordered, ref weights, ref Unsafe.Add(ref weights, 9216), ref z, 0, samples);
    }

    /// <summary>∂L/∂W = x ⋆ δ and ∂L/∂b, of images with zeros around: sums of every six, and of the last ones, then all of them together.</summary>
    public static void WeightGradient(ref float bordered, ref float d, ref float weightSums, ref float biasSums, KeptGradient gradient, int samples)
    {
        for (int first = 0; first < samples / 6 * 6; first += 6)
        {
            int end = samples - first < 12 ? samples : first + 6;
            _biasSums(ref d, ref biasSums, first, end);
            _weightSums(ref bordered, ref d, ref weightSums, first, end);
        }

        _biasGradient(ref biasSums, samples, gradient);
        _weightGradient(ref weightSums, samples, gradient);
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
