using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>
/// How parameters follow a gradient. Works for both precisions, and may be new at any step or shared by several networks: what it
/// remembers belongs to the pair of optimizer and network.
/// </summary>
public abstract class Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>The optimizer and its numbers in words.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public abstract override string ToString();

    /// <summary>Forward, backward and update in one pass, without a gradient in memory.</summary>
    internal abstract unsafe float Backpropagate(
        TrainableNetwork<float> network, in Batch<float> batch, float* parameters, WorkerTeam? team);

    /// <inheritdoc cref="Backpropagate(TrainableNetwork{float}, in Batch{float}, float*, WorkerTeam?)"/>
    internal abstract unsafe double Backpropagate(
        TrainableNetwork<double> network, in Batch<double> batch, double* parameters, WorkerTeam? team);

    /// <summary>The update alone, from a gradient that several passes have summed.</summary>
    internal abstract unsafe void Update(TrainableNetwork<float> network, float* parameters, float* gradient);

    /// <inheritdoc cref="Update(TrainableNetwork{float}, float*, float*)"/>
    internal abstract unsafe void Update(TrainableNetwork<double> network, double* parameters, double* gradient);

    // One virtual method for both precisions would have to be generic, and a generic virtual call looks its target up in a table
    // that allocates now and then. These two choose by type instead; the compiler keeps one branch.
    internal unsafe T Backpropagate<T>(TrainableNetwork<T> network, in Batch<T> batch, T* parameters, WorkerTeam? team)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>(Backpropagate(
                Unsafe.As<TrainableNetwork<float>>(network),
                in Unsafe.As<Batch<T>, Batch<float>>(ref Unsafe.AsRef(in batch)),
                (float*)parameters,
                team))
            : Unsafe.BitCast<double, T>(Backpropagate(
                Unsafe.As<TrainableNetwork<double>>(network),
                in Unsafe.As<Batch<T>, Batch<double>>(ref Unsafe.AsRef(in batch)),
                (double*)parameters,
                team));

    internal unsafe void Update<T>(TrainableNetwork<T> network, T* parameters, T* gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            Update(Unsafe.As<TrainableNetwork<float>>(network), (float*)parameters, (float*)gradient);
        }
        else
        {
            Update(Unsafe.As<TrainableNetwork<double>>(network), (double*)parameters, (double*)gradient);
        }
    }

    /// <summary>The learning rate, if it is one.</summary>
    private protected static double RequireLearningRate(double value, string name) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, $"{name} is finite and 0 or more, not {value.ToString(CultureInfo.InvariantCulture)}.");

    /// <summary>A setting, or what follows from it, in the precision of the network that learns.</summary>
    /// <param name="value">The number that a step computes with.</param>
    /// <param name="name">What the setting is called.</param>
    /// <param name="setting">The setting, whose fault it is where that number has no end.</param>
    /// <exception cref="ArgumentException">The network computes in single precision, and the number is beyond it.</exception>
    private protected static T InPrecision<T>(double value, string name, double setting)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounded = T.CreateTruncating(value);
        return T.IsFinite(rounded) ? rounded : throw Beyond<T>(value, name, setting);
    }

    /// <summary>A share of the past that a step keeps, if it is one.</summary>
    private protected static double RequireShare(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, $"{name} is 0 or more and below 1, not {value.ToString(CultureInfo.InvariantCulture)}.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArgumentException Beyond<T>(double value, string name, double setting)
    {
        bool isSingle = typeof(T) == typeof(float);
        double most = isSingle ? float.MaxValue : double.MaxValue;
        string makes = Math.Abs(value) == setting ? string.Empty : $" makes this step multiply by {Math.Abs(value).ToString("G4", CultureInfo.InvariantCulture)}, which";
        return new ArgumentException(
            $"The {name} {Text(setting)}{makes} is beyond {(isSingle ? "single" : "double")} precision, in which this network computes: "
            + $"its largest number is {most.ToString("0.#E+0", CultureInfo.InvariantCulture)}. Give a smaller one"
            + (isSingle ? ", or declare the network with Precision.Double." : "."),
            "optimizer");

        static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
