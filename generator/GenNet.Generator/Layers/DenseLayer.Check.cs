using GenNet.Generator.Calculus;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;


namespace GenNet.Generator.Layers;

internal static partial class DenseLayer
{
    /// <summary>The arm of a switch that yields a unit's output over dual numbers.</summary>
    public static void WriteCheckedActivation(SourceWriter writer, LayerPlan layer)
    {
        writer.WriteLine($"// {ActivationFormula(layer)}.");
        writer.WriteLine(
            $"{layer.Number} => {DualPrinter.Code(layer.Function!.Declared, symbol => symbol.Name)},");
    }
}
