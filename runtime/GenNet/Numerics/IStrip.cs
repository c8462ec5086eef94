using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>
/// A strip of neighbouring columns of a matrix row, one to four vectors that stay in registers: what the register tiles of generated
/// code are made of. The generated text is the same for every strip, and so for every vector width.
/// </summary>
/// <remarks>
/// A strip rather than a vector is the unit, and what changes it is a method of an instance, because of the JIT: finding the method
/// behind a static member of an interface and taking it in costs more than compiling the instructions it stands for. Tiles of strips
/// compile in half the time of tiles of single vectors (0.9 ms instead of 1.7 ms for four rows of four vectors), to the same code.
/// </remarks>
/// <typeparam name="TSelf">The strip.</typeparam>
/// <typeparam name="T">The type of its elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStrip<TSelf, T>
    where TSelf : struct, IStrip<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of columns.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> neighbouring elements.</summary>
    /// <param name="source">The first of them.</param>
    /// <returns>The strip.</returns>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>A product.</summary>
    /// <param name="factor">The same for every column.</param>
    /// <param name="times">The other factor of each column.</param>
    /// <returns>The strip.</returns>
    static abstract TSelf Product(T factor, in TSelf times);

    /// <summary>
    /// Adds four products with rows in memory, one to each of four strips, in one rounding where the machine can: the first factor times the
    /// first row to the first strip, and so on. The sum of the four strips is what counts: where four of them are more than the registers hold, the
    /// third product goes to the first strip and the fourth to the second.
    /// </summary>
    /// <param name="first">The first strip.</param>
    /// <param name="second">The second strip.</param>
    /// <param name="third">The third strip.</param>
    /// <param name="fourth">The fourth strip.</param>
    /// <param name="factors">The first of four neighbouring factors, each the same for every column.</param>
    /// <param name="times">The other factor of the first row's first column.</param>
    /// <param name="rowLength">The distance from one row to the next, in elements.</param>
    static abstract void AddInTurn(
        ref TSelf first, ref TSelf second, ref TSelf third, ref TSelf fourth,
        ref readonly T factors, ref readonly T times, nint rowLength);

    /// <summary>The same of four terms that need not be neighbours.</summary>
    /// <param name="first">The first strip.</param>
    /// <param name="second">The second strip.</param>
    /// <param name="third">The third strip.</param>
    /// <param name="fourth">The fourth strip.</param>
    /// <param name="factors">The factor of term 0.</param>
    /// <param name="times">The other factor of term 0's first column.</param>
    /// <param name="rowLength">The distance from one row to the next, in elements.</param>
    /// <param name="k0">The term of the first strip.</param>
    /// <param name="k1">The term of the second strip.</param>
    /// <param name="k2">The term of the third strip.</param>
    /// <param name="k3">The term of the fourth strip.</param>
    static abstract void AddInTurn(
        ref TSelf first, ref TSelf second, ref TSelf third, ref TSelf fourth,
        ref readonly T factors, ref readonly T times, nint rowLength, nint k0, nint k1, nint k2, nint k3);

    /// <summary>
    /// Adds four products with rows in memory to two strips side by side, in one rounding where the machine can, so that each factor is read once for
    /// both: the first and the third to one pair of strips, the second and the fourth to another. The sum of the pairs is what counts: where two of them
    /// are more than the registers hold, all products go to the first.
    /// </summary>
    /// <param name="left">The strip of the first columns.</param>
    /// <param name="right">The strip of those behind.</param>
    /// <param name="otherLeft">Another of the first columns.</param>
    /// <param name="otherRight">Another of those behind.</param>
    /// <param name="factors">The first of four neighbouring factors, each the same for every column.</param>
    /// <param name="times">The other factor of the first row's first column.</param>
    /// <param name="rowLength">The distance from one row to the next, in elements.</param>
    static abstract void AddSideBySide(
        ref TSelf left, ref TSelf right, ref TSelf otherLeft, ref TSelf otherRight,
        ref readonly T factors, ref readonly T times, nint rowLength);

    /// <summary>The same of four terms that need not be neighbours.</summary>
    /// <param name="left">The strip of the first columns.</param>
    /// <param name="right">The strip of those behind.</param>
    /// <param name="otherLeft">Another of the first columns.</param>
    /// <param name="otherRight">Another of those behind.</param>
    /// <param name="factors">The factor of term 0.</param>
    /// <param name="times">The other factor of term 0's first column.</param>
    /// <param name="rowLength">The distance from one row to the next, in elements.</param>
    /// <param name="k0">The first term.</param>
    /// <param name="k1">The second term.</param>
    /// <param name="k2">The third term.</param>
    /// <param name="k3">The fourth term.</param>
    static abstract void AddSideBySide(
        ref TSelf left, ref TSelf right, ref TSelf otherLeft, ref TSelf otherRight,
        ref readonly T factors, ref readonly T times, nint rowLength, nint k0, nint k1, nint k2, nint k3);

    /// <summary>Writes <see cref="Count"/> neighbouring elements.</summary>
    /// <param name="destination">The first of them.</param>
    void Store(ref T destination);

    /// <summary>
    /// Writes <see cref="Count"/> neighbouring elements to where hardly anything begins on a cache line, an array of the caller's: no vector that is
    /// written is wider than 256 bits.
    /// </summary>
    /// <param name="destination">The first of them.</param>
    void StoreUnaligned(ref T destination);

    /// <summary>Adds another strip, element by element.</summary>
    /// <param name="other">What is added.</param>
    void Add(in TSelf other);

    /// <summary>Adds the elements in memory.</summary>
    /// <param name="other">The first of them.</param>
    void Add(ref readonly T other);

    /// <summary>Adds the products of elements in memory, each of one row with its neighbour of another.</summary>
    /// <param name="factors">The first factor of the first column.</param>
    /// <param name="times">The second factor of the first column.</param>
    void AddProduct(ref readonly T factors, ref readonly T times);

    /// <summary>The same with first factors that are in registers already.</summary>
    /// <param name="factors">The first factor of each column.</param>
    /// <param name="times">The second factor of the first column.</param>
    void AddProduct(in TSelf factors, ref readonly T times);

    /// <summary>Adds a product, in one rounding where the machine can.</summary>
    /// <param name="factor">The same for every column.</param>
    /// <param name="times">The other factor of each column.</param>
    void Add(T factor, in TSelf times);

    /// <summary>Adds a product with elements in memory, in one rounding where the machine can.</summary>
    /// <param name="factor">The same for every column.</param>
    /// <param name="times">The other factor of the first column.</param>
    void Add(T factor, ref readonly T times);

    /// <summary>
    /// The sum of all columns: the halves of the strip are added column by column, then the halves of that, so that strips of different vectors have the same
    /// bits.
    /// </summary>
    /// <returns>The sum.</returns>
    T Sum();

    /// <summary>Hands a gradient to an update, vector by vector.</summary>
    /// <typeparam name="TUpdate">Where the gradient goes.</typeparam>
    /// <param name="offset">The parameter of the first column, in elements.</param>
    /// <param name="update">Takes the gradient.</param>
    void ApplyTo<TUpdate>(nint offset, TUpdate update)
        where TUpdate : struct, IUpdate<T>;
}
