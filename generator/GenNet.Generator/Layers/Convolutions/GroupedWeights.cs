using System.Globalization;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>The weights of a convolution as its kernels read them: as they are, transposed, or spread over all channels where these are cut into groups.</summary>
internal sealed class GroupedWeights(Tensor weights, GroupKind groups, bool isTransposed)
{
    /// <summary>What the kernels read.</summary>
    public string Name => groups.IsDepthwise ? weights.Name : $"{weights.Name}{(groups.IsSpread ? "All" : string.Empty)}{(isTransposed ? "T" : string.Empty)}";

    /// <summary>Whether each channel has a filter of its own, so that values and weights meet column by column.</summary>
    public bool IsDepthwise => groups.IsDepthwise;

    /// <summary>How the columns of the transposes lie, one for each channel.</summary>
    public MatrixColumns ColumnsOfTranspose(Placement placement, Precision precision, int channels)
    {
        if (groups.Count == 1)
        {
            return placement.TransposeOf(weights).Columns;
        }

        int width = checked((int)Footprint.Width(channels, precision));
        return groups.IsDepthwise ? placement.Of(weights).Columns : MatrixColumns.InRows(width, width);
    }

    /// <summary>Writes the line that spreads weights over all channels; nothing where they are read as they are.</summary>
    public void WriteSpreading(SourceWriter writer, Placement placement, int width)
    {
        if (groups.IsSpread)
        {
            int channels = weights.Rows / weights.Matrices;
            string method = isTransposed ? "SpreadTransposedGroups" : "SpreadGroups";
            writer.WriteLine(
                $"Images.{method}(\n    in {weights.Name}, ref {Name}, places: {Text(weights.Matrices)}, groups: {Text(groups.Count)}, channels: {Text(channels)}, "
                + $"filters: {Text(weights.Columns / groups.Count)}, stride: {Text(placement.Of(weights).Columns.PanelWidth)}, newStride: {Text(width)});");
        }
    }

    /// <summary>A place among values: of the column too where each has its own.</summary>
    public string Column(string place, string column) => !groups.IsDepthwise ? place
        : place.Contains(" ") ? $"({place}) + {column}" : $"{place} + {column}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
