using System.Collections.Generic;
using System.Text.Json;

namespace GenNet.Exploring;

/// <summary>The generated files as the page shows them, and which line is which statement.</summary>
internal static class CodeText
{
    public static void Write(Utf8JsonWriter json, ExploredNetwork network)
    {
        json.WriteStartObject();
        WriteFiles(json, network.Files);
        WriteValues(json, network.Values);
        WriteStatements(json, network.Statements);
        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, IEnumerable<ExploredFile> files)
    {
        json.WriteStartArray("files");
        foreach (ExploredFile file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteStartArray("lines");
            foreach (string line in file.Text.TrimEnd('\n').Split('\n'))
            {
                json.WriteStartArray();
                foreach ((char kind, string text) in CodeTokens.Of(line))
                {
                    json.WriteStringValue(kind + text);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, IEnumerable<ExploredValue> values)
    {
        json.WriteStartArray("values");
        foreach (ExploredValue value in values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            json.WriteNumber("layer", value.Layer);
            json.WriteString("role", value.Role.ToString());
            json.WriteBoolean("ofBatch", value.IsOfBatch);
            json.WriteNumbers("shape", [.. value.Shape]);
            json.WriteNumber("unit", value.Unit);
            json.WriteNumber("source", value.Source);
            json.WriteNumber("tensor", value.Tensor);
            json.WriteNumbers("gradients", [.. value.Gradients]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStatements(Utf8JsonWriter json, IEnumerable<ExploredStatement> statements)
    {
        json.WriteStartArray("statements");
        foreach (ExploredStatement statement in statements)
        {
            json.WriteStartObject();
            json.WriteString("pass", statement.Pass.ToString());
            json.WriteNumber("layer", statement.Layer);
            json.WriteString("formula", statement.Formula);
            json.WriteStartArray("places");
            foreach (CodePlace place in statement.Places)
            {
                json.WriteNumberValue(place.File);
                json.WriteNumberValue(place.FirstLine);
                json.WriteNumberValue(place.LastLine);
            }

            json.WriteEndArray();
            json.WriteNumbers("makes", [.. statement.Makes]);
            json.WriteNumbers("reads", [.. statement.Reads]);
            json.WriteNumber("multiplyAdds", statement.MultiplyAdds);
            json.WriteNumber("bytes", statement.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
