using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace GenNet.Tool;

/// <summary>A network in text, as the tool prints it.</summary>
internal static class NetworkText
{
    /// <summary>Writes it.</summary>
    public static void Write(GeneratedNetwork network, TextWriter output)
    {
        output.WriteLine(network.Name);
        WriteSection(output, "Summary", network.Summary);
        output.WriteLine();
        output.WriteLine("Formulas");
        foreach ((string heading, IReadOnlyList<string> formulas) in network.Formulas)
        {
            if (heading.Length > 0)
            {
                output.WriteLine($"  {heading}");
            }

            foreach (string formula in formulas)
            {
                output.WriteLine($"    {formula}");
            }
        }

        WriteSection(output, "Cost", Cost(network));
        WriteSection(output, "Files", network.Files);
    }

    private static IEnumerable<string> Cost(GeneratedNetwork network)
    {
        int size = network.BytesPerElement;
        yield return $"parameters: {Text(network.Parameters)}, {Text(network.Parameters * size)} bytes"
            + (network.Stored == network.Parameters ? string.Empty : $", {Text(network.Stored * size)} in memory with padding");
        long all = network.Layers.Sum(layer => layer.MultiplyAdds);
        yield return $"multiply-adds: {Text(all)} a sample forward";
        foreach ((string name, long cost) in network.Layers.Where(layer => layer.MultiplyAdds > 0))
        {
            yield return $"  {name}: {Text(cost)}, {((double)cost / all).ToString("P0", CultureInfo.InvariantCulture)}";
        }

        bool hasOwn = network.PredictionWorkspace > 0;
        if (network.Workspace > 0)
        {
            yield return Workspace(hasOwn ? "a training pass" : "a pass", network.Workspace, network.SamplesPerPass);
        }

        if (hasOwn)
        {
            yield return Workspace("a prediction", network.PredictionWorkspace, network.SamplesPerPrediction);
        }

        string Workspace(string what, long elements, long? most) =>
            $"workspace: {Text(elements * size)} bytes for {what}" + (most is { } samples ? $" of up to {Text(samples)} samples" : string.Empty);
    }

    private static void WriteSection(TextWriter output, string heading, IEnumerable<string> lines)
    {
        output.WriteLine();
        output.WriteLine(heading);
        foreach (string line in lines)
        {
            output.WriteLine($"  {line}");
        }
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
