using System;
using System.Globalization;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>For its lifetime the current culture writes numbers unlike the invariant one: 1.234,5 and U+2212 as minus.</summary>
internal sealed class OddNumbers : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public OddNumbers(string decimalSeparator = ",", string groupSeparator = ".", string negativeSign = "\u2212")
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = decimalSeparator;
        culture.NumberFormat.NumberGroupSeparator = groupSeparator;
        culture.NumberFormat.NegativeSign = negativeSign;
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
