using System;

namespace GenNet.GradientChecking;

/// <summary>What dual numbers and differences say of one parameter, summed over the samples.</summary>
internal struct Evidence
{
    public int Parameter;
    public double Dual;
    public double CentralDifference;
    public double Shaken;
    public double Truncation;
    public double Rounding;
    public double Least;
    public double Most;
    public bool CrossesKink;

    public void Add(double share, double step, Dual here, Dual below, Dual above, Dual shaken, double rounding)
    {
        Dual += share * here.Tangent;
        CentralDifference += share * ((above.Value - below.Value) / (2 * step));
        Shaken += share * shaken.Tangent;

        // The second derivative's part in how the slope changes is three times what truncation leaves.
        Truncation += share * Math.Abs(((above.Tangent + below.Tangent) / 2) - here.Tangent);
        Rounding += share * rounding;
        CrossesKink |= here.Branches != below.Branches || here.Branches != above.Branches || here.Branches != shaken.Branches;
        Least += share * Math.Min(Math.Min(here.Tangent, shaken.Tangent), Math.Min(below.Tangent, above.Tangent));
        Most += share * Math.Max(Math.Max(here.Tangent, shaken.Tangent), Math.Max(below.Tangent, above.Tangent));
    }
}
