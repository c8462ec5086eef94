using System;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>
/// The register tiles that a row of so many pixels is cut into. Where a strip is a single vector of 512 bits and two narrower ones otherwise, wide
/// vectors have tiles of their own with more pixels: fewer sums would wait for each other, and registers are left.
/// </summary>
internal sealed class PixelTiles
{
    private readonly CodeStyle _style;
    private readonly MatrixProduct _product;
    private readonly (int Rows, int Last) _tiles;
    private readonly (int Rows, int Last) _tallTiles;
    private readonly int _pixelsOfRow;

    /// <summary>The tiles of a row.</summary>
    /// <param name="style">How things are called.</param>
    /// <param name="product">What is computed.</param>
    /// <param name="count">The pixels.</param>
    /// <param name="pixelsOfRow">How many pixels a row of a tile is: two where they fill a vector of 512 bits together.</param>
    public PixelTiles(CodeStyle style, MatrixProduct product, int count, int pixelsOfRow = 1)
    {
        _style = style;
        _product = product;
        _pixelsOfRow = pixelsOfRow;
        Count = count;
        if (pixelsOfRow > 1)
        {
            _tiles = WindowTiles.PixelsOfVectors(count / pixelsOfRow);
            if (count % pixelsOfRow > 0)
            {
                _tiles.Last = 0;
            }

            _tallTiles = _tiles;
            return;
        }

        _tiles = WindowTiles.Pixels(count, product, style.ElementsPerLine);
        bool hasLines = !product.IsByColumn && product.StripKinds(style.ElementsPerLine).Contains(StripKind.Line);
        _tallTiles = hasLines ? WindowTiles.PixelsOfVectors(count) : _tiles;
    }

    private int Count { get; }

    private bool HasTallTiles => _tallTiles.Rows > _tiles.Rows;

    /// <summary>The loops over the tiles of a row by a strip; the first pixel of a tile is pixel.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="strip">What the strip is called.</param>
    /// <param name="tile">Writes the tile of that name.</param>
    public void WriteLoops(SourceWriter writer, string strip, Action<string> tile)
    {
        string count = Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!HasTallTiles || strip != CodeStyle.TypeParameter(StripKind.Line))
        {
            WindowLoops.WriteTiles(writer, count, Count, InPixels(_tiles), tile);
            return;
        }

        writer.WriteLine("// Where a strip is one vector, registers are left for more pixels.");
        using (writer.WriteBlock("if (Vector512.IsHardwareAccelerated)"))
        {
            WindowLoops.WriteTiles(writer, count, Count, InPixels(_tallTiles), name => tile(name == "Tile" ? "TallTile" : "LastTallTile"));
        }

        using (writer.WriteBlock("else"))
        {
            WindowLoops.WriteTiles(writer, count, Count, InPixels(_tiles), tile);
        }
    }

    /// <summary>Writes the tiles.</summary>
    public void WriteMethods(SourceWriter writer)
    {
        Write(_tiles, string.Empty);
        if (HasTallTiles)
        {
            Write(_tallTiles, "Tall");
        }

        void Write((int Rows, int Last) tiles, string kind)
        {
            TileWriter.WriteStoring(writer, _style, _product, tiles.Rows, $"{kind}Tile");
            if (tiles.Last > 0)
            {
                TileWriter.WriteStoring(writer, _style, _product, tiles.Last, $"Last{kind}Tile");
            }
        }
    }

    private (int Rows, int Last) InPixels((int Rows, int Last) tiles) => (tiles.Rows * _pixelsOfRow, tiles.Last * _pixelsOfRow);
}
