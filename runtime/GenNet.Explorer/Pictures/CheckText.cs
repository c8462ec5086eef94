using System;
using System.Linq;
using System.Text.Json;
using GenNet.GradientChecking;

namespace GenNet.Exploring;

/// <summary>A gradient check as the page shows it: every parameter, with what the three ways gave.</summary>
internal static class CheckText
{
    private const int MostOfTensor = 4096;

    public static void Write(Utf8JsonWriter json, GradientReport report, NetworkLayout layout)
    {
        json.WriteStartObject();
        json.WriteNumber("samples", report.Samples);
        json.WriteBoolean("correct", report.IsCorrect);
        json.WriteNumber("loss", report.Loss);
        json.WriteNumber("exactLoss", report.LossOverDualNumbers);
        json.WriteStartArray("tensors");
        int next = 0;
        foreach (GradientTensor tensor in report.Tensors)
        {
            // The report leaves out what has no gradient.
            while (layout.Tensors[next].Role != TensorRole.Trainable)
            {
                next++;
            }

            json.WriteStartObject();
            json.WriteNumber("tensor", next++);
            json.WriteString("name", tensor.Name);
            json.WriteString("verdict", tensor.Verdict.ToString());
            json.WriteNumber("parameters", tensor.Parameters);
            json.WriteNumber("checked", tensor.Checked);
            json.WriteNumber("wrong", tensor.Wrong);
            json.WriteNumber("atKink", tensor.AtKink);
            json.WriteString("worst", tensor.WorstParameter);
            CheckedParameter[] shown = [.. tensor.All.Take(MostOfTensor)];
            json.WriteNumbers("index", Array.ConvertAll(shown, parameter => parameter.Index));
            WriteColumn(json, "backward", shown, parameter => parameter.Backward);
            WriteColumn(json, "dual", shown, parameter => parameter.DualNumbers);
            WriteColumn(json, "central", shown, parameter => parameter.CentralDifference);
            WriteColumn(json, "excess", shown, parameter => parameter.Excess);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, string name, CheckedParameter[] parameters, Func<CheckedParameter, double> column)
    {
        json.WriteStartArray(name);
        foreach (CheckedParameter parameter in parameters)
        {
            double value = column(parameter);
            if (double.IsFinite(value))
            {
                // In full: the columns differ in their last digits alone.
                json.WriteNumberValue(value);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }
}
