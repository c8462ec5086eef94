using System.Globalization;
using GenNet.Generator.Attributes;
using GenNet.Generator.Declaration;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>Reads how the weights of a layer are drawn.</summary>
internal static class WeightArguments
{
    /// <summary>The initializer as it is written, and the factor on every drawn weight; null for what makes no sense.</summary>
    /// <param name="attribute">The layer's attribute.</param>
    /// <param name="arguments">What is written in it.</param>
    /// <param name="number">The layer's number.</param>
    /// <param name="reporter">Told of each mistake.</param>
    public static (Initializer? Initializer, double? Scale) Read(
        AttributeData attribute, AttributeArguments arguments, int number, IMistakeReporter? reporter)
    {
        string layer = number.ToString(CultureInfo.InvariantCulture);
        double scale = arguments.Read("InitializerScale", 1.0);
        bool isFinite = !double.IsNaN(scale) && !double.IsInfinity(scale);
        if (!isFinite)
        {
            reporter?.ReportArgument(
                Rules.ScaleNotFinite,
                attribute,
                "InitializerScale",
                [new Remedy("Remove InitializerScale", attribute, "InitializerScale", null)],
                layer,
                double.IsNaN(scale) ? "not a number" : scale > 0 ? "infinite" : "minus infinity");
        }

        Initializer? initializer = EnumArguments.Read<Initializer>(attribute, arguments, "Initializer", "an Initializer", reporter);
        if (isFinite && initializer == Initializer.Zeros && arguments.Names("InitializerScale"))
        {
            reporter?.ReportArgument(
                Rules.ScaleWithoutEffect,
                attribute,
                "InitializerScale",
                [new Remedy("Remove InitializerScale", attribute, "InitializerScale", null)],
                layer);
        }

        return (initializer, isFinite ? scale : null);
    }
}
