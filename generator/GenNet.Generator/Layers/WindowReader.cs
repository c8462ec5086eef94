using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>Reads what attributes of convolutions and pools say of their windows.</summary>
internal static class WindowReader
{
    /// <summary>The windows; null where what is written makes no sense, which has been reported.</summary>
    /// <param name="reader">The attribute.</param>
    /// <param name="size">The name of the parameter that states the size of a window along every axis.</param>
    /// <param name="stridesBySize">Whether windows lie side by side unless said.</param>
    public static WindowSpec? Read(ILayerReader reader, string size, bool stridesBySize)
    {
        int axes = reader.AttributeName.EndsWith("1D", System.StringComparison.Ordinal) ? 1 : 2;
        bool isSquare = axes == 1 || reader.Takes(size);
        int? height = reader.Size(isSquare ? size : $"{size}Height");
        int? width = isSquare ? height : reader.Size($"{size}Width");
        int? stride = reader.Whole("Stride", 1, 1);
        int? dilation = reader.Whole("Dilation", 1, 1);
        int? padding = reader.Whole("Padding", 0, 0);
        if (height is null || width is null || stride is null || dilation is null || padding is null)
        {
            return null;
        }

        bool hasStride = reader.Says("Stride");
        AxisSpec? along = Along(width.Value, "Width");
        AxisSpec? down = axes == 1 ? AxisSpec.None : Along(height.Value, "Height");
        bool isSame = reader.IsTrue("Same", false);
        bool isCausal = reader.IsTrue("Causal", false);
        if (along is null || down is null)
        {
            return null;
        }

        string? reason = isSame && isCausal ? "Causal"
            : isSame || isCausal ? (along.Padding, down.Padding) is (0, 0) ? null
                : reader.Says("Padding") ? "Padding" : reader.Says("PaddingWidth") ? "PaddingWidth" : "PaddingHeight"
            : null;
        if (reason is not null)
        {
            reader.ReportExcess(reason, $"is {(isSame ? "Same" : "Causal")}, which says where zeros stand");
            return null;
        }

        return new WindowSpec(
            axes,
            axes == 1 ? down : down with { IsSame = isSame },
            along with { IsSame = isSame, IsCausal = isCausal });

        AxisSpec? Along(int kernel, string axis)
        {
            int steps = hasStride || !stridesBySize ? stride.Value : kernel;
            int? own = axes == 1 ? steps : reader.Whole($"Stride{axis}", steps, 1);
            int? between = axes == 1 ? dilation : reader.Whole($"Dilation{axis}", dilation.Value, 1);
            int? zeros = axes == 1 ? padding : reader.Whole($"Padding{axis}", padding.Value, 0);
            return own is { } stridden && between is { } dilated && zeros is { } padded
                ? new AxisSpec(kernel, stridden, dilated, padded)
                : null;
        }
    }
}
