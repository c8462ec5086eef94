using System;
using System.Numerics;
using System.Text.Json;

namespace GenNet.Exploring;

/// <content>What the page is told of the network once.</content>
internal sealed partial class Exploration<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override void WriteFacts(Utf8JsonWriter json)
    {
        json.WriteString("name", _layout.Name);
        json.WriteString("summary", _layout.Summary);
        json.WriteString("declaration", _declaration);
        json.WriteString("start", _start);
        json.WriteString("precision", typeof(T) == typeof(float) ? "single" : "double");
        json.WriteString("loss", _layout.Loss?.ToString() ?? "a method of the class");
        json.WriteBoolean("isExplored", _explored is not null);
        json.WriteBoolean("checksGradients", _checks.IsThere);
        json.WriteNumbers("inputShape", _layout.InputShape);
        json.WriteNumber("inputs", _layout.InputSize);
        json.WriteNumber("vocabulary", _layout.Vocabulary);
        json.WriteNumber("outputs", _layout.OutputSize);
        json.WriteNumber("targets", _layout.TargetSize);
        json.WriteNumber("parameters", _layout.ParameterCount);
        json.WriteNumber("samples", _dataset.Count);
        json.WriteNumber("validationSamples", _options.Validation?.Count ?? 0);
        json.WriteNumber("evaluatedSamples", _evaluation.Training.Count);
        json.WriteNumber("evaluatedValidationSamples", _evaluation.Validation?.Count ?? 0);
        json.WriteNumber("batches", _training.Batches);
        json.WriteNumber("batchSize", _training.BatchSize);
        json.WriteNumber("seed", _options.Seed);
        json.WriteNumber("classes", _classes);
        json.WriteStrings("classNames", _options.ClassNames);
        json.WriteStrings("optimizers", _training.Optimizers.Names);
        if (_layout.InputSize == 2)
        {
            json.WriteStartArray("plane");
            json.WriteFiniteValue(_plane.Left);
            json.WriteFiniteValue(_plane.Right);
            json.WriteFiniteValue(_plane.Bottom);
            json.WriteFiniteValue(_plane.Top);
            json.WriteEndArray();
        }

        WriteLayers(json);
        WriteTensors(json);
    }

    private void WriteLayers(Utf8JsonWriter json)
    {
        json.WriteStartArray("layers");
        foreach (ExploredLayer layer in _explored?.Layers ?? LayerFacts.Of(_layout, []))
        {
            json.WriteStartObject();
            json.WriteNumber("number", layer.Number);
            json.WriteString("name", layer.Name);
            json.WriteString("kind", layer.Kind);
            json.WriteString("title", layer.Title);
            json.WriteString("formula", layer.Formula);
            json.WriteNumbers("sources", [.. layer.Sources]);
            json.WriteNumbers("inputShape", [.. layer.InputShape]);
            json.WriteNumbers("outputShape", [.. layer.OutputShape]);
            json.WriteNumber("parameters", layer.ParameterCount);
            json.WriteNumber("multiplyAdds", layer.MultiplyAdds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteTensors(Utf8JsonWriter json)
    {
        json.WriteStartArray("tensors");
        foreach (TensorLayout tensor in _layout.Tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteNumbers("shape", tensor.Shape);
            json.WriteNumber("layer", LayerOf(tensor));
            json.WriteString("role", tensor.Role.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <inheritdoc/>
    public override void WriteCode(Utf8JsonWriter json) => CodeText.Write(json, _explored ?? throw NotExplored());

    /// <summary>The number of the layer that a tensor belongs to, by its name: <c>layer1.kernel</c>.</summary>
    private int LayerOf(TensorLayout tensor)
    {
        for (int i = 0; i < _layout.Layers.Length; i++)
        {
            if (tensor.Name.StartsWith(_layout.Layers[i].Name + ".", StringComparison.Ordinal))
            {
                return i + 1;
            }
        }

        return 0;
    }
}
