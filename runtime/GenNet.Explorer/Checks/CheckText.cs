using System.Text.Json;

namespace GenNet.Exploring;

/// <summary>A gradient check as the page is told of it.</summary>
internal static class CheckText
{
    /// <summary>How far a check is, and what was found of each tensor by now.</summary>
    public static void WriteState(Utf8JsonWriter json, CheckResult? result)
    {
        json.WriteString("state", result?.State.ToString() ?? "None");
        if (result is null)
        {
            return;
        }

        json.WriteNumber("number", result.Number);
        json.WriteNumber("step", result.Step);
        json.WriteNumber("epoch", result.Epoch);
        json.WriteNumber("samples", result.Samples);
        json.WriteNumber("seconds", result.Took.TotalSeconds);
        json.WriteNumber("secondsLeft", result.SecondsLeft);
        json.WriteNumber("secondsOfAll", result.SecondsOfAll);
        json.WriteNumber("share", result.Share);
        json.WriteNumber("current", result.Current);
        json.WriteNumber("looks", result.LooksPerParameter);
        json.WriteNumber("worstCount", result.WorstCount);
        WriteInFull(json, "loss", result.Loss);
        WriteInFull(json, "exactLoss", result.LossOverDualNumbers);
        json.WriteBoolean("lossCorrect", result.IsLossCorrect);
        json.WriteStartArray("tensors");
        foreach (TensorCheck tensor in result.Tensors)
        {
            WriteTensor(json, tensor);
        }

        json.WriteEndArray();
    }

    /// <summary>Some of the worst parameters, with what the three ways gave.</summary>
    public static void WriteWorst(Utf8JsonWriter json, CheckResult result, int from, int count)
    {
        json.WriteNumber("number", result.Number);
        json.WriteStartArray("parameters");
        foreach (WorstParameter worst in result.Worst(from, count))
        {
            json.WriteStartObject();
            json.WriteNumber("tensor", worst.Tensor);
            json.WriteString("name", worst.Name);
            WriteInFull(json, "backward", worst.Backward);
            WriteInFull(json, "dual", worst.DualNumbers);
            WriteInFull(json, "central", worst.CentralDifference);
            WriteInFull(json, "excess", worst.Excess);
            json.WriteBoolean("atKink", worst.IsAtKink);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorCheck tensor)
    {
        json.WriteStartObject();
        json.WriteNumber("tensor", tensor.Place);
        json.WriteString("name", tensor.Name);
        json.WriteNumber("parameters", tensor.Parameters);
        json.WriteNumber("count", tensor.Count);
        json.WriteNumber("looks", tensor.Looks);
        json.WriteBoolean("isDone", tensor.Found is not null);
        if (tensor.Found is { } found)
        {
            json.WriteNumber("wrong", found.Wrong);
            json.WriteNumber("atKink", found.AtKink);
            json.WriteString("worst", found.WorstParameter);
        }

        json.WriteEndObject();
    }

    /// <summary>A number with all its digits, because the three ways differ in the last ones alone; null where it is none.</summary>
    private static void WriteInFull(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
