using System;

namespace GenNet.Build;

/// <summary>A weight file that cannot be read: which rule it breaks, and in words.</summary>
internal sealed class WeightsFileException(string code, string message) : Exception(message)
{
    /// <summary>There is no such file, or it may not be read.</summary>
    public const string Missing = "GENNET010";

    /// <summary>It is of no kind that is known.</summary>
    public const string UnknownFormat = "GENNET011";

    /// <summary>It is damaged.</summary>
    public const string Damaged = "GENNET012";

    /// <summary>A value is NaN or infinite.</summary>
    public const string NotFinite = "GENNET013";

    /// <summary>The code of the build's error.</summary>
    public string Code { get; } = code;
}
