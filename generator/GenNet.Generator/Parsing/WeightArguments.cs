using System.Globalization;
using GenNet.Generator.Attributes;
using GenNet.Generator.Declaration;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>Reads how the weights of a layer are drawn.</summary>
internal static class WeightArguments
{
    private const string DrawBiases = nameof(DrawBiases);

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

    /// <summary>Whether biases are drawn as weights are; reported where there is nothing to draw.</summary>
    /// <param name="attribute">The layer's attribute.</param>
    /// <param name="arguments">What is written in it.</param>
    /// <param name="initializer">How weights are drawn.</param>
    /// <param name="reporter">Told of each mistake.</param>
    public static bool DrawsBiases(AttributeData attribute, AttributeArguments arguments, Initializer? initializer, IMistakeReporter? reporter)
    {
        if (!arguments.Read(DrawBiases, false))
        {
            return false;
        }

        string? reason = !arguments.Read("Bias", true) ? "has no biases"
            : initializer == Initializer.Zeros ? "draws no weights, as which biases would be drawn"
            : initializer is Initializer.Orthogonal or Initializer.Identity ? $"begins as {initializer} says, which is for matrices: its biases begin at 0"
            : null;
        if (reason is not null)
        {
            string name = attribute.AttributeClass!.Name;
            reporter?.ReportArgument(
                Rules.PropertyInTheWay,
                attribute,
                DrawBiases,
                [new Remedy($"Remove {DrawBiases}", attribute, DrawBiases, null)],
                $"[{name.Substring(0, name.Length - "Attribute".Length)}] {reason}",
                DrawBiases);
        }

        return reason is null;
    }
}
