using System;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>A number on a tape.</summary>
internal readonly record struct Scalar(Tape Tape, int Index)
{
    public double Value => Tape.ValueOf(Index);

    public static Scalar operator +(Scalar x, Scalar y) => x.Tape.Append(x.Value + y.Value, x.Index, 1, y.Index, 1);

    public static Scalar operator -(Scalar x, Scalar y) => x.Tape.Append(x.Value - y.Value, x.Index, 1, y.Index, -1);

    public static Scalar operator *(Scalar x, Scalar y) => x.Tape.Append(x.Value * y.Value, x.Index, y.Value, y.Index, x.Value);

    public static Scalar operator +(Scalar x, double c) => x.Map(x.Value + c, 1);

    public static Scalar operator *(Scalar x, double c) => x.Map(x.Value * c, c);

    public static Scalar operator -(double c, Scalar x) => x.Map(c - x.Value, -1);

    public static Scalar operator /(Scalar x, Scalar y) =>
        x.Tape.Append(x.Value / y.Value, x.Index, 1 / y.Value, y.Index, -x.Value / (y.Value * y.Value));

    public Scalar Exp() => Map(Math.Exp(Value), Math.Exp(Value));

    public Scalar Log() => Map(Math.Log(Value), 1 / Value);

    public Scalar Sqrt() => Map(Math.Sqrt(Value), 0.5 / Math.Sqrt(Value));

    public Scalar Tanh() => Map(Math.Tanh(Value), 1 - (Math.Tanh(Value) * Math.Tanh(Value)));

    public Scalar Sigmoid() =>
        Map(ReferenceActivations.Sigmoid(Value), ReferenceActivations.Sigmoid(Value) * ReferenceActivations.Sigmoid(-Value));

    /// <summary>A function of this number, whose value and derivative are known.</summary>
    public Scalar Map(double value, double derivative) => Tape.Append(value, Index, derivative, -1, 0);
}
