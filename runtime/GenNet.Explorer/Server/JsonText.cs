using System;
using System.Collections.Generic;
using System.Text.Json;

namespace GenNet.Exploring;

/// <summary>What numbers look like in JSON.</summary>
internal static class JsonText
{
    /// <summary>A number, or null for NaN and infinities, which JSON does not know.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteFiniteValue(value);
    }

    /// <summary>As <see cref="WriteFinite"/>, in a list. Seven digits are enough for a picture.</summary>
    public static void WriteFiniteValue(this Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteNullValue();
        }
        else if (Math.Abs(value) is > 1e-30 and < 1e30)
        {
            json.WriteNumberValue((float)value);
        }
        else
        {
            json.WriteNumberValue(value);
        }
    }

    /// <summary>Whole numbers.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string name, ReadOnlySpan<int> values)
    {
        json.WriteStartArray(name);
        foreach (int value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Texts.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
