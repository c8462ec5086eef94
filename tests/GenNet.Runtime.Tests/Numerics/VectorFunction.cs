using System;
using System.Collections.Generic;
using System.Numerics;
using GenNet.Numerics;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>An elementwise function in every shape it comes in, and its references.</summary>
internal sealed class VectorFunction
{
    private readonly Func<Vector<float>, Vector<float>> _singles;
    private readonly Func<Vector<double>, Vector<double>> _doubles;

    private VectorFunction(
        Func<Vector<float>, Vector<float>> singles,
        Func<Vector<double>, Vector<double>> doubles,
        Func<Singles16, Singles16> singles16,
        Func<Singles8, Singles8> singles8,
        Func<Singles4, Singles4> singles4,
        Func<Doubles8, Doubles8> doubles8,
        Func<Doubles4, Doubles4> doubles4,
        Func<Doubles2, Doubles2> doubles2,
        Func<float, float> single,
        Func<double, double> @double,
        Func<double, double> reference,
        Func<double, ReferenceValue> preciseReference)
    {
        _singles = singles;
        _doubles = doubles;
        Singles16 = singles16;
        Singles8 = singles8;
        Singles4 = singles4;
        Doubles8 = doubles8;
        Doubles4 = doubles4;
        Doubles2 = doubles2;
        Single = single;
        Double = @double;
        Reference = reference;
        PreciseReference = preciseReference;
    }

    public static IReadOnlyDictionary<string, VectorFunction> All { get; } = new Dictionary<string, VectorFunction>
    {
        ["Exp"] = new(
            VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp,
            Math.Exp, ReferenceFunctions.ExpPrecisely),
        ["ExpM1"] = new(
            VectorMath.ExpM1, VectorMath.ExpM1, VectorMath.ExpM1, VectorMath.ExpM1, VectorMath.ExpM1, VectorMath.ExpM1, VectorMath.ExpM1, VectorMath.ExpM1, VectorMath.ExpM1, VectorMath.ExpM1,
            ReferenceFunctions.ExpM1, ReferenceFunctions.ExpM1Precisely),
        ["Log"] = new(
            VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log,
            Math.Log, ReferenceFunctions.LogPrecisely),
        ["Log1P"] = new(
            VectorMath.Log1P, VectorMath.Log1P, VectorMath.Log1P, VectorMath.Log1P, VectorMath.Log1P, VectorMath.Log1P, VectorMath.Log1P, VectorMath.Log1P, VectorMath.Log1P, VectorMath.Log1P,
            ReferenceFunctions.Log1P, ReferenceFunctions.Log1PPrecisely),
        ["Sqrt"] = new(
            VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt,
            Math.Sqrt, ReferenceFunctions.SqrtPrecisely),
        ["Sin"] = new(
            VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin,
            Math.Sin, ReferenceFunctions.SinPrecisely),
        ["Cos"] = new(
            VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos,
            Math.Cos, ReferenceFunctions.CosPrecisely),
        ["Tan"] = new(
            VectorMath.Tan, VectorMath.Tan, VectorMath.Tan, VectorMath.Tan, VectorMath.Tan, VectorMath.Tan, VectorMath.Tan, VectorMath.Tan, VectorMath.Tan, VectorMath.Tan,
            Math.Tan, ReferenceFunctions.TanPrecisely),
        ["Sinh"] = new(
            VectorMath.Sinh, VectorMath.Sinh, VectorMath.Sinh, VectorMath.Sinh, VectorMath.Sinh, VectorMath.Sinh, VectorMath.Sinh, VectorMath.Sinh, VectorMath.Sinh, VectorMath.Sinh,
            Math.Sinh, ReferenceFunctions.SinhPrecisely),
        ["Cosh"] = new(
            VectorMath.Cosh, VectorMath.Cosh, VectorMath.Cosh, VectorMath.Cosh, VectorMath.Cosh, VectorMath.Cosh, VectorMath.Cosh, VectorMath.Cosh, VectorMath.Cosh, VectorMath.Cosh,
            Math.Cosh, ReferenceFunctions.CoshPrecisely),
        ["Tanh"] = new(
            VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh,
            Math.Tanh, ReferenceFunctions.TanhPrecisely),
        ["Asinh"] = new(
            VectorMath.Asinh, VectorMath.Asinh, VectorMath.Asinh, VectorMath.Asinh, VectorMath.Asinh, VectorMath.Asinh, VectorMath.Asinh, VectorMath.Asinh, VectorMath.Asinh, VectorMath.Asinh,
            Math.Asinh, ReferenceFunctions.AsinhPrecisely),
        ["Atan"] = new(
            VectorMath.Atan, VectorMath.Atan, VectorMath.Atan, VectorMath.Atan, VectorMath.Atan, VectorMath.Atan, VectorMath.Atan, VectorMath.Atan, VectorMath.Atan, VectorMath.Atan,
            Math.Atan, ReferenceFunctions.AtanPrecisely),
        ["Erf"] = new(
            VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf,
            ReferenceFunctions.Erf, ReferenceFunctions.ErfPrecisely),
        ["Sigmoid"] = new(
            VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid,
            ReferenceFunctions.Sigmoid, ReferenceFunctions.SigmoidPrecisely),
        ["LogSigmoid"] = new(
            VectorMath.LogSigmoid, VectorMath.LogSigmoid, VectorMath.LogSigmoid, VectorMath.LogSigmoid, VectorMath.LogSigmoid, VectorMath.LogSigmoid, VectorMath.LogSigmoid, VectorMath.LogSigmoid, VectorMath.LogSigmoid, VectorMath.LogSigmoid,
            ReferenceFunctions.LogSigmoid, ReferenceFunctions.LogSigmoidPrecisely),
        ["Softplus"] = new(
            VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus,
            ReferenceFunctions.Softplus, ReferenceFunctions.SoftplusPrecisely),
        ["LogCosh"] = new(
            VectorMath.LogCosh, VectorMath.LogCosh, VectorMath.LogCosh, VectorMath.LogCosh, VectorMath.LogCosh, VectorMath.LogCosh, VectorMath.LogCosh, VectorMath.LogCosh, VectorMath.LogCosh, VectorMath.LogCosh,
            ReferenceFunctions.LogCosh, ReferenceFunctions.LogCoshPrecisely),
        ["Abs"] = new(
            VectorMath.Abs, VectorMath.Abs, VectorMath.Abs, VectorMath.Abs, VectorMath.Abs, VectorMath.Abs, VectorMath.Abs, VectorMath.Abs, VectorMath.Abs, VectorMath.Abs,
            Math.Abs, x => (DoubleDouble)Math.Abs(x)),
        ["Sign"] = new(
            VectorMath.Sign, VectorMath.Sign, VectorMath.Sign, VectorMath.Sign, VectorMath.Sign, VectorMath.Sign, VectorMath.Sign, VectorMath.Sign, VectorMath.Sign, VectorMath.Sign,
            ReferenceFunctions.Sign, x => (DoubleDouble)ReferenceFunctions.Sign(x)),
    };

    public Func<Singles16, Singles16> Singles16 { get; }

    public Func<Singles8, Singles8> Singles8 { get; }

    public Func<Singles4, Singles4> Singles4 { get; }

    public Func<Doubles8, Doubles8> Doubles8 { get; }

    public Func<Doubles4, Doubles4> Doubles4 { get; }

    public Func<Doubles2, Doubles2> Doubles2 { get; }

    public Func<float, float> Single { get; }

    public Func<double, double> Double { get; }

    /// <summary>The function in double precision, for single precision and for arguments that are 0 or no finite number.</summary>
    public Func<double, double> Reference { get; }

    /// <summary>The function to about 100 bits, for finite arguments but 0.</summary>
    public Func<double, ReferenceValue> PreciseReference { get; }

    /// <summary>The largest error of the function of singles on every <paramref name="stride"/>th block of 65,536 neighbours.</summary>
    public Deviation Sweep(int stride) => SingleSweep.Measure(_singles, _doubles, stride);

    /// <summary>The values over <see cref="Vector{T}"/>.</summary>
    public float[] Apply(float[] x)
    {
        float[] padded = Padded(x, Vector<float>.Count);
        for (int i = 0; i < padded.Length; i += Vector<float>.Count)
        {
            _singles(new Vector<float>(padded, i)).CopyTo(padded, i);
        }

        return padded[..x.Length];
    }

    /// <inheritdoc cref="Apply(float[])"/>
    public double[] Apply(double[] x)
    {
        double[] padded = Padded(x, Vector<double>.Count);
        for (int i = 0; i < padded.Length; i += Vector<double>.Count)
        {
            _doubles(new Vector<double>(padded, i)).CopyTo(padded, i);
        }

        return padded[..x.Length];
    }

    /// <summary>The values over a lane of another width.</summary>
    public static T[] Apply<TLane, T>(Func<TLane, TLane> function, T[] x)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        T[] padded = Padded(x, TLane.Count);
        for (int i = 0; i < padded.Length; i += TLane.Count)
        {
            TLane.Store(function(TLane.Load(ref padded[i])), ref padded[i]);
        }

        return padded[..x.Length];
    }

    private static T[] Padded<T>(T[] x, int width)
    {
        T[] padded = new T[(x.Length + width - 1) / width * width];
        x.CopyTo(padded, 0);
        return padded;
    }
}
