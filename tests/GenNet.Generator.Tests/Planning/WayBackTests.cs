using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Layers.BatchNorm;
using GenNet.Generator.Layers.Convolutions;
using GenNet.Generator.Layers.Embedding;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>What holds of the way back of every network: it reads what is there, ends where nothing learns, and gives each parameter that learns its gradient.</summary>
public sealed class WayBackTests
{
    [Fact]
    public void EachTensorThatLearnsHasOneGradientAndNoOtherHas()
    {
        foreach (NetworkGraph graph in Graphs())
        {
            IEnumerable<string> gradients = graph.Gradients.SelectMany(stage => stage.Operations).Select(operation => TensorOf(operation).Name);

            Assert.Equal(graph.Tensors.Where(tensor => tensor.Learns).Select(tensor => tensor.Name).Order(), gradients.Order());
        }
    }

    [Fact]
    public void AGradientIsThatOfItsLayersOperationAndReadsWhatThatRead()
    {
        foreach (NetworkGraph graph in Graphs())
        {
            foreach (Operation gradient in graph.Gradients.SelectMany(stage => stage.Operations))
            {
                Operation forward = Assert.Single(
                    graph.ForwardOperations,
                    operation => operation is not BatchStatistics && operation.Tensors.Contains(TensorOf(gradient)));
                Assert.Equal(forward.Layer, gradient.Layer);
                if (gradient is WeightGradient { Lag: 0 } or LookupGradient)
                {
                    Assert.Equal(forward.Reads[0], gradient.Reads[0]);
                }
            }
        }
    }

    [Fact]
    public void TheWayBackReadsWhatHasBeenMade()
    {
        foreach (NetworkGraph graph in Graphs())
        {
            HashSet<string> known = [.. graph.Inputs.Select(input => input.Name), graph.Head.Delta.Name];
            foreach (Operation operation in graph.ForwardOperations)
            {
                Read(operation);
                known.UnionWith(operation.Keeps.Select(value => value.Name));
                Make(operation);
            }

            foreach (Operation operation in graph.BackwardOperations)
            {
                Read(operation);
                Make(operation);
            }

            foreach (Operation operation in graph.Gradients.SelectMany(stage => stage.Operations))
            {
                Read(operation);
            }

            void Read(Operation operation) => Assert.All(
                operation.Reads,
                value => Assert.True(known.Contains(value.Name), $"{graph.Model.Type.Name}: {operation.Formula} of layer {operation.Layer} reads {value.Name} before it is made."));

            void Make(Operation operation) => known.UnionWith(
                ((IEnumerable<Value?>)[.. operation.Scratch, .. operation.Parts, operation.Makes]).OfType<Value>().Select(value => value.Name));
        }
    }

    [Fact]
    public void EachValueIsMadeOnceTheNewestLayerFirst()
    {
        foreach (NetworkGraph graph in Graphs())
        {
            string[] made = [.. graph.BackwardOperations.Select(operation => operation.Makes?.Name).OfType<string>()];
            Assert.Equal(made.Distinct(), made);
            int[] layers = [.. graph.Backward.Select(stage => stage.Layer)];
            Assert.Equal(layers.OrderDescending(), layers);
            int[] ofGradients = [.. graph.Gradients.Select(stage => stage.Layer)];
            Assert.Equal(ofGradients.Distinct().OrderDescending(), ofGradients);
        }
    }

    [Fact]
    public void ADeltaHasTheShapeOfItsValue()
    {
        int compared = 0;
        foreach (NetworkGraph graph in Graphs())
        {
            Dictionary<string, Value> forward = graph.ForwardOperations
                .Select(operation => operation.Makes).OfType<Value>().DistinctBy(value => value.Name).ToDictionary(value => value.Name);
            foreach ((string name, IReadOnlyList<Value> derivatives) in graph.Derivatives)
            {
                // Of steps whose last alone is read it is that of the last.
                Value value = forward[name];
                Assert.All(derivatives, derivative => Assert.True(derivative.Shape == value.Shape || (derivative.Positions == 1 && derivative.Features == value.Features)));
                compared += derivatives.Count;
            }
        }

        Assert.True(compared > 100, $"Only {compared} derivatives were compared.");
    }

    [Fact]
    public void NothingIsMadeForLayersBelowTheFirstThatLearns()
    {
        foreach (NetworkGraph graph in Graphs())
        {
            // Whatever comes from a layer that learns, by way of any others.
            HashSet<int> reached = [];
            foreach (LayerModel layer in graph.Model.Layers)
            {
                bool learns = graph.Tensors.Any(tensor => tensor.Layer == layer.Number && tensor.Learns);
                if (learns || layer.Sources.Any(reached.Contains))
                {
                    reached.Add(layer.Number);
                }
            }

            // A sum of consumers belongs to the layer whose δ it is, as do the terms of it.
            Assert.All(
                graph.Backward.Where(stage => stage.Layer != graph.Head.Layer),
                stage => Assert.Contains(stage.Layer, reached));
            Assert.All(
                graph.Model.Layers.Where(layer => !reached.Contains(layer.Number)).Select(layer => layer.Number),
                layer => Assert.DoesNotContain(graph.BackwardOperations, operation => operation.Makes is { Symbol: "d" } made && made.Layer == layer));
        }
    }

    private static IEnumerable<NetworkGraph> Graphs() => PlannedNetworks.Models.Where(model => model.IsTrainable).Select(LayerKinds.Build);

    private static Tensor TensorOf(Operation gradient) => gradient switch
    {
        WeightGradient of => of.Weights,
        ConvolutionWeightGradient of => of.Weights,
        RowSumGradient of => of.Tensor,
        ParameterGradient of => of.Parameter,
        LookupGradient of => of.Table,
        _ => throw new ArgumentOutOfRangeException(nameof(gradient), gradient, "No gradient of a parameter."),
    };
}
