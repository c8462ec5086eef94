using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// erf |x| = 1 − e^−y with y = −ln erfc |x| a polynomial, |x| + |x|·P(x²) below 1, and the sign of x.
/// </summary>
internal readonly struct ErfFunction : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSingles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, float>
    {
        TVector size = TMath.Abs(x);
        TVector z = TMath.Multiply(x, x);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(z2, 7.806903e-05f, TMath.MultiplyAdd(z, -0.0007997853f, 0.005187162f));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(z2, TMath.MultiplyAdd(z, -0.026853347f, 0.11283579f), TMath.MultiplyAdd(z, -0.37612626f, 0.12837917f)));
        TVector small = TMath.MultiplyAdd(size, p, size);

        // Beyond this erf is 1.
        TVector s = TMath.AtMost(size, 4f);
        TVector s2 = TMath.Multiply(s, s);
        TVector s4 = TMath.Multiply(s2, s2);
        TVector y = TMath.MultiplyAdd(
            s2,
            TMath.MultiplyAdd(s, 2.1697511e-05f, -0.00044147027f),
            TMath.MultiplyAdd(s, 0.0042052683f, -0.025210284f));
        y = TMath.MultiplyAdd(
            s4,
            y,
            TMath.MultiplyAdd(s2, TMath.MultiplyAdd(s, 0.108421996f, 0.6332165f), TMath.MultiplyAdd(s, 0.12958026f, -0.00018845774f)));
        y = TMath.Add(y, s);
        TVector shifted = TMath.MultiplyAdd(y, -Exponential.SingleLog2E, Exponential.SinglePowerShifter);
        TVector power = TMath.ShiftBitsLeft(shifted, 23);
        TVector q = Exponential.OneMinusExpOfNegativeRest<TMath, TVector>(y, TMath.Subtract(shifted, Exponential.SinglePowerShifter));
        TVector large = TMath.MultiplyAdd(power, q, TMath.Subtract(1f, power));
        return TMath.Or(TMath.Select(TMath.IsLess(size, 1f), small, large), TMath.And(x, TMath.Create(-0f)));
    }

    // Long: two polynomials, written out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfDoubles<TMath, TVector>(TVector x)
        where TMath : struct, IVectorOperations<TVector, double>
    {
        TVector size = TMath.Abs(x);
        TVector z = TMath.Multiply(x, x);
        TVector z2 = TMath.Multiply(z, z);
        TVector z4 = TMath.Multiply(z2, z2);
        TVector p = TMath.MultiplyAdd(
            z4,
            5.945279918996317e-11,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, -1.1365676709347076e-09, 1.4657882626822018e-08),
                TMath.MultiplyAdd(z, -1.63500256376517e-07, 1.646097285629816e-06)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, -1.4925593509347671e-05, 0.00012055331037002239),
                TMath.MultiplyAdd(z, -0.0008548326978745022, 0.005223977624780916)));
        p = TMath.MultiplyAdd(
            z4,
            p,
            TMath.MultiplyAdd(
                z2,
                TMath.MultiplyAdd(z, -0.0268661706450729, 0.11283791670954857),
                TMath.MultiplyAdd(z, -0.3761263890318375, 0.1283791670955126)));
        TVector small = TMath.MultiplyAdd(size, p, size);

        // Beyond this erf is 1.
        TVector s = TMath.AtMost(size, 6d);
        TVector s2 = TMath.Multiply(s, s);
        TVector s4 = TMath.Multiply(s2, s2);
        TVector y = TMath.MultiplyAdd(
            s2,
            TMath.MultiplyAdd(s, 1.7839067666486234e-13, -8.92898090488656e-12),
            TMath.MultiplyAdd(s, 2.1053056286731588e-10, -3.1082472689163412e-09));
        y = TMath.MultiplyAdd(
            s4,
            y,
            TMath.MultiplyAdd(
                s2,
                TMath.MultiplyAdd(s, 3.219542490034857e-08, -2.481443028064963e-07),
                TMath.MultiplyAdd(s, 1.469733615733104e-06, -6.784257572810377e-06)));
        y = TMath.MultiplyAdd(
            s4,
            y,
            TMath.MultiplyAdd(
                s2,
                TMath.MultiplyAdd(s, 2.4280565569809374e-05, -6.476170435244654e-05),
                TMath.MultiplyAdd(s, 0.00011078423864455437, -2.2007709216582493e-05)));
        y = TMath.MultiplyAdd(
            s4,
            y,
            TMath.MultiplyAdd(
                s2,
                TMath.MultiplyAdd(s, -0.0005523628695912251, 0.0016749687904361427),
                TMath.MultiplyAdd(s, -0.0002023083273315131, -0.01912804212322937)));
        y = TMath.MultiplyAdd(
            s4,
            y,
            TMath.MultiplyAdd(
                s2,
                TMath.MultiplyAdd(s, 0.10277081434297712, 0.6366207346863906),
                TMath.MultiplyAdd(s, 0.12837891560836726, 2.781388619334739e-08)));
        y = TMath.Add(y, s);
        TVector shifted = TMath.MultiplyAdd(y, -Exponential.DoubleLog2E, Exponential.DoublePowerShifter);
        TVector power = TMath.ShiftBitsLeft(shifted, 52);
        TVector q = Exponential.OneMinusExpOfNegativeDoubleRest<TMath, TVector>(y, TMath.Subtract(shifted, Exponential.DoublePowerShifter));
        TVector large = TMath.MultiplyAdd(power, q, TMath.Subtract(1d, power));
        return TMath.Or(TMath.Select(TMath.IsLess(size, 1d), small, large), TMath.And(x, TMath.Create(-0d)));
    }
}
