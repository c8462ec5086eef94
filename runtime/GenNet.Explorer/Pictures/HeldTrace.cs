using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text.Json;

namespace GenNet.Exploring;

/// <summary>A traced pass that a person steps through: what each statement made, in one row of numbers, and where in it.</summary>
internal sealed class HeldTrace
{
    private readonly List<float> _numbers = [];
    private readonly List<(int Offset, int Length)[]> _made = [];
    private readonly List<(int Value, int Offset, int Length)> _given = [];
    private readonly double[] _microseconds;

    private HeldTrace(double loss, int samples, int statements)
    {
        Loss = loss;
        Samples = samples;
        _microseconds = new double[statements];
    }

    public double Loss { get; }

    public int Samples { get; }

    /// <summary>All numbers.</summary>
    public float[] Numbers => [.. _numbers];

    public static HeldTrace Of<T>(NetworkTrace<T> trace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ExploredNetwork network = trace.Network;
        var held = new HeldTrace(double.CreateTruncating(trace.Loss), trace.Samples, network.Statements.Count);
        var isMade = new bool[network.Values.Count];
        foreach (ExploredStatement statement in network.Statements)
        {
            var made = new (int, int)[statement.Makes.Count];
            for (int i = 0; i < made.Length; i++)
            {
                isMade[statement.Makes[i]] = true;
                made[i] = held.Add(trace.After(statement.Index, statement.Makes[i]));
            }

            held._made.Add(made);
            held._microseconds[statement.Index] = trace.TimeOf(statement.Index).TotalMicroseconds;
        }

        foreach (ExploredValue value in network.Values)
        {
            if (!isMade[value.Index])
            {
                (int offset, int length) = held.Add(trace.Of(value.Index));
                held._given.Add((value.Index, offset, length));
            }
        }

        return held;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteFinite("loss", Loss);
        json.WriteNumber("samples", Samples);
        json.WriteNumber("numbers", _numbers.Count);
        json.WriteStartArray("made");
        foreach ((int Offset, int Length)[] statement in _made)
        {
            json.WriteStartArray();
            foreach ((int offset, int length) in statement)
            {
                json.WriteNumberValue(offset);
                json.WriteNumberValue(length);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("given");
        foreach ((int value, int offset, int length) in _given)
        {
            json.WriteNumberValue(value);
            json.WriteNumberValue(offset);
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteStartArray("microseconds");
        foreach (double time in _microseconds)
        {
            json.WriteFiniteValue(time);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private (int Offset, int Length) Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int offset = _numbers.Count;
        foreach (T value in values)
        {
            _numbers.Add(float.CreateTruncating(value));
        }

        return (offset, values.Length);
    }
}
