using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// A product C = A·B, possibly of a transposed A, whose rows of B and C are padded to whole cache lines. Every layer that multiplies
/// matrices says with one of these what its three products are.
/// </summary>
/// <param name="Name">What its methods are called.</param>
/// <param name="A">The left matrix's name; its elements are broadcast.</param>
/// <param name="ARowStride">The distance from one row's element of A to the next row's.</param>
/// <param name="AStep">The distance from one term's element of A to the next term's.</param>
/// <param name="B">The right matrix's name; vectors of it are loaded.</param>
/// <param name="BColumns">How the columns of B lie in memory; its rows are the terms.</param>
/// <param name="C">The name of the result's elements.</param>
/// <param name="CColumns">How the columns of C lie in memory.</param>
/// <param name="Depth">The number of terms.</param>
/// <param name="Start">The name of what each row starts from, or null for zero.</param>
internal sealed record MatrixProduct(
    string Name,
    string A,
    int ARowStride,
    int AStep,
    string B,
    MatrixColumns BColumns,
    string C,
    MatrixColumns CColumns,
    Extent Depth,
    string? Start)
{
    /// <summary>What the sums are, in the field's notation.</summary>
    public string Formula { get; init; } = string.Empty;

    /// <summary>What a row of C belongs to: a sample, or an input.</summary>
    public string RowWord { get; init; } = "sample";

    /// <summary>What a row of C is called where it is a row of weights.</summary>
    public string WeightRow { get; init; } = "weight row";

    /// <summary>What a column of C belongs to: a unit, or an input.</summary>
    public string ColumnWord { get; init; } = "unit";

    /// <summary>Whether terms that are 0 for every row of a tile are left out: the tile is told which others there are.</summary>
    public bool SkipsZeros { get; init; }

    /// <summary>
    /// The loops over the terms, outermost first, where one loop down A and B is not enough: the innermost advances by its own steps, and each
    /// around it by what is left to its own.
    /// </summary>
    public IReadOnlyList<TermLoop>? Loops { get; init; }

    /// <summary>The loops over the terms, of which there is at least one.</summary>
    public IReadOnlyList<TermLoop> Terms => Loops ?? [new("k", Depth, AStep, BColumns.PanelWidth)];

    /// <summary>Whether A has an element for each column, and not one for all of them.</summary>
    public bool IsByColumn { get; init; }

    /// <summary>Whether the sums begin with what stands in C, so that the product is added to it.</summary>
    public bool AddsToC { get; init; }

    /// <summary>
    /// How many terms, counted as <see cref="Depth"/> does, are taken at once, so that what they read stays in the cache while all rows, or all rows and
    /// columns, pass by; sums wait in memory between one block and the next. 0 where all are.
    /// </summary>
    public int TermsInBlock { get; init; }

    /// <summary>
    /// How many rows of a tile are <see cref="ARowStride"/> apart in A, and how far the next so many are from them; 0 where all of them are.
    /// </summary>
    public (int Rows, int Stride) ARun { get; init; }

    /// <summary>Whether strips are always single vectors of 512 bits.</summary>
    public bool IsOfWideVectors { get; init; }

    /// <summary>Where in A a row of a tile begins.</summary>
    public int AOffset(int row) => ARun.Rows == 0 ? row * ARowStride : (row / ARun.Rows * ARun.Stride) + (row % ARun.Rows * ARowStride);

    /// <summary>How many rows of C lie between one row of a tile and the next, and one more.</summary>
    public int CRowStep { get; init; } = 1;

    /// <summary>The distance from one row of a tile to the next in C.</summary>
    public int CRowStride => CRowStep * CColumns.PanelWidth;

    /// <summary>The number of columns, padding included.</summary>
    public int Columns => CColumns.Count;

    /// <summary>The strips that a row is cut into.</summary>
    public IReadOnlyList<StripRange> Strips(int elementsPerLine) => Tiles.Strips(BColumns, CColumns, elementsPerLine);

    /// <summary>Whether one sample takes other strips than tiles of several do, two of them side by side.</summary>
    public bool HasRowStrips { get; init; }

    /// <summary>Whether one sample's row of C is the caller's own memory, which nothing of the pass reads again.</summary>
    public bool StoresOutputs { get; init; }

    /// <summary>The strips that one sample's row is cut into.</summary>
    public IReadOnlyList<StripRange> OneSampleStrips(int elementsPerLine) => Strips(elementsPerLine)
        .Select(strips => HasRowStrips && strips.Kind == StripKind.Wide ? strips with { Kind = StripKind.Row } : strips)
        .ToList();

    /// <summary>The kinds of all of them, which the product's methods are generic over.</summary>
    public IReadOnlyList<StripKind> StripKinds(int elementsPerLine)
    {
        // By hand, because queries over an enumeration are methods of their own for the JIT.
        var kinds = new List<StripKind>();
        foreach (StripRange strips in Strips(elementsPerLine))
        {
            kinds.Add(strips.Kind);
        }

        // One sample takes the same, but for rows in place of wide strips.
        if (HasRowStrips && kinds.Contains(StripKind.Wide))
        {
            kinds.Add(StripKind.Row);
        }

        return kinds;
    }

    /// <summary>Those that one sample needs.</summary>
    public IEnumerable<StripKind> OneSampleStripKinds(int elementsPerLine) => OneSampleStrips(elementsPerLine).Select(strips => strips.Kind);
}
