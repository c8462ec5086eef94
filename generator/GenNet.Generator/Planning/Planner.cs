using System;
using System.Collections.Generic;
using GenNet.Generator.Architecture;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Planning;

/// <summary>Decides everything numeric about a network.</summary>
internal static class Planner
{
    /// <summary>
    /// The most multiply-adds of a network that is written as straight-line code in one method. The backward method holds about
    /// three times as many operations, and past 512 locals the JIT stops inlining and leaves each vector function a call. Measured
    /// with sigmoids: 10-8-4 (124 multiply-adds) trains 32 samples in 2.4 µs, tiled in 5.5; of 12-10-6 (196), whose method has 121
    /// such calls, straight-line code takes 11.6 µs and tiles 5.9.
    /// </summary>
    public const int MostMultiplyAddsInOneMethod = 128;

    /// <summary>
    /// The most units of such a network, because an activation brings locals of its own. Measured with sigmoids: the method of 7-12-3
    /// (15 units) has no call left, that of 3-8-8-4 (20 units, 140 multiply-adds) has 114 and is four times slower.
    /// </summary>
    public const int MostUnitsInOneMethod = 16;

    /// <summary>Every padded row and every buffer begins on a cache line.</summary>
    private const int AlignmentInBytes = 64;

    /// <summary>
    /// Activations and deltas of one pass together stay below this, so that they are still in the second-level cache when the
    /// backward pass reads them again.
    /// </summary>
    private const int MostPassBytes = 256 * 1024;

    private const int FewestSamplesPerPass = 96;

    private const int MostSamplesPerPass = 384;

    public static NetworkPlan Plan(NetworkArchitecture architecture)
    {
        int parameters = 0;
        int units = 0;
        foreach (LayerArchitecture layer in architecture.Layers)
        {
            parameters += (layer.Inputs * layer.Outputs) + (layer.HasBias ? layer.Outputs : 0);
            units += layer.Outputs;
        }

        bool isSmall = parameters <= MostMultiplyAddsInOneMethod && units <= MostUnitsInOneMethod;
        Strategy strategy = architecture.Unroll switch
        {
            Unroll.Tiled => Strategy.Tiled,
            _ when isSmall => Strategy.StraightLine,
            Unroll.Full => Strategy.StraightLineInBlocks,
            _ => Strategy.Tiled,
        };
        return strategy == Strategy.Tiled
            ? PlanTiled(architecture, parameters)
            : PlanStraightLine(architecture, strategy, parameters);
    }

    /// <summary>Parameters in the order people see them, without padding.</summary>
    private static NetworkPlan PlanStraightLine(NetworkArchitecture architecture, Strategy strategy, int parameters)
    {
        int next = 0;
        var layers = new List<LayerPlan>();
        foreach (LayerArchitecture layer in architecture.Layers)
        {
            int weights = next;
            int biases = weights + (layer.Inputs * layer.Outputs);
            next = biases + (layer.HasBias ? layer.Outputs : 0);
            layers.Add(new LayerPlan
            {
                Number = layers.Count + 1,
                Architecture = layer,
                WeightOffset = weights,
                WeightStride = layer.Outputs,
                BiasOffset = layer.HasBias ? biases : 0,
                InputStride = layer.Inputs,
                OutputStride = layer.Outputs,
            });
        }

        // Blocks pass values on through memory: one vector of at most 64 bytes for each parameter's gradient and for each quantity.
        int vectors = 0;
        if (strategy == Strategy.StraightLineInBlocks)
        {
            vectors = parameters + architecture.InputSize + (2 * architecture.OutputSize) + 2;
            foreach (LayerArchitecture layer in architecture.Layers)
            {
                vectors += 4 * layer.Outputs;
            }
        }

        return new NetworkPlan
        {
            Architecture = architecture,
            Strategy = strategy,
            Layers = layers,
            ParameterCount = parameters,
            MultiplyAdds = parameters,
            StorageLength = Align(parameters, architecture.Precision),
            SamplesPerPass = int.MaxValue,
            WorkspaceLength = vectors * ElementsPerLine(architecture.Precision),
        };
    }

    /// <summary>Weight rows and sample rows padded to whole cache lines, so that no vector width leaves a remainder.</summary>
    private static NetworkPlan PlanTiled(NetworkArchitecture architecture, int parameters)
    {
        Precision precision = architecture.Precision;
        int storage = 0;
        long elementsPerSample = 0;
        foreach (LayerArchitecture layer in architecture.Layers)
        {
            elementsPerSample += 2 * Align(layer.Outputs, precision);
        }

        long fitting = MostPassBytes / (elementsPerSample * BytesPerElement(precision));
        int samples = (int)Math.Min(Math.Max(fitting, FewestSamplesPerPass), MostSamplesPerPass);

        int workspace = 0;
        var layers = new List<LayerPlan>();
        foreach (LayerArchitecture layer in architecture.Layers)
        {
            bool isFirst = layers.Count == 0;
            int stride = Align(layer.Outputs, precision);
            int inputStride = isFirst ? layer.Inputs : layers[layers.Count - 1].OutputStride;
            layers.Add(new LayerPlan
            {
                Number = layers.Count + 1,
                Architecture = layer,
                WeightOffset = Take(ref storage, layer.Inputs * stride),
                WeightStride = stride,
                BiasOffset = layer.HasBias ? Take(ref storage, stride) : 0,
                InputStride = inputStride,
                OutputStride = stride,
                ActivationsOffset = Take(ref workspace, samples * stride),
                DeltasOffset = Take(ref workspace, samples * stride),
                TransposeOffset = isFirst ? 0 : Take(ref workspace, layer.Outputs * inputStride),
            });
        }

        int targets = Take(ref workspace, samples * layers[layers.Count - 1].OutputStride);
        int losses = Take(ref workspace, Align(samples, precision));
        return new NetworkPlan
        {
            Architecture = architecture,
            Strategy = Strategy.Tiled,
            Layers = layers,
            ParameterCount = parameters,
            MultiplyAdds = parameters,
            StorageLength = storage,
            SamplesPerPass = samples,
            WorkspaceLength = workspace,
            TargetsOffset = targets,
            LossesOffset = losses,
        };
    }

    private static int BytesPerElement(Precision precision) => precision == Precision.Single ? sizeof(float) : sizeof(double);

    private static int ElementsPerLine(Precision precision) => AlignmentInBytes / BytesPerElement(precision);

    private static int Align(int elements, Precision precision)
    {
        int line = ElementsPerLine(precision);
        return (elements + line - 1) / line * line;
    }

    private static int Take(ref int next, int length)
    {
        int offset = next;
        next = checked(next + length);
        return offset;
    }
}
