namespace GenNet.Runtime.Tests.Numerics;

/// <summary>The largest error of a function that was seen, in units in the last place of the exact value's binade, and where.</summary>
internal readonly record struct Deviation(double Ulps, double At);
