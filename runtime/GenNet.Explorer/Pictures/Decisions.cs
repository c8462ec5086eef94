using System.Numerics;
using System.Text.Json;
using GenNet.Training;

namespace GenNet.Exploring;

/// <summary>What a network takes for what, with samples of each case; for a regression, its outputs beside the targets.</summary>
internal static class Decisions
{
    /// <summary>How many classes samples are told apart into; 0 where they are not, as in a regression or where each sample has several labels.</summary>
    public static int ClassesOf(NetworkLayout layout, Dataset dataset) => ClassReading.Decide(layout, dataset) switch
    {
        Scoring.Largest => layout.TargetSize,
        Scoring.Labels when layout.TargetSize == 1 => 2,
        _ => 0,
    };

    public static void Write<T>(Utf8JsonWriter json, TrainableNetwork<T> network, Dataset dataset, bool isValidation, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        json.WriteStartObject();
        json.WriteBoolean("validation", isValidation);
        json.WriteNumber("samples", dataset.Count);
        json.WriteNumber("classes", classes);
        if (classes > 0)
        {
            var cells = new ConfusionCells<T>(layout, classes);
            Evaluator.Run(network, dataset, weighting: null, cells);
            cells.Write(json);
        }
        else
        {
            var points = new OutputPoints<T>(layout, dataset.Count);
            Evaluator.Run(network, dataset, weighting: null, points);
            points.Write(json);
        }

        json.WriteEndObject();
    }
}
