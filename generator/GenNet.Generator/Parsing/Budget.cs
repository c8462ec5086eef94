using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenNet.Generator.Attributes;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>Holds what a network costs against its <c>[Budget]</c>.</summary>
internal static class Budget
{
    /// <summary>More layers than this are put together in a message.</summary>
    private const int MostLayersNamed = 4;

    /// <summary>Whether a network keeps within its budget, if it has one; each limit that it exceeds is reported.</summary>
    public static bool Keeps(INamedTypeSymbol type, Lazy<NetworkGraph> network, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (type.GetAttributes().FirstOrDefault(attribute => NetworkParser.IsOurs(attribute.AttributeClass, "BudgetAttribute")) is not { } budget)
        {
            return true;
        }

        NetworkGraph graph = network.Value;
        var arguments = new AttributeArguments(budget, cancellationToken);
        int size = graph.Model.Precision == Precision.Double ? 8 : 4;
        IEnumerable<int> layers = graph.Model.Layers.Select(layer => layer.Number);
        bool keepsBytes = KeepsOne(
            "Bytes",
            "bytes of parameters",
            layers.Select(layer => (layer, (double)size * graph.Tensors.Where(tensor => tensor.Layer == layer && !tensor.IsState).Sum(tensor => tensor.Count))));
        bool keepsMultiplyAdds = KeepsOne(
            "MultiplyAdds",
            "multiply-adds a sample",
            layers.Select(layer => (layer, graph.ForwardOperations.Where(operation => operation.Layer == layer).Sum(operation => operation.MultiplyAdds))));
        return keepsBytes && keepsMultiplyAdds;

        bool KeepsOne(string limit, string words, IEnumerable<(int Layer, double Cost)> costs)
        {
            long most = arguments.Read(limit, long.MaxValue);
            List<(int Layer, double Cost)> shares = costs.Where(share => share.Cost > 0).OrderByDescending(share => share.Cost).ToList();
            double total = shares.Sum(share => share.Cost);
            if (total <= most)
            {
                return true;
            }

            IEnumerable<string> named = shares.Take(MostLayersNamed).Select(share => $"layer {share.Layer} has {Grouped(share.Cost)}");
            string others = shares.Count > MostLayersNamed
                ? $", and the other {Grouped(shares.Count - MostLayersNamed)} have {Grouped(shares.Skip(MostLayersNamed).Sum(share => share.Cost))}"
                : string.Empty;
            reporter?.ReportArgument(
                Rules.BudgetExceeded, budget, limit, type.Name, $"{Grouped(total)} {words}", Grouped(most), string.Join(", ", named) + others);
            return false;
        }
    }

    private static string Grouped(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
