using System;
using System.Collections.Generic;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Planning;

/// <summary>
/// How much memory a tiled network takes. The parser refuses what does not fit and the planner lays out what does, so both ask here;
/// sizes are longs, because what is refused may not fit an int.
/// </summary>
internal static class Footprint
{
    /// <summary>Every padded row and every buffer begins on a cache line.</summary>
    private const int AlignmentInBytes = 64;

    /// <summary>A pass and the gradient of a large batch share one array of bytes, and .NET's arrays end a little below 2³¹.</summary>
    private const long MostBytes = (1L << 31) - (1L << 16);

    /// <summary>
    /// Activations and deltas of one pass together stay below this, so that they are still in the second-level cache when the
    /// backward pass reads them again.
    /// </summary>
    private const int GoodPassBytes = 256 * 1024;

    /// <summary>Fewer samples than this make the weight gradient's sums too short to pay for writing them.</summary>
    private const int FewestGoodSamples = 96;

    private const int MostSamples = 384;

    /// <summary>Below this many inputs there is too little to skip.</summary>
    private const int FewestInputsWithZeros = 64;

    /// <summary>No pass takes more than this, however wide the layers are: rather fewer samples than gigabytes of scratch.</summary>
    private const int MostPassValues = 1 << 24;

    /// <summary>The most values a network may need at once.</summary>
    public static long MostValues(Precision precision) => MostBytes / BytesPerElement(precision);

    /// <summary>How many elements fill a cache line.</summary>
    public static int ElementsPerLine(Precision precision) => AlignmentInBytes / BytesPerElement(precision);

    /// <summary>The number of elements of a row that holds so many, padded to whole cache lines.</summary>
    public static long Align(long elements, Precision precision)
    {
        int line = ElementsPerLine(precision);
        return (elements + line - 1) / line * line;
    }

    /// <summary>The values that a pass keeps for each sample: outputs and deltas of each layer, targets and loss.</summary>
    public static long ValuesPerSample(IEnumerable<int> outputs, Precision precision)
    {
        long sum = 1;
        long last = 0;
        foreach (int count in outputs)
        {
            last = Align(count, precision);
            sum += 2 * last;
        }

        return sum + last;
    }

    /// <summary>How many samples a pass takes.</summary>
    public static int SamplesPerPass(long valuesPerSample, Precision precision)
    {
        long good = GoodPassBytes / (valuesPerSample * BytesPerElement(precision));
        long samples = Math.Min(Math.Max(good, FewestGoodSamples), MostSamples);
        return (int)Math.Max(1, Math.Min(samples, MostPassValues / valuesPerSample));
    }

    /// <summary>
    /// Whether a first layer looks for inputs that are 0. Data from the world is often sparse (images, words, one-hot codes), and looking
    /// costs a few instructions for every sixteen inputs, which the multiply-adds of two vectors of units outweigh ten times over.
    /// </summary>
    public static bool SkipsZeros(int inputs, int outputs, Precision precision) =>
        inputs >= FewestInputsWithZeros && inputs <= ushort.MaxValue && outputs > ElementsPerLine(precision);

    /// <summary>
    /// The values that the runtime's <c>Nonzeros</c> lays its lists over: for each forward tile the inputs that are not 0, and for
    /// each sample a bit an input, both in elements of two bytes. None where a layer of these sizes does not skip zeros.
    /// </summary>
    public static long NonzeroValues(int inputs, int outputs, int samples, Precision precision)
    {
        if (!SkipsZeros(inputs, outputs, precision))
        {
            return 0;
        }

        long lists = (((inputs + 16) / 8 * 8) + 24L) * Math.Max((samples / Tiles.Samples) + 1, Tiles.Samples);
        long words = ((inputs + 15) / 16) * ((samples + 31L) / 16 * 16);
        return Align(((lists + words) * sizeof(ushort) / BytesPerElement(precision)) + 1, precision);
    }

    /// <summary>
    /// What training needs at once beside the parameters themselves: a gradient of their size, transposed weights, and a pass.
    /// </summary>
    public static long ValuesNeeded(IReadOnlyList<(int Inputs, int Outputs, bool HasBias)> layers, Precision precision)
    {
        long needed = 0;
        var outputs = new List<int>();
        foreach ((int inputs, int count, bool hasBias) in layers)
        {
            long transposed = outputs.Count == 0 ? 0 : count * Align(inputs, precision);
            needed += ((inputs + (hasBias ? 1L : 0L)) * Align(count, precision)) + transposed;
            outputs.Add(count);
        }

        long perSample = ValuesPerSample(outputs, precision);
        int samples = SamplesPerPass(perSample, precision);
        return needed + (perSample * samples) + MostSamples + NonzeroValues(layers[0].Inputs, outputs[0], samples, precision);
    }

    private static int BytesPerElement(Precision precision) => precision == Precision.Single ? sizeof(float) : sizeof(double);
}
