using System.ComponentModel;

namespace GenNet.Numerics;

/// <summary>An elementwise function of one argument, in both precisions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IVectorFunction
{
    /// <summary>The function of every element, in single precision.</summary>
    /// <typeparam name="TMath">The arithmetic.</typeparam>
    /// <typeparam name="TVector">The vector type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    static abstract TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>;

    /// <summary>The function of every element, in double precision.</summary>
    /// <typeparam name="TMath">The arithmetic.</typeparam>
    /// <typeparam name="TVector">The vector type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    static abstract TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>;
}
