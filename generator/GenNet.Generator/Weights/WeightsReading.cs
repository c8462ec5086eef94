using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Layers;
using GenNet.Generator.Mapping;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;

namespace GenNet.Generator.Weights;

/// <summary>Holds a network against the description of the weight file that it names: the generator and the analyzer both come here.</summary>
internal static class WeightsReading
{
    /// <summary>What only files of ours say.</summary>
    private const string OwnKey = "gennet";

    /// <summary>The format of one array, which may be all values of a network one behind the other.</summary>
    private const string Vector = "npy";

    /// <summary>The weights of a network.</summary>
    /// <param name="network">The network, which names a file.</param>
    /// <param name="files">The files of the project.</param>
    /// <param name="mistake">Why there are none.</param>
    public static PretrainedModel? Read(NetworkModel network, IReadOnlyList<WeightsDescription> files, out WeightsMistake? mistake)
    {
        WeightsDescription? file = WeightFiles.Find(files, network.Weights ?? string.Empty, out mistake);
        if (file is null)
        {
            return null;
        }

        if (file.Mistake is not null)
        {
            mistake = new WeightsMistake(Rules.WeightsUnreadable, file.Mistake);
            return null;
        }

        List<Tensor> tensors = LayerKinds.Build(network).Tensors.ToList();
        if (file is { Format: Vector, Tensors.Count: 1 } && file.Tensors[0].Shape.Length == 1 && tensors.Count > 1)
        {
            return OfVector(network, file, file.Tensors[0], tensors, out mistake);
        }

        bool isOurs = file.Texts.Any(text => text.Key == OwnKey);
        mistake = isOurs ? Difference(network, file, tensors) : null;
        WeightMapping? mapping = mistake is null
            ? WeightMapping.Find(
                file.Name,
                network.Type.Name,
                file.Tensors.Select(tensor => new FileTensor(tensor.Name, tensor.Shape, tensor.Type)).ToList(),
                LayersOf(network, tensors),
                ProjectAdvice.Instance)
            : null;
        if (mapping?.Error is { } error)
        {
            mistake = Misfit(error, mapping.Misfit is { } misfit && tensors.FirstOrDefault(tensor => NameOf(tensor) == misfit.Target.Name) is { } tensor
                ? WeightsRemedies.OfShape(LayerOf(network, tensor), tensor.Word, tensor.Shape.Dimensions, misfit.Shape)
                : []);
        }

        return mistake is null ? WeightsOf(network, file, tensors, mapping!, out mistake) : null;
    }

    /// <summary>A vector of all values, as <c>CopyParametersTo</c> gives them, with state behind the parameters of its layer.</summary>
    private static PretrainedModel? OfVector(
        NetworkModel network, WeightsDescription file, DescribedTensor vector, List<Tensor> tensors, out WeightsMistake? mistake)
    {
        int count = checked((int)tensors.Sum(tensor => tensor.Count));
        mistake = vector.Shape[0] == count && vector.Type is "F64" or "F32" or "F16" or "BF16" ? null : new WeightsMistake(
            Rules.WeightsDoNotFit,
            MappingText.Vector(
                file.Name,
                new FileTensor(vector.Name, vector.Shape, vector.Type),
                network.Type.Name,
                count,
                checked((int)tensors.Where(tensor => tensor.IsState).Sum(tensor => tensor.Count))));
        if (mistake is not null)
        {
            return null;
        }

        if (file.Values is { } values)
        {
            return Constants(network, file, WeightValues.Read(Convert.FromBase64String(values), vector.Type, network.Precision), out mistake);
        }

        return new PretrainedPieces(
            file.Name,
            file.Hash,
            file.Resource!,
            new EquatableArray<PretrainedPiece>(ImmutableArray.Create(
                new PretrainedPiece(
                    vector.Name, vector.Type, checked((int)file.Begin), 0, false, new EquatableArray<int>(ImmutableArray.Create(count, 1, 1))))));
    }

    private static PretrainedModel? WeightsOf(
        NetworkModel network, WeightsDescription file, List<Tensor> tensors, WeightMapping mapping, out WeightsMistake? mistake)
    {
        mistake = null;
        Dictionary<string, DescribedTensor> described = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        int count = 0;
        foreach (Tensor tensor in tensors)
        {
            starts.Add(NameOf(tensor), count);
            count += checked((int)tensor.Count);
        }

        if (file.Values is { } values)
        {
            return Constants(
                network, file, WeightValues.Read(Convert.FromBase64String(values), mapping, described, starts, count, network.Precision), out mistake);
        }

        // Each source one whole tensor of ours: nothing but a copy.
        string type = TypeOf(network.Precision);
        if (mapping.Sources.All(source =>
            source.Tensor.Type == type
            && source.Pieces.Count == 1
            && source.Pieces[0] is { IsCopy: true, Adds: false, SourceOffset: 0, TargetOffset: 0 } piece
            && piece.Length == piece.Target.Length))
        {
            Dictionary<string, string> sources = mapping.Sources.ToDictionary(
                source => source.Pieces[0].Target.Name, source => source.Tensor.Name, StringComparer.Ordinal);
            return new PretrainedResource(
                file.Name,
                file.Hash,
                file.Resource!,
                new EquatableArray<int>(tensors.Select(tensor => BeginOf(sources[NameOf(tensor)])).ToImmutableArray()));
        }

        // What adds comes last, to what it adds to.
        IEnumerable<PretrainedPiece> pieces =
            from adds in new[] { false, true }
            from source in mapping.Sources
            from piece in source.Pieces
            where piece.Adds == adds
            select new PretrainedPiece(
                source.Tensor.Name,
                source.Tensor.Type,
                checked(BeginOf(source.Tensor.Name) + (piece.SourceOffset * WeightValues.SizeOf(source.Tensor.Type))),
                starts[piece.Target.Name] + piece.TargetOffset,
                adds,
                new EquatableArray<int>(piece.Axes.SelectMany(axis => (int[])[axis.Size, axis.SourceStride, axis.TargetStride]).ToImmutableArray()));
        return new PretrainedPieces(file.Name, file.Hash, file.Resource!, new EquatableArray<PretrainedPiece>(pieces.ToImmutableArray()));

        int BeginOf(string name) => checked((int)(file.Begin + described[name].Begin));
    }

    private static PretrainedConstants? Constants(NetworkModel network, WeightsDescription file, double[] values, out WeightsMistake? mistake)
    {
        mistake = values.Any(double.IsInfinity)
            ? Misfit(
                $"{file.Name} holds a value that is too large for {network.Type.Name}, which computes in {network.Precision.ToString().ToLowerInvariant()} precision. "
                + "Declare Precision.Double, or make the weights smaller.",
                network.Precision == Precision.Single ? WeightsRemedies.OfType("F64") : [])
            : null;
        return mistake is null ? new PretrainedConstants(file.Name, file.Hash, new EquatableArray<double>(values.ToImmutableArray())) : null;
    }

    private static IReadOnlyList<NetworkLayer> LayersOf(NetworkModel network, List<Tensor> tensors)
    {
        var order = ChannelOrder.Of(network);
        return network.Layers
            .Select(layer => new NetworkLayer(
                $"layer{layer.Number}",
                LayerKinds.Of(layer).DescribeInFile(layer),
                order.OfInput(layer),
                order.OfOutput(layer),
                tensors
                    .Where(tensor => tensor.Layer == layer.Number)
                    .Select(tensor => new NetworkTensor(NameOf(tensor), [.. tensor.Shape.Dimensions]))
                    .ToList()))
            .ToList();
    }

    /// <summary>How a file of ours differs from what a network takes, in words; null where it does not.</summary>
    private static WeightsMistake? Difference(NetworkModel network, WeightsDescription file, List<Tensor> tensors)
    {
        Dictionary<string, DescribedTensor> found = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (LayerModel layer in network.Layers)
        {
            string declared = LayerKinds.Of(layer).DescribeInFile(layer);
            string? inFile = file.Texts.FirstOrDefault(text => text.Key == $"layer{layer.Number}").Value;

            // Where sizes differ, those of a tensor say more.
            if (inFile is not null && inFile != declared && !tensors.Any(tensor =>
                tensor.Layer == layer.Number && found.TryGetValue(NameOf(tensor), out DescribedTensor? other) && !IsOfShape(other, tensor)))
            {
                return Misfit(
                    $"Layer {layer.Number} is \"{inFile}\" in {file.Name} but \"{declared}\" in {network.Type.Name}. Declare the layers that were saved, "
                    + "or name a file that was saved from these.",
                    WeightsRemedies.OfActivation(layer, declared, inFile));
            }
        }

        string type = TypeOf(network.Precision);
        foreach (Tensor tensor in tensors)
        {
            string name = NameOf(tensor);
            if (!found.TryGetValue(name, out DescribedTensor? described))
            {
                return Misfit($"{file.Name} has no {name}, which layer {tensor.Layer} needs. Name a file that was saved from the same layers.");
            }

            if (!IsOfShape(described, tensor))
            {
                return Misfit(
                    $"{name} is {InWords(described.Shape)} in {file.Name} but layer {tensor.Layer} declares "
                    + $"{InWords(tensor.Shape.Dimensions.Select(dimension => (long)dimension))}. Change the layer, or name a file that was saved from the same layers.",
                    WeightsRemedies.OfShape(LayerOf(network, tensor), tensor.Word, tensor.Shape.Dimensions, described.Shape));
            }

            if (described.Type != type)
            {
                return Misfit(
                    $"{file.Name} holds {name} as {described.Type}, but {network.Type.Name} computes in {network.Precision.ToString().ToLowerInvariant()} "
                    + $"precision, {type}. "
                    + (described.Type is "F32" or "F64" ? $"Declare Precision.{(type == "F32" ? "Double" : "Single")}, or save" : "Save")
                    + $" the file as {type}.",
                    WeightsRemedies.OfType(described.Type));
            }

            found.Remove(name);
        }

        string? more = file.Tensors.Select(tensor => tensor.Name).FirstOrDefault(found.ContainsKey);
        return more is null ? null
            : Misfit($"{file.Name} has a tensor {more}, which {network.Type.Name} has not. Declare the layers that were saved, or name another file.");
    }

    private static WeightsMistake Misfit(string message, IReadOnlyList<WeightsRemedy>? remedies = null) =>
        new(Rules.WeightsDoNotFit, message) { Remedies = remedies ?? [] };

    private static LayerModel LayerOf(NetworkModel network, Tensor tensor) => network.Layers.First(layer => layer.Number == tensor.Layer);

    private static bool IsOfShape(DescribedTensor described, Tensor tensor) =>
        described.Shape.SequenceEqual(tensor.Shape.Dimensions.Select(dimension => (long)dimension));

    private static string TypeOf(Precision precision) => precision == Precision.Single ? "F32" : "F64";

    private static string NameOf(Tensor tensor) => $"layer{tensor.Layer}.{tensor.Word}";

    private static string InWords(IEnumerable<long> shape) => string.Join(" × ", shape);
}
