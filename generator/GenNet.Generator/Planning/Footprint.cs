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

    /// <summary>So many are batches of usual sizes in one pass, where what lies between layers has a place for one tile.</summary>
    private const int SamplesOfTiles = 192;

    /// <summary>
    /// Fewer samples than this read the weights too often, where no gradient is summed. Measured: a convolution of 32 channels and a chain of ten
    /// layers of 256 take 3 to 15 % longer for each sample with twelve at once, and with 24 no longer than with all.
    /// </summary>
    private const int FewestSamplesOfPrediction = 24;

    /// <summary>Rows of more lines than this are an even number of them: one line in thirty-three is little to waste.</summary>
    private const int MostOddLines = 32;

    /// <summary>From this many lines on, rows an even number of lines apart crowd into a quarter of a 32 KiB cache's sets or less.</summary>
    private const int FewestLinesApart = 8;

    /// <summary>The sums of so many units leave registers enough of sixteen for the inputs that they share.</summary>
    private const int MostUnitsByUnit = 12;

    /// <summary>
    /// Every sample reads all weights, which stay in the first-level cache then. Measured: with 4096-10 (164 KB) a step of training takes 1.01 and 1.40 of the
    /// time.
    /// </summary>
    private const int MostBytesByUnit = 32 * 1024;

    /// <summary>
    /// Less padding than this, in weights, costs less than the ends of sums along the inputs do, whose parts are added one by one. Measured with one core, in
    /// single precision, vectors of 512 and of 256 bits: with 96-2 (576) a step of training takes 0.63 and 0.67 of the time and one sample 1.04 and 1.03; with
    /// 64-2 (384) 0.69 and 0.75, and 1.26 and 1.32.
    /// </summary>
    private const int FewestPadding = 448;

    /// <summary>The same for each unit: with 128-10 (77) a step takes 0.82 and 0.86 of the time and one sample 0.97 and 0.98.</summary>
    private const int FewestPaddingOfUnit = 40;

    /// <summary>Below this many inputs there is too little to skip.</summary>
    private const int FewestInputsWithZeros = 128;

    /// <summary>With fewer tiles the weights come from the second-level cache too often.</summary>
    private const int FewestTilesTogether = 2;

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

    /// <summary>
    /// The number of elements that hold a row of a layer's outputs: half a cache line where that is enough, whole ones otherwise, and an even number of
    /// them where they are many, so that they fall into panels of two. A half is a vector of 256 bits: the eight filters of a small convolution
    /// take half the time and half the memory that a line of sixteen took.
    /// </summary>
    public static long Width(int outputs, Precision precision)
    {
        if (outputs <= ElementsPerLine(precision) / 2)
        {
            return ElementsPerLine(precision) / 2;
        }

        long width = Align(outputs, precision);
        long lines = width / ElementsPerLine(precision);
        return lines > MostOddLines && lines % 2 == 1 ? width + ElementsPerLine(precision) : width;
    }

    /// <summary>
    /// The distance from one sample's row to the next. An odd number of cache lines where rows are long: the column of a matrix
    /// whose rows are a power of two apart falls into a few sets of the cache, and each of its elements throws out another.
    /// </summary>
    public static long SampleStride(long width, Precision precision)
    {
        long lines = width / ElementsPerLine(precision);
        return lines >= FewestLinesApart && lines % 2 == 0 ? width + ElementsPerLine(precision) : width;
    }

    /// <summary>The distance from one sample's inputs to the next: as they are given, or as far apart as rows of outputs are.</summary>
    public static long InputStride(int inputs, Precision precision) =>
        inputs % ElementsPerLine(precision) == 0 ? SampleStride(inputs, precision) : inputs;

    /// <summary>
    /// How the columns of a matrix of weights lie. Panels are as wide as the widest tile, two lines wide where that leaves a remainder, and a few
    /// or an odd number of lines are one panel.
    /// </summary>
    public static MatrixColumns WeightColumns(int rows, long width, Precision precision)
    {
        int line = ElementsPerLine(precision);
        long lines = width / line;
        int panelLines = lines % 4 == 0 ? 4 : 2;
        int panel = panelLines * line;
        return lines <= 4 || lines % 2 == 1
            ? MatrixColumns.InRows(checked((int)width), checked((int)width))
            : new MatrixColumns(checked((int)width), panel, checked(rows * panel));
    }

    /// <summary>
    /// How many samples a pass takes. Where the weights are more than the cache holds anyway, so many that reading them is worth it.
    /// </summary>
    public static int SamplesPerPass(long valuesPerSample, long weights, Precision precision)
    {
        long goodBytes = Math.Max(GoodPassBytes, weights * BytesPerElement(precision) / 2);
        long good = goodBytes / (valuesPerSample * BytesPerElement(precision));
        long samples = Math.Min(Math.Max(good, FewestGoodSamples), MostSamples);
        return (int)Math.Max(1, Math.Min(samples, MostPassValues / valuesPerSample));
    }

    /// <summary>How many samples a pass takes in which most values are needed for one tile at a time.</summary>
    public static int SamplesPerPassOfTiles(long valuesPerSample) => (int)Math.Max(1, Math.Min(SamplesOfTiles, MostPassValues / valuesPerSample));

    /// <summary>How many samples a pass without a way back takes, whole tiles: what each needs at once is less, so more of them stay in the cache.</summary>
    public static int SamplesPerPrediction(long valuesPerSample, long weights, Precision precision)
    {
        long good = Math.Max(GoodPassBytes, weights * BytesPerElement(precision) / 2) / (valuesPerSample * BytesPerElement(precision));
        long samples = Math.Min(Math.Min(Math.Max(good, FewestSamplesOfPrediction), MostSamples), MostPassValues / valuesPerSample);
        return (int)(samples < Tiles.Samples ? Math.Max(1, samples) : samples / Tiles.Samples * Tiles.Samples);
    }

    /// <summary>
    /// How many samples go forward and back together, step after step or layer after layer, before the next ones do. Weights that the second-level cache
    /// does not hold anyway should be read for many samples at once, unless what a few samples need, images for example, is more than the weights are.
    /// </summary>
    public static int SamplesAtMost(long valuesPerSample, long weights, Precision precision)
    {
        long tile = Tiles.Samples * valuesPerSample;
        long samples = GoodPassBytes / (valuesPerSample * BytesPerElement(precision));
        return tile > Math.Max(weights, GoodPassBytes / BytesPerElement(precision)) ? Tiles.Samples
            : weights * BytesPerElement(precision) > GoodPassBytes ? int.MaxValue
            : checked((int)Math.Max(samples / Tiles.Samples, FewestTilesTogether) * Tiles.Samples);
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
    /// Whether weights lie unit by unit: a row of those of a few units would end in padding, which is read and multiplied like all else; what the inputs of one
    /// unit have side by side has none where they are whole cache lines. Inputs that are 0 are left out by rows alone, and are worth more.
    /// </summary>
    public static bool LieByUnit(int inputs, int units, Precision precision)
    {
        int line = ElementsPerLine(precision);
        return units <= MostUnitsByUnit
            && inputs % line == 0
            && (long)inputs * units * BytesPerElement(precision) <= MostBytesByUnit
            && !SkipsZeros(inputs, units, precision)
            && inputs * (Width(units, precision) - units) >= Math.Max(FewestPadding, FewestPaddingOfUnit * units);
    }

    public static int BytesPerElement(Precision precision) => precision == Precision.Single ? sizeof(float) : sizeof(double);
}
