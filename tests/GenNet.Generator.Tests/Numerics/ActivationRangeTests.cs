using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Every elementwise activation and its derivative at every exponent of either precision and sign, denormal numbers and the largest included:
/// no NaN, no infinity and no sign that the exact value has not.
/// </summary>
public sealed class ActivationRangeTests
{
    private static readonly Activation[] s_activations =
        [.. TestedFunctions.Hidden.Where(activation => activation != Activation.PReLU)];

    private static readonly Lazy<LoadedNetworks> s_networks = new(() => GeneratorHarness.CompileAndLoad(Source()));

    public static TheoryData<Activation, Precision, Unroll> Cases =>
    [
        .. TestScope.Cases(
            from activation in s_activations
            from precision in Enum.GetValues<Precision>()
            from unroll in new[] { Unroll.Full, Unroll.Tiled }
            select new TheoryDataRow<Activation, Precision, Unroll>(activation, precision, unroll),
            quick: 17),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void FunctionAndDerivativeAreThoseOfTheFormula(Activation activation, Precision precision, Unroll unroll)
    {
        foreach (string place in new[] { "Last", "Inside" })
        {
            string name = $"{place}{activation}{precision}{unroll}";
            if (precision == Precision.Single)
            {
                Sweep(s_networks.Value.CreateSingle(name), activation, -149, 127, 23);
            }
            else
            {
                Sweep(s_networks.Value.CreateDouble(name), activation, -1074, 1023, 52);
            }
        }
    }

    /// <summary>a = f(x w + b) with w = 1 and b = 0, so that z is the input; the loss is a, so that the bias's gradient is f′(z).</summary>
    private static void Sweep<T>(TrainableNetwork<T> network, Activation activation, int least, int most, int digits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parameters = new T[network.Layout.ParameterCount];
        parameters[0] = T.One;
        if (parameters.Length > 2)
        {
            parameters[2] = T.One;
        }

        network.CopyParametersFrom(parameters);
        double tolerance = Math.ScaleB(1, 6 - digits);
        double number = TestedFunctions.DefaultArgument(activation);
        T[] numbers = [.. Numbers<T>(least, most)];
        T[] outputs = new T[numbers.Length];
        network.Predict(numbers, outputs);
        T[] gradient = new T[parameters.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            double z = double.CreateChecked(numbers[i]);
            AssertNear("value", ReferenceActivations.Value(activation, number, z), outputs[i]);
            network.Gradient([numbers[i]], [T.Zero], gradient);
            AssertNear("derivative", ReferenceActivations.Slope(activation, number, z), gradient[1]);

            void AssertNear(string what, double exact, T actual)
            {
                // What rounds to infinity may be infinite. Where terms cancel, digits are lost, but only so many.
                double expected = double.CreateChecked(T.CreateChecked(exact));
                double allowed = (tolerance * Math.Max(Math.Abs(exact), Math.Min(Math.Abs(z), 1))) + (2 * double.CreateChecked(T.Epsilon));
                double value = double.CreateChecked(actual);
                Assert.True(
                    value == expected || Math.Abs(value - exact) <= allowed || (double.IsInfinity(value) && exact > 0 == value > 0 && Math.Abs(exact) > 0.999 * MostOf<T>()),
                    string.Create(
                        CultureInfo.InvariantCulture, $"{network.GetType().Name}: the {what} at z = {z:R} is {value:R}, but {exact:R} is exact."));
            }
        }
    }

    private static double MostOf<T>() => typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;

    private static IEnumerable<T> Numbers<T>(int least, int most)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int step = TestScope.Count(quick: most > 127 ? 7 : 1, full: 1);
        yield return T.Zero;
        for (int exponent = least; exponent <= most; exponent += exponent is > -60 and < 60 ? 1 : step)
        {
            foreach (double mantissa in new[] { 1, 1.37, 1.9999 })
            {
                T number = T.ScaleB(T.CreateChecked(mantissa), exponent);
                yield return number;
                yield return -number;
            }
        }

        foreach (T edge in new[] { T.Epsilon, T.BitDecrement(T.Epsilon + T.Epsilon), T.CreateChecked(MostOf<T>()), T.BitDecrement(T.CreateChecked(MostOf<T>())) })
        {
            yield return edge;
            yield return -edge;
        }
    }

    private static string Source()
    {
        var source = new StringBuilder(
            "using GenNet;\ninternal static class Losses\n{\n    [LossFunction] public static float Output(float a, float t) => a;\n}\n");
        foreach ((Activation activation, Precision precision, Unroll unroll) in Cases.Select(row => row.Data))
        {
            string suffix = $"{activation}{precision}{unroll}";
            string network = $"[Network(LossFunction = nameof(Losses.Output), Precision = Precision.{precision}, Unroll = Unroll.{unroll})]";
            source.Append(
                $"""
                {network}
                [Layer(1, 1, Activation.{activation})]
                internal sealed partial class Last{suffix};
                {network}
                [Layer(1, 1, Activation.{activation})]
                [Layer(1, 1)]
                internal sealed partial class Inside{suffix};

                """);
        }

        return source.ToString();
    }
}
