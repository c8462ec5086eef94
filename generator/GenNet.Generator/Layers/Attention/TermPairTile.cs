using System.Globalization;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Attention;

/// <summary>
/// A register tile of rows that are half a vector of 512 bits: of two terms at once, whose elements take turns in such a vector, as their factors do, which lie
/// side by side and come with one load. Only where the number of terms is even.
/// </summary>
internal static class TermPairTile
{
    /// <summary>Writes the method that adds to C.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="product">The product: a step from one of A's terms to the next is 1, and a row of B is eight floats.</param>
    /// <param name="rows">The rows of A.</param>
    /// <param name="options">The method's attribute.</param>
    public static void Write(SourceWriter writer, MatrixProduct product, int rows, string options)
    {
        const string Wide = "Vector512<float>";
        string depth = product.Depth.ToString();
        string term = product.Terms[0].Index;
        int stride = product.Terms[0].BStep;
        writer.WriteLine();
        writer.WriteLine("/// <summary>The same of two terms at once, whose elements take turns in vectors of 512 bits.</summary>");
        writer.WriteLine(options);
        using (writer.WriteBlock(
            $"private static void {product.Name}TileWide(\n    ref float {product.A}, ref float {product.B}, ref float {product.C}, int {depth})"))
        {
            for (int row = 0; row < rows; row++)
            {
                writer.WriteLine($"{Wide} {product.C}{Text(row)} = {Wide}.Zero;");
            }

            writer.WriteLine();
            using (writer.WriteBlock($"for (int {term} = 0; {term} < {depth}; {term} += 2)"))
            {
                string pair = $"{product.B}_{term}";
                writer.WriteLine($"{Wide} {pair} = TermPairs.Load(ref {product.B}, ref {At(product.B, stride)});");
                for (int row = 0; row < rows; row++)
                {
                    string sum = $"{product.C}{Text(row)}";
                    writer.WriteLine($"{sum} = Vector512.MultiplyAddEstimate(TermPairs.Spread(ref {At(product.A, row * product.ARowStride)}), {pair}, {sum});");
                }

                writer.WriteLine($"{product.A} = ref {At(product.A, 2)};");
                writer.WriteLine($"{product.B} = ref {At(product.B, 2 * stride)};");
            }

            writer.WriteLine();
            for (int row = 0; row < rows; row++)
            {
                writer.WriteLine($"TermPairs.AddTo({product.C}{Text(row)}, ref {At(product.C, row * product.CRowStride)});");
            }
        }
    }

    private static string At(string name, int offset) => offset == 0 ? name : $"Unsafe.Add(ref {name}, {Text(offset)})";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
